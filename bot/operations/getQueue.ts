import { count, notInArray } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { outbox } from '../db/schema.ts';

/** Operations on their way to the chain, by how far they are. */
export async function getQueue({ db }: Pick<Context, 'db'>): Promise<Record<string, number>> {
  const rows = await db
    .select({ state: outbox.state, count: count() })
    .from(outbox)
    .where(notInArray(outbox.state, ['final', 'failed']))
    .groupBy(outbox.state);
  return Object.fromEntries(rows.map(({ state, count: many }) => [state, many]));
}
