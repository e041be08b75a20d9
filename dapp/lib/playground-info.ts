import type { PlaygroundInfo } from '@guildmint/bot/api/playground.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';

/** Where the local Discord listens, or null where Guildmint does not run on the local network. */
async function fetchPlaygroundInfo(): Promise<PlaygroundInfo | null> {
  const response = await fetch('/api/playground', { headers: { accept: 'application/json' } });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(t`The server answered ${response.status} when asked for the Playground.`);
  return (await response.json()) as PlaygroundInfo;
}

export function usePlaygroundInfo() {
  return useQuery({ queryKey: ['playground-info'], queryFn: fetchPlaygroundInfo, staleTime: 10_000 });
}
