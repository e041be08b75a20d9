import { randomBytes } from 'node:crypto';
import { communitiesAbi, stashAbi } from '@guildmint/contracts/abi.ts';
import { and, asc, count, desc, eq, gte, inArray, like, sql } from 'drizzle-orm';
import { type Address, bytesToHex, decodeEventLog, encodeFunctionData, type Hex, keccak256 } from 'viem';
import { addressIn, encoded, lower, topicOf } from '../chain/log.ts';
import { readRawOf } from '../chain/raw.ts';
import type { Context } from '../context.ts';
import { commitments, draws, items, nfts, outbox, seeds } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { KINDS } from './getItems.ts';

/** Measured: a commitment 95,000 each and 60,000 once, a request 190,000, a reveal with its delivery 420,000. */
const COMMIT_GAS = 120_000;
const COMMIT_EACH = 120_000;
const REQUEST_GAS = 350_000;
const REVEAL_GAS = 1_500_000;

/** Secrets that lie ready for each community that sells draws. */
const READY = 3;
const FAILED_REST_MS = 3_600_000;
const FULFILLER = 8n;

const stashOf = (ctx: Context) => ({ address: ctx.chain.deployment.stash, abi: stashAbi }) as const;

/**
 * Commits secrets for the draws to come, as many as the bot's account can put bonds up for; what is drawn must have been
 * committed before it was bought.
 */
export async function commitSeeds(ctx: Context): Promise<void> {
  const selling = await ctx.db
    .select({ token: items.token, bond: sql<string>`max((${items.terms} ->> 'price')::numeric)` })
    .from(items)
    .where(sql`(${items.terms} ->> 'active')::boolean and (${items.terms} ->> 'kind')::int = ${KINDS.indexOf('nft')}`)
    .groupBy(items.token);
  for (const { token, bond } of selling) await commitFor(ctx, token, BigInt(bond));
}

async function commitFor(ctx: Context, token: Address, bond: bigint): Promise<void> {
  const since = new Date(ctx.clock() - FAILED_REST_MS);
  const own = and(eq(outbox.token, token), eq(outbox.verb, 'commit'));
  const [busy] = await ctx.db
    .select({ id: outbox.id })
    .from(outbox)
    .where(
      and(
        own,
        sql`(${outbox.state} in ('queued', 'signed', 'broadcast') or (${outbox.state} = 'failed' and ${outbox.updatedAt} > ${since.toISOString()}::timestamptz))`,
      ),
    )
    .limit(1);
  if (busy || bond === 0n) return;
  const account = await ctx.chain.accountOf('fulfiller');
  const free = and(eq(commitments.token, token), eq(commitments.state, 'free'), gte(commitments.bond, bond));
  const [ready] = await ctx.db.select({ count: count() }).from(commitments).where(free);
  const { balance } = await ctx.chain.standingOf(token, account);
  const wanted = Math.min(READY - (ready?.count ?? 0), Number(balance / bond));
  if (wanted <= 0) return;
  const made = Array.from({ length: wanted }, () => {
    const seed = bytesToHex(randomBytes(32));
    return { token, seed, seedHash: keccak256(seed), at: new Date(ctx.clock()) };
  });
  const hashes = made.map(({ seedHash }) => seedHash);
  const data = encodeFunctionData({ abi: stashAbi, functionName: 'commit', args: [token, hashes, bond] });
  const call = { verb: 'commit', token, userId: 'fulfiller', target: 'stash', data } as const;
  await ctx.db.transaction(async (tx) => {
    await tx.insert(seeds).values(made);
    const gas = COMMIT_GAS + COMMIT_EACH * wanted;
    await ctx.chain.submit({ id: `commit:${token.toLowerCase()}:${hashes[0]}`, gas, ...call }, tx);
  });
}

/** Asks, before a member pays, whether their draw could be made. @throws UserError */
export async function checkDraw(
  ctx: Context,
  { token, quantity, price }: { token: Address; quantity: number; price: bigint },
): Promise<void> {
  const { client, deployment } = ctx.chain;
  const role = { address: deployment.communities, abi: communitiesAbi, functionName: 'hasRole' } as const;
  const mayFulfil = await client.readContract({ ...role, args: [token, deployment.stash, FULFILLER] });
  const [pool] = await ctx.db
    .select({ count: count() })
    .from(nfts)
    .where(and(eq(nfts.token, token), eq(nfts.state, 'pool')));
  const [open] = await ctx.db
    .select({ count: count() })
    .from(draws)
    .where(and(eq(draws.token, token), inArray(draws.state, ['open', 'revealed'])));
  if ((pool?.count ?? 0) < quantity + (open?.count ?? 0))
    throw new UserError('StashEmpty', 'Nothing is left to be drawn: tell the staff of this server.');
  const [next] = await ctx.db
    .select({ bond: commitments.bond })
    .from(commitments)
    .where(and(eq(commitments.token, token), eq(commitments.state, 'free')))
    .orderBy(asc(commitments.commitment))
    .limit(1);
  if (!mayFulfil || !next || next.bond < price * BigInt(quantity))
    throw new UserError(
      'DrawNotReady',
      'The next draw is not prepared yet: try again in some minutes, or tell the staff of this server.',
    );
}

