/**
 * Lets so many works run at a time; others wait in the order in which they came, so that a flood of them keeps nothing
 * else from the database, and holds no more than its own words while it waits.
 */
export function openTurns(most: number) {
  const waiting: (() => void)[] = [];
  let running = 0;

  return async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running === most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      // Whoever is next has the place of the one that goes.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

export type InTurn = ReturnType<typeof openTurns>;
