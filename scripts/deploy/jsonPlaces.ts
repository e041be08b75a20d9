// Where in a JSON text each value stands, so that a person finds what a sentence speaks of.

/** Lines and columns begin with 1. */
export type Place = { line: number; column: number };

/** What makes a text no JSON, and where. */
export class JsonFault extends Error {
  readonly place: Place;
  constructor(words: string, place: Place) {
    super(words);
    this.place = place;
  }
}

const TOKEN =
  /(?:"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[[\]{},:])/uy;
const SPACE = /[ \t\r\n]*/y;

/**
 * @returns where the value at a path stands; where it is missing, the nearest one that holds it
 * @throws JsonFault for what JSON.parse refuses, and for a name that an object has twice
 */
export function placesOf(text: string): (path: readonly PropertyKey[]) => Place {
  const offsets = new Map<string, number>();
  let at = 0;
  /** Of the token that was read last. */
  let begin = 0;
  const fault = (words: string) => new JsonFault(words, placeAt(text, begin));

  function next(): string {
    SPACE.lastIndex = at;
    begin = at + SPACE.exec(text)![0].length;
    TOKEN.lastIndex = begin;
    const word = TOKEN.exec(text)?.[0] ?? '';
    if (!word && begin < text.length) throw fault(`${JSON.stringify(text[begin])} cannot stand here`);
    at = begin + word.length;
    return word;
  }
  function expect(word: string, ...wanted: string[]): string {
    if (wanted.includes(word)) return word;
    throw fault(`${wanted.map((each) => JSON.stringify(each)).join(' or ')} is missing before ${word || 'the end'}`);
  }
  function value(path: string[], word: string): void {
    if (!word || /^[\]},:]/.test(word)) throw fault(`a value is missing before ${word || 'the end'}`);
    offsets.set(nameOf(path), begin);
    if (word === '[') list(path);
    if (word === '{') fields(path);
  }
  function list(path: string[]): void {
    let word = next();
    if (word === ']') return;
    for (let index = 0; ; index++) {
      value([...path, `${index}`], word);
      if (expect(next(), ',', ']') === ']') return;
      word = next();
    }
  }
  function fields(path: string[]): void {
    let word = next();
    if (word === '}') return;
    for (;;) {
      if (!word.startsWith('"')) throw fault(`a name in quotes is missing before ${word || 'the end'}`);
      const own = [...path, JSON.parse(word)];
      if (offsets.has(nameOf(own))) throw fault(`${word} stands here for the second time`);
      expect(next(), ':');
      value(own, next());
      if (expect(next(), ',', '}') === '}') return;
      word = next();
    }
  }

  value([], next());
  if (next()) throw fault('more stands here than one value');
  return (path) => {
    for (let length = path.length; ; length--) {
      const offset = offsets.get(nameOf(path.slice(0, length).map(String)));
      if (offset !== undefined) return placeAt(text, offset);
    }
  };
}

function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

const nameOf = (path: readonly string[]) => JSON.stringify(path);
