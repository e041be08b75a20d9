// The workload through the product: operations, outbox, signer, relayer, contracts, indexer, in the server as it runs.
import { eq, inArray, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../../bot/context.ts';
import { gas, outbox } from '../../bot/db/schema.ts';
import { buy } from '../../bot/operations/buy.ts';
import { claimDaily } from '../../bot/operations/claimDaily.ts';
import { gift } from '../../bot/operations/gift.ts';
import { GIFT, ITEMS, KINDS, type Kind, priceOf, type Result, type Taken } from './workload.ts';

/** Operations handed in at once, as members would who do not wait for one another. */
const AT_ONCE = 64;

/** Ids of Discord's shape that no seed uses. */
const userOf = (n: number) => String(1_500_000_000_000_000_000n + BigInt(n));

type Server = { ctx: Context; indexer: { caughtUp(): Promise<void> } };

/**
 * @param tokens of the communities; member n is in the one with its number's remainder
 * @throws Error where an operation failed: then it was not the workload
 */
export async function ours(
  { ctx, indexer }: Server,
  tokens: readonly Address[],
  counts: Record<Kind, number>,
  progress: (kind: Kind, done: number, of: number) => void,
): Promise<Result> {
  const members = counts.claim;
  const hand = async (kind: Kind, n: number) => {
    const [token, userId, id] = [tokens[n % tokens.length]!, userOf(n), `bakeoff:${kind}:${n}`];
    if (kind === 'claim') return claimDaily(ctx, { id, token, userId });
    if (kind === 'transfer')
      return gift(ctx, { id, token, from: userId, to: userOf((n + tokens.length) % members), amount: GIFT });
    return buy(ctx, { id, token, userId, item: ITEMS[kind], quantity: 1, maxPrice: priceOf(kind) });
  };
  const one = async (kind: Kind): Promise<Taken> => {
    const operations = counts[kind];
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let done = 0;
    const stop = ctx.chain.onOutcome(({ id, state, error }) => {
      if (!id.startsWith(`bakeoff:${kind}:`)) return;
      if (state === 'failed') reject(new Error(`${id}: ${error?.sentence}`));
      if (state !== 'final') return;
      progress(kind, ++done, operations);
      if (done === operations) resolve();
    });
    const began = performance.now();
    try {
      let next = 0;
      const worker = async () => {
        while (next < operations) await hand(kind, next++);
      };
      await Promise.all([promise, ...Array.from({ length: AT_ONCE }, worker)]);
      await indexer.caughtUp();
    } finally {
      stop();
    }
    const seconds = (performance.now() - began) / 1000;
    const [paid] = await ctx.db
      .select({ gas: sql<string>`coalesce(sum(${gas.gas}), 0)` })
      .from(gas)
      .innerJoin(outbox, eq(outbox.id, gas.operation))
      .where(
        inArray(
          outbox.id,
          Array.from({ length: operations }, (_, n) => `bakeoff:${kind}:${n}`),
        ),
      );
    return { operations, gas: Number(paid!.gas), seconds };
  };
  const result: Partial<Result> = {};
  for (const kind of KINDS) result[kind] = await one(kind);
  return result as Result;
}
