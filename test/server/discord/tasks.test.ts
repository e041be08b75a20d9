import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { PlaygroundMessage } from '../../../bot/api/playground.ts';
import { CHANNELS, GUILDS, ROLES, USERS } from '../../../bot/local-discord/seed.ts';
import { getClaim } from '../../../bot/operations/getTasks.ts';
import { type Actor, actor } from '../../support/local-discord.ts';
import { rolesOf } from '../../support/shopping.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { balanceOf, confirmedBy, eventually, isEphemeral, ONE, refusal, words } from './support.ts';

let stack: Stack;
let alice: Actor;
let bob: Actor;
let carol: Actor;
const { general } = CHANNELS;
const funds = (who: Actor) => balanceOf(stack, stack.lounge.token, who.userId);
const shown = async (who: Actor, name: string, options: Record<string, string> = {}) =>
  (await who.command(general, name, options)).reply();
const confirmed = (who: Actor, message: PlaygroundMessage) => confirmedBy(stack, who, message);
const task = { title: 'Draw our logo', reward: '5', description: 'As a *picture*,\nany size', role: ROLES.loungeVip };

before(async () => {
  stack = await startStack();
  const sit = (user: string) => actor(stack.discord.url, user, 60_000);
  [alice, bob, carol] = await Promise.all([sit(USERS.alice), sit(USERS.bob), sit(USERS.carol)]);
  await stack.server.indexer.caughtUp();
  for (const who of [carol, bob]) await who.say(general, 'hello');
  await eventually(stack, '51 earned each', async () =>
    (await Promise.all([carol, bob].map(funds))).every((amount) => amount === 51n * ONE),
  );
});
after(async () => {
  for (const who of [alice, bob, carol]) await who?.close();
  await stack?.close();
});
afterEach(() => {
  for (const who of [alice, bob, carol]) who.forget();
});

test('where there is nothing to do or to review, that is said', async () => {
  assert.match(words(await shown(bob, 'tasks')), /no open task/);
  assert.match(words(await shown(bob, 'my_tasks')), /claimed nothing yet/);
  assert.match(words(await shown(bob, 'review')), /Nothing waits/);
  assert.match(await refusal(await bob.command(general, 'claim', { task: '7' })), /no such task/);
  assert.match(await refusal(await bob.command(general, 'claim', { task: 'first' })), /^Give the number, such as 12/);
  assert.match(await refusal(await bob.command(general, 'task_submit', { claim: '7' })), /no such claim/);
});

test('what no task can have is refused before anything is asked', async () => {
  const refused = async (change: Record<string, string>) =>
    refusal(await carol.command(general, 'task create', { ...task, ...change }));
  for (const slots of ['0', 'two', '1.5', '-2', '99999999999'])
    assert.match(await refused({ slots }), /^Slots must be a whole number from 1/, slots);
  assert.match(await refused({ hours: '70000' }), /^Hours must be a whole number from 0 \(no limit\) to 65535/);
  assert.match(await refused({ reviewers: '6' }), /1 to 5 reviewers/);
  assert.match(await refused({ reward: '0' }), /more than zero/);
  assert.match(await refused({ reward: '500' }), /You have 51 BROski\$ and need 500 BROski\$/);
  assert.match(await refused({ title: '  ' }), /needs a title/);
  assert.match(await refused({ pays: 'issued' }), /^Only an admin or the owner of this community may do this/);
  assert.match(
    await refusal(await bob.command(general, 'task create', { ...task })),
    /may not give this role yourself/,
  );
});

