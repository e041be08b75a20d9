import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { CHANNELS, USERS } from '../../../bot/local-discord/seed.ts';
import { REFUNDS } from '../../../bot/operations/getItems.ts';
import { type Actor, actor } from '../../support/local-discord.ts';
import { shopping } from '../../support/shopping.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { balanceOf, eventually, isEphemeral, ONE, refusal, until, words } from './support.ts';

const { general } = CHANNELS;
/** With the six of the preset more than Discord suggests at once. */
const HATS = 24;

let stack: Stack;
let shop: Awaited<ReturnType<typeof shopping>>;
let alice: Actor;
let bob: Actor;
/** Added to the server's clock. */
let ahead = 0;

const funds = (userId: string) => balanceOf(stack, stack.lounge.token, userId);
const purchases = async () =>
  (await stack.database.pool.query("select id from app.outbox where verb = 'buy'")).rowCount ?? 0;
const answer = async (who: Actor, name: string, options: Record<string, string> = {}) =>
  (await who.command(general, name, options)).reply();
/** What the bot answers to a prefix command. */
async function typed(who: Actor, line: string) {
  const sent = await who.say(general, line);
  return who.waitForMessage((message) => message.message_reference?.message_id === sent.id);
}
/** Buys one through the question, and gives the receipt's number. */
async function bought(who: Actor, item: string): Promise<string> {
  const question = await answer(who, 'buy', { item });
  await who.click(question, 'Confirm');
  const told = words(await until(who, question, /Confirmed/));
  await stack.server.indexer.caughtUp();
  return numberIn(told);
}
const numberIn = (told: string) => /Receipt (\d+)/.exec(told)![1]!;

before(async () => {
  stack = await startStack({ clock: () => Date.now() + ahead });
  shop = await shopping(stack);
  await shop.cheap(ONE);
  for (let hat = 1; hat <= HATS; hat++)
    await shop.add(
      { key: `hat_${hat}`, name: `Hat ${hat}`, category: 'Hüte & Mützen für große Köpfe 🎩🎩🎩🎩🎩🎩🎩🎩' },
      { price: ONE },
    );
  await shop.add({ key: 'scarf', name: 'Scarf' }, { price: ONE, perMember: 2 });
  const unused = REFUNDS.indexOf('unused');
  await shop.add(
    { key: 'free_spin', name: 'Free spin', description: '**Spin**\nthe wheel.' },
    { price: ONE, uses: 2, refund: unused, transferable: false },
  );
  await stack.server.indexer.caughtUp();
  [alice, bob] = await Promise.all([
    actor(stack.discord.url, USERS.alice, 60_000),
    actor(stack.discord.url, USERS.bob, 60_000),
  ]);
  await alice.say(general, 'hello');
  await eventually(stack, '51 earned', async () => (await funds(USERS.alice)) === 51n * ONE);
});
after(async () => {
  await alice?.close();
  await bob?.close();
  await stack?.close();
});
afterEach(() => {
  alice.forget();
  bob.forget();
});

test('the shop turns its pages there and back, within a category too', async () => {
  const first = await answer(alice, 'shop');
  assert.match(words(first), /VIP role[\s\S]*1–6 of 32/);
  await alice.click(first, '▶');
  const second = await until(alice, first, /7–12 of 32/);
  assert.match(words(second), /Hat 1\*\*/);
  alice.forget();
  await alice.click(second, '◀');
  await until(alice, first, /1–6 of 32/);

  const [category] = await alice.autocomplete(general, 'shop', { category: 'hüte' }, 'category');
  const hats = await answer(alice, 'shop', { category: String(category!.value) });
  assert.match(words(hats), /Hat 1\*\*[\s\S]*1–6 of 24/);
  await alice.click(hats, '▶');
  assert.match(words(await until(alice, hats, /7–12 of 24/)), /Hat 7\*\*/);
});

test('what an admin wrote stands in the list as plain words on one line', async () => {
  assert.match(
    words(await answer(alice, 'shop', { category: 'extras' })),
    /-# \\\*\\\*Spin\\\*\\\* the wheel\. · `free_spin`/,
  );
});

