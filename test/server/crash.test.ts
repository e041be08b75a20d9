/**
 * The main process dies as by `kill -9` between any two steps of a gift and is started again. The gift happens exactly
 * once, and the giver is told.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eq } from 'drizzle-orm';
import { parseEther } from 'viem';
import { outbox, users } from '../../bot/db/schema.ts';
import { CHANNELS, USERS } from '../../bot/local-discord/seed.ts';
import { tokenAbi } from '../../contracts/generated/abi.ts';
import { type Killable, startKillable } from '../support/killable.ts';
import { type Actor, actor } from '../support/local-discord.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { words } from './discord/support.ts';

/** Every step that the relayer names, in their order, and those around it. */
const steps = ['beforeSign', 'signed', 'committed', 'sent', 'broadcast', 'receipt', 'recorded'] as const;

describe('the main process is killed', () => {
  let stack: Stack;
  let alice: Actor;
  let server: Killable;

  before(async () => {
    stack = await startStack({ server: false });
    server = await startKillable(stack.env);
    alice = await actor(stack.discord.url, USERS.alice, 60_000);
    // Registration and a daily claim: 60 tokens to give away.
    const daily = await alice.command(CHANNELS.general, 'daily');
    const reply = await daily.reply();
    await alice.waitForMessage((message) => message.id === reply.id && /Confirmed/.test(words(message)));
  });
  after(async () => {
    await server.stop();
    await alice.close();
    await stack.close();
  });

  const balances = async () => {
    const read = (address: `0x${string}`) =>
      stack.client.readContract({
        address: stack.lounge.token,
        abi: tokenAbi,
        functionName: 'balanceOf',
        args: [address],
      });
    const rows = await stack.database.db.select().from(users);
    const of = async (id: string) => {
      const row = rows.find((user) => user.id === id);
      return row ? read(row.address) : 0n;
    };
    return { alice: await of(USERS.alice), bob: await of(USERS.bob) };
  };

  for (const step of steps)
    it(`at ${step}: the gift is made exactly once, and told`, async () => {
      const earlier = await balances();
      const killed = server.killAt(step);
      const sent = await alice.say(CHANNELS.general, `!sendbroski <@${USERS.bob}> 1`);
      const question = await alice.waitForMessage((message) => message.message_reference?.message_id === sent.id);
      await alice.click(question, 'Confirm');
      assert.equal(await killed, 'SIGKILL');

      server = await startKillable(stack.env);
      await alice.waitForMessage((message) => message.id === question.id && /Confirmed/.test(words(message)));
      const now = await balances();
      assert.equal(earlier.alice - now.alice, parseEther('1'));
      // The recipient's bonus of 10 % comes on top.
      assert.equal(now.bob - earlier.bob, parseEther('1.1'));
      const gifts = await stack.database.db.select().from(outbox).where(eq(outbox.verb, 'gift'));
      assert.equal(gifts.length, steps.indexOf(step) + 1);
      assert.ok(gifts.every((gift) => gift.state === 'final'));
    });
});
