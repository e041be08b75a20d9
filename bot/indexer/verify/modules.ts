import {
  achievementsAbi,
  clansAbi,
  conductAbi,
  marketAbi,
  shopAbi,
  stashAbi,
  tasksAbi,
} from '@guildmint/contracts/abi.ts';
import { sql } from 'drizzle-orm';
import type { PublicClient } from 'viem';
import type { Deployment } from '../../chain/chain.ts';
import type { Transaction } from '../../db/database.ts';
import {
  achievements,
  badges,
  CLAIM_STATES,
  claims,
  clanChallenges,
  clans,
  communities,
  draws,
  listings,
  PENALTY_KINDS,
  penalties,
  receipts,
  scores,
  swaps,
  tasks,
} from '../../db/schema.ts';

const UNLIMITED = 2 ** 32 - 1;
const CHALLENGE_STATES = ['none', 'open', 'closed', 'cancelled'];
const DRAW_STATES = ['none', 'open', 'revealed', 'drawn', 'forfeited', 'void'];

/** Compares one table's rows with what `truth` says of each. */
export type Check = <R extends Record<string, unknown>>(
  table: string,
  keys: (keyof R & string)[],
  pages: AsyncIterable<R[]>,
  truth: (row: R) => Promise<Partial<Record<keyof R, unknown>>>,
) => Promise<void>;

const instant = (seconds: number) => (seconds === 0 ? null : new Date(seconds * 1000));

