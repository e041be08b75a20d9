import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { marketAbi } from '@guildmint/contracts/abi.ts';
import type { PlaygroundMessage } from '../../../bot/api/playground.ts';
import { CHANNELS, USERS } from '../../../bot/local-discord/seed.ts';
import { type Actor, actor } from '../../support/local-discord.ts';
import { shopping } from '../../support/shopping.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { balanceOf, eventually, isEphemeral, ONE, refusal, until, words } from './support.ts';

const { general } = CHANNELS;
let stack: Stack;
let alice: Actor;
let bob: Actor;
let carol: Actor;
let shop: Awaited<ReturnType<typeof shopping>>;

const everybody = () => [alice, bob, carol];
const funds = (who: Actor) => balanceOf(stack, stack.lounge.token, who.userId);
const shown = async (who: Actor, name: string, options: Record<string, string> = {}) =>
  (await who.command(general, name, options)).reply();
/** What a message says once its operation is confirmed. */
async function confirmed(who: Actor, message: PlaygroundMessage) {
  const newest = await until(who, message, /Confirmed/);
  await stack.server.indexer.caughtUp();
  return newest;
}
/** Presses Confirm under a question. */
async function agree(who: Actor, question: PlaygroundMessage) {
  await who.click(question, 'Confirm');
  return confirmed(who, question);
}

before(async () => {
  stack = await startStack();
  const sit = (user: string) => actor(stack.discord.url, user, 60_000);
  [alice, bob, carol] = await Promise.all([sit(USERS.alice), sit(USERS.bob), sit(USERS.carol)]);
  await stack.server.indexer.caughtUp();
  shop = await shopping(stack);
  for (const who of everybody()) await who.say(general, 'hello');
  await eventually(stack, '51 earned each', async () =>
    (await Promise.all(everybody().map(funds))).every((amount) => amount === 51n * ONE),
  );
});
after(async () => {
  for (const who of everybody()) await who?.close();
  await stack?.close();
});
afterEach(() => {
  for (const who of everybody()) who.forget();
});

test('a market without listings says how to make one, and refuses what cannot be listed', async () => {
  assert.match(words(await shown(alice, 'market browse')), /Nobody sells anything right now: offer something/);
  assert.match(words(await shown(alice, 'market mine')), /You sell nothing right now/);
  const refused = async (options: Record<string, string>) =>
    refusal(await alice.command(general, 'market list', { item: 'lucky_badge', price: '5', ...options }));
  assert.match(await refused({}), /only 0/);
  assert.match(await refused({ item: 'vip_role' }), /stays with|cannot be sold/i);
  assert.match(await refused({ item: 'nonsense' }), /no item “nonsense”/);
  assert.match(await refused({ price: '0' }), /more than zero/);
  assert.match(await refused({ quantity: '0' }), /whole number from 1 to 65535/);
  assert.match(await refused({ days: '31' }), /whole number from 1 to 30/);
  assert.match(await refusal(await bob.command(general, 'market buy', { listing: '9' })), /This listing is over/);
  assert.match(await refusal(await bob.command(general, 'market buy', { listing: 'x' })), /^Give the listing’s number/);
  assert.match(await refusal(await bob.command(general, 'market cancel', { listing: '9' })), /This listing is over/);
});

test('a receipt is listed, browsed, bought with price, fee and balance after, and withdrawn', async () => {
  const [, owner] = await stack.wallet.getAddresses();
  const fee = { address: stack.deployment.market, abi: marketAbi, functionName: 'setFee' } as const;
  const hash = await stack.wallet.writeContract({ ...fee, args: [stack.lounge.token, 250], account: owner! });
  await stack.client.waitForTransactionReceipt({ hash });
  await shop.buy(USERS.alice, 'lucky_badge', { quantity: 2 });
  await stack.server.indexer.caughtUp();

  const suggested = await alice.autocomplete(general, 'market list', { item: 'luck' }, 'item');
  assert.deepEqual(
    suggested.map(({ name }) => name),
    ['Lucky badge · 2×'],
  );
  const question = await shown(alice, 'market list', { item: 'lucky_badge', price: '10', quantity: '2' });
  assert.match(words(question), /Offer 2 × 🍀 \*\*Lucky badge\*\* for \*\*10 BROski\$\*\* each\?/);
  assert.match(words(question), /Fee of a sale: 2\.5%, burned\nYou receive \*\*9\.75 BROski\$\*\* for each/);
  assert.match(words(await agree(alice, question)), /It is listing `#1`, and stays with you/);

  const page = await shown(bob, 'market browse');
  assert.ok(isEphemeral(page));
  assert.match(
    words(page),
    /`#1` 🍀 \*\*Lucky badge\*\* · \*\*10 BROski\$\*\*\n-# 2 left · from <@1100000000000000001>/,
  );
  assert.match(await refusal(await alice.command(general, 'market buy', { listing: '1' })), /with yourself/);
  const asked = await (await bob.click(page, 'Buy')).reply();
  assert.match(words(asked), /Buy 🍀 \*\*Lucky badge\*\* from <@\d+> for \*\*10 BROski\$\*\*\?/);
  assert.match(
    words(asked),
    /Fee inside the price: 0\.25 BROski\$ \(2\.5%\), burned\nBalance after: \*\*41 BROski\$\*\*/,
  );
  assert.match(
    words(await agree(bob, asked)),
    /You bought 1× of listing #1 for \*\*10 BROski\$\*\*, of which 0\.25 BROski\$ were burned\.\nNew balance \*\*41/,
  );
  assert.equal(await funds(bob), 41n * ONE);
  assert.equal(await funds(alice), 11n * ONE + (975n * ONE) / 100n);

  const own = await shown(alice, 'market mine');
  assert.match(words(own), /1 left/);
  const gone = await (await alice.click(own, 'Withdraw')).reply();
  assert.match(words(await confirmed(alice, gone)), /Listing #1 is withdrawn/);
  assert.match(words(await shown(bob, 'market browse')), /Nobody sells anything/);
});

test('what its seller no longer has is hidden from others, and shown to the seller with what to do', async () => {
  await agree(alice, await shown(alice, 'market list', { item: 'lucky_badge', price: '3' }));
  await agree(alice, await shown(alice, 'market list', { item: 'lucky_badge', price: '4' }));
  await agree(bob, await shown(bob, 'market buy', { listing: '3' }));
  assert.match(words(await shown(bob, 'market browse')), /Nobody sells anything/);
  const own = await shown(alice, 'market mine');
  assert.match(words(own), /`#2`.*\n⚠️ Nobody can buy this any more/);
  await confirmed(alice, await (await alice.click(own, 'Withdraw')).reply());
});
