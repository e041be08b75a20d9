/**
 * The main process dies as by `kill -9` between any two steps of a redemption and is started again. The member is charged
 * once, gets the role and one code, reads of each once, and the chain records both.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eq, inArray } from 'drizzle-orm';
import { encodeFunctionData, parseEther } from 'viem';
import { enqueue } from '../../bot/chain/outbox.ts';
import { codes, fulfilments, outbox, purchases, users } from '../../bot/db/schema.ts';
import { CHANNELS, GUILDS, LOCAL_DISCORD_TOKEN, ROLES, USERS } from '../../bot/local-discord/seed.ts';
import { KINDS } from '../../bot/operations/getItems.ts';
import { shopAbi, tokenAbi } from '../../contracts/generated/abi.ts';
import { type Killable, startKillable } from '../support/killable.ts';
import { type Actor, actor } from '../support/local-discord.ts';
import { itemOf, rolesOf, shopping } from '../support/shopping.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { words } from './discord/support.ts';

const relayed = ['beforeSign', 'signed', 'committed', 'sent', 'broadcast', 'receipt', 'recorded'];
const handedOver = [
  'fulfilmentTaken',
  'fulfilmentHandedOver',
  'fulfilmentGiven',
  'fulfilmentSubmitted',
  'fulfilmentTold',
];
/** The purchase, then what the bot does for each of its two parts, then the record of it. */
const steps = [
  ...relayed.map((step) => `${step}#1`),
  ...handedOver.flatMap((step) => [`${step}#1`, `${step}#2`]),
  ...relayed.map((step) => `${step}#2`),
];
const PRICE = parseEther('0.1');
const bought = ['vip_role', 'discount_code'];