test('suggestions follow what is typed, and are never more than Discord shows', async () => {
  const all = await alice.autocomplete(general, 'buy', { item: '' }, 'item');
  assert.equal(all.length, 25);
  const lucky = await alice.autocomplete(general, 'buy', { item: 'LUCK' }, 'item');
  assert.deepEqual(lucky, [{ name: '🍀 Lucky badge · 1 BROski$', value: 'lucky_badge' }]);
  const rewards = await alice.autocomplete(general, 'redeem', { reward: '' }, 'reward');
  assert.deepEqual(rewards.map(({ value }) => value).toSorted(), [
    'discount_code',
    'early_access',
    'gold_name',
    'vip_role',
  ]);
  assert.deepEqual(await alice.autocomplete(general, 'refund', { purchase: '' }, 'purchase'), []);
});

test('where suggesting takes too long, none are made and the field stays free', async () => {
  const blocker = await stack.database.pool.connect();
  try {
    await blocker.query('begin');
    await blocker.query('lock table chain.items in access exclusive mode');
    assert.deepEqual(await alice.autocomplete(general, 'buy', { item: '' }, 'item'), []);
  } finally {
    await blocker.query('rollback');
    blocker.release();
  }
});

test('an empty inventory says where to begin', async () => {
  assert.match(words(await answer(alice, 'inventory')), /You have bought nothing yet: see `\/shop`/);
});

