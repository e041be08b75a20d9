import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { PlaygroundMessage } from '../../../bot/api/playground.ts';
import { encodeState } from '../../../bot/discord/buttons/state.ts';
import { CHANNELS, GUILDS, ROLES, USERS } from '../../../bot/local-discord/seed.ts';
import { setSettings } from '../../../bot/operations/settings.ts';
import { type Actor, actor } from '../../support/local-discord.ts';
import { rolesOf } from '../../support/shopping.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { balanceOf, confirmedBy, eventually, isEphemeral, makeAdmin, ONE, refusal, until, words } from './support.ts';

let stack: Stack;
/** On both servers. */
let alice: Actor;
/** On the taskforce's alone. */
let eve: Actor;
/** Admin of the lounge, which is the operator's. */
let carol: Actor;
/** An item of the lounge, which brings a role. */
const EARLY_ACCESS = 5n;
const { general, lobby } = CHANNELS;
const funds = (who: Actor) => balanceOf(stack, stack.lounge.token, who.userId);
const shown = async (who: Actor, channel: string, name: string, options: Record<string, string> = {}) =>
  (await who.command(channel, name, options)).reply();
const confirmed = (who: Actor, message: PlaygroundMessage) => confirmedBy(stack, who, message);
/** What stands where the button was pressed, from then on. */
const turned = async (who: Actor, message: PlaygroundMessage, label: string, saying: RegExp) => {
  await who.click(message, label);
  return until(who, message, saying);
};

before(async () => {
  stack = await startStack({ env: { OPERATOR_GUILD_ID: GUILDS.lounge } });
  const sit = (user: string) => actor(stack.discord.url, user, 60_000);
  [alice, eve, carol] = await Promise.all([sit(USERS.alice), sit(USERS.eve), sit(USERS.carol)]);
  await makeAdmin(stack, stack.lounge.token, USERS.carol);
  await makeAdmin(stack, stack.taskforce.token, USERS.eve);
  await stack.server.indexer.caughtUp();
  await confirmed(
    carol,
    await shown(carol, general, 'award', { member: USERS.alice, amount: '200', reason: 'for a test' }),
  );
});
after(async () => {
  for (const who of [alice, eve, carol]) await who?.close();
  await stack?.close();
});
afterEach(() => {
  for (const who of [alice, eve, carol]) who.forget();
});

test('a member buys from the operator’s shop on another server, with what they have there, and gives it back', async () => {
  const had = await funds(alice);
  const own = await shown(alice, lobby, 'shop');
  assert.match(words(own), /Cookie/);
  const shop = await turned(alice, own, 'Shop in BROski$', /From the operator of this bot/);
  assert.match(words(shop), /You have \*\*\d+ BROski\$\*\*/);
  assert.match(words(shop), /Early access\*?\*? · \*\*80 BROski\$\*\*/);

  const question = await (
    await alice.click(shop, encodeState({ verb: 'buyHere', item: EARLY_ACCESS, global: true }))
  ).reply();
  assert.ok(isEphemeral(question));
  assert.match(words(question), /Early access/);
  await alice.click(question, 'Confirm');
  const receipt = await confirmed(alice, question);
  assert.match(words(receipt), /giving it back pays 80 BROski\$ until/);
  assert.equal(await funds(alice), had - 80n * ONE);
  await eventually(stack, 'the role is given on the operator’s server', async () =>
    (await rolesOf(alice, GUILDS.lounge, USERS.alice)).includes(ROLES.loungeEarlyAccess),
  );

  const receipts = await turned(alice, shop, 'Your receipts', /#1`? .*Early access.*80 BROski\$/);
  const asked = await (await alice.click(receipts, 'Give back')).reply();
  await alice.click(asked, 'Confirm');
  assert.match(words(await confirmed(alice, asked)), /BROski\$/);
  await eventually(
    stack,
    'the role is gone with it',
    async () => !(await rolesOf(alice, GUILDS.lounge, USERS.alice)).includes(ROLES.loungeEarlyAccess),
  );
});

test('a task of the operator’s is claimed and handed in on another server, and paid', async () => {
  const task = { title: 'Translate our rules', reward: '7', pays: 'issued' };
  const planned = await shown(carol, general, 'task create', task);
  await carol.click(planned, 'Confirm');
  await confirmed(carol, planned);

  const had = await funds(eve);
  const own = await shown(eve, lobby, 'tasks');
  assert.match(words(own), /no open task/);
  const tasks = await turned(eve, own, 'Tasks for BROski$', /\*\*7 BROski\$\*\* each/);
  const claimed = await confirmed(eve, await (await eve.click(tasks, 'Claim')).reply());
  assert.match(words(claimed), /Hand in <t:\d+:R> at the latest, with this button/);
  const form = await (await eve.click(claimed, 'Hand in')).modal();
  await confirmed(eve, await (await eve.submitModal(form, { text: 'Here they are' })).reply());

  const waiting = await shown(carol, general, 'review');
  assert.match(words(waiting), /Here they are/);
  await carol.click(waiting, 'Accept');
  await confirmed(carol, waiting);
  assert.equal(await funds(eve), had + 7n * ONE);
  const mine = await turned(eve, tasks, 'Your tasks', /accepted/);
  assert.match(words(mine), /Translate our rules.*7 BROski\$/);
});

test('what a server stops showing is refused from then on, and what was begun goes on', async () => {
  const shop = await turned(alice, await shown(alice, lobby, 'shop'), 'Shop in BROski$', /From the operator/);
  assert.match(
    words(await shown(eve, lobby, 'config feature', { feature: 'global_shop', on: 'no' })),
    /Off from now on/,
  );
  const buy = encodeState({ verb: 'buyHere', item: EARLY_ACCESS, global: true });
  assert.match(await refusal(await alice.click(shop, buy)), /does not show the operator’s shop or tasks/);
  assert.doesNotMatch(JSON.stringify(await shown(alice, lobby, 'shop')), /Shop in BROski/);
  assert.match(words(await turned(alice, shop, 'Your receipts', /#\d+/)), /Early access/);
  await setSettings(stack.server.ctx, { token: stack.taskforce.token, change: { globalShop: true } });
});

test('the operator’s own server shows no way to itself', async () => {
  for (const name of ['shop', 'tasks'])
    assert.doesNotMatch(JSON.stringify(await shown(alice, general, name)), /Shop in BROski|Tasks for BROski/);
});
