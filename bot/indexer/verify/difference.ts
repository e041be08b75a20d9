/** A place where the cache says something else than it should. */
export type Difference = {
  table: string;
  /** The row's primary key. */
  key: Record<string, string>;
  column: string;
  cached: string | null;
  truth: string | null;
  /** Who contradicts: a contract at the cursor's block, a replay of the raw events, or the node's logs. */
  by: 'contract' | 'replay' | 'node';
};

/** Called with every difference, in the order in which they are found. */
export type Tell = (difference: Difference) => void;

type Row = Record<string, unknown>;

const shown = (value: unknown) =>
  value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value);

/** Tells of each column in which two rows of one key differ; a row that is missing differs as a whole. */
export function compare(
  tell: Tell,
  by: Difference['by'],
  table: string,
  keys: string[],
  cached: Row | null,
  truth: Row | null,
) {
  const some = cached ?? truth ?? {};
  const key = Object.fromEntries(keys.map((name) => [name, String(some[name])]));
  if (!cached || !truth) {
    tell({
      table,
      key,
      column: '(row)',
      cached: cached && JSON.stringify(cached),
      truth: truth && JSON.stringify(truth),
      by,
    });
    return;
  }
  for (const column of Object.keys(truth)) {
    const [is, should] = [shown(cached[column]), shown(truth[column])];
    if (is !== should) tell({ table, key, column, cached: is, truth: should, by });
  }
}
