import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { clansAbi, communitiesAbi, earningsAbi, marketAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import { gte } from 'drizzle-orm';
import { type Address, createWalletClient, type Hex, http, zeroAddress, zeroHash } from 'viem';
import { hardhat } from 'viem/chains';
import { createApp } from '../../../bot/api/app.ts';
import { HEARTBEAT_MS } from '../../../bot/api/routes/stream.ts';
import { startApi } from '../../../bot/api/start.ts';
import { openClient } from '../../../bot/api/stream/client.ts';
import type { Group, StreamEvent } from '../../../bot/api/stream/events.ts';
import { type Feed, openFeed, tellEverywhere } from '../../../bot/api/stream/feed.ts';
import type { Context } from '../../../bot/context.ts';
import { cursor, items, purchases, users } from '../../../bot/db/schema.ts';
import { startIndexer } from '../../../bot/indexer/start.ts';
import { tellSynced } from '../../../bot/operations/getPosts.ts';
import { testDatabase } from '../../support/database.ts';
import { addressOf, coins, contextOf, type Economy, startEconomy } from '../../support/economy.ts';
import { readerOf } from '../../support/eventStream.ts';
import { itemTerms, itemTexts } from '../../support/items.ts';

const mug = { ...itemTerms, price: coins(1), kind: 8, fulfilWithin: 3600, refund: 0 };
const bought = { purchase: 1, item: 1, quantity: 2, name: 'Mug' };

describe('live stream', { timeout: 240_000 }, () => {
  let economy: Economy;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let indexer: Awaited<ReturnType<typeof startIndexer>>;
  let api: Awaited<ReturnType<typeof startApi>>;
  let ctx: Context;
  let alice: Address;
  let bob: Address;
  const open: ReturnType<typeof readerOf>[] = [];
  let beat = () => {};

  before(async () => {
    [economy, database] = await Promise.all([startEconomy(), testDatabase()]);
    [alice, bob] = economy.members as [Address, Address];
    ctx = contextOf(database.db, economy, { clock: () => economy.noon });
    indexer = await startIndexer(ctx);
    await economy.settle([[alice, [50]]]);
    await indexer.caughtUp();
    await database.db.insert(users).values({ id: '1002', address: bob, name: 'Bob', seenAt: new Date(0) });
    const every = (ms: number, tick: () => void) => {
      assert.equal(ms, HEARTBEAT_MS);
      beat = tick;
      return () => {};
    };
    api = await startApi(ctx, { every });
  });
  after(async () => {
    for (const reader of open) await reader.close();
    await api?.close();
    await indexer?.close();
    await database?.close();
    await economy?.close();
  });

  async function connect(query = '', lastEventId?: string) {
    const response = await fetch(`${api.url}/api/stream${query}`, {
      headers: lastEventId ? { 'last-event-id': lastEventId } : {},
    });
    assert.equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8');
    const reader = readerOf(response);
    open.push(reader);
    return reader;
  }

  it('tells both sides of a gift, their balances, and that the leaderboard changed', async () => {
    const reader = await connect();
    assert.equal((await reader.next()).event, 'ready');
    await economy.gift(alice, bob, coins(10));
    const told = await reader.take(7);
    const names = told.map(({ data }) => data.change_type);
    assert.deepEqual(names, ['entry', 'balance', 'entry', 'balance', 'entry', 'balance', 'leaderboard']);
    const ofBob = told.find(({ data }) => data.change_type === 'entry' && data.entry.type === 'gift_received')!.data;
    assert.ok(ofBob.change_type === 'entry');
    assert.deepEqual(ofBob.affected_ids, ['1002']);
    assert.equal(ofBob.entry.amount.value, `${coins(10)}`);
    assert.deepEqual(new Set(told.at(-1)!.data.affected_ids), new Set([alice, '1002']));
    const held = told.filter(({ data }) => data.change_type === 'balance' && data.address === bob).at(-1)!.data;
    assert.ok(held.change_type === 'balance');
    assert.equal(held.balance.value, (await economy.balanceOf(bob)).toString());
  });

  it('a client that comes back is told exactly what it missed, in order, then what is new', async () => {
    const first = await connect('?types=entry');
    await first.next();
    await economy.gift(alice, bob, coins(1));
    const seen = await first.take(3);
    const stopped = seen.findLast(({ id }) => id !== null)!.id!;
    await first.close();
    await economy.gift(alice, bob, coins(2));
    await indexer.caughtUp();
    const second = await connect('?types=entry', stopped);
    const missed = await second.entries(3);
    await economy.gift(alice, bob, coins(3));
    const fresh = await second.entries(3);
    const amounts = [...missed, ...fresh].map(
      ({ data }) => data.change_type === 'entry' && data.entry.amount.formatted,
    );
    assert.deepEqual(amounts.slice().sort(), ['0.2', '0.3', '2', '3', '−2', '−3']);
    assert.ok(amounts.slice(0, 3).includes('2') && amounts.slice(3).includes('3'));
  });

  it('tells only what was asked for, of the community asked for', async () => {
    const other = (await economy.create('broski')).toLowerCase() as Address;
    await indexer.caughtUp();
    const reader = await connect(`?community=${other}&types=balance,leaderboard`);
    await reader.next();
    await economy.gift(alice, bob, coins(1));
    await economy.settle([[alice, [1], true]], other);
    const told = await reader.take(2);
    assert.deepEqual(
      told.map(({ data }) => [data.change_type, 'community' in data && data.community]),
      [
        ['balance', other],
        ['leaderboard', other],
      ],
    );
  });

  it('tells of caps, seasons, clans and swaps by what the chain logged, once, also to who missed them', async () => {
    const wallet = createWalletClient({ chain: hardhat, transport: http(economy.url) });
    const mined = async (sent: Promise<Hex>) => economy.client.waitForTransactionReceipt({ hash: await sent });
    const { deployment, operator } = economy;
    const token = economy.token;
    const other = (await economy.create('broski')).toLowerCase() as Address;
    await indexer.caughtUp();
    const types = '?types=caps,season,clan,swap';
    const first = await connect(`${types}&community=${token}`);
    await first.next();
    const season = {
      opens: Math.floor(economy.noon / 1000) + 86_400,
      closes: Math.floor(economy.noon / 1000) + 172_800,
    };
    await mined(
      wallet.writeContract({
        ...{ address: deployment.earnings, abi: earningsAbi, functionName: 'setSeason' },
        args: [token, 0n, { ...season, bps: 15_000 }],
        account: operator,
      }),
    );
    const told = await first.take(1);
    assert.deepEqual(told[0]!.data, {
      ...{ change_type: 'season', affected_ids: ['0'], community: token, season: 0 },
    });
    const stopped = told.at(-1)!.id!;
    await first.close();

    const caps = await economy.client.readContract({ address: token, abi: tokenAbi, functionName: 'caps' });
    const lower = { ...caps, communityDay: caps.communityDay - 1 };
    await mined(
      wallet.writeContract({
        ...{ address: deployment.communities, abi: communitiesAbi, functionName: 'setCaps' },
        args: [token, lower],
        account: operator,
      }),
    );
    await mined(
      wallet.writeContract({
        ...{ address: deployment.clans, abi: clansAbi, functionName: 'createClan' },
        args: [token, zeroHash],
        account: alice,
      }),
    );
    const until = Math.floor(economy.noon / 1000) + 172_800;
    await mined(
      wallet.writeContract({
        ...{ address: deployment.market, abi: marketAbi, functionName: 'offerSwap' },
        args: [token, coins(1), other, coins(2), zeroAddress, until],
        account: alice,
      }),
    );
    await indexer.caughtUp();
    const second = await connect(types, stopped);
    // `ready` comes before them where the server has not heard of their blocks yet.
    const missed = (await second.take(6)).map(({ data }) => data).filter(({ change_type }) => change_type !== 'ready');
    // A clan is created, and its founder joins it.
    const clan = { change_type: 'clan', affected_ids: ['1'], community: token, clan: 1, challenge: null };
    assert.deepEqual(missed.slice(0, 3), [{ change_type: 'caps', affected_ids: [], community: token }, clan, clan]);
    const swap = { change_type: 'swap', affected_ids: ['1'], swap: 1, state: 'open' };
    assert.deepEqual(missed.slice(3), [
      { ...swap, community: token },
      { ...swap, community: other },
    ]);
  });

  it('tells that messages on Discord changed, to whom it concerns', async () => {
    const reader = await connect(`?types=sync&community=${economy.token}`);
    await reader.next();
    await tellSynced(ctx.db, [
      { token: addressOf('elsewhere'), kind: 'task', subject: 1 },
      { token: economy.token, kind: 'item', subject: 2 },
    ]);
    const [told] = await reader.take(1);
    assert.deepEqual(told!.data, { change_type: 'sync', affected_ids: ['item:2'], community: economy.token });
    assert.equal(told!.id, null);
  });

  it('tells of stock and receipts, each after the movement that paid, and of what a returning client missed', async () => {
    const { token } = economy;
    const reader = await connect();
    await reader.next();
    await economy.shop('addItem', [token, mug, 5, itemTexts('Mug')]);
    const added = await reader.next();
    const shelf = { change_type: 'item', affected_ids: ['1'], community: token, item: 1 };
    assert.deepEqual(added.data, { ...shelf, left: 5, sold: 0 });
    assert.match(added.id!, /^\d+\.\d+\.[0-9a-f]{8}$/);

    await economy.shop('buy', [token, 1n, 2n, coins(2)], bob);
    const [entry, balance, stock, receipt, board] = await reader.take(5);
    assert.ok(entry!.data.change_type === 'entry');
    assert.deepEqual([entry!.data.entry.type, entry!.data.entry.metadata], ['shop_purchase', bought]);
    assert.deepEqual(stock!.data, { ...shelf, left: 3, sold: 2 });
    const of = { change_type: 'purchase', affected_ids: ['1002'], community: token, address: bob, userId: '1002' };
    assert.deepEqual(receipt!.data, { ...of, purchase: 1, item: 1, state: 'requested' });
    assert.equal(board!.event, 'leaderboard');

    await economy.shop('refuse', [token, 1n, zeroHash]);
    await reader.take(5);
    // Who stopped between the payment and the receipt hears of the receipt, as it stands now.
    const late = await connect('?types=item,purchase', balance!.id!);
    const [restocked, refused] = await late.take(2);
    assert.deepEqual(restocked!.data, { ...shelf, left: 5, sold: 0 });
    assert.deepEqual(refused!.data, { ...of, purchase: 1, item: 1, state: 'refused' });
    assert.equal((await late.next()).event, 'ready');
  });

  it('more changes than fit a page are all told, in order', async () => {
    const { token } = economy;
    await indexer.caughtUp();
    const [head] = await database.db.select().from(cursor);
    const number = head!.number;
    // As if so much had happened in one block: a page of each kind is read at a time, and both are longer.
    const row = {
      token,
      buyer: bob,
      item: 1,
      quantity: 1,
      uses: 0,
      refund: 0,
      kind: 0,
      unitPrice: 0n,
      txHash: zeroHash,
    };
    const place = { block: number, boughtBlock: number, boughtAt: new Date(0), state: 'none' as const };
    const receipts = [...Array(1200).keys()].map((i) => ({ ...row, ...place, purchase: 1000 + i, logIndex: 1000 + i }));
    await database.db.insert(purchases).values(receipts);
    const { contentHash, roleHash, name, category, uri } = itemTexts('Mug');
    const terms = { ...mug, price: `${mug.price}`, salePrice: `${mug.salePrice}` };
    const item = { token, name, category, uri, contentHash, roleHash, terms, left: 0, block: number };
    await database.db
      .insert(items)
      .values([...Array(700).keys()].map((i) => ({ ...item, item: 1000 + i, logIndex: 1001 + 2 * i })));
    const reader = await connect('?types=item,purchase', `${number}.999`);
    const told = await reader.take(1900);
    const from1000 = (length: number) => [...Array(length).keys()].map((i) => 1000 + i);
    const ofPurchases = told.flatMap(({ data }) => (data.change_type === 'purchase' ? [data.purchase] : []));
    const ofItems = told.flatMap(({ data }) => (data.change_type === 'item' ? [data.item] : []));
    assert.deepEqual([ofPurchases, ofItems], [from1000(1200), from1000(700)]);
    const places = told.flatMap(({ id }) => (id ? [Number(id.split('.')[1])] : []));
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
    assert.equal((await reader.next()).event, 'ready');
    await database.db.delete(purchases).where(gte(purchases.purchase, 1000));
    await database.db.delete(items).where(gte(items.item, 1000));
  });

  it('says resync when blocks were taken back', async () => {
    const reader = await connect();
    await reader.next();
    const snapshot = await economy.control.snapshot();
    await economy.gift(alice, bob, coins(1));
    await reader.take(7);
    await economy.control.revert({ id: snapshot });
    const { data } = await reader.next();
    assert.equal(data.change_type, 'resync');
  });

  it('says resync to a client that was told of blocks that do not exist', async () => {
    const reader = await connect('', '99999999.0');
    assert.equal((await reader.next()).event, 'resync');
    assert.equal((await reader.next()).event, 'ready');
  });

  it('says resync to a client that was away while the block it was told of was replaced', async () => {
    const reader = await connect('?types=entry');
    await reader.next();
    const snapshot = await economy.control.snapshot();
    await economy.gift(alice, bob, coins(1));
    const stopped = (await reader.entries(3)).findLast(({ id }) => id !== null)!.id!;
    await reader.close();
    await economy.control.revert({ id: snapshot });
    await economy.gift(alice, bob, coins(2));
    await economy.gift(alice, bob, coins(3));
    await indexer.caughtUp();
    const back = await connect('?types=entry', stopped);
    assert.deepEqual([(await back.next()).event, (await back.next()).event], ['resync', 'ready']);
    await economy.gift(alice, bob, coins(4));
    assert.equal((await back.entries(3)).length, 3);
  });

  it('a client that comes from a server which is ahead hears what is new, once', async () => {
    await indexer.caughtUp();
    const behind = await openFeed(ctx);
    // As if this server had not heard of the newest blocks yet.
    const [head] = await database.db.select().from(cursor);
    await behind.close();
    let tell = (_: Group[]) => {};
    const feed: Feed = {
      ...behind,
      position: () => ({ block: head!.number - 3, logIndex: 0 }),
      subscribe(subscriber) {
        tell = subscriber;
        return () => {};
      },
    };
    const { app, endStreams } = createApp(ctx, feed, {});
    const asked = { headers: { 'last-event-id': `${head!.number}.5` } };
    const from = { incoming: { socket: { remoteAddress: '127.0.0.1', remotePort: 1, remoteFamily: 'IPv4' } } };
    const reader = readerOf(await app.request('/api/stream', asked, from));
    const ready = await reader.next();
    assert.deepEqual([ready.event, ready.id], ['ready', `${head!.number}.5`]);
    const board: StreamEvent = { change_type: 'leaderboard', affected_ids: [], community: economy.token };
    tell([4, 5, 6].map((logIndex) => ({ position: { block: head!.number, logIndex }, events: [board] })));
    assert.equal((await reader.next()).id, `${head!.number}.6`);
    endStreams();
  });

  it('tells what is sent by hand once, to those who asked for that community', async () => {
    const reader = await connect(`?guilds=${economy.token}&events=task,claim,test`);
    await reader.next();
    await tellEverywhere(ctx, {
      change_type: 'test',
      affected_ids: [],
      community: economy.token,
      event_type: 'hello',
      data: { n: 1 },
    });
    const { event, id, data } = await reader.next();
    assert.deepEqual([event, id, data.change_type === 'test' && data.data], ['test', null, { n: 1 }]);
  });

  it('lets a client go that does not read, and keeps no more for it than its buffer', async () => {
    let gone = false;
    const client = openClient(() => {
      gone = true;
    });
    const sent = new Uint8Array(64 * 1024);
    for (let i = 0; i < 4; i++) client.send(sent);
    assert.equal(gone, false);
    client.send(sent);
    client.send(sent);
    assert.equal(gone, true);
    let received = 0;
    for await (const bytes of client.body) received += bytes.length;
    assert.equal(received, 4 * sent.length);
  });

  it('a comment keeps quiet connections open', async () => {
    const reader = await connect();
    await reader.next();
    beat();
    assert.equal(await reader.comment(), 'heartbeat');
  });

  it('refuses types that do not exist', async () => {
    const response = await fetch(`${api.url}/api/stream?types=gossip`);
    assert.equal(response.status, 400);
    assert.match(
      ((await response.json()) as { detail: string }).detail,
      /must be a list of entry, balance, leaderboard/,
    );
  });
});
