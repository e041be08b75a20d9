/** What the API says to people, in the language that they ask for (`Accept-Language`); in English where it has no other. */
import type { Context as Request } from 'hono';
import { accepts } from 'hono/accepts';
import type { Sentence } from '../errors.ts';

type Unit = { symbol: string; decimals: number };

/**
 * @param language two letters
 * @param unit of the amounts in it; null: unknown
 * @returns the sentence in that language; null where there is none
 */
export type Tell = (language: string, sentence: Sentence, unit: Unit | null) => string | null;

declare module 'hono' {
  interface ContextVariableMap {
    tell?: Tell | undefined;
  }
}

const LANGUAGES = ['en', 'de', 'es', 'fr'] as const;

export type Language = (typeof LANGUAGES)[number];

/** The language of ours that whoever asked would like best. */
export function languageOf(c: Request): Language {
  const accepted = accepts(c, {
    ...{ header: 'Accept-Language', supports: [...LANGUAGES], default: 'en' },
    match: (wanted, { supports, default: english }) =>
      wanted
        .filter(({ q }) => q > 0)
        .toSorted((a, b) => b.q - a.q)
        .map(({ type }) => type.slice(0, 2).toLowerCase())
        .find((each) => supports.includes(each)) ?? english,
  });
  return LANGUAGES.find((each) => each === accepted) ?? 'en';
}

/** Says a sentence to whoever asked, and names in the answer's head which language that is. */
export function told(c: Request, sentence: Sentence, unit: Unit | null = c.get('community') ?? null): string {
  const language = languageOf(c);
  const said = language === 'en' ? null : c.get('tell')?.(language, sentence, unit);
  nameLanguage(c, said ? language : 'en');
  return said ?? sentence.message;
}

/** Names in an answer's head the language that it is in, and that it follows the one that was asked for. */
export function nameLanguage(c: Request, language: Language): void {
  c.header('content-language', language);
  const vary = c.res.headers.get('vary');
  if (!vary?.includes('Accept-Language')) c.header('vary', vary ? `${vary}, Accept-Language` : 'Accept-Language');
}
