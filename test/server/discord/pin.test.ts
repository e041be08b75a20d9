/** What guards an account on Discord, from the form to the chain: PIN, pace, recovery, and who tries to go round them. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { custodianAbi, giftsAbi } from '@guildmint/contracts/abi.ts';
import { eq } from 'drizzle-orm';
import { type Address, encodeFunctionData, type Hex, zeroHash } from 'viem';
import type { PlaygroundMessage } from '../../../bot/api/playground.ts';
import { pins } from '../../../bot/db/schema.ts';
import { CHANNELS, USERS } from '../../../bot/local-discord/seed.ts';
import { getPin } from '../../../bot/operations/getPin.ts';
import { gift } from '../../../bot/operations/gift.ts';
import { givePin } from '../../../bot/operations/givePin.ts';
import { setPin } from '../../../bot/operations/setPin.ts';
import { holding } from '../../support/holding.ts';
import { type Actor, actor } from '../../support/local-discord.ts';
import { DIGITS, PIN, withPin } from '../../support/pin.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { balanceOf, isEphemeral, ONE, refusal, until, words } from './support.ts';

const { general } = CHANNELS;
const DAY = 86_400;
let stack: Stack;
let alice: Actor;
let bob: Actor;
/** Added to the server's clock, so that each test has minutes of its own. */
let ahead = 0;

const funds = (userId: string) => balanceOf(stack, stack.lounge.token, userId);
const asksFor = async (who: Actor, amount: string) =>
  (await who.command(general, 'gift', { member: USERS.bob, amount })).reply();
const formOf = async (who: Actor, question: PlaygroundMessage, button = 'Confirm') =>
  (await who.click(question, button)).modal();
/** A message that the bot wrote to somebody alone. */
const written = (who: Actor, saying: RegExp) =>
  who.waitForMessage((message) => message.channel_id !== general && saying.test(words(message)));
const fieldsOf = (modal: Awaited<ReturnType<typeof formOf>>) =>
  [...JSON.stringify(modal.modal.components).matchAll(/"custom_id":"(\w+)"/g)].map(([, name]) => name);
/** Sends a gift of this size as a main would that leaves out what it should ask for. */
async function forged(id: string, userId: string, amount: bigint, proof: Hex | null) {
  const { chain } = stack.server.ctx;
  const { token } = stack.lounge;
  const data = giftData(await chain.accountOf(USERS.alice), amount);
  await chain.submit({ id, verb: 'gift', token, userId, target: 'gifts', data, gas: 300_000, proof });
  return (await chain.settled(id, 60_000)).error;
}
const giftData = (to: Address, amount: bigint) =>
  encodeFunctionData({ abi: giftsAbi, functionName: 'gift', args: [stack.lounge.token, to, amount, zeroHash] });

before(async () => {
  stack = await startStack({ clock: () => Date.now() + ahead, env: { COMMANDS_A_MINUTE: '5' } });
  const lounge = await holding(stack);
  for (const userId of [USERS.alice, USERS.bob])
    await lounge.earn([await stack.server.ctx.chain.accountOf(userId), 200]);
  await stack.server.indexer.caughtUp();
  [alice, bob] = await Promise.all([
    actor(stack.discord.url, USERS.alice, 60_000),
    actor(stack.discord.url, USERS.bob, 60_000),
  ]);
});
after(async () => {
  await alice?.close();
  await bob?.close();
  await stack?.close();
});
afterEach(() => {
  alice.forget();
  bob.forget();
  ahead += 60_000;
});

test('a gift up to the threshold asks for no PIN; a larger one asks who has none to set one, and then for it', async () => {
  const small = await asksFor(alice, '2');
  await alice.click(small, 'Confirm');
  await until(alice, small, /Confirmed/);

  const had = await funds(USERS.alice);
  const question = await asksFor(alice, '101');
  const told = await (await alice.click(question, 'Confirm')).reply();
  assert.ok(isEphemeral(told));
  assert.match(words(told), /you have none yet: set one with \/wallet pin/);

  const form = await formOf(alice, told, 'Set PIN');
  assert.deepEqual(fieldsOf(form), ['pin']);
  const saved = await (await alice.submitModal(form, { pin: PIN })).reply();
  assert.ok(isEphemeral(saved));
  assert.match(words(saved), /Your PIN is set\.[\s\S]*Nobody will ever ask you for it/);
  assert.match(words(await written(alice, /Your PIN is set/)), /Was it not you\?/);

  assert.equal((await getPin(stack.server.ctx, { userId: USERS.alice })).state, 'set');
  await alice.submitModal(await formOf(alice, question), { pin: PIN });
  assert.match(words(await until(alice, question, /Confirmed/)), /You gave \*\*101 BROski\$\*\*/);
  assert.equal(had - (await funds(USERS.alice)), 101n * ONE);
});