/** What the modules' contracts say of tasks, clans, penalties, badges, receipts, draws and the market, at one block. */
export async function verifyModules(options: {
  snapshot: Transaction;
  client: PublicClient;
  deployment: Deployment;
  at: { blockNumber: bigint };
  check: Check;
}) {
  const { snapshot, client, deployment, at, check } = options;
  const shop = { address: deployment.shop, abi: shopAbi, ...at } as const;
  const task = { address: deployment.tasks, abi: tasksAbi, ...at } as const;
  const clan = { address: deployment.clans, abi: clansAbi, ...at } as const;
  const conduct = { address: deployment.conduct, abi: conductAbi, ...at } as const;
  const achieved = { address: deployment.achievements, abi: achievementsAbi, ...at } as const;
  const stash = { address: deployment.stash, abi: stashAbi, ...at } as const;
  const market = { address: deployment.market, abi: marketAbi, ...at } as const;
  const tokens = (await snapshot.select({ token: communities.token }).from(communities)).map(({ token }) => token);

  await check(
    'tasks',
    ['token', 'task'],
    each((of) => snapshot.select().from(tasks).where(of)),
    async (row) => {
      const found = await client.readContract({ ...task, functionName: 'taskOf', args: [row.token, BigInt(row.task)] });
      const { openClaims, completed, expired, cancelled, issued, terms } = found;
      const many = (count: number) => (count === UNLIMITED ? null : count);
      return {
        ...{ openClaims, completed, expired, cancelled, issued, reward: terms.reward },
        ...{ creator: found.creator.toLowerCase(), left: many(found.left), slots: many(terms.slots) },
        expiresAt: instant(found.expiresAt),
      };
    },
  );

  await check(
    'claims',
    ['token', 'claim'],
    each((of) => snapshot.select().from(claims).where(of)),
    async (row) => {
      const found = await client.readContract({
        ...task,
        functionName: 'claimOf',
        args: [row.token, BigInt(row.claim)],
      });
      const { round, approvals, rejections, escalated, reward, reviewers } = found;
      return {
        ...{ round, approvals, rejections, escalated, reward, reviewers },
        ...{ claimant: found.claimant.toLowerCase(), state: CLAIM_STATES[found.state - 1] },
        deadline: instant(found.deadline),
      };
    },
  );

  await check(
    'clans',
    ['token', 'clan'],
    each((of) => snapshot.select().from(clans).where(of)),
    async (row) => {
      const found = await client.readContract({ ...clan, functionName: 'clanOf', args: [row.token, BigInt(row.clan)] });
      return { leader: found.leader.toLowerCase(), size: found.size };
    },
  );

  await check(
    'challenges',
    ['token', 'challenge'],
    each((of) => snapshot.select().from(clanChallenges).where(of)),
    async (row) => {
      const args = [row.token, BigInt(row.challenge)] as const;
      const { left, total, paid, state } = await client.readContract({ ...clan, functionName: 'challengeOf', args });
      return { left, total, paid, state: CHALLENGE_STATES[state] };
    },
  );

  await check(
    'scores',
    ['token', 'challenge', 'member'],
    each((of) => snapshot.select().from(scores).where(of)),
    async (row) => {
      const args = [row.token, BigInt(row.challenge), row.member] as const;
      const [score] = await client.readContract({ ...clan, functionName: 'scoreOf', args });
      return { score };
    },
  );

  await check(
    'penalties',
    ['token', 'penalty'],
    each((of) => snapshot.select().from(penalties).where(of)),
    async (row) => {
      const args = [row.token, BigInt(row.penalty)] as const;
      const { member, kind, until, by } = await client.readContract({ ...conduct, functionName: 'penaltyOf', args });
      return { member: member.toLowerCase(), kind: PENALTY_KINDS[kind], until, by: by.toLowerCase() };
    },
  );

  await check(
    'achievements',
    ['token', 'achievement'],
    each((of) => snapshot.select().from(achievements).where(of)),
    async (row) => {
      const args = [row.token, BigInt(row.achievement)] as const;
      const found = await client.readContract({ ...achieved, functionName: 'achievementOf', args });
      return { metric: found.metric, retired: found.retired, claimed: found.claimed, uri: found.uri };
    },
  );

  await check(
    'badges',
    ['badge'],
    each((of) => snapshot.select().from(badges).where(of)),
    async (row) => {
      const args = [row.token, BigInt(row.achievement), row.member] as const;
      return { badge: await client.readContract({ ...achieved, functionName: 'badgeOf', args }) };
    },
  );

  await check(
    'receipts',
    ['token', 'owner', 'item'],
    each((of) => snapshot.select().from(receipts).where(of)),
    async ({ token, item, owner }) => {
      const id = await client.readContract({ ...shop, functionName: 'receiptOf', args: [token, BigInt(item)] });
      return { quantity: await client.readContract({ ...shop, functionName: 'balanceOf', args: [owner, id] }) };
    },
  );

  await check(
    'draws',
    ['token', 'draw'],
    each((of) => snapshot.select().from(draws).where(of)),
    async (row) => {
      const args = [row.token, BigInt(row.draw)] as const;
      const { state, purchase } = await client.readContract({ ...stash, functionName: 'drawOf', args });
      return { state: DRAW_STATES[state], purchase };
    },
  );

  // What is over, the market forgets.
  await check(
    'listings',
    ['token', 'listing'],
    each((of) => snapshot.select().from(listings).where(sql`${of} and state = 'open'`)),
    async (row) => {
      const args = [row.token, BigInt(row.listing)] as const;
      const { left, seller, price } = await client.readContract({ ...market, functionName: 'listingOf', args });
      return { left, seller: seller.toLowerCase(), price };
    },
  );

  await check(
    'swaps',
    ['swap'],
    each((of) => snapshot.select().from(swaps).where(sql`${of} and state = 'open'`)),
    async (row) => {
      const found = await client.readContract({ ...market, functionName: 'swapOf', args: [BigInt(row.swap)] });
      return { maker: found.maker.toLowerCase(), amount: found.amount, wantedAmount: found.wantedAmount };
    },
  );

  /** One community after the other. */
  async function* each<R>(read: (of: ReturnType<typeof sql>) => PromiseLike<R[]>): AsyncGenerator<R[]> {
    for (const token of tokens) yield await read(sql`token = decode(${token.slice(2)}, 'hex')`);
  }
}
