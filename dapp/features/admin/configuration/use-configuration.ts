import { useQuery } from '@tanstack/react-query';
import { useToken } from '../../../lib/api.ts';
import { staffGet } from '../../../lib/staff-api.ts';

/** What no event tells of is looked at again. */
const LOOK_MS = 2_000;

function useStaff<const P extends string>(topic: string, path: P, look = false) {
  const token = useToken();
  return useQuery({
    queryKey: ['staff', token, topic],
    queryFn: ({ signal }) => staffGet(path.replace('{s}', token) as P, signal),
    refetchInterval: look && LOOK_MS,
  });
}

export const useConfiguration = () => useStaff('config', '/api/{s}/config');
export const useChannels = () => useStaff('channels', '/api/{s}/channels');
export const useCommands = () => useStaff('commands', '/api/commands?community={s}');
export const useStatusWish = () => useStaff('status', '/api/{s}/status');
export const useSync = () => useStaff('sync', '/api/{s}/sync');
export const useCaps = () => useStaff('caps', '/api/{s}/caps');
export const useProposals = () => useStaff('proposals', '/api/roles/proposals?community={s}', true);
