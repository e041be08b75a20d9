import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { decodeFunctionData } from 'viem';
import { CHANNELS, USERS } from '../../../bot/local-discord/seed.ts';
import { getLeaderboard } from '../../../bot/operations/getLeaderboard.ts';
import { meetUser } from '../../../bot/operations/meetUser.ts';
import { reportActivity } from '../../../bot/operations/reportActivity.ts';
import { settleActivity } from '../../../bot/operations/settleActivity.ts';
import { type Actor, actor } from '../../support/local-discord.ts';
import { PIN, withPin } from '../../support/pin.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { balanceOf, eventually, isEphemeral, ONE, refusal, until, words } from './support.ts';

const { general } = CHANNELS;
let stack: Stack;
let alice: Actor;
let bob: Actor;

const funds = (userId: string) => balanceOf(stack, stack.lounge.token, userId);

before(async () => {
  stack = await startStack();
  await stack.server.indexer.caughtUp();
  alice = await actor(stack.discord.url, USERS.alice, 60_000);
  bob = await actor(stack.discord.url, USERS.bob, 60_000);
});
after(async () => {
  await alice?.close();
  await bob?.close();
  await stack?.close();
});

test('an empty leaderboard invites', async () => {
  const reply = await (await alice.command(general, 'leaderboard')).reply();
  assert.ok(!isEphemeral(reply));
  assert.match(words(reply), /Nobody stands here yet/);
});

test('messages, files and threads earn; commands and the bot’s own messages do not', async () => {
  const files = ['a.png', 'b.png', 'c.png', 'd.png'].map((filename) => ({ filename, size: 10 }));
  await alice.say(general, 'four files', files);
  await alice.openThread(general, 'Plans');
  await alice.say(general, '!help');
  // Registration 50, message 1, files 4 × 3, thread 15.
  await eventually(stack, 'Alice earned 78', async () => (await funds(USERS.alice)) === 78n * ONE);
  await alice.say(general, 'one more');
  await eventually(
    stack,
    'and nothing but the message came on top',
    async () => (await funds(USERS.alice)) === 79n * ONE,
  );
  assert.equal(await funds(USERS.guildmint), 0n);
});

