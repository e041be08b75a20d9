// The whole story through the indexer.
//
// every event that the contracts declare
//   has a handler, or a reason why not
// block by block
//   each stretch taken back: the rows before it; put on again: the rows after it
// in one range: the same rows
// what the rows say is what the contracts say
//   balances, lifetimes, supplies; a community's balances add up to its supply
//   tasks, claims; clans, challenges, scores; penalties, suspensions, badges
//   receipts; winnings, draws; listings, swaps; custody, allowlist
// figures
//   each bucket holds as many members as there are amounts in it
//   days add up to issued and burned, types to balances, activities to what settlements paid
//   escrow and budgets count as nobody
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as abis from '@guildmint/contracts/abi.ts';
import { eq, sql } from 'drizzle-orm';
import { type Abi, type Address, zeroAddress } from 'viem';
import { lower, topicOf } from '../../../bot/chain/log.ts';
import { decodeRaw, encodeRaw } from '../../../bot/chain/rawRows.ts';
import {
  allowlist,
  badges,
  CLAIM_STATES,
  claims,
  clanChallenges,
  clans,
  custody,
  draws,
  GROUP,
  listings,
  members,
  nfts,
  PENALTY_KINDS,
  penalties,
  receipts,
  scores,
  swaps,
  tasks,
} from '../../../bot/db/schema.ts';
import { commitBlocks, commitRanges, noneMet, type Range } from '../../../bot/indexer/commit.ts';
import { begin, type Cursor, reset, rewindTo } from '../../../bot/indexer/cursor.ts';
import { handlers, LEFT_OUT } from '../../../bot/indexer/handlers.ts';
import { loadCommunities } from '../../../bot/indexer/load.ts';
import { BOARDS } from '../../../bot/indexer/rows.ts';
import { verifyContracts } from '../../../bot/indexer/verify/contracts.ts';
import type { Difference } from '../../../bot/indexer/verify/difference.ts';
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
    // History is set aside by request, never by an event.
    assert.deepEqual(
      empty.map(([table]) => table),
      ['archived_entries'],
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
        const raw = encodeRaw(headers, logs);
        yield { last: headers.at(-1)!, events: logs.length, logs: decodeRaw(raw), raw };
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

  it('tasks and claims are the contract’s', async () => {
    const { client, deployment } = story;
    const at = { address: deployment.tasks, abi: abis.tasksAbi } as const;
    const unlimited = 2 ** 32 - 1;
    for (const row of await database.db.select().from(tasks)) {
      const task = await client.readContract({ ...at, functionName: 'taskOf', args: [row.token, BigInt(row.task)] });
      assert.deepEqual(
        [row.openClaims, row.completed, row.expired, row.left ?? unlimited, row.slots ?? unlimited, row.cancelled],
        [task.openClaims, task.completed, task.expired, task.left, task.terms.slots, task.cancelled],
      );
      const expiresAt = row.expiresAt ? row.expiresAt.getTime() / 1000 : 0;
      assert.deepEqual([row.reward, row.issued, expiresAt], [task.terms.reward, task.issued, task.expiresAt]);
    }
    for (const row of await database.db.select().from(claims)) {
      const claim = await client.readContract({ ...at, functionName: 'claimOf', args: [row.token, BigInt(row.claim)] });
      assert.deepEqual(
        [row.claimant, CLAIM_STATES.indexOf(row.state) + 1, row.round, row.approvals, row.rejections, row.escalated],
        [lower(claim.claimant), claim.state, claim.round, claim.approvals, claim.rejections, claim.escalated],
      );
      const deadline = row.deadline ? row.deadline.getTime() / 1000 : 0;
      assert.deepEqual([row.reward, deadline, row.reviewers], [claim.reward, claim.deadline, claim.reviewers]);
    }
  });

  it('clans, challenges and scores are the contract’s', async () => {
    const { client, deployment } = story;
    const at = { address: deployment.clans, abi: abis.clansAbi } as const;
    for (const row of await database.db.select().from(clans)) {
      const clan = await client.readContract({ ...at, functionName: 'clanOf', args: [row.token, BigInt(row.clan)] });
      assert.deepEqual(
        [row.leader, row.size, row.dissolvedAt !== null],
        [lower(clan.leader), clan.size, clan.dissolvedOn > 0],
      );
    }
    for (const row of await database.db.select().from(clanChallenges)) {
      const args = [row.token, BigInt(row.challenge)] as const;
      const challenge = await client.readContract({ ...at, functionName: 'challengeOf', args });
      assert.deepEqual(
        [row.left, BigInt(row.total), BigInt(row.paid), ['open', 'closed', 'cancelled'].indexOf(row.state) + 1],
        [challenge.left, challenge.total, challenge.paid, challenge.state],
      );
    }
    for (const row of await database.db.select().from(scores)) {
      const args = [row.token, BigInt(row.challenge), row.member] as const;
      const [score, paid] = await client.readContract({ ...at, functionName: 'scoreOf', args });
      assert.deepEqual([BigInt(row.score), row.paid !== null], [score, paid]);
    }
  });

  it('penalties, suspensions and badges are the contracts’', async () => {
    const { client, deployment } = story;
    const conduct = { address: deployment.conduct, abi: abis.conductAbi } as const;
    for (const row of await database.db.select().from(penalties)) {
      const args = [row.token, BigInt(row.penalty)] as const;
      const penalty = await client.readContract({ ...conduct, functionName: 'penaltyOf', args });
      assert.deepEqual(
        [row.member, PENALTY_KINDS.indexOf(row.kind), row.liftedBy !== null, row.statementHash !== null, row.until],
        [lower(penalty.member), penalty.kind, penalty.lifted, penalty.appealed, penalty.until],
      );
    }
    for (const { token, address, suspendedUntil } of await database.db.select().from(members)) {
      const at = { address: token, abi: abis.tokenAbi } as const;
      assert.equal(
        suspendedUntil,
        await client.readContract({ ...at, functionName: 'suspendedUntil', args: [address] }),
      );
    }
    const achieving = { address: deployment.achievements, abi: abis.achievementsAbi } as const;
    for (const { token, achievement, member, badge } of await database.db.select().from(badges)) {
      const args = [token, BigInt(achievement), member] as const;
      assert.equal(BigInt(badge), await client.readContract({ ...achieving, functionName: 'badgeOf', args }));
    }
  });

  it('stock, receipts, winnings and listings are the contracts’', async () => {
    const { client, deployment } = story;
    const shop = { address: deployment.shop, abi: abis.shopAbi } as const;
    for (const { token, item, owner, quantity } of await database.db.select().from(receipts)) {
      const id = await client.readContract({ ...shop, functionName: 'receiptOf', args: [token, BigInt(item)] });
      assert.equal(
        BigInt(quantity),
        await client.readContract({ ...shop, functionName: 'balanceOf', args: [owner, id] }),
      );
    }
    const stash = { address: deployment.stash, abi: abis.stashAbi } as const;
    for (const row of await database.db.select().from(nfts)) {
      const args = [row.collection, row.id] as const;
      const [owner] = await client.readContract({ ...stash, functionName: 'ownerOf', args });
      assert.equal(row.state === 'won' ? row.owner : zeroAddress, lower(owner));
    }
    const states = ['open', 'revealed', 'drawn', 'forfeited', 'void'];
    for (const row of await database.db.select().from(draws)) {
      const args = [row.token, BigInt(row.draw)] as const;
      const draw = await client.readContract({ ...stash, functionName: 'drawOf', args });
      assert.deepEqual([states.indexOf(row.state) + 1, BigInt(row.purchase)], [draw.state, draw.purchase]);
    }
    const market = { address: deployment.market, abi: abis.marketAbi } as const;
    for (const row of await database.db.select().from(listings)) {
      const args = [row.token, BigInt(row.listing)] as const;
      const listing = await client.readContract({ ...market, functionName: 'listingOf', args });
      // What is over, the contract forgets.
      const { left, seller } = row.state === 'open' ? row : { left: 0, seller: zeroAddress };
      assert.deepEqual([left, seller], [listing.left, lower(listing.seller)]);
    }
    for (const row of await database.db.select().from(swaps)) {
      const { maker } = await client.readContract({ ...market, functionName: 'swapOf', args: [BigInt(row.swap)] });
      assert.equal(row.state === 'open' ? row.maker : zeroAddress, lower(maker));
    }
  });

  it('custody and the allowlist are the Custodian’s', async () => {
    const { client, deployment } = story;
    const at = { address: deployment.custodian, abi: abis.custodianAbi } as const;
    const [row] = await database.db.select().from(custody);
    assert.deepEqual(
      [row?.signer, row?.epoch, row?.guardian, row?.sentinel, row?.sealed],
      [
        lower(await client.readContract({ ...at, functionName: 'signer' })),
        await client.readContract({ ...at, functionName: 'epoch' }),
        lower(await client.readContract({ ...at, functionName: 'guardian' })),
        lower(await client.readContract({ ...at, functionName: 'sentinel' })),
        await client.readContract({ ...at, functionName: 'isSealed' }),
      ],
    );
    for (const { target, selector, allowed } of await database.db.select().from(allowlist))
      assert.equal(allowed, await client.readContract({ ...at, functionName: 'isAllowed', args: [target, selector] }));
  });

  it('verify asks the contracts for each of these tables, and finds one altered value in any', async () => {
    const { client, deployment } = story;
    const block = Number(await client.getBlockNumber());
    const altered = {
      tasks: 'completed = completed + 1',
      claims: 'round = round + 1',
      clans: 'size = size + 1',
      challenges: '"left" = "left" + 1',
      scores: 'score = score + 1',
      penalties: 'until = until + 1',
      achievements: 'claimed = claimed + 1',
      badges: 'badge = badge + 1000000',
      receipts: 'quantity = quantity + 1',
      draws: 'purchase = purchase + 1000000',
    };
    const undone = new Error('undone');
    const found: string[] = [];
    const verified = database.db.transaction(async (snapshot) => {
      const look = async () => {
        found.length = 0;
        const tell = ({ table, by, column }: Difference) => void found.push(`${table} ${column} ${by}`);
        await verifyContracts({ snapshot, client, deployment, block, tell, progress: () => undefined });
      };
      await look();
      assert.deepEqual(found, []);
      for (const [table, change] of Object.entries(altered))
        await snapshot.execute(
          sql.raw(`update chain.${table} set ${change} where ctid = (select min(ctid) from chain.${table})`),
        );
      await look();
      throw undone;
    });
    await assert.rejects(verified, undone);
    const columns = Object.entries(altered).map(([table, change]) => `${table} ${/\w+/.exec(change)![0]} contract`);
    assert.deepEqual(new Set(found), new Set(columns));
  });

  it('every bucket and group holds as many members as there are amounts in it; escrow and budgets are nobody’s', async () => {
    const inBoth = (by: string) => sql`lateral (select chain.bucket(${sql.identifier(by)}, address) as fine) as f,
      lateral (values (fine), (fine / ${GROUP})) as b (bucket)`;
    for (const by of BOARDS) {
      const all = await rowsOf(sql`
        select bucket, members from chain.ranks where sum = ${by} and period = 'all' order by token, bucket`);
      const counted = await rowsOf(sql`
        select bucket, count(*)::int as members from chain.members, ${inBoth(by)}
        where ${sql.identifier(by)} > 0 and not contract group by token, bucket order by token, bucket`);
      assert.ok(all.length > 0);
      assert.deepEqual(all, counted);
      if (by === 'balance') continue;
      const kept = await rowsOf(sql`select period, starts, bucket, members from chain.ranks
        where sum = ${by} and period <> 'all' order by token, period, starts, bucket`);
      const inPeriods = await rowsOf(sql`
        select period, starts, bucket, count(*)::int as members from chain.periods, ${inBoth(by)}
        where ${sql.identifier(by)} > 0 group by token, period, starts, bucket order by token, period, starts, bucket`);
      assert.deepEqual(kept, inPeriods);
    }
    const escrow = await database.db
      .select()
      .from(members)
      .where(eq(members.address, lower(story.deployment.tasks)));
    assert.ok(escrow.length > 0 && escrow.every(({ contract }) => contract));
  });

  it('days add up to what was issued and burned, types to balances, activities to what settlements paid', async () => {
    const sums = await rowsOf(sql`
      select c.issued = d.issued and c.burned = d.burned as whole, c.tiers, d.joined from chain.communities c
      join (select token, sum(issued) as issued, sum(burned) as burned, sum(joined)::int as joined
        from chain.days group by token) d using (token)`);
    for (const { whole, tiers, joined } of sums) {
      assert.equal(whole, true);
      assert.equal(
        (tiers as number[]).reduce((sum, count) => sum + count, 0),
        joined,
      );
    }
    const [held] = await rowsOf(sql`select
      (select sum(amount) from chain.flows where kind = 'type') = (select sum(balance) from chain.members where not contract) as types,
      (select sum(amount) from chain.flows where kind = 'activity')
        = (select sum(amount) from chain.flows where kind = 'type' and name = 'earn') as activities`);
    assert.deepEqual(held, { types: true, activities: true });
  });
});
