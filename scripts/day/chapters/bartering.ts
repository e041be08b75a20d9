import { CHANNELS } from '../../../bot/local-discord/seed.ts';
import type { Day } from '../stage.ts';

const { general } = CHANNELS;

/** Two members put in what they like, and both accept. */
export async function bartering({ chapter, people: { alice, bob, carol } }: Day) {
  await chapter(18, 'Six o’clock: a trade');
  for (const member of [alice.id, bob.id]) await carol.uses(general, 'award', { member, amount: '50' });
  const badge = await alice.uses(general, 'buy', { item: 'Lucky badge' });
  await badge.confirm();
  const first = await alice.uses(general, 'trade', { member: bob.id });
  await first.press('Cancel');
  const trade = await alice.uses(general, 'trade', { member: bob.id });
  const hers = await trade.press('Put in');
  await hers.fill({ amount: '', items: 'Lucky badge' });
  const his = await (await bob.sees(/Lucky badge/)).press('Put in');
  await his.fill({ amount: '15', items: '' });
  const alices = await (await alice.sees(/\*\*15 BROski/)).press('Accept · Alice');
  await alices.confirm();
  const bobs = await (await bob.sees(/✅ accepted/)).press('Accept · Bob');
  await bobs.confirm();
}
