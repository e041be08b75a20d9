import { communitiesAbi, custodianAbi, giftsAbi, shopAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import { asc, gt, sql } from 'drizzle-orm';
import type { Address, PublicClient } from 'viem';
import type { Deployment } from '../../chain/chain.ts';
import { lower } from '../../chain/log.ts';
import type { Transaction } from '../../db/database.ts';
import { accounts, communities, items, members, purchases, roles } from '../../db/schema.ts';
import { inParallel } from '../source.ts';
import { compare, type Tell } from './difference.ts';
import { verifyModules } from './modules.ts';

/** Rows whose contracts are asked in one moment; the client sends the calls as few requests. */
const ROWS_AT_ONCE = 200;
const UNLIMITED = 2 ** 32 - 1;
const STATES = ['none', 'requested', 'fulfilled', 'refused'];
const NOBODY = '0x0000000000000000000000000000000000000000';

/** Asks the contracts, as they were at the cursor's block, for what the rows say of them. */
export async function verifyContracts(options: {
  snapshot: Transaction;
  client: PublicClient;
  deployment: Deployment;
  block: number;
  tell: Tell;
  progress(table: string, done: number, rows: number): void;
}) {
  const { snapshot, client, deployment, tell, progress } = options;
  const at = { blockNumber: BigInt(options.block) };
  const shop = { address: deployment.shop, abi: shopAbi, ...at } as const;
  const registry = { address: deployment.communities, abi: communitiesAbi, ...at } as const;
  const custodian = { address: deployment.custodian, abi: custodianAbi, ...at } as const;
  let values = 0;

  /** @param truth the columns as a contract has them, of a row */
  async function check<R extends Record<string, unknown>>(
    table: string,
    keys: (keyof R & string)[],
    pages: AsyncIterable<R[]>,
    rows: number,
    truth: (row: R) => Promise<Partial<Record<keyof R, unknown>>>,
  ) {
    let done = 0;
    for await (const page of pages) {
      const found = new Map<R, Partial<Record<keyof R, unknown>>>();
      await inParallel(page, ROWS_AT_ONCE, async (row) => {
        found.set(row, await truth(row));
      });
      for (const row of page) {
        const should = plain(found.get(row)!);
        const is = plain(row);
        values += Object.keys(should).length;
        const named = Object.fromEntries(keys.map((key) => [key, is[key]]));
        compare(tell, 'contract', table, keys, is, { ...named, ...should });
      }
      done += page.length;
      progress(table, done, rows);
    }
  }

  await check(
    'communities',
    ['token'],
    whole(await snapshot.select().from(communities)),
    await count('communities'),
    async ({ token, giftPolicy: known }) => {
      const of = { address: token, abi: tokenAbi, ...at } as const;
      const [name, symbol, decimals, supply, paused, caps, owner, policy] = await Promise.all([
        client.readContract({ ...of, functionName: 'name' }),
        client.readContract({ ...of, functionName: 'symbol' }),
        client.readContract({ ...of, functionName: 'decimals' }),
        client.readContract({ ...of, functionName: 'totalSupply' }),
        client.readContract({ ...of, functionName: 'paused' }),
        client.readContract({ ...of, functionName: 'caps' }),
        client.readContract({ ...registry, functionName: 'ownerOf', args: [token] }),
        client.readContract({
          address: deployment.gifts,
          abi: giftsAbi,
          ...at,
          functionName: 'policyOf',
          args: [token],
        }),
      ]);
      const limits = policy.limits.map((limit) => (limit === 2 ** 48 - 1 ? null : limit));
      // One that was never set is none at all to the rows, and all zeros to the contract.
      const unset = known === null && [...policy.limits, policy.bonusBps, policy.perDay].every((value) => value === 0);
      const giftPolicy = unset ? null : { limits, bonusBps: policy.bonusBps, perDay: policy.perDay };
      return { name, symbol, decimals, supply, paused, caps, owner: lower(owner), giftPolicy };
    },
  );

  await check('members', ['token', 'address'], memberPages(), await count('members'), async ({ token, address }) => ({
    balance: await client.readContract({
      address: token,
      abi: tokenAbi,
      ...at,
      functionName: 'balanceOf',
      args: [address],
    }),
  }));

  await check(
    'roles',
    ['token', 'account'],
    whole(await snapshot.select().from(roles)),
    await count('roles'),
    async ({ token, account }) => ({
      roles: Number(await client.readContract({ ...registry, functionName: 'rolesOf', args: [token, account] })),
    }),
  );

  await check(
    'items',
    ['token', 'item'],
    whole(await snapshot.select().from(items)),
    await count('items'),
    async ({ token, item }) => {
      const { left, sold, roleHash, contentHash } = await client.readContract({
        ...shop,
        functionName: 'itemOf',
        args: [token, BigInt(item)],
      });
      return { left: left === UNLIMITED ? null : left, sold: Number(sold), roleHash, contentHash };
    },
  );

  await check(
    'purchases',
    ['token', 'purchase'],
    purchasePages(),
    await count('purchases'),
    async ({ token, purchase }) => {
      const of = await client.readContract({ ...shop, functionName: 'purchaseOf', args: [token, BigInt(purchase)] });
      const { item, quantity, returned, used, unitPrice, uses, refund, state } = of;
      const instant = (seconds: number) => (seconds === 0 ? null : new Date(seconds * 1000));
      return {
        ...{ item, quantity, returned, used, unitPrice, uses, refund, state: STATES[state] },
        buyer: lower(of.buyer),
        boughtAt: instant(of.boughtAt),
        expiresAt: instant(of.expiresAt),
        fulfilBy: instant(of.fulfilBy),
      };
    },
  );

  await check(
    'accounts',
    ['address'],
    whole(await snapshot.select().from(accounts)),
    await count('accounts'),
    async ({ address, owner }) => {
      // The Custodian forgets the recovery address of an account that it no longer keeps.
      if (owner !== null) return {};
      const [recovery] = await client.readContract({ ...custodian, functionName: 'recoveryOf', args: [address] });
      return { recovery: recovery === NOBODY ? null : lower(recovery) };
    },
  );
  await verifyModules({
    ...{ snapshot, client, deployment, at },
    check: async (table, keys, pages, truth) => check(table, keys, pages, await count(table), truth),
  });
  return values;

  async function* memberPages() {
    for (let after: { token: Address; address: Address } | null = null; ; ) {
      const page: (typeof members.$inferSelect)[] = await snapshot
        .select()
        .from(members)
        .where(
          after
            ? sql`(${members.token}, ${members.address}) > (${bytes(after.token)}, ${bytes(after.address)})`
            : undefined,
        )
        .orderBy(asc(members.token), asc(members.address))
        .limit(ROWS_AT_ONCE * 10);
      if (page.length === 0) return;
      yield page;
      after = page.at(-1)!;
    }
  }

  async function* purchasePages() {
    for (const { token } of await snapshot.select({ token: communities.token }).from(communities))
      for (let after = -1; ; ) {
        const page = await snapshot
          .select()
          .from(purchases)
          .where(sql`${purchases.token} = ${bytes(token)} and ${gt(purchases.purchase, after)}`)
          .orderBy(asc(purchases.purchase))
          .limit(ROWS_AT_ONCE * 10);
        if (page.length === 0) break;
        yield page;
        after = page.at(-1)!.purchase;
      }
  }

  async function count(table: string) {
    const { rows } = await snapshot.execute<{ count: string }>(sql.raw(`select count(*) from chain.${table}`));
    return Number(rows[0]!.count);
  }
}

const bytes = (hex: string) => sql`decode(${hex.slice(2)}, 'hex')`;

async function* whole<R>(rows: R[]) {
  yield rows;
}

/** Values as texts that can be compared: amounts exactly, instants by their name, lists and records key by key. */
function plain(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, text(value)]));
}

function text(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object') return String(value);
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Array.isArray(value) ? value : Object.fromEntries(sorted));
}