describe('the main process is killed during a redemption', () => {
  let stack: Stack;
  let alice: Actor;
  let server: Killable;
  /** An item that opens a private channel. */
  let den: number;

  before(async () => {
    stack = await startStack({ server: false });
    const shop = await shopping(stack);
    await shop.cheap(PRICE);
    const terms = {
      price: PRICE,
      kind: KINDS.indexOf('channel'),
      fulfilWithin: 86_400,
      duration: 0,
      uses: 0,
      refund: 0,
    };
    den = await shop.add({ key: 'den', name: 'den' }, { ...terms, transferable: false });
    const { token } = stack.lounge;
    const stock = steps.map((step) => ({ token, item: itemOf('discount_code'), code: `CODE-${step}` }));
    await stack.database.db.insert(codes).values(stock);
    server = await startKillable(stack.env);
    alice = await actor(stack.discord.url, USERS.alice, 120_000);
    const reply = await (await alice.command(CHANNELS.general, 'daily')).reply();
    await alice.waitForMessage((message) => message.id === reply.id && /Confirmed/.test(words(message)));
  });
  after(async () => {
    await server?.stop();
    await alice?.close();
    await stack?.close();
  });

  for (const step of steps)
    it(`at ${step}: everything happens exactly once`, { timeout: 300_000 }, async () => {
      const { db } = stack.database;
      await withoutRole();
      const [member] = await db.select().from(users).where(eq(users.id, USERS.alice));
      const account = member!.address;
      const earlier = await balanceOf(account);
      const messages = await seen();

      const killed = server.killAt(step);
      await db.transaction(async (tx) => {
        for (const key of bought) await enqueue(db, tx, buy(`${step}:${key}`, key, account), new Date());
      });
      assert.equal(await killed, 'SIGKILL');
      server = await startKillable(stack.env);

      const numbers = await fulfilled(bought.map((key) => `${step}:${key}`));
      assert.equal(earlier - (await balanceOf(account)), PRICE * 2n);
      assert.deepEqual(await rolesOf(alice, GUILDS.lounge, USERS.alice), [ROLES.loungeVip]);
      const given = await db.select().from(codes).where(inArray(codes.purchase, numbers));
      assert.equal(given.length, 1, 'one code');
      const told = (await seen()).slice(messages.length);
      assert.equal(told.filter((text) => text.includes(given[0]!.code)).length, 1, 'the code is told once');
      assert.equal(told.filter((text) => text.includes('now has **VIP**')).length, 1, 'the role is told once');
      const recorded = await db.select().from(outbox).where(eq(outbox.verb, 'fulfil'));
      assert.equal(recorded.length, 2 * (steps.indexOf(step) + 1));
      assert.ok(recorded.every(({ state }) => state === 'final'));
    });

  for (const step of ['committed#1', 'fulfilmentHandedOver#1', 'sent#2'])
    it(`at ${step}, asked for by a command: the member reads how it went`, { timeout: 300_000 }, async () => {
      await withoutRole();
      const killed = server.killAt(step);
      const question = await (await alice.command(CHANNELS.general, 'redeem', { reward: 'vip_role' })).reply();
      const messages = await seen();
      await alice.click(question, 'Confirm');
      assert.equal(await killed, 'SIGKILL');

      server = await startKillable(stack.env);
      await alice.waitForMessage((message) => message.id === question.id && /Confirmed/.test(words(message)));
      const given = (text: string) => text.includes(`<@${USERS.alice}> now has **VIP** until`);
      const line = await alice.waitForMessage(
        (message) => BigInt(message.id) > BigInt(question.id) && given(words(message)),
      );
      assert.equal(line.channel_id, CHANNELS.general);
      assert.deepEqual(await rolesOf(alice, GUILDS.lounge, USERS.alice), [ROLES.loungeVip]);
      assert.equal((await seen()).slice(messages.length).filter(given).length, 1);
    });

  for (const step of ['fulfilmentMade#1', 'fulfilmentHandedOver#1'])
    it(`at ${step}: what is made for its buyer is made once`, { timeout: 300_000 }, async () => {
      const { db } = stack.database;
      const [member] = await db.select().from(users).where(eq(users.id, USERS.alice));
      const killed = server.killAt(step);
      const id = `${step}:den`;
      await db.transaction((tx) => enqueue(db, tx, buy(id, den, member!.address), new Date()));
      assert.equal(await killed, 'SIGKILL');
      server = await startKillable(stack.env);
      const [number] = await fulfilled([id]);
      const { guilds } = await alice.state();
      const { channels } = guilds.find((guild) => guild.id === GUILDS.lounge)!;
      assert.equal(channels.filter(({ name }) => name === `den-${number}`).length, 1);
    });

  function buy(id: string, key: string | number, account: `0x${string}`) {
    const { token } = stack.lounge;
    const item = typeof key === 'string' ? itemOf(key) : key;
    const args = [token, BigInt(item), 1n, PRICE] as const;
    const data = encodeFunctionData({ abi: shopAbi, functionName: 'buy', args });
    const target = stack.deployment.shop;
    return { id, verb: 'buy', token, userId: USERS.alice, account, kind: 'call' as const, target, data, gas: 600_000 };
  }

  function balanceOf(address: `0x${string}`) {
    const { token } = stack.lounge;
    return stack.client.readContract({ address: token, abi: tokenAbi, functionName: 'balanceOf', args: [address] });
  }

  /** Resolves with the purchases' numbers once all of them are fulfilled; looks again with every message of the bot. */
  async function fulfilled(operations: string[]): Promise<number[]> {
    const { db } = stack.database;
    const deadline = AbortSignal.timeout(120_000);
    for (;;) {
      const rows = await db
        .select({ purchase: purchases.purchase, state: fulfilments.state, onChain: purchases.state })
        .from(outbox)
        .innerJoin(purchases, eq(purchases.txHash, outbox.txHash))
        .innerJoin(fulfilments, eq(fulfilments.purchase, purchases.purchase))
        .where(inArray(outbox.id, operations));
      const done = rows.filter(({ state, onChain }) => state === 'fulfilled' && onChain === 'fulfilled');
      const numbers = [...new Set(done.map(({ purchase }) => purchase))];
      if (numbers.length === operations.length) return numbers;
      assert.ok(!deadline.aborted, `both are fulfilled in good time, not ${JSON.stringify(rows)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** What stands in the channels and in the bot's messages to Alice. */
  async function seen(): Promise<string[]> {
    const { messages } = await alice.state();
    return Object.values(messages)
      .flat()
      .toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
      .map(words);
  }

  async function withoutRole() {
    const url = `${stack.discord.url}/api/v10/guilds/${GUILDS.lounge}/members/${USERS.alice}/roles/${ROLES.loungeVip}`;
    const headers = { authorization: `Bot ${LOCAL_DISCORD_TOKEN}` };
    assert.ok((await fetch(url, { method: 'DELETE', headers })).ok);
  }
});
