import { CHANNELS } from '../../../bot/local-discord/seed.ts';
import type { Day } from '../stage.ts';

const { general, lobby } = CHANNELS;

/** What the coins are for. */
export async function shopping({ chapter, owner, people: { alice, bob, carol, eve } }: Day) {
  await chapter(11, 'Eleven o’clock: the shop');
  await carol.uses(general, 'award', { member: alice.id, amount: '300' });
  await carol.uses(general, 'award', { member: bob.id, amount: '200' });
  await owner.sells('Tea', { price: '5', uses: 3, category: 'treats' });
  for (const name of ['Sticker of a cat', 'Sticker of a dog', 'Sticker of a fox'])
    await owner.sells(name, { price: '2', category: 'stickers' });
  const shop = await alice.uses(general, 'shop');
  await shop.press('▶');
  await alice.uses(general, 'shop', { category: 'roles' });
  const badge = await alice.uses(general, 'buy', { item: 'Lucky badge', quantity: '2' });
  await badge.confirm();
  const tea = await alice.uses(general, 'buy', { item: 'Tea' });
  await tea.confirm();
  const gold = await alice.uses(general, 'buy', { item: 'Gold name' });
  await gold.confirm();
  await bob.types(general, '!rewards');
  const code = await bob.uses(general, 'redeem', { reward: 'discount_code' });
  await code.confirm();
  await bob.sees(/Your code for/);
  const receipts = await bob.uses(general, 'inventory');
  await receipts.press('Show code');
  const owned = await alice.uses(general, 'inventory');
  const use = await owned.press('Use');
  await use.confirm();
  await alice.uses(general, 'use', { purchase: '2' });
  const back = await (await alice.uses(general, 'inventory')).press('Give back');
  await back.confirm();
  await alice.uses(general, 'refund', { purchase: '1' });
  await eve.uses(lobby, 'config feature', { feature: 'global_shop', on: 'yes' });
  const elsewhere = await (await alice.uses(lobby, 'shop')).press('Shop in BROski$');
  const badges = await elsewhere.press('Buy');
  await badges.confirm();
}
