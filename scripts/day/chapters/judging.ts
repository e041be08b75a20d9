import { CHANNELS } from '../../../bot/local-discord/seed.ts';
import type { Day } from '../stage.ts';

const { general, staff } = CHANNELS;

/** Where somebody misbehaves, a person decides, and may be asked to think again. */
export async function judging({ chapter, people: { bob, carol } }: Day) {
  await chapter(15, 'Three o’clock: conduct');
  const warning = await carol.uses(staff, 'penalty give', {
    member: bob.id,
    reason: 'Posted the same joke nine times',
  });
  await warning.confirm();
  await bob.uses(general, 'appeal', { statement: 'It was a very good joke.' });
  await carol.uses(staff, 'penalty list', { member: bob.id });
  const lifting = await carol.uses(staff, 'penalty lift', { penalty: '1', reason: 'It was.' });
  await lifting.confirm();
  const ban = await carol.uses(staff, 'penalty ban', { member: bob.id, reason: 'Only to show it' });
  await ban.press('Cancel');
}
