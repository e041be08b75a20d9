import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { communitiesAbi, custodianAbi, earningsAbi, giftsAbi, shopAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import {
  type Abi,
  type Address,
  encodeAbiParameters,
  encodeEventTopics,
  type Hex,
  numberToHex,
  zeroAddress,
  zeroHash,
} from 'viem';
import type { Deployment } from '../../../bot/chain/chain.ts';
import type { Log } from '../../../bot/chain/log.ts';
import {
  accounts,
  communities,
  entries,
  executions,
  items,
  members,
  periods,
  purchases,
} from '../../../bot/db/schema.ts';
import { commitBlocks } from '../../../bot/indexer/commit.ts';
import { begin, type Cursor, rewindTo } from '../../../bot/indexer/cursor.ts';
import { loadCommunities } from '../../../bot/indexer/load.ts';
import type { Header } from '../../../bot/indexer/source.ts';
import { chainRows } from '../../support/chainRows.ts';
import { testDatabase } from '../../support/database.ts';
import { addressOf, coins } from '../../support/economy.ts';
import { itemTerms, itemTexts, UNLIMITED } from '../../support/items.ts';

const at = (n: number): Address => numberToHex(n, { size: 20 });
const deployment: Deployment = {
  chainId: 1,
  block: 1,
  genesis: zeroHash,
  communities: at(0xa1),
  earnings: at(0xa2),
  gifts: at(0xa3),
  custodian: at(0xa4),
  forwarder: at(0xa5),
  shop: at(0xa6),
  achievements: at(0xa7),
  tasks: at(0xa8),
  stash: at(0xab),
  clans: at(0xa9),
  conduct: at(0xaa),
  market: at(0xac),
};
const token = at(0xc1);
const [alice, bob, carol, owner] = ['alice', 'bob', 'carol', 'owner'].map(addressOf) as [
  Address,
  Address,
  Address,
  Address,
];
const NOON = 1_800_014_400;

const header = (number: number): Header => ({
  number,
  hash: numberToHex(number, { size: 32 }),
  parentHash: zeroHash,
  at: NOON + number,
  bloom: '0x',
});

type Event = { address: Address; topics: Hex[]; data: Hex };

/** An event as the contract would emit it. */
function event(address: Address, abi: Abi, eventName: string, args: Record<string, unknown>): Event {
  const item = abi.find((one) => one.type === 'event' && one.name === eventName);
  assert.ok(item?.type === 'event');
  const rest = item.inputs.filter((input) => !input.indexed);
  const data = encodeAbiParameters(
    rest,
    rest.map(({ name }) => args[name!]),
  );
  return { address, topics: encodeEventTopics({ abi, eventName, args }) as Hex[], data };
}

const created = event(deployment.communities, communitiesAbi, 'CommunityCreated', {
  token,
  owner,
  name: 'Lounge',
  symbol: 'L',
  decimals: 18,
  supplyCap: 0n,
  maxBalance: 0n,
  closed: false,
  clawback: true,
  underlying: zeroAddress,
});
const transfer = (from: Address, to: Address, value: bigint, of = token) =>
  event(of, tokenAbi, 'Transfer', { from, to, value });
const settled = (paid: [Address, number][], of = token) =>
  event(deployment.earnings, earningsAbi, 'Settled', {
    token: of,
    reporter: owner,
    settlement: 3n,
    paid: paid.map(([member, units]) => (BigInt(member) << 96n) | (2n << 40n) | BigInt(units)),
  });
const shop = (name: string, args: Record<string, unknown>) =>
  event(deployment.shop, shopAbi, name, { token, by: owner, reasonHash: zeroHash, ...args });
const itemSet = (item: bigint, terms: Partial<typeof itemTerms> = {}, of = token) =>
  shop('ItemSet', { token: of, item, terms: { ...itemTerms, ...terms }, ...itemTexts('Mug') });
const bought = (purchase: bigint, item: bigint, quantity: bigint, unitPrice: bigint, of = token) =>
  shop('Purchased', { token: of, buyer: alice, item, purchase, quantity, unitPrice, expiresAt: 0, fulfilBy: 0 });

describe('event handlers', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let cursor: Cursor;

  beforeEach(async () => {
    database = await testDatabase();
    cursor = await begin(database.db, deployment, zeroHash, header(0));
    await block([created]);
  });
  afterEach(() => database.close());

  /** The next block, with transactions of these events. */
  async function block(...transactions: Event[][]) {
    const of = header(cursor.number + 1);
    let logIndex = 0;
    const logs: Log[] = transactions.flatMap((events, tx) =>
      events.map((one) => ({
        ...one,
        block: of.number,
        logIndex: logIndex++,
        txHash: numberToHex(of.number * 1000 + tx, { size: 32 }),
        at: of.at,
      })),
    );
    const known = await loadCommunities(database.db);
    cursor = await commitBlocks(database.db, deployment, known, cursor, [{ header: of, logs }]);
  }
  const typesOf = async () =>
    (await database.db.select().from(entries)).map(({ address, type, amount }) => [address, type, amount]);

  it('several modules in one transaction: each explains its own transfers, what is left is a transfer', async () => {
    await block([
      transfer(zeroAddress, alice, coins(7)),
      transfer(zeroAddress, bob, coins(1)),
      settled([
        [alice, 7000],
        [carol, 0],
        [bob, 1000],
      ]),
      transfer(zeroAddress, alice, coins(10)),
      event(deployment.earnings, earningsAbi, 'DailyClaimed', { token, member: alice, amount: coins(10), streak: 4n }),
      transfer(alice, carol, coins(2)),
      transfer(alice, bob, coins(2)),
      event(deployment.gifts, giftsAbi, 'Gifted', {
        token,
        from: alice,
        to: bob,
        amount: coins(2),
        bonus: 0n,
        messageHash: zeroHash,
        custodial: true,
      }),
      transfer(bob, zeroAddress, coins(1)),
    ]);
    assert.deepEqual(await typesOf(), [
      [alice, 'earn', coins(7)],
      [bob, 'earn', coins(1)],
      [alice, 'daily', coins(10)],
      [alice, 'transfer_send', -coins(2)],
      [carol, 'transfer_receive', coins(2)],
      [alice, 'gift', -coins(2)],
      [bob, 'gift_received', coins(2)],
      [bob, 'burn', -coins(1)],
    ]);
    const rows = await database.db.select().from(members);
    const ofAlice = rows.find(({ address }) => address === alice);
    assert.deepEqual(
      [ofAlice?.balance, ofAlice?.earned, ofAlice?.gifted, ofAlice?.streak, ofAlice?.claimedOn],
      [coins(13), coins(17), coins(2), 4, '2027-01-15'],
    );
    assert.equal(rows.find(({ address }) => address === bob)?.spent, coins(1));
  });

  it('equal amounts to the same member are told apart by their order', async () => {
    await block(
      [transfer(zeroAddress, alice, coins(5))],
      [transfer(zeroAddress, alice, coins(5)), transfer(zeroAddress, alice, coins(5)), settled([[alice, 5000]])],
    );
    assert.deepEqual(
      (await typesOf()).map(([, type]) => type),
      ['issue', 'issue', 'earn'],
    );
  });

  it('a settlement whose transfers are missing is refused as a whole', async () => {
    const before = await chainRows(database.pool);
    await assert.rejects(
      block([
        transfer(zeroAddress, alice, coins(1)),
        settled([
          [alice, 1000],
          [bob, 1000],
        ]),
      ]),
      /without a Transfer/,
    );
    assert.deepEqual(await chainRows(database.pool), before);
  });

  it('strangers’ tokens, and what modules say of them, are left out', async () => {
    const foreign = at(0xbad);
    const before = await database.db.select().from(members);
    await block([
      transfer(zeroAddress, alice, coins(1), foreign),
      settled([[alice, 1000]], foreign),
      itemSet(1n, {}, foreign),
      bought(1n, 1n, 1n, coins(1), foreign),
      { ...created, address: foreign },
    ]);
    assert.deepEqual(await database.db.select().from(items), []);
    assert.deepEqual(await database.db.select().from(members), before);
    assert.equal((await database.db.select().from(communities)).length, 1);
  });

  it('a community created in a block is followed from its first transfer on', async () => {
    const second = at(0xc2);
    const args = {
      token: second,
      owner,
      name: 'Second',
      symbol: 'S',
      decimals: 18,
      supplyCap: 0n,
      maxBalance: 0n,
      closed: true,
      clawback: false,
      underlying: zeroAddress,
    };
    await block(
      [event(deployment.communities, communitiesAbi, 'CommunityCreated', args)],
      [transfer(zeroAddress, alice, coins(3), second)],
    );
    const [row] = await database.db.select().from(members);
    assert.deepEqual([row?.token, row?.balance], [second, coins(3)]);
  });

  it('owner, pause and ceilings stand as last set', async () => {
    await block([
      event(deployment.communities, communitiesAbi, 'OwnershipTransferred', {
        token,
        previousOwner: owner,
        newOwner: bob,
      }),
      event(deployment.communities, communitiesAbi, 'PausedSet', { token, paused: true, by: bob }),
      event(token, tokenAbi, 'CeilingSet', { member: alice, ceiling: coins(900), effectiveAt: NOON + 86_400 }),
    ]);
    const [community] = await database.db.select().from(communities);
    assert.deepEqual([community?.owner, community?.paused], [bob, true]);
    const [member] = await database.db.select().from(members);
    assert.deepEqual([member?.ceiling, member?.ceilingFrom], [coins(900), new Date((NOON + 86_400) * 1000)]);
  });

  it('an account’s way out: asked, cancelled, asked again, done; recovery beside it', async () => {
    const custodian = (name: string, args: Record<string, unknown>) =>
      event(deployment.custodian, custodianAbi, name, args);
    const row = async () => (await database.db.select().from(accounts))[0];
    await block([
      custodian('RecoverySet', { account: alice, recovery: carol, effectiveAt: NOON + 604_800 }),
      custodian('GraduationRequested', { account: alice, owner: bob, readyAt: NOON + 172_800 }),
    ]);
    const pending = { pendingOwner: bob, pendingReadyAt: new Date((NOON + 172_800) * 1000) };
    const recovery = {
      ...{ recovery: carol, recoveryEffectiveAt: new Date((NOON + 604_800) * 1000) },
      ...{ exitReadyAt: null, voidedNonce: null },
    };
    assert.deepEqual(await row(), { address: alice, owner: null, ...pending, ...recovery });
    await block([custodian('GraduationCancelled', { account: alice, by: owner })]);
    const none = { pendingOwner: null, pendingReadyAt: null };
    assert.deepEqual(await row(), { address: alice, owner: null, ...none, ...recovery });
    await block([custodian('Graduated', { account: alice, owner: bob })]);
    assert.deepEqual(await row(), { address: alice, owner: bob, ...none, ...recovery });
  });

  it('a limited stock goes down and up with what is bought and given back, an unlimited one stays unlimited', async () => {
    await block([
      itemSet(1n),
      shop('StockSet', { item: 1n, left: UNLIMITED }),
      itemSet(2n),
      shop('StockSet', { item: 2n, left: 5 }),
      bought(1n, 1n, 3n, 0n),
      bought(2n, 2n, 3n, 0n),
    ]);
    const stock = async () =>
      (await database.db.select().from(items)).map(({ item, left, sold }) => [item, left, sold]).sort();
    assert.deepEqual(await stock(), [
      [1, null, 3],
      [2, 2, 3],
    ]);
    await block(
      [1n, 2n].map((item) => shop('Refunded', { buyer: alice, purchase: item, item, quantity: 2n, amount: 0n })),
    );
    assert.deepEqual(await stock(), [
      [1, null, 1],
      [2, 4, 1],
    ]);
  });

  it('what was bought and given back explains its own transfers; only what stayed away is spent', async () => {
    await block([transfer(zeroAddress, alice, coins(100))]);
    await block([
      itemSet(1n),
      shop('StockSet', { item: 1n, left: UNLIMITED }),
      transfer(alice, zeroAddress, coins(20)),
      transfer(alice, zeroAddress, coins(20)),
      bought(1n, 1n, 2n, coins(10)),
      transfer(alice, zeroAddress, coins(10)),
      bought(2n, 1n, 1n, coins(10)),
      transfer(zeroAddress, alice, coins(10)),
      shop('Refunded', { buyer: alice, purchase: 1n, item: 1n, quantity: 1n, amount: coins(10) }),
    ]);
    assert.deepEqual((await typesOf()).slice(1), [
      [alice, 'burn', -coins(20)],
      [alice, 'shop_purchase', -coins(20)],
      [alice, 'shop_purchase', -coins(10)],
      [alice, 'refund', coins(10)],
    ]);
    const [member] = await database.db.select().from(members);
    assert.deepEqual([member?.balance, member?.spent], [coins(60), coins(40)]);
    const [day] = await database.db.select().from(periods);
    assert.equal(day?.spent, coins(40));
    const [community] = await database.db.select().from(communities);
    assert.deepEqual([community?.supply, community?.issued, community?.burned], [coins(60), coins(110), coins(50)]);
  });

  it('a receipt keeps the terms under which it was bought, whatever becomes of its item', async () => {
    await block(
      [itemSet(1n, { uses: 3, refund: 2 }), shop('StockSet', { item: 1n, left: 9 }), bought(1n, 1n, 1n, 0n)],
      [itemSet(1n, { uses: 1, refund: 0 }), bought(2n, 1n, 1n, 0n), shop('Granted', { purchase: 2n })],
    );
    const rows = await database.db.select().from(purchases);
    assert.deepEqual(rows.map(({ purchase, uses, refund, granted }) => [purchase, uses, refund, granted]).sort(), [
      [1, 3, 2, false],
      [2, 1, 0, true],
    ]);
  });

  it('a purchase or a refund whose transfer is missing is refused as a whole', async () => {
    await block([itemSet(1n), shop('StockSet', { item: 1n, left: 9 })]);
    const before = await chainRows(database.pool);
    await assert.rejects(block([bought(1n, 1n, 1n, coins(10))]), /burns no tokens/);
    const refunded = shop('Refunded', { buyer: alice, purchase: 1n, item: 1n, quantity: 1n, amount: coins(10) });
    await assert.rejects(block([bought(1n, 1n, 1n, 0n), refunded]), /issues no tokens/);
    assert.deepEqual(await chainRows(database.pool), before);
  });

  it('batches are counted with their failures', async () => {
    await block([
      event(deployment.custodian, custodianAbi, 'BatchExecuted', { lane: 2n, sequence: 7n, calls: 3n, failed: 1n }),
    ]);
    const [row] = await database.db.select().from(executions);
    assert.deepEqual([row?.lane, row?.sequence, row?.calls, row?.failed], [2n, 7, 3, 1]);
  });

  it('blocks are taken back one after the other, to the rows of each', async () => {
    const states = [await chainRows(database.pool)];
    await block([transfer(zeroAddress, alice, coins(4)), settled([[alice, 4000]])]);
    states.push(await chainRows(database.pool));
    await block(
      [transfer(alice, bob, coins(1))],
      [event(deployment.custodian, custodianAbi, 'Graduated', { account: bob, owner })],
    );
    states.push(await chainRows(database.pool));
    await block([event(deployment.communities, communitiesAbi, 'RolesSet', { token, account: bob, roles: 4n })]);
    states.push(await chainRows(database.pool));
    await block([
      itemSet(1n, { kind: 1, fulfilWithin: 60 }),
      shop('StockSet', { item: 1n, left: 9 }),
      transfer(alice, zeroAddress, coins(1)),
      bought(1n, 1n, 1n, coins(1)),
    ]);
    states.push(await chainRows(database.pool));
    await block([
      shop('Refused', { purchase: 1n }),
      transfer(zeroAddress, alice, coins(1)),
      shop('Refunded', { buyer: alice, purchase: 1n, item: 1n, quantity: 1n, amount: coins(1) }),
    ]);
    for (const state of states.reverse()) {
      cursor = await rewindTo(database.db, cursor, cursor.number - 1);
      assert.deepEqual(await chainRows(database.pool), state);
    }
  });
});
