import { UserError } from '../errors.ts';

/** Names remembered at a time; beyond it the window begins anew for all. */
const MOST_NAMES = 50_000;

/** What failed of late, by a name such as an address: after so many within the window no more is tried. @param clock milliseconds */
export function openAttempts(most: number, withinMs: number, clock: () => number) {
  let counts = new Map<string, number>();
  let ends = 0;
  const fresh = () => {
    if (clock() < ends && counts.size <= MOST_NAMES) return;
    counts = new Map();
    ends = clock() + withinMs;
  };
  return {
    /** @throws UserError `LoginTooOften` */
    require(name: string) {
      fresh();
      if ((counts.get(name) ?? 0) < most) return;
      const minutes = Math.ceil((ends - clock()) / 60_000);
      throw new UserError(
        'LoginTooOften',
        `That was wrong too often: wait ${minutes} minute${minutes === 1 ? '' : 's'}.`,
      );
    },
    count(name: string) {
      fresh();
      counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    forget(name: string) {
      counts.delete(name);
    },
  };
}
