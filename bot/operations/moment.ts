import { UserError } from '../errors.ts';

const YEAR_MS = 366 * 86_400_000;
const UNITS = { m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * A moment to come as people write it: `2026-12-24 18:00`, `24.12.2026 18:00`, `18:00` (the next), `in 90 min`, `2 h`, `3 d`.
 * @param zone IANA name of the time zone in which a date is meant
 * @param now milliseconds
 * @returns milliseconds
 * @throws UserError for what is none, is over, or is more than a year away
 */
export function parseMoment(typed: string, zone: string, now: number): number {
  const at = read(typed.trim().toLowerCase(), zone, now);
  if (at === null)
    throw new UserError(
      'MomentUnclear',
      `“${typed.slice(0, 40)}” is no time: write it like 2026-12-24 18:00, 18:00 or “in 2 h”.`,
      { text: typed.slice(0, 40) },
    );
  if (at <= now) throw new UserError('MomentPast', 'That time is over already: choose one to come.');
  if (at > now + YEAR_MS) throw new UserError('MomentFar', 'That is more than a year away: choose a nearer time.');
  return at;
}

function read(typed: string, zone: string, now: number): number | null {
  const [, count, unit] = /^(?:in )?(\d{1,5}) ?(m|min|h|d)$/.exec(typed) ?? [];
  if (count && unit) return now + Number(count) * UNITS[unit as keyof typeof UNITS];
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  const [, hour, minute] = /^(\d{1,2})[:.](\d{2})$/.exec(typed) ?? [];
  if (hour && minute) {
    const at = (date: Temporal.PlainDate) => instant([date.year, date.month, date.day], [hour, minute], zone);
    const first = at(today);
    return first !== null && first <= now ? at(today.add({ days: 1 })) : first;
  }
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})[ t]+(\d{1,2})[:.](\d{2})$/.exec(typed);
  if (iso) return instant(iso.slice(1, 4), iso.slice(4), zone);
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4}) +(\d{1,2})[:.](\d{2})$/.exec(typed);
  return dotted ? instant(dotted.slice(1, 4).reverse(), dotted.slice(4), zone) : null;
}

/** Null for a day or time that no calendar has. What a change of clocks leaves out means the time after it. */
function instant(date: (string | number)[], time: string[], zone: string): number | null {
  const [year = 0, month = 0, day = 0] = date.map(Number);
  const [hour = 0, minute = 0] = time.map(Number);
  try {
    const written = Temporal.PlainDateTime.from({ year, month, day, hour, minute }, { overflow: 'reject' });
    return written.toZonedDateTime(zone).epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
