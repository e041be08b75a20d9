import type { Logger } from 'pino';

/** What has not ended by then hangs: everything that counts is committed, and the next start goes on from there. */
const PATIENCE_MS = 10_000;

/**
 * Ends the process in good order when it is asked to, with code 0; a second request ends it at once. Where closing
 * hangs, the log says what does, and the code is 1.
 */
export function endOnSignal(server: { close(): Promise<void>; closing(): string | null }, log: Logger) {
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) {
      log.warn({ signal, hanging: server.closing() }, 'ended at once');
      process.exit(1);
    }
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.error({ hanging: server.closing() }, 'stopping took too long: ended all the same');
      process.exit(1);
    }, PATIENCE_MS).unref();
    try {
      await server.close();
    } catch (error) {
      log.error({ err: error, part: server.closing() }, 'could not be closed');
      process.exit(1);
    }
    log.info('stopped');
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // The supervisor's death must not leave a server behind that nobody sees.
  process.on('disconnect', () => stop('disconnect'));
}