test('the leaderboard turns its pages for who asked, and shows others their own', async () => {
  const { ctx } = stack.server;
  const { token } = stack.lounge;
  for (let number = 10; number < 25; number++) {
    const id = `12000000000000000${number}`;
    await meetUser(ctx, { id, name: `Member_${number}`, avatar: null });
    const did = [{ activity: 'sendMessage' as const, count: number }];
    await reportActivity(ctx, { token, userId: id, source: 'test', did });
  }
  const ranked = async () =>
    (await getLeaderboard(ctx, { token, by: 'earned', period: 'all', limit: 1, offset: 0 })).total;
  await eventually(stack, 'sixteen on the leaderboard', async () => {
    await settleActivity(ctx, token);
    return (await ranked()) === 16;
  });

  const first = await (await alice.command(general, 'leaderboard', { by: 'earned' })).reply();
  assert.match(words(first), /🥇 Alice — \*\*79 BROski\$\*\*\n🥈 Member\\_24 — \*\*74 BROski\$\*\*/);
  assert.match(words(first), /Your rank: \*\*#1\*\* with \*\*79 BROski\$\*\*\n-# 1–10 of 16/);
  await alice.click(first, '▶');
  const second = await until(alice, first, /11–16 of 16/);
  assert.match(words(second), /\*\*#11\*\* Member\\_15/);
  await alice.click(second, 'My rank');
  await until(alice, second, /1–10 of 16/);

  const own = await (await bob.click(second, '◀')).reply();
  assert.ok(isEphemeral(own));
  assert.match(words(own), /You are not ranked here yet/);
});

test('the history shows what came and went, with its transactions, in pages', async () => {
  await (await alice.command(general, 'daily')).reply();
  await eventually(stack, 'the daily reward', async () => (await funds(USERS.alice)) === 89n * ONE);
  for (let count = 1; count <= 7; count++) {
    const question = await (await alice.command(general, 'gift', { member: USERS.bob, amount: `${count}` })).reply();
    await alice.click(question, 'Confirm');
    await until(alice, question, /Confirmed/);
  }
  const page = await (await alice.command(general, 'history')).reply();
  assert.ok(isEphemeral(page));
  assert.match(words(page), /\*\*−7 BROski\$\*\* · Gift to <@\d+> · <t:\d+:R>\n-# Balance 61 BROski\$ · `0x/);
  await alice.click(page, 'Older ▶');
  const older = await until(alice, page, /Activity/);
  assert.match(words(older), /\+\d+ BROski\$\*\* · Activity/);
  await alice.click(older, 'Newest');
  await until(alice, older, /−7 BROski/);
});

test('a tip is asked for in a form, and confirmed like any gift', async () => {
  const use = await alice.command(general, 'Tip', {}, USERS.bob);
  const asked = await alice.submitModal(await use.modal(), { amount: '1.5', message: '' });
  const question = await asked.reply();
  assert.match(words(question), /Give \*\*1\.5 BROski\$\*\*/);
  assert.match(await refusal(await alice.command(general, 'Tip', {}, USERS.alice)), /^You cannot give to yourself/);
});

test('help lists what one may do here, by topic, and one command in detail', async () => {
  const reply = await (await alice.command(general, 'help')).reply();
  const shown = words(reply);
  for (const name of ['/balance', '/daily', '/gift', '/wallet', '/leaderboard', '/history'])
    assert.ok(shown.includes(name), name);
  assert.doesNotMatch(shown, /For the staff|\/award/);
  assert.match(shown, /What earns BROski\$ here\*\*\n.*message \*\*1\*\* · file \*\*3\*\*/);

  await alice.choose(reply, 'Choose a topic', ['account']);
  assert.match(words(await until(alice, reply, /wallet graduate/)), /^### Your account/);
  const gift = words(await (await alice.command(general, 'help', { command: '/gift' })).reply());
  assert.match(gift, /`member`: Who receives it\n- `amount`: .*\n- `message` \(may be left out\)/);
  assert.match(gift, /`!sendbroski`/);
  assert.match(await refusal(await alice.command(general, 'help', { command: 'award' })), /no such command for you/);
});

test('an account graduates to its member’s wallet, and Discord can only read it from then on', async () => {
  const { ctx } = stack.server;
  const account = await ctx.chain.accountOf(USERS.alice);
  const shown = words(await (await alice.command(general, 'wallet show')).reply());
  assert.ok(shown.includes(account));
  assert.match(shown, /Sent through Discord today: \*\*28 BROski\$\*\* of at most \*\*500 BROski\$\*\*/);

  const [, , , owner] = await stack.wallet.getAddresses();
  const question = await (await alice.command(general, 'wallet graduate', { address: owner! })).reply();
  assert.match(words(question), /it cannot be undone/);
  await withPin(ctx, USERS.alice);
  const press = await alice.submitModal(await (await alice.click(question, 'Confirm')).modal(), { pin: PIN });
  assert.match(
    words(await until(alice, question, /Ready/)),
    /Ready( <t:\d+:R>: finish it then|: finish it) with the wallet `0x/,
  );

  const { rows } = await stack.database.pool.query("select id from app.outbox where verb = 'graduate'");
  assert.equal(rows.length, 1, press.id);
  const outcome = await ctx.chain.outcome(rows[0].id);
  const { input } = await stack.client.getTransaction({ hash: outcome!.txHash! });
  const { args } = decodeFunctionData({ abi: custodianAbi, data: input });
  const [, readyAt] = await stack.client.readContract({
    address: stack.deployment.custodian,
    abi: custodianAbi,
    functionName: 'pendingGraduation',
    args: [account],
  });
  const { timestamp } = await stack.client.getBlock();
  if (BigInt(readyAt) > timestamp) await stack.control.setNextBlockTimestamp({ timestamp: BigInt(readyAt) });
  const hash = await stack.wallet.writeContract({
    account: owner!,
    address: stack.deployment.custodian,
    abi: custodianAbi,
    functionName: 'finishGraduation',
    args: [args![0] as `0x${string}`, '0x'],
  });
  await stack.client.waitForTransactionReceipt({ hash });
  await stack.server.indexer.caughtUp();

  const question2 = await alice.command(general, 'gift', { member: USERS.bob, amount: '1' });
  assert.match(await refusal(question2), /^Your account is your own now: use your wallet in the dApp/);
  assert.match(await refusal(await alice.command(general, 'daily')), /^Your account is your own now/);
  const balance = words(await (await alice.command(general, 'balance')).reply());
  assert.match(balance, /Account `0x[\s\S]*\*\*61 BROski\$\*\*\nOwn wallet `0x[\s\S]*\*\*0 BROski\$\*\*/);
});

test('a community of whole coins refuses a fraction', async () => {
  const half = await alice.command(CHANNELS.lobby, 'gift', { member: USERS.eve, amount: '0.5' });
  assert.match(await refusal(half), /^Only whole amounts can be given here/);
});
