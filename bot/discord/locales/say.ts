import type { Sentence } from '../../errors.ts';
import type { Community } from '../community.ts';
import { money, plainMoney, tierWord, when } from '../replies/text.ts';
import { de } from './de.ts';
import { en, type Key } from './en.ts';
import { errors } from './errors.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';

/** Discord's locale names on the left. English is what everything falls back to. */
export const TABLES: Record<string, Record<Key, string>> = { 'en-US': en, de, 'es-ES': es, fr };
const CHOICE: Record<string, string> = { 'en-GB': 'en-US', 'es-419': 'es-ES', en: 'en-US', es: 'es-ES' };

const HOLE = /\{(\w+)(?:\|(\w+)|\?([^:}]*):([^}]*))?\}/g;

export type Unit = Pick<Community, 'symbol' | 'decimals'>;

/** Says a sentence in one language. */
export type Say = {
  (key: Key, values?: Record<string, string | number>): string;
  locale: string;
  /** The sentence of an error by its code; the given one where the table has none, or asks for a unit that is unknown. */
  error(code: string, sentence: string, details?: Record<string, string>, unit?: Unit | null): string;
};

/** How figures are written among words. */
type Figures = { money(say: Say, unit: Unit, value: bigint): string; time(say: Say, ms: number): string };
const ON_DISCORD: Figures = { money, time: (_say, ms) => when(ms) };
/** Where nothing is marked up, and where nobody knows the reader's zone. */
const IN_PLAIN_TEXT: Figures = {
  money: plainMoney,
  time: ({ locale }, ms) =>
    `${new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(ms)} UTC`,
};

/**
 * What the API tells its readers, errors and findings: without Discord's marks.
 * @param language two letters, as HTTP has it
 * @returns null where only English has that sentence
 */
export function tellIn(language: string, { code, message, details }: Sentence, unit: Unit | null): string | null {
  const said = sayIn(language, IN_PLAIN_TEXT).error(code, message, details, unit);
  return said === message ? null : said;
}

/** @param language as Discord calls it, or as a server's staff chose it */
export function sayIn(language: string, figures = ON_DISCORD): Say {
  const wanted = CHOICE[language] ?? language;
  const locale = wanted in TABLES ? wanted : 'en-US';
  const table = TABLES[locale] ?? en;
  const sentenceOf = (key: Key, values: Record<string, string | number> = {}) => fill(locale, table[key], values);
  const say: Say = Object.assign(sentenceOf, {
    locale,
    error: (code: string, sentence: string, details: Record<string, string> = {}, unit: Unit | null = null) => {
      // Where nothing is left, a smaller amount is no advice.
      const nothing = details.left === '0' || details.most === '0';
      const sentences = (nothing && errors[`${code}.none`]) || errors[code];
      const known = sentences?.[locale as keyof typeof sentences];
      if (!known || (!unit && known.includes('|amount}'))) return sentence;
      return fill(locale, known, details, (kind, value) => shown(say, figures, unit, kind, value));
    },
  });
  return say;
}

/** What a hole asks for: `{left|amount}` is in base units, `{readyAt|time}` in unix seconds, `{tier|tier}` a number. */
function shown(say: Say, figures: Figures, unit: Unit | null, kind: string, value: string): string {
  if (kind === 'time') return figures.time(say, Number(value) * 1000);
  if (kind === 'tier') return tierWord(say, Number(value));
  return unit ? figures.money(say, unit, BigInt(value)) : value;
}

/**
 * Values are put in once: what a value itself contains is never replaced. `{count?day:days}` is the first where the
 * language speaks of so many in the singular, else the second.
 */
function fill(
  locale: string,
  sentence: string,
  values: Record<string, string | number>,
  show: (kind: string, value: string) => string = (_kind, value) => value,
): string {
  return sentence.replace(HOLE, (whole, name: string, kind?: string, one?: string, other?: string) => {
    if (!(name in values)) return whole;
    const value = String(values[name]);
    if (one !== undefined) return new Intl.PluralRules(locale).select(Number(value)) === 'one' ? one : other!;
    return kind ? show(kind, value) : value;
  });
}