test('a wrong PIN says how many tries are left, and leaves the question as it was', async () => {
  const question = await asksFor(alice, '100.1');
  const wrong = await (await alice.submitModal(await formOf(alice, question), { pin: '9999' })).reply();
  assert.ok(isEphemeral(wrong));
  assert.match(words(wrong), /That PIN is wrong: you have 5 tries left\./);
  await alice.submitModal(await formOf(alice, question), { pin: PIN });
  await until(alice, question, /Confirmed/);
});

test('a PIN is never typed into a channel: prefix commands answer with a button that opens the form', async () => {
  const sent = await alice.say(general, `!sendbroski <@${USERS.bob}> 100.2`);
  const question = await alice.waitForMessage((message) => message.message_reference?.message_id === sent.id);
  const word = await alice.say(general, 'CONFIRM');
  const answer = await alice.waitForMessage((message) => message.message_reference?.message_id === word.id);
  assert.match(words(answer), /press Confirm above, and enter it in the window/);
  await alice.submitModal(await formOf(alice, question), { pin: PIN });
  await until(alice, question, /Confirmed/);

  const asked = await alice.say(general, '!wallet pin');
  const offer = await alice.waitForMessage((message) => message.message_reference?.message_id === asked.id);
  assert.match(words(offer), /never write a PIN into a channel/);
  assert.match(await refusal(await bob.click(offer, 'Set PIN')), /belongs to somebody else/);
  const form = await formOf(alice, offer, 'Set PIN');
  assert.deepEqual(fieldsOf(form), ['old', 'pin']);
  assert.match(await refusal(await alice.submitModal(form, { old: '1111', pin: '5555' })), /^That PIN is wrong/);
});

test('a new PIN makes the old one void, and so does a record put back by hand', async () => {
  const { ctx } = stack.server;
  const { db } = stack.database;
  const userId = USERS.alice;
  const [old] = await db.select().from(pins).where(eq(pins.userId, userId));
  const form = await (await alice.command(general, 'wallet pin')).modal();
  await (await alice.submitModal(form, { old: PIN, pin: '135790' })).reply();
  const give = (pin: string) => givePin(ctx, { userId, pin, purpose: { kind: 'link' } });
  await give('135790');
  const [present] = await db.select().from(pins).where(eq(pins.userId, userId));
  await db.update(pins).set({ record: old!.record }).where(eq(pins.userId, userId));
  await assert.rejects(give(PIN), { code: 'PinRecord' });

  await withPin(ctx, USERS.bob);
  const [bobs] = await db.select().from(pins).where(eq(pins.userId, USERS.bob));
  await db.update(pins).set({ record: bobs!.record }).where(eq(pins.userId, userId));
  await assert.rejects(give(PIN), { code: 'PinRecord' });
  await db.delete(pins).where(eq(pins.userId, userId));
  await assert.rejects(give('135790'), { code: 'PinRecord' });
  await assert.rejects(setPin(ctx, { userId, pin: '0000', old: null, digits: DIGITS }), { code: 'PinOldMissing' });
  await db.insert(pins).values(present!);
  await setPin(ctx, { userId, pin: PIN, old: '135790', digits: DIGITS });
});

test('a server that leaves the PIN out, or uses one twice or for something else, gets nothing signed', async () => {
  const { ctx } = stack.server;
  const userId = USERS.bob;
  const amount = 101n * ONE;
  const had = await funds(userId);
  assert.deepEqual((await forged('forged 1', userId, amount, null))?.args.rule, 'pin');
  assert.deepEqual((await forged('forged 2', userId, amount, `0x${'ab'.repeat(54)}`))?.args.rule, 'pin');
  const target = ctx.chain.deployment.gifts;
  const purpose = { kind: 'call', target, data: giftData(await ctx.chain.accountOf(USERS.alice), amount) } as const;
  const proof = await givePin(ctx, { userId, pin: PIN, purpose });
  assert.deepEqual((await forged('forged 3', userId, amount + 1n, proof))?.args.rule, 'pin');
  assert.deepEqual((await forged('forged 4', USERS.alice, amount, proof))?.args.rule, 'pin');
  assert.equal(await funds(userId), had);
  assert.equal(await forged('as it should be', userId, amount, proof), null);
  assert.deepEqual((await forged('again', userId, amount, proof))?.args.rule, 'pin-used');
  assert.equal(had - (await funds(userId)), amount);
});

test('wrong tries are remembered by the signer, whoever is started anew', async () => {
  const userId = USERS.eve;
  await withPin(stack.server.ctx, userId);
  const guess = (pin: string) => givePin(stack.server.ctx, { userId, pin, purpose: { kind: 'link' } });
  await assert.rejects(guess('0001'), { code: 'PinWrong' });
  await assert.rejects(guess('0002'), { code: 'PinWrong' });
  await assert.rejects(guess('0003'), { code: 'PinWrongWait' });
  await stack.restart();
  await assert.rejects(guess(PIN), { code: 'PinWait' });
});

