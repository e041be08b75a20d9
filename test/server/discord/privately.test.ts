import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PlaygroundMessage } from '../../../bot/api/playground.ts';
import { marks } from '../../../bot/db/schema.ts';
import { CHANNELS, USERS } from '../../../bot/local-discord/seed.ts';
import { reportActivity } from '../../../bot/operations/reportActivity.ts';
import { settleActivity } from '../../../bot/operations/settleActivity.ts';
import { type Actor, actor } from '../../support/local-discord.ts';
import { shopping } from '../../support/shopping.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { balanceOf, eventually, isEphemeral, ONE, until, words } from './support.ts';

/** Milliseconds by which the server's clock is ahead. */
let ahead = 0;
let stack: Stack;
let alice: Actor;
let bob: Actor;
const { general } = CHANNELS;

async function give(amount: string, message = '') {
  const question = await (
    await bob.command(general, 'gift', { member: USERS.alice, amount, ...(message ? { message } : {}) })
  ).reply();
  await bob.click(question, 'Confirm');
  await until(bob, question, /Confirmed/);
}

/** Direct messages to Alice that say this. */
const told = (saying: RegExp) =>
  alice.events.flatMap((event) =>
    event.t === 'message' && isDirect(event.message) && saying.test(words(event.message)) ? [event.message] : [],
  );
const isDirect = (message: PlaygroundMessage) => !Object.values(CHANNELS).some((id) => id === message.channel_id);
const untilTold = (saying: RegExp) =>
  alice.waitForMessage((message) => isDirect(message) && saying.test(words(message)));

before(async () => {
  stack = await startStack({ clock: () => Date.now() + ahead });
  [alice, bob] = (await Promise.all(
    [USERS.alice, USERS.bob].map((user) => actor(stack.discord.url, user, 60_000)),
  )) as [Actor, Actor];
  await stack.server.indexer.caughtUp();
  await bob.say(general, 'hello');
  await eventually(
    stack,
    'Bob earned 51',
    async () => (await balanceOf(stack, stack.lounge.token, USERS.bob)) === 51n * ONE,
  );
});
after(async () => {
  await alice?.close();
  await bob?.close();
  await stack?.close();
});

test('nothing is told by direct message until its member asks for it', async () => {
  await give('1', 'Unasked');
  const page = await (await alice.command(general, 'notifications')).reply();
  assert.ok(isEphemeral(page));
  assert.match(words(page), /Gifts received\*\* · off/);
  assert.doesNotMatch(words(page), /· on/);
  await alice.click(page, `1no:${BigInt(USERS.alice).toString(36)}:gift:1`);
  const switched = await until(alice, page, /Gifts received\*\* · on/);
  assert.match(words(switched), /Deadlines\*\* · off/);
});

test('who asked for it reads of a gift, with its words, once, also where the event comes again', async () => {
  await give('2', 'For **you**');
  const note = await untilTold(/gave you \*\*2 BROski\$\*\*/);
  assert.match(words(note), /\n> For \\\*\\\*you\\\*\\\*\nYou received \*\*0\.2 BROski\$\*\* on top as a bonus/);
  assert.match(words(note), /BROski Lounge/);
  // As after a crash between the telling and the mark: all is handed over again.
  await stack.database.db.update(marks).set({ block: 1 });
  await give('3');
  await untilTold(/gave you \*\*3 BROski\$\*\*/);
  assert.equal(told(/\*\*2 BROski\$\*\*/).length, 1);
});

