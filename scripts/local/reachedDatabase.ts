import pino from 'pino';
import { openDatabase } from '../../bot/db/database.ts';
import { startEmbeddedPostgres } from '../../bot/db/embedded.ts';

/** The server's database, for a command that works beside it: an embedded one that runs already is left running. */
export async function reachedDatabase(config: { databaseUrl?: string | undefined; dataDir: string }) {
  const log = pino({ level: 'silent' });
  const embedded = config.databaseUrl ? null : await startEmbeddedPostgres({ dataDir: config.dataDir, log });
  const database = await openDatabase({ url: config.databaseUrl ?? embedded?.url, dataDir: config.dataDir, log });
  return {
    db: database.db,
    async close() {
      await database.close();
      if (embedded && !embedded.adopted) await embedded.stop();
    },
  };
}
