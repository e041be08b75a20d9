import { CHANNELS } from '../../../bot/local-discord/seed.ts';
import type { Day } from '../stage.ts';

const { general, lobby } = CHANNELS;

/** Members sell to one another. */
export async function trading({ chapter, people: { alice, bob, carol, eve } }: Day) {
  await chapter(13, 'One o’clock: the market');
  await carol.uses(general, 'award', { member: alice.id, amount: '100' });
  await carol.uses(general, 'award', { member: bob.id, amount: '100' });
  const badge = await alice.uses(general, 'buy', { item: 'Lucky badge', quantity: '3' });
  await badge.confirm();
  for (const price of ['15', '25']) {
    const listing = await alice.uses(general, 'market list', { item: 'Lucky badge', price });
    await listing.confirm();
  }
  await alice.uses(general, 'market mine');
  const browsing = await bob.uses(general, 'market browse');
  const buying = await browsing.press('Buy');
  await buying.confirm();
  await bob.uses(general, 'market buy', { listing: '2' });
  const own = await alice.uses(general, 'market mine');
  await own.press('Withdraw');
  await alice.uses(general, 'market cancel', { listing: '2' });
  const swap = await alice.uses(general, 'swap offer', { amount: '5', wanted: '10', community: 'Taskforce' });
  await swap.confirm();
  await bob.uses(general, 'swap list');
  await bob.uses(general, 'swap take', { swap: '1' });
  const offers = await eve.uses(lobby, 'swap list');
  await (await offers.press('Take')).confirm();
  for (let count = 0; count < 7; count++) {
    const offer = { amount: '1', wanted: '2', community: 'Taskforce' };
    await alice.uses(general, 'swap offer', offer).then((asked) => asked.confirm());
  }
  const all = await alice.uses(general, 'swap list');
  const rest = await all.press('▶');
  await rest.press('Withdraw');
  await (await alice.uses(general, 'swap cancel', { swap: '3' })).confirm();
}
