/** A JSON file as people have to correct it: numbers as they are written, and the line of every value. */
export type Lined = {
  /** Numbers as the text has them, since an amount may be longer than a number can hold. */
  value: unknown;
  /** Line of the value at a path, or of the nearest that holds it; the first is 1. */
  lineOf(path: readonly PropertyKey[]): number;
  /** Names that an object has twice, of which JSON itself would keep the last without a word. */
  twice: { name: string; line: number }[];
};

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|\n|[^\s{}[\],:"]+/g;
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** @throws SyntaxError as JSON.parse */
export function readLines(text: string): Lined {
  // As strings, before they become numbers.
  const exact = text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    NUMBER.test(token) ? `"${token}"` : token,
  );
  const value: unknown = JSON.parse(exact);
  const lines = new Map<string, number>([['', 1]]);
  const twice: Lined['twice'] = [];
  const again = new Set<string>();
  // An object's present name, or an array's present place.
  const path: (string | number)[] = [];
  const holders: ('{' | '[')[] = [];
  let line = 1;
  let named = false;
  for (const [token] of exact.matchAll(TOKEN)) {
    if (token === '\n') line++;
    else if (token === '{' || token === '[') {
      note(path);
      holders.push(token);
      path.push(token === '[' ? 0 : '');
      named = token === '[';
    } else if (token === '}' || token === ']') {
      holders.pop();
      path.pop();
    } else if (token === ',') {
      const last = path.at(-1);
      if (typeof last === 'number') path[path.length - 1] = last + 1;
      named = holders.at(-1) === '[';
    } else if (token === ':') named = true;
    else if (named) note(path);
    else {
      path[path.length - 1] = JSON.parse(token) as string;
      const within = path.some((_, at) => again.has(keyOf(path.slice(0, at + 1))));
      if (!within && lines.has(keyOf(path))) {
        again.add(keyOf(path));
        twice.push({ name: String(path.at(-1)), line });
      }
      note(path);
    }
  }

  function note(at: readonly (string | number)[]) {
    const key = keyOf(at);
    if (!lines.has(key)) lines.set(key, line);
  }

  return {
    value,
    twice,
    lineOf(at) {
      for (let length = at.length; length > 0; length--) {
        const found = lines.get(keyOf(at.slice(0, length)));
        if (found !== undefined) return found;
      }
      return 1;
    },
  };
}

const keyOf = (path: readonly PropertyKey[]) => path.map((part) => JSON.stringify(String(part))).join('.');
