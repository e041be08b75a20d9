/** A process with one part that never closes, for tests of how it ends: it says when it runs, and when it begins to stop. */
import { pino } from 'pino';
import { endOnSignal } from '../../../bot/shutdown.ts';

const server = {
  close() {
    process.send?.('stopping');
    return new Promise<void>(() => undefined);
  },
  closing: () => 'the part that hangs',
};
endOnSignal(server, pino({ base: null }, pino.destination({ fd: 1, sync: true })));
setInterval(() => undefined, 1000);
process.send?.('running');
