/** Each by its own name, as who looks for it reads it. */
export const LANGUAGES = { en: 'English', de: 'Deutsch', es: 'Español', fr: 'Français' };
export type Language = keyof typeof LANGUAGES;

const KEY = 'guildmint-language';

const isLanguage = (tag: string | null | undefined): tag is Language => Object.hasOwn(LANGUAGES, tag ?? '');
const languageOf = (tag: string) => tag.slice(0, 2).toLowerCase();

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // Storage is blocked: the browser's languages decide.
  }
}

/** What the page speaks: the member's choice, else the first of the browser's languages that there is, else English. */
export const language: Language = [remembered(), ...navigator.languages.map(languageOf)].find(isLanguage) ?? 'en';

/** Some systems give browsers tags that no standard knows, like `en-US@posix`. */
function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

/** How numbers and times are written: as the browser says where it names a country for that language (`de-AT`). */
export const locale: string = navigator.languages.find((tag) => languageOf(tag) === language && isTag(tag)) ?? language;

/** Remembers the language and loads the page anew in it: what is on its way and who is connected outlive that. */
export function chooseLanguage(chosen: Language) {
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // Nothing to remember it in: the browser's languages go on deciding.
  }
  location.reload();
}
