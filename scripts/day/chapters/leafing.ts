import { parseEther } from 'viem';
import { CHANNELS } from '../../../bot/local-discord/seed.ts';
import { buy } from '../../../bot/operations/buy.ts';
import { claimTask } from '../../../bot/operations/claimTask.ts';
import { createTask } from '../../../bot/operations/createTask.ts';
import type { Day } from '../stage.ts';

const { general } = CHANNELS;

/** More than fits on a page. */
export async function leafing({ chapter, owner, meanwhile, stack, people: { alice, bob, carol } }: Day) {
  await chapter(22, 'Ten o’clock: page by page');
  await carol.uses(general, 'award', { member: carol.id, amount: '200' });
  await carol.uses(general, 'award', { member: alice.id, amount: '200' });
  const { ctx } = stack.server;
  const { token } = stack.lounge;
  await meanwhile('Carol puts up seven small tasks.', async () => {
    for (let number = 1; number <= 7; number++)
      await createTask(ctx, {
        ...{ id: `day-task-${number}`, token, userId: carol.id, title: `Small task ${number}`, description: '' },
        ...{ reward: 10n ** 18n, slots: 1, hours: 0, reviewers: 1 },
        ...{ proofRequired: false, repeatable: false, issued: false },
      });
  });
  const open = await alice.uses(general, 'tasks');
  const more = await open.press('▶');
  await more.press('Claim');
  const claims = await alice.uses(general, 'my_tasks');
  await claims.press('Hand in').then((form) => form.fill({ text: 'It is done.' }));
  const numbers = (await carol.uses(general, 'task edit', { task: '4', reward: '2' })).text;
  if (!numbers) throw new Error('Editing a task says nothing.');
  await (await carol.uses(general, 'task cancel', { task: '3' })).confirm();
  const taken = await bob.uses(general, 'claim', { task: '5' });
  const number = /claim `#(\d+)`/.exec(taken.text)?.[1];
  const giving = await (await bob.uses(general, 'my_tasks')).press(`Give up #${number}`);
  await giving.confirm();
  await meanwhile('Alice buys seven stickers.', async () => {
    for (let number = 1; number <= 7; number++) {
      const item = { token, userId: alice.id, item: 8, quantity: 1 };
      await buy(ctx, { ...item, id: `day-buy-${number}`, maxPrice: parseEther('2') });
    }
  });
  await meanwhile('Bob takes six more tasks on.', async () => {
    for (const task of [4, 5, 6, 7, 8]) await claimTask(ctx, { id: `day-claim-${task}`, token, userId: bob.id, task });
  });
  await (await bob.uses(general, 'my_tasks')).press('▶');
  const receipts = await alice.uses(general, 'inventory');
  await receipts.press('Older ▶');
  const history = await alice.uses(general, 'history');
  await history.press('Older ▶');
  await (await bob.uses(general, 'rewards')).press('▶');
  await owner.hasClansFounded(11);
  await (await bob.uses(general, 'clan board')).press('▶');
  for (let count = 0; count < 6; count++) await owner.challenges({ pool: '5' });
  await (await bob.uses(general, 'challenge list')).press('▶');
}