/**
 * Brings a purchase's draw one step further: asks for it, then reveals its secret. Each step is an operation of its own,
 * which a repetition does not repeat.
 * @returns `drawn` once that is final; `failed`: it cannot be drawn
 */
export async function advanceDraw(
  ctx: Context,
  { token, purchase }: { token: Address; purchase: number },
): Promise<'waits' | 'drawn' | 'failed'> {
  const { client } = ctx.chain;
  const stash = stashOf(ctx);
  const draw = await client.readContract({ ...stash, functionName: 'drawFor', args: [token, BigInt(purchase)] });
  if (draw === 0n) {
    const id = `requestDraw:${token.toLowerCase()}:${purchase}`;
    const [asked] = await ctx.db.select({ state: outbox.state }).from(outbox).where(eq(outbox.id, id));
    if (asked) return asked.state === 'failed' ? 'failed' : 'waits';
    const data = encodeFunctionData({ abi: stashAbi, functionName: 'requestDraw', args: [token, BigInt(purchase)] });
    await submit(ctx, { id, verb: 'requestDraw', token, data, gas: REQUEST_GAS });
    return 'waits';
  }
  const { state, targetBlock, commitment } = await client.readContract({
    ...stash,
    functionName: 'drawOf',
    args: [token, draw],
  });
  const [last] = await revealsOf(ctx, token, Number(draw));
  // Drawn: told when no reorganisation takes it back.
  if (state === 3) return last?.state === 'final' ? 'drawn' : 'waits';
  if (state !== 1 || (last && last.state !== 'failed')) return 'waits';
  const block = await client.getBlockNumber();
  // What is sent now comes in the block after this one.
  if (block < targetBlock) return 'waits';
  const { seedHash } = await client.readContract({ ...stash, functionName: 'commitmentOf', args: [token, commitment] });
  const [known] = await ctx.db
    .select({ seed: seeds.seed })
    .from(seeds)
    .where(and(eq(seeds.token, token), eq(seeds.seedHash, seedHash)));
  // Another fulfiller's secret: theirs to reveal.
  if (!known) return 'waits';
  const id = `${revealId(token, Number(draw))}${last ? `:${block}` : ''}`;
  const data = encodeFunctionData({ abi: stashAbi, functionName: 'reveal', args: [token, draw, known.seed] });
  await submit(ctx, { id, verb: 'reveal', token, data, gas: REVEAL_GAS });
  return 'waits';
}

const revealId = (token: Address, draw: number) => `reveal:${token.toLowerCase()}:${draw}`;

/** The attempts to reveal a draw's secret, the latest first. */
const revealsOf = (ctx: Context, token: Address, draw: number) =>
  ctx.db
    .select({ state: outbox.state, txHash: outbox.txHash })
    .from(outbox)
    .where(sql`${outbox.id} = ${revealId(token, draw)} or ${like(outbox.id, `${revealId(token, draw)}:%`)}`)
    .orderBy(desc(outbox.position))
    .limit(1);

const submit = (ctx: Context, call: { id: string; verb: string; token: Address; data: Hex; gas: number }) =>
  ctx.chain.submit({ ...call, userId: 'fulfiller', target: 'stash' });

export type Proof = {
  draw: number;
  seed: Hex;
  block: number;
  blockHash: Hex;
  /** In the order in which they were drawn: from how many, and what. */
  won: { poolSize: number; collection: Address; id: bigint }[];
};

/** What a purchase drew, and all from which everybody can work it out again; null where it is not indexed yet. */
export async function proofOf(ctx: Context, of: { token: Address; purchase: number }): Promise<Proof | null> {
  const { token, purchase } = of;
  const [row] = await ctx.db
    .select()
    .from(draws)
    .where(and(eq(draws.token, token), eq(draws.purchase, purchase)));
  if (!row?.seed || !row.blockHash) return null;
  const stash = lower(ctx.chain.deployment.stash);
  // A draw is decided after the block whose hash decides it.
  const found = await readRawOf(ctx.db, { first: row.targetBlock }, [
    { address: stash, topic: topicOf(stashAbi, 'Won') },
  ]);
  const won = found.flatMap((log) => {
    if (addressIn(log.topics[1]) !== token) return [];
    const event = decodeEventLog({ abi: stashAbi, eventName: 'Won', ...encoded(log) });
    const { draw, poolSize, collection, id } = event.args;
    return Number(draw) === row.draw ? [{ poolSize: Number(poolSize), collection, id }] : [];
  });
  return { draw: row.draw, seed: row.seed, block: row.targetBlock, blockHash: row.blockHash, won };
}