test('a consumable is bought by its name, used from the receipts, and what is untouched is given back', async () => {
  const question = await typed(alice, '!buy free spin 2');
  assert.match(words(question), /Buy 2 × \*\*Free spin\*\* for \*\*2 BROski\$\*\*\?/);
  await alice.click(question, 'Confirm');
  const number = numberIn(words(await until(alice, question, /Confirmed/)));
  await stack.server.indexer.caughtUp();

  const receipts = await answer(alice, 'inventory');
  const line = `\`#${number}\` 2 × **Free spin** · 2 BROski$\n-# yours · 4 uses left · \`/refund ${number}\` pays 1.8`;
  assert.ok(words(receipts).includes(line), words(receipts));
  const asked = await (await alice.click(receipts, 'Use')).reply();
  assert.ok(isEphemeral(asked));
  assert.match(words(asked), /Use \*\*Free spin\*\* once\?\n-# 4 uses left/);
  // Pressed twice, it is one use: the figures below say so.
  await Promise.all([alice.click(asked, 'Confirm'), alice.click(asked, 'Confirm')]);
  assert.match(words(await until(alice, asked, /Confirmed/)), /You used \*\*Free spin\*\*; 3 uses are left/);
  await stack.server.indexer.caughtUp();

  const had = await funds(USERS.alice);
  const back = await answer(alice, 'refund', { purchase: `#${number}` });
  assert.match(words(back), /Give back \*\*Free spin\*\* for \*\*0\.9 BROski\$\*\* \(90% of the price\)\?/);
  await alice.click(back, 'Confirm');
  await until(alice, back, /Confirmed/);
  await stack.server.indexer.caughtUp();
  assert.equal(await funds(USERS.alice), had + (9n * ONE) / 10n);

  const last = await answer(alice, 'use', { purchase: number });
  await alice.click(last, 'Confirm');
  assert.match(words(await until(alice, last, /Confirmed/)), /0 uses are left/);
  await stack.server.indexer.caughtUp();
  assert.match(await refusal(await alice.command(general, 'use', { purchase: number })), /^This is used up/);
  assert.deepEqual(await alice.autocomplete(general, 'use', { purchase: '' }, 'purchase'), []);
});

test('a receipt is given back by its button, in full within the hour, by its owner alone', async () => {
  const had = await funds(USERS.alice);
  const number = await bought(alice, 'lucky_badge');
  const suggested = await alice.autocomplete(general, 'refund', { purchase: 'lucky' }, 'purchase');
  assert.deepEqual(suggested, [{ name: `#${number} 🍀 Lucky badge`, value: number }]);

  const receipts = await typed(alice, '!inventory');
  assert.match(await refusal(await bob.click(receipts, 'Give back')), /^This button belongs to somebody else/);
  const back = await (await alice.click(receipts, 'Give back')).reply();
  assert.ok(isEphemeral(back));
  assert.match(words(back), /for \*\*1 BROski\$\*\* \(100% of the price\)\?\n-# It pays this much until <t:\d+:f>/);
  await alice.click(back, 'Confirm');
  assert.match(words(await until(alice, back, /Confirmed/)), /is given back: you received \*\*1 BROski\$\*\*/);
  assert.equal(await funds(USERS.alice), had);
});

test('a purchase is confirmed once, in time, and by who asked', async () => {
  const [had, done] = [await funds(USERS.alice), await purchases()];
  const question = await typed(alice, '!buy lucky_badge');
  assert.match(await refusal(await bob.click(question, 'Confirm')), /^This button belongs to somebody else/);
  ahead += 6 * 60_000;
  assert.match(
    await refusal(await alice.click(question, 'Confirm')),
    /^This button has expired and nothing was changed/,
  );
  ahead -= 6 * 60_000;
  assert.equal(await purchases(), done);

  const presses = await Promise.all([alice.click(question, 'Confirm'), alice.click(question, 'Confirm')]);
  await until(alice, question, /Confirmed/);
  const told = await alice.waitForEvent((event) => {
    const ours = event.t === 'message' && presses.some(({ id }) => event.message.interaction_metadata?.id === id);
    return ours && /did not work/.test(words(event.message)) ? words(event.message) : undefined;
  });
  assert.match(told, /This button was used already/);
  assert.equal(await purchases(), done + 1);
  assert.equal(await funds(USERS.alice), had - ONE);
});

test('a cancelled purchase buys nothing', async () => {
  const done = await purchases();
  const question = await answer(alice, 'buy', { item: 'lucky_badge' });
  await alice.click(question, 'Cancel');
  assert.match(words(await until(alice, question, /Cancelled/)), /Nothing was changed/);
  assert.equal(await purchases(), done);
});

test('who has all that a member may have is told so', async () => {
  const buy = (quantity: string) => alice.command(general, 'buy', { item: 'scarf', quantity });
  await bought(alice, 'scarf');
  assert.match(
    await refusal(await buy('2')),
    /^A member may have 2 of this item, so you can buy 1 more: choose fewer\.$/,
  );
  await bought(alice, 'scarf');
  assert.match(await refusal(await buy('1')), /^You have bought all 2 that a member may have of this item/);
});

test('receipts come in pages, the newest first, and presents pay nothing back', async () => {
  const account = await stack.server.ctx.chain.accountOf(USERS.bob);
  let newest = 0;
  for (let count = 0; count < 8; count++) newest = await shop.grant(account, 'lucky_badge');
  await stack.server.indexer.caughtUp();
  const first = await answer(bob, 'inventory');
  assert.ok(words(first).includes(`\`#${newest}\` 🍀 **Lucky badge** · a present`), words(first));
  assert.equal(words(first).match(/a present/g)?.length, 6);
  await bob.click(first, 'Older ▶');
  const older = await until(bob, first, new RegExp(`#${newest - 6}\``));
  assert.equal(words(older).match(/a present/g)?.length, 2);
  bob.forget();
  await bob.click(older, 'Newest');
  await until(bob, first, new RegExp(`#${newest}\``));
});

test('a flash sale shows both prices and its end, and is what one pays', async () => {
  const closes = Math.floor(Date.now() / 1000) + 3_600;
  await shop.edit('early_access', { price: 4n * ONE, salePrice: 2n * ONE, saleOpens: 1, saleCloses: closes });
  await stack.server.indexer.caughtUp();
  const listed = words(await answer(alice, 'rewards'));
  assert.match(listed, new RegExp(`\\*\\*2 BROski\\$\\*\\* ~~4 BROski\\$~~\\n.*flash sale, ends <t:${closes}:R>`));
  assert.match(words(await answer(alice, 'redeem', { reward: 'early_access' })), /for \*\*2 BROski\$\*\*\?/);
});

test('a receipt that is none, or nobody’s number, is told so', async () => {
  const refund = (purchase: string) => alice.command(general, 'refund', { purchase });
  assert.match(await refusal(await refund('999')), /^There is no receipt 999 here: see \/inventory\.$/);
  assert.match(await refusal(await refund('999999999999999')), /^There is no receipt/);
  for (const purchase of ['twelve', '-1', '1.5', '0x1'])
    assert.match(await refusal(await refund(purchase)), /^Give the number of the receipt/);
});