test('a task is put up, claimed, handed in, rejected, handed in again, accepted and paid, and brings its role', async () => {
  const question = await shown(carol, 'task create', { ...task, slots: '2' });
  assert.ok(isEphemeral(question));
  assert.match(words(question), /Put up \*\*Draw our logo\*\* for 5 BROski\$ each\?/);
  assert.match(
    words(question),
    /Put up now: \*\*10 BROski\$\*\*\nFee: none, it is sponsored\nBalance after: \*\*41 BROski\$\*\*/,
  );
  await carol.click(question, 'Confirm');
  assert.match(words(await confirmed(carol, question)), /\*\*Draw our logo\*\* is task `#1`, and open/);
  assert.equal(await funds(carol), 41n * ONE);

  const list = await shown(bob, 'tasks');
  assert.match(
    words(list),
    /`#1` \*\*Draw our logo\*\* · General\nAs a \\\*picture\\\*, any size\n-# \*\*5 BROski\$\*\* each · 2 of 2 free · ends <t:\d+:R> · with a proof · by <@\d+>/,
  );
  assert.doesNotMatch(JSON.stringify((await shown(carol, 'tasks')).components), /Claim"/);
  const claim = await (await bob.click(list, 'Claim')).reply();
  assert.ok(isEphemeral(claim));
  const claimedTold = await confirmed(bob, claim);
  assert.match(
    words(claimedTold),
    /\*\*Draw our logo\*\* is yours to do: claim `#1`\.[\s\S]*Hand in <t:\d+:R> at the latest/,
  );
  assert.match(await refusal(await bob.command(general, 'claim', { task: '1' })), /claimed this task before/);
  assert.match(await refusal(await carol.command(general, 'claim', { task: '1' })), /cannot claim your own/);
  assert.match(await refusal(await bob.command(general, 'task_submit', { claim: '1' })), /asks for a proof/);

  const form = await (await bob.click(claimedTold, 'Hand in')).modal();
  const sent = await (await bob.submitModal(form, { text: 'Here: **mine**' })).reply();
  assert.match(words(await confirmed(bob, sent)), /\*\*Draw our logo\*\* is handed in/);
  assert.match(words(await shown(bob, 'my_tasks')), /`#1` \*\*Draw our logo\*\* · 5 BROski\$\n-# waits for a review/);
  assert.match(await refusal(await bob.command(general, 'task_submit', { claim: '1', proof: 'x' })), /has moved on/);
  assert.match(words(await shown(alice, 'review')), /Nothing waits/);

  const queue = await shown(carol, 'review');
  assert.match(words(queue), /Claim 1 by <@\d+> · 5 BROski\$ · <t:\d+:R>\n> Here: \\\*\\\*mine\\\*\\\*/);
  const why = await (await carol.click(queue, 'Reject')).modal();
  const rejecting = await (await carol.submitModal(why, { text: 'Too small' })).reply();
  assert.match(words(await confirmed(carol, rejecting)), /Claim 1 is not accepted/);
  const told = await bob.waitForMessage((message) => /was not accepted yet/.test(words(message)));
  assert.match(words(told), /<@\d+>, \*\*Draw our logo\*\* was not accepted yet.*\n> Too small/);
  const mine = await shown(bob, 'my_tasks');
  assert.match(words(mine), /> Too small\n-# not accepted yet: hand in again · due/);
  assert.equal(await funds(bob), 51n * ONE);

  const again = await (await bob.click(mine, 'Hand in')).modal();
  await confirmed(bob, await (await bob.submitModal(again, { text: 'A larger one' })).reply());
  const second = await shown(carol, 'review');
  assert.match(words(second), /try 2\n> A larger one/);
  await carol.click(second, 'Accept');
  assert.match(words(await confirmed(carol, second)), /Claim 1 is accepted: <@\d+> received \*\*5 BROski\$\*\*/);
  const paid = await bob.waitForMessage((message) => /was accepted: you received/.test(words(message)));
  assert.match(words(paid), /you received \*\*5 BROski\$\*\*/);
  assert.equal(await funds(bob), 56n * ONE);
  await eventually(stack, 'the role is given', async () =>
    (await rolesOf(bob, GUILDS.lounge, USERS.bob)).includes(ROLES.loungeVip),
  );
  assert.match(words(await shown(bob, 'history')), /\+5 BROski\$\*\* · Task reward/);
});

test('a claim is given up after a question, and a task ended; what is left goes back', async () => {
  const claim = await shown(alice, 'claim', { task: '#1' });
  await confirmed(alice, claim);
  const mine = await shown(alice, 'my_tasks');
  const question = await (await alice.click(mine, 'Give up #2')).reply();
  assert.match(words(question), /Give up claim 2, \*\*Draw our logo\*\*\? Most tasks cannot be claimed again/);
  await alice.click(question, 'Confirm');
  assert.match(words(await confirmed(alice, question)), /Claim 2 is given up/);
  const { claim: given } = await getClaim(stack.server.ctx, { token: stack.lounge.token, claim: 2 });
  assert.equal(given.state, 'abandoned');

  assert.match(
    await refusal(await bob.command(general, 'task cancel', { task: '1' })),
    /^Only who created this task, or an admin, may do this/,
  );
  const before = await funds(carol);
  const end = await shown(carol, 'task cancel', { task: '1' });
  await carol.click(end, 'Confirm');
  assert.match(words(await confirmed(carol, end)), /Task 1 is ended/);
  assert.equal(await funds(carol), before + 5n * ONE);
  assert.match(words(await shown(bob, 'tasks')), /no open task/);
});

test('by prefix a task is claimed and handed in where everybody reads it', async () => {
  const question = await shown(carol, 'task create', {
    title: 'Say hello',
    reward: '1',
    hours: '0',
    proof: 'no',
    slots: 'unlimited',
  });
  assert.match(words(question), /Put up now: nothing yet: each claim takes its own reward/);
  await carol.click(question, 'Confirm');
  await confirmed(carol, question);
  const answer = async (said: string) => {
    const { id } = await bob.say(general, said);
    return bob.waitForMessage((message) => message.message_reference?.message_id === id);
  };
  const claim = await answer('!claim 2');
  assert.match(words(await confirmed(bob, claim)), /Hand in when you are done: `\/task_submit 3`/);
  await confirmed(bob, await answer('!submit 3 Hello there, all of you'));
  assert.match(words(await shown(carol, 'review')), /> Hello there, all of you/);
  assert.match(words(await answer('!mytasks')), /`#3` \*\*Say hello\*\*/);
});
