/** Lines of the log that a person should see, kept where the operator reads them without a shell. */
import type { Context } from './context.ts';
import { keepLines, type NewLine } from './operations/logLines.ts';

/** Lines that wait for the database at most: what comes when it is away must not fill the memory. */
const MOST_WAITING = 500;
const LONGEST = 1_000;
const LEVELS: Record<number, NewLine['level']> = { 40: 'warn', 50: 'error', 60: 'fatal' };
/** Of a line's values those that name no member. */
const KEPT = ['event', 'path', 'job', 'reason', 'signal', 'code', 'rule', 'hanging'];

export type KeptLog = ReturnType<typeof openKeptLog>;

/** Takes lines from the first moment, and brings them to the database once there is one. */
export function openKeptLog() {
  let waiting: NewLine[] = [];
  let lost = 0;
  let to: Pick<Context, 'db' | 'clock'> | null = null;
  let bringing: Promise<void> | null = null;

  function bring(): void {
    if (!to || bringing || waiting.length === 0) return;
    const now = waiting;
    waiting = [];
    bringing = keepLines(to, now)
      .catch(() => {
        // The log itself has them; a later line brings what can still be kept.
        waiting = [...now, ...waiting];
        trim();
        return true;
      })
      .then((failed) => {
        bringing = null;
        if (!failed) bring();
      });
  }

  function trim(): void {
    lost += Math.max(0, waiting.length - MOST_WAITING);
    waiting = waiting.slice(-MOST_WAITING);
  }

  return {
    /** A line as the log writes it: no secret stands in it any more. */
    write(line: string): void {
      const kept = toLine(line);
      if (!kept) return;
      if (lost > 0) {
        kept.details.lostBefore = `${lost}`;
        lost = 0;
      }
      waiting.push(kept);
      trim();
      bring();
    },
    keepIn(ctx: Pick<Context, 'db' | 'clock'>) {
      to = ctx;
      bring();
      return {
        async close(): Promise<void> {
          bring();
          while (bringing) await bringing;
          to = null;
        },
      };
    },
  };
}

function toLine(line: string): NewLine | null {
  const { level, time, msg, part, err, ...others }: Record<string, unknown> = JSON.parse(line);
  const known = LEVELS[Number(level)];
  if (!known) return null;
  const error = err && typeof err === 'object' ? Object.entries(err) : [];
  const told = [
    ...Object.entries(others).filter(([name]) => KEPT.includes(name)),
    ...error
      .filter(([name]) => ['type', 'message', 'code'].includes(name))
      .map(([name, value]) => [`error.${name}`, value]),
  ];
  return {
    at: new Date(Number(time)),
    level: known,
    part: typeof part === 'string' ? part : null,
    message: String(msg ?? '').slice(0, LONGEST),
    details: Object.fromEntries(told.map(([name, value]) => [name, String(value).slice(0, LONGEST)])),
    userId: null,
  };
}
