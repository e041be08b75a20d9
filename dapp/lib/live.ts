import type { StreamEvent } from '@guildmint/bot/api/stream/events.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Address } from 'viem';
import { liveChanges } from './live-changes.ts';

export type Connection = 'connecting' | 'live' | 'lost';

const TYPES = [
  'balance',
  'entry',
  'leaderboard',
  'item',
  'purchase',
  'task',
  'claim',
  'listing',
  'trade',
  'swap',
  'penalty',
  'clan',
  'caps',
  'season',
  'sync',
  'ready',
  'resync',
] as const;
const REOPEN_MS = 3_000;

/**
 * Keeps everything on the page as the chain has it, without a reload: what an event carries is shown at once, what it only
 * mentions is asked for anew. A connection that broke is opened again, and what was missed meanwhile is made good.
 */
export function useLive(token: Address): Connection {
  const client = useQueryClient();
  const [connection, setConnection] = useState<Connection>('connecting');
  useEffect(() => {
    const changes = liveChanges(client, token);
    let source: EventSource;
    let reopening: ReturnType<typeof setTimeout> | undefined;

    function open() {
      source = new EventSource(`/api/stream?community=${token}`);
      // What was loaded before this moment may be older than the first event.
      let known = false;
      for (const type of TYPES)
        source.addEventListener(type, (message) => {
          const event = JSON.parse(message.data) as StreamEvent;
          if (event.change_type !== 'ready') return changes.apply(event);
          setConnection('live');
          if (!known) changes.askForAll();
          known = true;
        });
      source.addEventListener('error', () => {
        setConnection('lost');
        // The browser tries again by itself, unless the server refused: then it gives up for good.
        if (source.readyState === EventSource.CLOSED) reopening = setTimeout(open, REOPEN_MS);
      });
    }

    setConnection('connecting');
    open();
    return () => {
      clearTimeout(reopening);
      source.close();
      changes.stop();
    };
  }, [client, token]);
  return connection;
}
