import { setTimeout as delay } from 'node:timers/promises';
import { type Client, SimpleShardingStrategy, type WebSocketOptions } from 'discord.js';

/** How long Discord may take to say goodbye: discord.js would wait for ever where it was about to be let in. */
const GOODBYE_MS = 2_000;

/**
 * Ends a connection for good. Closed while it is connecting anew, discord.js would still come back, and a connection that
 * nobody knows of any more would hear everything and answer some of it. So a closed one no longer learns whether it
 * had a session, which is what it asks first before it connects.
 */
export function openClosing() {
  let closed = false;
  const ws: WebSocketOptions = {
    buildStrategy(manager) {
      const { retrieveSessionInfo } = manager.options;
      manager.options.retrieveSessionInfo = (shard) =>
        closed ? new Promise(() => undefined) : retrieveSessionInfo(shard);
      return new SimpleShardingStrategy(manager);
    },
  };
  return {
    /** For the client that is to be closed. */
    ws,
    async close(client: Client): Promise<void> {
      closed = true;
      const goodbye = new AbortController();
      await Promise.race([client.destroy(), delay(GOODBYE_MS, null, { signal: goodbye.signal }).catch(() => null)]);
      goodbye.abort();
    },
  };
}
