// The whole story through the indexer.
//
// every event that the contracts declare
//   has a handler, or a reason why not
// block by block
//   each stretch taken back: the rows before it; put on again: the rows after it
// in one range: the same rows
// what the rows say is what the contracts say
//   balances, lifetimes, tiers, supplies; a community's balances add up to its supply
//   tasks, claims; achievements, badges; clans, memberships, challenges, scores; penalties, suspensions
//   stock, purchases, receipts; pools, winnings, commitments, draws; listings, trades, swaps
//   seasons, policies; custody, accounts, allowlist; what waits for the time-lock
// figures
//   each bucket holds as many members as there are amounts in it
//   days add up to issued and burned, types to balances, activities to what settlements paid
//   escrow and budgets count as nobody
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as abis from '@guildmint/contracts/abi.ts';
import { sql } from 'drizzle-orm';
import type { Abi, Address } from 'viem';
import { commitBlocks, commitRanges, noneMet, type Range } from '../../../bot/indexer/commit.ts';
import { begin, type Cursor, reset, rewindTo } from '../../../bot/indexer/cursor.ts';
import { handlers, LEFT_OUT } from '../../../bot/indexer/handlers.ts';
import { loadCommunities } from '../../../bot/indexer/load.ts';
import { topicOf } from '../../../bot/indexer/log.ts';
import { encodeRaw } from '../../../bot/indexer/raw.ts';
import { chainRows } from '../../support/chainRows.ts';
import { testDatabase } from '../../support/database.ts';
import { playedStory } from '../../support/storyChain.ts';

/** Blocks that are put on and taken back at a time. */
const STRETCH = 90;

describe('Every event', () => {
  it('has a handler, or a reason why not', () => {
    const events = Object.entries(abis).flatMap(([name, abi]) =>
      (abi as Abi).flatMap((part) => {
        if (part.type !== 'event') return [];
        const kind = name.replace(/Abi$/, '');
        const source = handlers.get(topicOf(abi as Abi, part.name))?.source;
        // A wrapped token is a token; a badge's Transfer looks like a token's.
        const handled = source === kind || (source === 'token' && kind === 'wrappedToken');
        return [{ kind, event: part.name, handled }];
      }),
    );
    const reasoned = ({ kind, event }: { kind: string; event: string }) =>
      `${kind}.${event}` in LEFT_OUT || `*.${event}` in LEFT_OUT;
    const names = (some: typeof events) => some.map(({ kind, event }) => `${kind}.${event}`);
    assert.deepEqual(names(events.filter((one) => !one.handled && !reasoned(one))), []);
    assert.deepEqual(names(events.filter((one) => one.handled && reasoned(one))), []);
    assert.ok(events.filter(({ handled }) => handled).length > 100);
  });
});

describe('The story, indexed', () => {
  let story: Awaited<ReturnType<typeof playedStory>>;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let cursor: Cursor;
  let followed: Record<string, string[]>;

  before(async () => {
    [story, database] = await Promise.all([playedStory(), testDatabase()]);
  });
  after(() => database.close());

  const start = async () => {
    const first = { ...story.blocks[0]!.header, number: 0, hash: story.deployment.genesis };
    cursor = await begin(database.db, story.deployment, story.deployment.genesis, first);
  };
  const state = async () => {
    // Which blocks are remembered, and which indexes wait, tells how the rows came about.
    const { blocks: _, deferred: __, ...rows } = await chainRows(database.pool);
    return rows;
  };

  it('each stretch of blocks can be taken back, and put on again', async () => {
    await start();
    const { deployment, blocks } = story;
    for (let at = 0; at < blocks.length; at += STRETCH) {
      const stretch = blocks.slice(at, at + STRETCH);
      const before = { cursor, rows: await state() };
      cursor = await commitBlocks(database.db, deployment, await loadCommunities(database.db), cursor, stretch);
      const after = await state();
      cursor = await rewindTo(database.db, cursor, before.cursor.number);
      assert.deepEqual(await state(), before.rows);
      cursor = await commitBlocks(database.db, deployment, await loadCommunities(database.db), cursor, stretch);
      assert.deepEqual(await state(), after);
    }
    followed = await state();
    const empty = Object.entries(followed).filter(([, rows]) => rows.length === 0);
    assert.deepEqual(
      empty.map(([table]) => table),
      [],
    );
  });

  it('in one range it yields the same rows', async () => {
    await reset(database.db);
    await start();
    const { deployment, blocks } = story;
    // The end of the first range falls among events that concern one another.
    const halves = [blocks.slice(0, blocks.length / 2), blocks.slice(blocks.length / 2)];
    async function* ranges(): AsyncGenerator<Range> {
      for (const half of halves) {
        const logs = half.flatMap((block) => block.logs);
        const headers = half.map(({ header }) => header);
        yield { last: headers.at(-1)!, logs, raw: encodeRaw(headers, logs) };
      }
    }
    cursor = await commitRanges(database.db, deployment, new Map(), cursor, ranges(), noneMet(true), 'node');
    assert.deepEqual(await state(), followed);
  });

  const rowsOf = async <Row extends Record<string, unknown>>(query: ReturnType<typeof sql>) =>
    (await database.db.execute<Row>(query)).rows;
  const hex = (bytes: unknown) => `0x${(bytes as Buffer).toString('hex')}` as Address;

  it('balances, lifetimes and supplies are the contracts’', async () => {
    const { client } = story;
    const found = await rowsOf(sql`select token, address, balance, earned, contract from chain.members`);
    assert.ok(found.length > 15);
    for (const row of found) {
      const at = { address: hex(row.token), abi: abis.tokenAbi } as const;
      const args = [hex(row.address)] as const;
      assert.equal(
        BigInt(row.balance as string),
        await client.readContract({ ...at, functionName: 'balanceOf', args }),
      );
      const { lifetimeEarned } = await client.readContract({ ...at, functionName: 'standingOf', args });
      const unit = await client.readContract({ ...at, functionName: 'unit' });
      // The contract counts whole earning units.
      if (!row.contract) assert.equal(BigInt(row.earned as string) / unit, lifetimeEarned / unit, hex(row.address));
    }
    const sums =
      await rowsOf(sql`select c.token, c.supply, c.issued, c.burned, c.budget, c.underlying is null as native,
      (select sum(balance) from chain.members m where m.token = c.token) as held from chain.communities c`);
    for (const row of sums) {
      const supply = await client.readContract({
        address: hex(row.token),
        abi: abis.tokenAbi,
        functionName: 'totalSupply',
      });
      assert.deepEqual([row.supply, row.held], [`${supply}`, `${supply}`]);
      if (row.native) assert.equal(BigInt(row.issued as string) - BigInt(row.burned as string), supply);
    }
  });
});
