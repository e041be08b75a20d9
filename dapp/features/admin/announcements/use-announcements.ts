import { useQuery } from '@tanstack/react-query';
import { useToken } from '../../../lib/api.ts';
import { staffGet } from '../../../lib/staff-api.ts';
import { writableOf } from '../channel-field.tsx';
import { useChannels, useConfiguration } from '../configuration/use-configuration.ts';

export function useAnnouncements() {
  const token = useToken();
  return useQuery({
    queryKey: ['staff', token, 'announcements'],
    queryFn: async ({ signal }) => (await staffGet(`/api/${token}/announcements?limit=100`, signal)).announcements,
    // Discord's part is told by no event: what is on its way is looked at again.
    refetchInterval: ({ state }) => (state.data?.some((each) => each.state !== 'posted') ? 2_000 : false),
  });
}

export function useTemplates() {
  const token = useToken();
  return useQuery({
    queryKey: ['staff', token, 'embeds'],
    queryFn: async ({ signal }) => (await staffGet(`/api/${token}/embeds`, signal)).embeds,
  });
}

export type Places = {
  /** That the bot may write in. */
  channels: { id: string; name: string }[];
  /** Where announcements go unless said otherwise; null where none was chosen. */
  usual: string | null;
};

/** Where something may be posted. */
export function usePlaces() {
  const [channels, config] = [useChannels(), useConfiguration()];
  const data: Places | undefined =
    channels.data && config.data
      ? { channels: writableOf(channels.data.channels), usual: config.data.channels.announcements }
      : undefined;
  const refetch = () => Promise.all([channels.refetch(), config.refetch()]);
  return { data, error: channels.error ?? config.error, refetch };
}
