import { CHANNELS } from '../../../bot/local-discord/seed.ts';
import type { Day } from '../stage.ts';

const { general } = CHANNELS;

/** Writing earns, and everybody may look at what they have. */
export async function talking({ chapter, people: { alice, bob, carol } }: Day) {
  await chapter(9, 'Nine o’clock: good morning');
  await carol.says(general, 'Good morning, lounge!');
  await alice.says(general, 'Good morning! I drew something.', [{ filename: 'sunrise.png', size: 40_000 }]);
  await bob.says(general, 'Morning, all of you');
  await alice.uses(general, 'balance');
  await alice.uses(general, 'balance', { member: bob.id });
  await bob.types(general, '!balance');
  await alice.uses(general, 'daily');
  await bob.types(general, '!daily');
  const help = await bob.uses(general, 'help');
  if (!/gift/.test(help.text)) throw new Error('Help does not name gifts.');
}
