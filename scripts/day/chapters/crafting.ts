import { CHANNELS } from '../../../bot/local-discord/seed.ts';
import type { Day } from '../stage.ts';

const { general, tradingFloor, staff } = CHANNELS;

/** Items that need a wish, a webhook or a person; and what the staff arrange about items. */
export async function crafting({ chapter, owner, people: { alice, bob, carol } }: Day) {
  await chapter(17, 'Five o’clock: things made to order');
  await carol.uses(general, 'award', { member: bob.id, amount: '100' });
  await owner.sells('Own colour', { price: '5', kind: 'colourRole', category: 'extras' });
  await owner.sells('Portrait', { price: '5', kind: 'manual', category: 'extras' });
  await owner.sells('Parcel', { price: '5', kind: 'webhook', category: 'extras' });
  await owner.sells('Studio', { price: '5', kind: 'channel', category: 'extras' });
  await carol.uses(staff, 'item show', { item: 'Studio' });
  await carol.uses(staff, 'item bond', { amount: '10' });
  await carol.uses(staff, 'item channel', { item: 'Studio', channel: general });
  const hook = await carol.uses(staff, 'item webhook', { item: 'Parcel', url: 'https://example.org/hook' });
  if (hook.text) await carol.uses(staff, 'item show', { item: 'Parcel' });
  await carol.uses(staff, 'item post', { item: 'Portrait', channel: tradingFloor });
  const portrait = await (await bob.sees(/Portrait/)).press('Buy');
  await portrait.confirm();
  await (await carol.sees(/hand it over by/)).press('Done');
  const second = await bob.uses(general, 'buy', { item: 'Portrait' });
  await second.confirm();
  const refusing = await (await carol.sees(/hand it over by/)).press('Refuse');
  await refusing.fill({ text: 'The painter is ill' });
  const colour = await bob.uses(general, 'buy', { item: 'Own colour' });
  await colour.confirm();
  const wish = await (await bob.sees(/Choose/)).press('Choose colour');
  await wish.fill({ colour: 'Purple' });
  await alice.uses(general, 'shop', { category: 'extras' });
}
