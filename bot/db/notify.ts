import { sql } from 'drizzle-orm';
import { Client } from 'pg';
import { type Database, sessionOf, type Transaction } from './database.ts';

/** Carries an event of the live stream by itself, of what no block tells. */
export const BY_HAND = 'guildmint_stream';

/** Tells every listener of `channel` when (and only if) the transaction commits. */
export async function notify(tx: Transaction | Database, channel: string, payload: string) {
  await tx.execute(sql`select pg_notify(${channel}, ${payload})`);
}

const RECONNECT_MS = 500;

/**
 * Calls `heard` for every notification, over a connection of its own that is opened again when it breaks. After such a
 * gap `heard('')` says that something may have been missed.
 */
export async function listen(db: Database, channel: string, heard: (payload: string) => void) {
  const options = sessionOf(db);
  let client: Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const connect = async () => {
    const next = new Client({ ...options, application_name: `guildmint listen ${channel}`, keepAlive: true });
    next.on('notification', (message) => heard(message.payload ?? ''));
    next.on('error', () => next.end().catch(() => undefined));
    next.once('end', () => {
      if (client === next) reconnectLater();
    });
    await next.connect();
    await next.query(`listen ${next.escapeIdentifier(channel)}`);
    client = next;
    if (closed) await next.end();
  };
  const reconnectLater = () => {
    client = null;
    if (closed) return;
    timer = setTimeout(() => {
      connect().then(() => heard(''), reconnectLater);
    }, RECONNECT_MS);
  };

  await connect();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await client?.end();
    },
  };
}
