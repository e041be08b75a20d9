import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PlaygroundMessage } from '../../../bot/api/playground.ts';
import { marks } from '../../../bot/db/schema.ts';
import { CHANNELS, USERS } from '../../../bot/local-discord/seed.ts';
import { type Actor, actor } from '../../support/local-discord.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { balanceOf, eventually, isEphemeral, ONE, until, words } from './support.ts';

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
  stack = await startStack();
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
