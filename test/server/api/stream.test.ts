import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Address } from 'viem';
import { HEARTBEAT_MS } from '../../../bot/api/routes/stream.ts';
import { startApi } from '../../../bot/api/start.ts';
import { type StreamEvent, streamEventSchema } from '../../../bot/api/stream/events.ts';
import type { Context } from '../../../bot/context.ts';
import { users } from '../../../bot/db/schema.ts';
import { startIndexer } from '../../../bot/indexer/start.ts';
import { testDatabase } from '../../support/database.ts';
import { coins, contextOf, type Economy, startEconomy } from '../../support/economy.ts';

type Message = { event: string; id: string | null; data: StreamEvent };

describe('live stream', { timeout: 60_000 }, () => {
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

/** Reads an event stream as a browser would. */
function readerOf(response: Response) {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';

  async function block(): Promise<string> {
    for (;;) {
      const end = buffer.indexOf('\n\n');
      if (end >= 0) {
        const found = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        return found;
      }
      const { value, done } = await reader.read();
      if (done) throw new Error('The stream ended.');
      buffer += value;
    }
  }

  async function next(): Promise<Message> {
    for (;;) {
      const lines = (await block()).split('\n');
      const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      const data = field('data');
      if (!data) continue;
      return { event: field('event')!, id: field('id') ?? null, data: streamEventSchema.parse(JSON.parse(data)) };
    }
  }

  return {
    next,
    async take(count: number) {
      const messages: Message[] = [];
      while (messages.length < count) messages.push(await next());
      return messages;
    },
    /** The next entries; `ready` may come before or between them, as the server has heard of their block or not. */
    async entries(count: number) {
      const messages: Message[] = [];
      while (messages.length < count) {
        const message = await next();
        assert.ok(message.event === 'entry' || message.event === 'ready', message.event);
        if (message.event === 'entry') messages.push(message);
      }
      return messages;
    },
    async comment() {
      for (;;) {
        const text = await block();
        if (text.startsWith(': ')) return text.slice(2);
      }
    },
    close: () => reader.cancel(),
  };
}
