import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { earningsAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import { CHANNELS, USERS } from '../../../bot/local-discord/seed.ts';
import { setSettings } from '../../../bot/operations/settings.ts';
import { type Actor, actor } from '../../support/local-discord.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { makeAdmin, makeModerator, refusal, until, words } from './support.ts';

const { general, staff } = CHANNELS;
let stack: Stack;
let bob: Actor;
let carol: Actor;
let dave: Actor;
const people = () => [bob, carol, dave];
const shown = async (who: Actor, name: string, options: Record<string, string> = {}) =>
  words(await (await who.command(general, name, options)).reply());
/** Asks, confirms, and hands back question and outcome. */
async function decided(who: Actor, name: string, options: Record<string, string>): Promise<[string, string]> {
  const question = await (await who.command(general, name, options)).reply();
  const asked = words(question);
  await who.click(question, 'Confirm');
  const done = words(await until(who, question, /Confirmed/));
  await stack.server.indexer.caughtUp();
  return [asked, done];
}
const told = async (saying: RegExp) =>
  words(await bob.waitForMessage((message) => message.channel_id !== general && saying.test(words(message))));
const bobs = { member: USERS.bob };

before(async () => {
  stack = await startStack();
  const sit = (user: string) => actor(stack.discord.url, user, 60_000);
  [bob, carol, dave] = await Promise.all([sit(USERS.bob), sit(USERS.carol), sit(USERS.dave)]);
  await stack.server.indexer.caughtUp();
});
after(async () => {
  for (const who of people()) await who?.close();
  await stack?.close();
});
afterEach(() => {
  for (const who of people()) who.forget();
});

test('only moderators of the community judge, with a reason, and not one another', async () => {
  const reason = 'Spam';
  assert.doesNotMatch(await shown(dave, 'help'), /\/penalty/);
  assert.match(
    await refusal(await dave.command(general, 'penalty give', { ...bobs, reason })),
    /^Only an admin, a moderator or the owner/,
  );
  await makeModerator(stack, stack.lounge.token, USERS.dave);
  await makeAdmin(stack, stack.lounge.token, USERS.carol);
  await stack.server.indexer.caughtUp();
  assert.match(await shown(dave, 'help'), /\/penalty/);
  assert.match(await refusal(await dave.command(general, 'penalty give', { ...bobs, reason: '  ' })), /^Say why/);
  const judge = (member: string) => dave.command(general, 'penalty give', { member, reason });
  assert.match(await refusal(await judge(USERS.dave)), /cannot judge yourself/);
  assert.match(await refusal(await judge(USERS.carol)), /Only the community’s owner may judge its staff/);
  assert.match(await refusal(await judge(USERS.beepbot)), /Bots have no account/);
  assert.match(await shown(dave, 'penalty list'), /There is none/);
});

test('penalties mount, each confirmed by a person and told to the member with its reason', async () => {
  const [first, done] = await decided(dave, 'penalty give', { ...bobs, reason: 'Spam' });
  assert.match(first, /<@\d+> receives a warning\.\n> Spam/);
  assert.match(done, /`#1` · warning · <t:\d+:R>/);
  assert.match(
    await told(/You were warned/),
    /by the staff of BROski Lounge\.\n> Spam[\s\S]*`\/appeal` there with number 1/,
  );
  const [second] = await decided(dave, 'penalty give', { ...bobs, reason: 'More spam' });
  assert.match(second, /a suspension: no earning until <t:\d+:f>/);
  assert.match(await told(/You earn nothing on BROski Lounge until <t:\d+:f>/), /> More spam/);
  assert.match(
    await shown(carol, 'penalty list', bobs),
    /`#2` · suspension .* until <t:\d+:f>\n<@\d+> · `#1` · warning/,
  );
});

test('whoever is penalised sees it and appeals once; the staff hears of it, and an admin lifts it', async () => {
  assert.match(await shown(bob, 'appeal'), /`#2` · suspension/);
  assert.match(await refusal(await bob.command(general, 'appeal', { penalty: '9' })), /no such penalty/);
  assert.match(await refusal(await bob.command(general, 'appeal', { penalty: '2' })), /^Say why/);
  const appeal = { penalty: '#2', statement: 'It was a *joke*' };
  const sent = await (await bob.command(general, 'appeal', appeal)).reply();
  assert.match(words(await until(bob, sent, /Confirmed/)), /The staff looks at penalty 2 again/);
  const news = await carol.waitForMessage((message) => message.channel_id === staff && /appeals/.test(words(message)));
  assert.match(words(news), /<@\d+> appeals against penalty 2.*`\/penalty lift 2`\n> It was a \\\*joke\\\*/);
  assert.match(await refusal(await bob.command(general, 'appeal', appeal)), /appealed already/);

  const lifting = { penalty: '2', reason: 'Fair enough' };
  assert.match(await refusal(await dave.command(general, 'penalty lift', lifting)), /^Only an admin/);
  const [asked, done] = await decided(carol, 'penalty lift', lifting);
  assert.match(asked, /Take penalty 2 of <@\d+> back\?\n> Fair enough/);
  assert.match(done, /Penalty 2 is lifted/);
  assert.match(await told(/Penalty 2 on BROski Lounge was lifted/), /> Fair enough/);
  assert.match(await shown(bob, 'appeal'), /`#2` · suspension · .* · appealed · lifted/);
});

test('a question that is cancelled penalises nobody, and a ban is for good until it is lifted', async () => {
  const { ctx } = stack.server;
  const address = await ctx.chain.accountOf(USERS.bob);
  const suspended = () =>
    stack.client.readContract({
      ...{ address: stack.lounge.token, abi: tokenAbi },
      ...{ functionName: 'suspendedUntil', args: [address] },
    });
  const question = await (await dave.command(general, 'penalty ban', { ...bobs, reason: 'Fraud' })).reply();
  await dave.click(question, 'Cancel');
  await until(dave, question, /Nothing was changed|Cancelled/);
  assert.equal(await suspended(), 0);
  const [asked] = await decided(dave, 'penalty ban', { ...bobs, reason: 'Fraud' });
  assert.match(asked, /a ban: no earning until it is lifted/);
  assert.equal(await suspended(), 2 ** 48 - 1);
  assert.match(
    await refusal(await dave.command(general, 'penalty ban', { ...bobs, reason: 'Fraud' })),
    /banned already/,
  );
  assert.match(await told(/You earn nothing on BROski Lounge any more/), /> Fraud/);
});

test('the staff sees how the economy does, everybody the seasons, and whether messages are in step', async () => {
  const { lounge, deployment, client, wallet, server } = stack;
  const { token } = lounge;
  await bob.say(general, 'hello again');
  const figures = await shown(carol, 'economy', { period: 'day' });
  assert.match(figures, /Economy\nCirculating: \*\*[\d.,]+ BROski\$\*\*\nIssued in all: \*\*/);
  assert.match(figures, /Cap of the day: [\d.,]+ BROski\$ of 50,000 BROski\$/);
  assert.match(await shown(bob, 'season'), /None is open or announced/);
  const [, owner] = await wallet.getAddresses();
  const opens = Math.floor(Date.now() / 1000) - 60;
  const hash = await wallet.writeContract({
    ...{ address: deployment.earnings, abi: earningsAbi, account: owner!, functionName: 'setSeason' },
    args: [token, 0n, { opens, closes: opens + 86_400, bps: 15_000 }],
  });
  await client.waitForTransactionReceipt({ hash });
  await server.indexer.caughtUp();
  assert.match(await shown(bob, 'season'), /\*\*×1\.5\*\* now, until <t:\d+:R>/);

  assert.match(await shown(carol, 'sync show'), /Nothing is posted here/);
  const gone = '1150000000000000999';
  await setSettings(server.ctx, { token, change: { itemsChannelId: gone } });
  await carol.waitForMessage((message) => /could not be posted/.test(words(message)));
  const behind = await shown(carol, 'sync show');
  assert.match(behind, /Items: \d+ to be posted or changed/);
  assert.match(behind, /⚠️ Items `#\d+` · <#1150000000000000999> · Discord’s error `10003` · tried again <t:\d+:R>/);
  await setSettings(server.ctx, { token, change: { itemsChannelId: general } });
  assert.match(await shown(carol, 'sync now'), /\d messages are looked at anew/);
  await carol.waitForMessage((message) => message.channel_id === general && /Lucky badge/.test(words(message)));
});
