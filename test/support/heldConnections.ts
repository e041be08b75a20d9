/** Finds code that asks the pool for a connection while it holds one: as many at once as there are connections would wait for ever. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { NodePgSession } from 'drizzle-orm/node-postgres/session';
import type { PgTransactionConfig } from 'drizzle-orm/pg-core';
import pg from 'pg';

/**
 * Watches all pools of this process.
 * @returns where it was done, as it was called; filled as it happens
 */
export function watchHeldConnections(): string[] {
  const found: string[] = [];
  const holds = new AsyncLocalStorage<true>();
  const look = () => {
    if (holds.getStore()) found.push(new Error('a second connection').stack ?? '');
  };
  const { transaction } = NodePgSession.prototype;
  Object.assign(NodePgSession.prototype, {
    transaction(
      this: NodePgSession<never, never>,
      work: (tx: unknown) => Promise<unknown>,
      config?: PgTransactionConfig,
    ) {
      return transaction.call(this, (tx) => holds.run(true, () => work(tx)), config);
    },
  });
  for (const way of ['connect', 'query'] as const) {
    const asked: (...args: never[]) => unknown = pg.Pool.prototype[way];
    Object.assign(pg.Pool.prototype, {
      [way](this: pg.Pool, ...args: never[]) {
        look();
        // What the pool does by itself is nobody's second.
        return holds.exit(() => asked.apply(this, args));
      },
    });
  }
  return found;
}
