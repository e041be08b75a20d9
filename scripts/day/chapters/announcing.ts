import { CHANNELS } from '../../../bot/local-discord/seed.ts';
import type { Day } from '../stage.ts';

const { general, staff } = CHANNELS;

/** What everybody should know, and what the first may grab. */
export async function announcing({ chapter, people: { alice, carol } }: Day) {
  await chapter(16, 'Four o’clock: announcements and a drop');
  await carol.uses(staff, 'announce zone', { zone: 'Europe/Berlin' });
  await carol.uses(staff, 'announce post', { text: 'The quiz begins at six.', channel: general, pin: 'yes' });
  await carol.uses(staff, 'announce list');
  const edit = await carol.uses(staff, 'announce edit', { number: '1' });
  await edit.fill({ text: 'The quiz begins at seven.' });
  await carol.uses(staff, 'announce unpin', { number: '1' });
  await carol.uses(staff, 'announce pin', { number: '1' });
  const embed = await carol.uses(staff, 'embed build', { channel: general });
  const preview = await embed.fill({ title: 'Rules of the quiz', text: 'One answer each.', colour: '#f1c40f' });
  const changing = await preview.press('Change');
  const changed = await changing.fill({
    title: 'Rules of the quiz',
    text: 'One answer each, please.',
    colour: '#f1c40f',
  });
  await changed.press('Post');
  await carol.uses(staff, 'embed save', { number: '2', template: 'quiz' });
  await carol.uses(staff, 'embed forget', { template: 'quiz' });
  await carol.uses(staff, 'embed save', { number: '2', template: 'rules' });
  await carol.uses(staff, 'announce delete', { number: '1' });
  await carol.uses(general, 'drop', { amount: '5', members: '2', minutes: '30', message: 'Quick!' });
  await (await alice.sees(/Quick!/)).press('Grab');
}