test('what a closed inbox keeps away is shown at the next command, and the switch stays on', async () => {
  stack.discord.faults.inject({ closedDms: [USERS.alice] });
  await give('4');
  const since = async () => (await alice.command(general, 'notifications')).reply();
  await eventually(stack, 'the refusal is known', async () => /did not let me write/.test(words(await since())));
  const shown = await alice.waitForMessage((message) => isEphemeral(message) && /gave you \*\*4/.test(words(message)));
  assert.equal(shown.channel_id, general);
  const page = await since();
  assert.match(words(page), /Gifts received\*\* · on/);
  stack.discord.faults.inject({ closedDms: [] });
  await give('5');
  await untilTold(/gave you \*\*5 BROski\$\*\*/);
  await eventually(stack, 'it is open again', async () => !/did not let me write/.test(words(await since())));
  const again = alice.events.filter((event) => event.t === 'message' && /gave you \*\*4/.test(words(event.message)));
  assert.equal(again.length, 1);
});

test('whatever else happens to a member is told to who asked for it', async () => {
  const page = await (await alice.command(general, 'notifications')).reply();
  const id = BigInt(USERS.alice).toString(36);
  const kinds = { clan: 'Your clan', trade: 'Sales and trades', refund: 'Refunds', review: 'Your work reviewed' };
  for (const [kind, label] of Object.entries({ ...kinds, tier: 'A new tier', reminder: 'Deadlines' })) {
    await alice.click(page, `1no:${id}:${kind}:1`);
    await until(alice, page, new RegExp(`${label}\\*\\* · on`));
  }
  const { token } = stack.lounge;
  const { ctx, indexer } = stack.server;
  const confirm = async (who: Actor, name: string, options: Record<string, string>) => {
    const question = await (await who.command(general, name, options)).reply();
    if (JSON.stringify(question.components).includes('1cf:') || JSON.stringify(question.components).includes('1j:'))
      await who.click(question, 'Confirm');
    const done = await until(who, question, /Confirmed/);
    await indexer.caughtUp();
    who.forget();
    return done;
  };

  await confirm(bob, 'clan create', { name: 'Owls' });
  await confirm(bob, 'clan invite', { member: USERS.alice });
  await untilTold(/The clan \*\*Owls\*\* invites you/);

  const shop = await shopping(stack);
  await shop.cheap(ONE);
  const purchase = await shop.buy(USERS.alice, 'lucky_badge', { quantity: 2 });
  await shop.refund(USERS.alice, purchase);
  await untilTold(new RegExp(`Purchase #${purchase} was given back: you received \\*\\*1 BROski\\$`));
  await confirm(alice, 'market list', { item: 'lucky_badge', price: '2' });
  await confirm(bob, 'market buy', { listing: '1' });
  await untilTold(/\*\*Bob\*\* bought 1× of your listing #1 for 2 BROski\$: you received \*\*2 BROski\$/);

  await confirm(bob, 'task create', { title: 'Sweep', reward: '1', hours: '4', slots: '1' });
  await confirm(alice, 'claim', { task: '1' });
  ahead += 3.5 * 3_600_000;
  await stack.control.mine({ blocks: 1 });
  await untilTold(/\*\*Sweep\*\* is due <t:\d+:R>: hand it in with `\/task_submit 1`/);
  ahead = 0;
  await confirm(alice, 'task_submit', { claim: '1', proof: 'Clean' });
  const queue = await (await bob.command(general, 'review')).reply();
  const rejecting = await (await bob.click(queue, 'Reject')).modal();
  await bob.submitModal(rejecting, { text: 'Still *dusty*' });
  await untilTold(/\*\*Sweep\*\* was not accepted[\s\S]*\n> Still \\\*dusty/);
  await stack.server.indexer.caughtUp();
  await confirm(alice, 'task_submit', { claim: '1', proof: 'Cleaner' });
  bob.forget();
  await bob.click(await (await bob.command(general, 'review')).reply(), 'Accept');
  await untilTold(/\*\*Sweep\*\* was accepted: you received \*\*1 BROski\$/);

  const did = [{ activity: 'sendMessage' as const, count: 99 }];
  await reportActivity(ctx, { token, userId: USERS.alice, source: 'much', did });
  await settleActivity(ctx, token);
  await untilTold(/You reached \*\*Silver/);
});
