import type { CapsResponse } from '@guildmint/bot/api/routes/caps.ts';
import type {
  ChannelResponse,
  CommandsResponse,
  ConfigResponse,
  StatusWish,
} from '@guildmint/bot/api/routes/config.ts';
import type { RoleProposal } from '@guildmint/bot/api/routes/roleProposals.ts';
import type { SyncResponse } from '@guildmint/bot/api/routes/sync.ts';
import { useQuery } from '@tanstack/react-query';
import { useToken } from '../../../lib/api.ts';
import { staffGet } from '../../../lib/staff-api.ts';

/** What no event tells of is looked at again. */
const LOOK_MS = 2_000;

function useStaff<T>(topic: string, path: string, look = false) {
  const token = useToken();
  return useQuery({
    queryKey: ['staff', token, topic],
    queryFn: ({ signal }) => staffGet<T>(path.replace('{s}', token), signal),
    refetchInterval: look && LOOK_MS,
  });
}

export const useConfiguration = () => useStaff<ConfigResponse>('config', '/api/{s}/config');
export const useChannels = () => useStaff<{ channels: ChannelResponse[] }>('channels', '/api/{s}/channels');
export const useCommands = () => useStaff<CommandsResponse>('commands', '/api/commands?community={s}');
export const useStatusWish = () => useStaff<StatusWish>('status', '/api/{s}/status');
export const useSync = () => useStaff<SyncResponse>('sync', '/api/{s}/sync');
export const useCaps = () => useStaff<CapsResponse>('caps', '/api/{s}/caps');
export const useProposals = () =>
  useStaff<{ proposals: RoleProposal[] }>('proposals', '/api/roles/proposals?community={s}', true);
