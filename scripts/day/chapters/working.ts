import { CHANNELS } from '../../../bot/local-discord/seed.ts';
import type { Day } from '../stage.ts';

const { general, tradingFloor, staff } = CHANNELS;

/** Tasks: set, claimed, handed in, judged. */
export async function working({ chapter, people: { alice, bob, carol } }: Day) {
  await chapter(12, 'Noon: tasks');
  await carol.uses(general, 'award', { member: carol.id, amount: '100' });
  const logo = await carol.uses(general, 'task create', {
    title: 'Draw our logo',
    reward: '20',
    description: 'Any size, two colours',
    slots: '3',
    hours: '48',
    pays: 'issued',
  });
  await logo.confirm();
  await (await bob.sees(/Draw our logo/)).press('Claim');
  const open = await alice.uses(general, 'tasks');
  await open.press('Claim');
  await alice.uses(general, 'task_submit', { claim: '2', proof: 'Here it is: a sun over hills.' });
  const rejecting = await (await carol.sees(/a sun over hills/)).press('Reject');
  await rejecting.fill({ text: 'Lovely, but it has three colours.' });
  const mine = await alice.uses(general, 'my_tasks');
  const again = await mine.press('Hand in');
  await again.fill({ text: 'Now in two colours.' });
  await (await carol.sees(/Now in two colours/)).press('Accept');
  await bob.uses(tradingFloor, 'my_tasks');
  const files = [{ filename: 'chair.png', size: 20_000 }];
  await bob.uses(tradingFloor, 'task_submit', { claim: '1', proof: 'With the picture', file1: '0' }, { files });
  const reviews = await carol.uses(staff, 'review');
  await reviews.press('Files (1)');
  const accepted = await reviews.press('Accept');
  await accepted.press('Next ▶');
}
