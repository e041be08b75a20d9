import pino from 'pino';
import { startEmbeddedPostgres } from '../../bot/db/embedded.ts';

/** PostgreSQL out of the packages; it runs on when the server dies, and is adopted at the next start. */
export const startPostgres = (dataDir: string) => startEmbeddedPostgres({ dataDir, log: pino({ level: 'warn' }) });
