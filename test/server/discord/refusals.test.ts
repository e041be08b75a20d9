import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eq } from 'drizzle-orm';
import { guilds } from '../../../bot/db/schema.ts';
import { CHANNELS, GUILDS, USERS } from '../../../bot/local-discord/seed.ts';
import { type Actor, actor } from '../../support/local-discord.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { balanceOf, eventually, ONE, refusal, until, words } from './support.ts';

const { general, lobby } = CHANNELS;
let stack: Stack;
let alice: Actor;

const funds = async () =>
  Promise.all([USERS.alice, USERS.bob].map((userId) => balanceOf(stack, stack.lounge.token, userId)));
const operations = async () =>
  (await stack.database.pool.query("select id from app.outbox where verb <> 'settle'")).rowCount;

before(async () => {
  stack = await startStack();
  await stack.server.indexer.caughtUp();
  alice = await actor(stack.discord.url, USERS.alice, 60_000);
  await alice.say(general, 'good morning');
  await eventually(stack, 'registration 50 and message 1', async () => (await funds())[0] === 51n * ONE);
  const daily = await alice.command(general, 'daily');
  assert.match(words(await until(alice, await daily.reply(), /Confirmed/)), /New balance \*\*61 BROski\$\*\*/);
});
after(async () => {
  await alice?.close();
  await stack?.close();
});

const amounts: [string, RegExp][] = [
  ['0', /^The amount must be more than zero\.$/],
  ['-5', /^An amount cannot be negative/],
  ['0.0000000000000000001', /is too fine: this token has 18 decimals\.$/],
  ['1e3', /has an exponent: write all the digits\.$/],
  ['0x10', /is hexadecimal/],
  ['99999999999999999999999999999', /^That is more than can exist/],
  ['ten', /^“ten” is not an amount/],
  ['1,000', /can be read in two ways/],
  ['NaN', /is not an amount/],
];

test('each wrong amount gets its sentence, by slash and by prefix, and changes nothing', async () => {
  const [had, done] = [await funds(), await operations()];
  for (const [place, [amount, sentence]] of amounts.entries()) {
    const use = await alice.command(general, 'gift', { member: USERS.bob, amount });
    assert.match(await refusal(use), sentence, amount);
    // Both faces share the command: a few by prefix suffice, and Discord lets a bot post only so fast.
    if (place > 3) continue;
    const sent = await alice.say(general, `!sendbroski <@${USERS.bob}> ${amount}`);
    const reply = await alice.waitForMessage((message) => message.message_reference?.message_id === sent.id);
    assert.match(words(reply).split('\n').slice(1).join('\n'), sentence, amount);
  }
  assert.deepEqual(await funds(), had);
  assert.equal(await operations(), done);
});

test('a bot, oneself and strangers are no recipients', async () => {
  const [had, done] = [await funds(), await operations()];
  const to = (member: string) => alice.command(general, 'gift', { member, amount: '1' });
  assert.match(await refusal(await to(USERS.beepbot)), /^Bots have no account: choose a person\.$/);
  assert.match(await refusal(await to(USERS.alice)), /^You cannot give to yourself/);
  for (const stranger of [`<@${USERS.eve}>`, '<@1999999999999999999>', 'nobody', '@', '@everyone']) {
    const sent = await alice.say(general, `!sendbroski ${stranger} 1`);
    const reply = await alice.waitForMessage((message) => message.message_reference?.message_id === sent.id);
    assert.match(words(reply), /That person is not on this server/, stranger);
  }
  assert.deepEqual(await funds(), had);
  assert.equal(await operations(), done);
});

test('more than one has, and more than a day allows, is refused by the contracts in words', async () => {
  const [had, done] = [await funds(), await operations()];
  const give = async (amount: string) => refusal(await alice.command(general, 'gift', { member: USERS.bob, amount }));
  assert.match(await give('50.5'), /^At tier Bronze you can still give 50 BROski\$ today: choose a smaller amount\.$/);
  const bob = await actor(stack.discord.url, USERS.bob, 60_000);
  const use = await bob.command(general, 'gift', { member: USERS.alice, amount: '3' });
  assert.match(await refusal(use), /^You have 0 BROski\$ and need 3 BROski\$/);
  await bob.close();
  assert.deepEqual(await funds(), had);
  assert.equal(await operations(), done);
});

test('a prefix command that misses a word says how it is written', async () => {
  for (const [typed, usage] of [
    ['!sendbroski', '`!sendbroski @member amount [message]`'],
    ['!wallet graduate', '`!wallet graduate address`'],
    ['!topbroski nonsense', '`!topbroski [earned|balance|spent|gifted] [all|season|month|week|day]`'],
  ]) {
    const sent = await alice.say(general, typed!);
    const reply = await alice.waitForMessage((message) => message.message_reference?.message_id === sent.id);
    assert.ok(words(reply).includes(usage!), words(reply));
  }
});

test('each wrong wallet gets its sentence', async () => {
  const cases: [string, RegExp][] = [
    ['hello', /^That is not a wallet address/],
    ['0x12', /^That is not a wallet address/],
    ['0xF39Fd6e51aad88F6F4ce6aB8827279cffFb92266', /^That address has a typing mistake/],
    [`0x${'0'.repeat(40)}`, /^That is the zero address/],
    [await stack.server.ctx.chain.accountOf(USERS.alice), /^That address has no key of yours/],
    [stack.deployment.custodian, /^That address has no key of yours/],
  ];
  for (const [address, sentence] of cases)
    assert.match(await refusal(await alice.command(general, 'wallet graduate', { address })), sentence, address);
});

test('an interaction that Discord delivers twice is done once and answered once', async () => {
  const done = await operations();
  stack.discord.faults.inject({ duplicateInteraction: true });
  const question = await (await alice.command(general, 'gift', { member: USERS.bob, amount: '1' })).reply();
  stack.discord.faults.inject({ duplicateInteraction: true });
  await alice.click(question, 'Confirm');
  await until(alice, question, /Confirmed/);
  assert.equal(await operations(), done! + 1);
  await alice.waitForMessage((message) => /A gift!/.test(words(message)));
  const answers = (await alice.state()).messages[general] ?? [];
  assert.equal(answers.filter((message) => /A gift!/.test(words(message))).length, 1);
});

test('a server without an economy says how it gets one', async () => {
  await stack.database.db.delete(guilds).where(eq(guilds.id, GUILDS.taskforce));
  // Nothing deletes a community but a test: what was known of it is forgotten.
  await stack.restart();
  assert.match(await refusal(await alice.command(lobby, 'balance')), /^This server has no economy yet/);
  const sent = await alice.say(lobby, '!balance');
  const reply = await alice.waitForMessage((message) => message.message_reference?.message_id === sent.id);
  assert.match(words(reply), /This server has no economy yet/);
});
