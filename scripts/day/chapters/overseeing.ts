import { CHANNELS } from '../../../bot/local-discord/seed.ts';
import type { Day } from '../stage.ts';

const { general, staff } = CHANNELS;

/** Said by one and said again by another, who is noticed. */
const COPIED = [
  'The sunset over the harbour tonight is the finest that I have ever seen from the pier.',
  'Tomorrow the market opens an hour earlier because of the races along the river bank.',
  'Does anybody know whether the museum by the station lends out umbrellas when it rains?',
];

/** What the staff look at, and what members read of one another. */
export async function overseeing({ chapter, people: { alice, bob, carol, dave } }: Day) {
  await chapter(21, 'Nine o’clock: looking after things');
  await carol.uses(staff, 'economy');
  await carol.uses(staff, 'season');
  await carol.uses(staff, 'sync show');
  await carol.uses(staff, 'sync now');
  await carol.uses(staff, 'alerts', { hours: '6' });
  for (const text of COPIED) for (const who of [bob, dave]) await who.says(general, text);
  const signals = await carol.uses(staff, 'signals');
  const second = await signals.press('▶');
  await second.press('Fine');
  await alice.uses(general, 'profile');
  await bob.uses(general, 'View profile', {}, { target: alice.id });
  const kinds = await alice.uses(general, 'notifications');
  await kinds.press('Switch on');
  const thanks = await bob.uses(general, 'gift', { member: alice.id, amount: '1' });
  await thanks.confirm();
  const help = await alice.uses(general, 'help');
  await help.choose('Choose a topic', ['shop']);
}