test('a forgotten PIN is replaceable after a day, of which its member is told and which they may stop', async () => {
  const asked = await (await bob.command(general, 'wallet forgot')).reply();
  assert.match(words(asked), /From <t:\d+:f> on a new PIN can be set/);
  await written(bob, /a new PIN can be set without the old one/);
  const { ctx } = stack.server;
  await assert.rejects(setPin(ctx, { userId: USERS.bob, pin: '0000', old: null, digits: DIGITS }), {
    code: 'PinOldMissing',
  });
  const shown = await (await bob.command(general, 'wallet show')).reply();
  assert.match(words(shown), /PIN: set; asked for above \*\*100 BROski\$\*\*[\s\S]*From <t:\d+:f> on/);
  await bob.click(asked, 'Keep my PIN');
  await until(bob, asked, /Your PIN stays as it is/);
  assert.equal((await getPin(ctx, { userId: USERS.bob })).resetAt, null);
});

test('tokens move five times a minute; the sixth command hears when the next may be, and the same one counts once', async () => {
  const { ctx } = stack.server;
  const { token } = stack.lounge;
  ahead += 120_000;
  const give = (id: string) => gift(ctx, { id, token, from: USERS.bob, to: USERS.alice, amount: ONE });
  for (const id of ['one', 'two', 'three', 'four']) assert.equal(await give(id), true);
  assert.equal(await give('four'), false);
  const fifth = await (await bob.command(general, 'gift', { member: USERS.alice, amount: '1' })).reply();
  await bob.click(fifth, 'Confirm');
  await until(bob, fifth, /Confirmed/);
  assert.equal(await give('one'), false);
  assert.match(
    await refusal(await bob.command(general, 'daily')),
    /^Tokens can be moved 5 times a minute: .*<t:\d+:R>/,
  );
  const sixth = await (await bob.command(general, 'gift', { member: USERS.alice, amount: '1' })).reply();
  const told = await (await bob.click(sixth, 'Confirm')).reply();
  assert.match(words(told), /Tokens can be moved 5 times a minute/);
  ahead += 61_000;
  assert.equal(await give('six'), true);
});

test('graduating asks for the PIN, is announced, and can be cancelled without it', async () => {
  const [, , , owner] = await stack.wallet.getAddresses();
  const question = await (await bob.command(general, 'wallet graduate', { address: owner! })).reply();
  await bob.submitModal(await formOf(bob, question), { pin: PIN });
  await until(bob, question, /Ready/);
  assert.match(words(await written(bob, /was asked to be handed to the wallet/)), /\/wallet cancel/);
  const cancelled = await (await bob.command(general, 'wallet cancel')).reply();
  await until(bob, cancelled, /The request is void/);
  await written(bob, /stays with Discord/);
  assert.match(await refusal(await bob.command(general, 'wallet cancel')), /there is nothing to cancel/);
});

test('a recovery address is registered with the PIN, announced, and takes the account out with the operator gone', async () => {
  const [, , , , recovery] = (await stack.wallet.getAddresses()) as Address[];
  const { ctx } = stack.server;
  const account = await ctx.chain.accountOf(USERS.alice);
  const salt = await ctx.chain.saltOf(USERS.alice);
  const custodian = { address: stack.deployment.custodian, abi: custodianAbi } as const;

  const question = await (await alice.command(general, 'wallet recovery', { address: recovery! })).reply();
  assert.match(words(question), /Effective after 7 days[\s\S]*60 days/);
  await alice.submitModal(await formOf(alice, question), { pin: PIN });
  await until(alice, question, /is registered; effective <t:\d+:f>/);
  await written(alice, /was registered as your recovery address/);
  const kept = words(await (await alice.command(general, 'wallet recovery')).reply());
  for (const part of [stack.deployment.custodian, salt, account]) assert.ok(kept.includes(part), part);

  const had = await funds(USERS.alice);
  await stack.server.close();
  const act = async (functionName: 'requestExit' | 'exit') => {
    const hash = await stack.wallet.writeContract({ ...custodian, functionName, args: [salt], account: recovery! });
    await stack.client.waitForTransactionReceipt({ hash });
  };
  await assert.rejects(act('requestExit'), /CustodianNotRecovery|CustodianTooEarly/);
  await stack.control.increaseTime({ seconds: 7 * DAY });
  await act('requestExit');
  await assert.rejects(act('exit'), /CustodianTooEarly/);
  await stack.control.increaseTime({ seconds: 30 * DAY });
  await act('exit');
  assert.ok(await stack.client.readContract({ ...custodian, functionName: 'isGraduated', args: [account] }));

  await stack.restart();
  await written(alice, /Your recovery address .* has asked for your account/);
  await written(alice, /now belongs to the wallet/);
  assert.equal(await funds(USERS.alice), had);
  assert.match(await refusal(await alice.command(general, 'daily')), /^Your account is your own now/);
});
