/** What a schema of the API finds wrong, in the language of whoever sent it. Fields keep their names. */
import { z } from '@hono/zod-openapi';
import type { Language } from './words.ts';

type Translated = Record<Exclude<Language, 'en'>, string>;

const LIBRARY = { de: z.locales.de(), es: z.locales.es(), fr: z.locales.fr() };
const CORRECT = {
  en: 'Correct the request:',
  de: 'Berichtige die Anfrage:',
  es: 'Corrige la petición:',
  fr: 'Corrige la requête :',
};

/** Where the library knows no more than that a pattern or a rule of ours was not met. */
export const OWN: Record<string, Translated> = {
  'must be 1 to 200 visible ASCII characters': {
    de: 'muss 1 bis 200 sichtbare ASCII-Zeichen haben',
    es: 'debe tener de 1 a 200 caracteres ASCII visibles',
    fr: 'doit avoir de 1 à 200 caractères ASCII visibles',
  },
  'must be 1 to 32 of a-z, 0-9 and _': {
    de: 'muss aus 1 bis 32 Zeichen von a-z, 0-9 und _ bestehen',
    es: 'debe tener de 1 a 32 caracteres de a-z, 0-9 y _',
    fr: 'doit avoir de 1 à 32 caractères parmi a-z, 0-9 et _',
  },
  'must be 32 bytes as lower case hexadecimal digits': {
    de: 'muss aus 32 Bytes in kleingeschriebenen hexadezimalen Ziffern bestehen',
    es: 'debe ser de 32 bytes en cifras hexadecimales minúsculas',
    fr: 'doit être de 32 octets en chiffres hexadécimaux minuscules',
  },
  'must be 4 to 6 digits': {
    de: 'muss aus 4 bis 6 Ziffern bestehen',
    es: 'debe tener de 4 a 6 cifras',
    fr: 'doit avoir de 4 à 6 chiffres',
  },
  'must be `next` of the page before': {
    de: 'muss `next` der Seite davor sein',
    es: 'debe ser `next` de la página anterior',
    fr: 'doit être `next` de la page précédente',
  },
  'must be a Discord id': {
    de: 'muss eine Discord-Id sein',
    es: 'debe ser un id de Discord',
    fr: 'doit être un identifiant Discord',
  },
  'must be a Discord id (digits) or an address (0x and 40 hexadecimal digits)': {
    de: 'muss eine Discord-Id (Ziffern) oder eine Adresse (0x und 40 hexadezimale Ziffern) sein',
    es: 'debe ser un id de Discord (cifras) o una dirección (0x y 40 cifras hexadecimales)',
    fr: 'doit être un identifiant Discord (chiffres) ou une adresse (0x et 40 chiffres hexadécimaux)',
  },
  'must be a date such as 2026-01-31, or ISO 8601': {
    de: 'muss ein Datum wie 2026-01-31 sein, oder ISO 8601',
    es: 'debe ser una fecha como 2026-01-31, o ISO 8601',
    fr: 'doit être une date comme 2026-01-31, ou ISO 8601',
  },
  'must be a key’s id': {
    de: 'muss die Id eines Schlüssels sein',
    es: 'debe ser el id de una clave',
    fr: 'doit être l’identifiant d’une clé',
  },
  'must be a media type such as image/png': {
    de: 'muss ein Medientyp wie image/png sein',
    es: 'debe ser un tipo de medio como image/png',
    fr: 'doit être un type de média comme image/png',
  },
  'must be a path of this site': {
    de: 'muss ein Pfad dieser Website sein',
    es: 'debe ser una ruta de este sitio',
    fr: 'doit être un chemin de ce site',
  },
  'must be an IANA name such as Europe/Berlin': {
    de: 'muss ein IANA-Name wie Europe/Berlin sein',
    es: 'debe ser un nombre de IANA como Europe/Berlin',
    fr: 'doit être un nom IANA comme Europe/Berlin',
  },
  'must be at most 4000 bytes': {
    de: 'darf höchstens 4000 Bytes haben',
    es: 'debe tener como máximo 4000 bytes',
    fr: 'doit avoir au plus 4000 octets',
  },
  'must be letters, digits, dots and hyphens': {
    de: 'muss aus Buchstaben, Ziffern, Punkten und Bindestrichen bestehen',
    es: 'debe constar de letras, cifras, puntos y guiones',
    fr: 'doit se composer de lettres, chiffres, points et traits d’union',
  },
  'must be what stands after # in the address that Discord gave': {
    de: 'muss sein, was in der Adresse von Discord hinter # steht',
    es: 'debe ser lo que va tras # en la dirección que dio Discord',
    fr: 'doit être ce qui suit # dans l’adresse donnée par Discord',
  },
};

/** @param sent the whole of what was parsed @returns each fault by its field, and all in one sentence */
export function faultsIn(language: Language, { issues }: z.ZodError, sent: unknown, target: string) {
  const errors = issues.map((issue) => ({
    path: issue.path.join('.') || target,
    message: language === 'en' ? issue.message : translated(language, issue, inputOf(sent, issue.path)),
  }));
  const detail = `${CORRECT[language]} ${errors.map(({ path, message }) => `${path}: ${message}`).join('; ')}.`;
  return { errors, detail };
}

function translated(language: keyof Translated, issue: z.core.$ZodIssue, input: unknown): string {
  const own = OWN[issue.message];
  if (own) return own[language];
  const { localeError } = LIBRARY[language];
  // What was sent counts for the library where it is of another type.
  const said =
    issue.code === 'invalid_type' ? localeError({ ...issue, input }) : localeError({ ...issue, input: undefined });
  return (typeof said === 'string' ? said : said?.message) ?? issue.message;
}

const inputOf = (sent: unknown, path: PropertyKey[]) =>
  path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined), sent);
