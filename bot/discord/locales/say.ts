import { de } from './de.ts';
import { en, type Key } from './en.ts';
import { errors } from './errors.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';

/** Discord's locale names on the left. English is what everything falls back to. */
export const TABLES: Record<string, Record<Key, string>> = { 'en-US': en, de, 'es-ES': es, fr };
const CHOICE: Record<string, string> = { 'en-GB': 'en-US', 'es-419': 'es-ES' };

/** Says a sentence in one language. */
export type Say = {
  (key: Key, values?: Record<string, string | number>): string;
  locale: string;
  /** The sentence of an error by its code; the given one where there is no translation. */
  error(code: string, sentence: string, details?: Record<string, string>): string;
};

export function sayIn(discordLocale: string): Say {
  const wanted = CHOICE[discordLocale] ?? discordLocale;
  const locale = wanted in TABLES ? wanted : 'en-US';
  const table = TABLES[locale] ?? en;
  const say = (key: Key, values: Record<string, string | number> = {}) => fill(table[key], values);
  return Object.assign(say, {
    locale,
    error: (code: string, sentence: string, details: Record<string, string> = {}) => {
      const translated = errors[code]?.[locale as 'de' | 'es-ES' | 'fr'];
      return translated ? fill(translated, details) : sentence;
    },
  });
}

/** Values are put in once: what a value itself contains is never replaced. */
function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}
