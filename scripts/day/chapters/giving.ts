import { CHANNELS } from '../../../bot/local-discord/seed.ts';
import type { Day } from '../stage.ts';

const { general } = CHANNELS;

/** Gifts, by command, by menu and by prefix; and who has most. */
export async function giving({ chapter, owner, people: { alice, bob, carol, dave } }: Day) {
  await chapter(10, 'Ten o’clock: gifts');
  await carol.uses(general, 'award', { member: alice.id, amount: '400', reason: 'Drew the banner' });
  await carol.uses(general, 'award', { member: bob.id, amount: '300', reason: 'Ran the quiz' });
  await dave.uses(general, 'notifications');
  const gift = await alice.uses(general, 'gift', { member: bob.id, amount: '10', message: 'for the coffee' });
  await gift.confirm();
  const second = await alice.uses(general, 'gift', { member: bob.id, amount: '5' });
  await second.press('Cancel');
  const typed = await bob.types(general, `!sendbroski <@${alice.id}> 2`);
  await bob.answers(general, 'CONFIRM');
  await alice.sees(/Confirmed/);
  if (!typed.text) throw new Error('The prefix form of a gift says nothing.');
  const tip = await bob.uses(general, 'Tip', {}, { target: alice.id });
  const question = await tip.fill({ amount: '3', message: 'thank you' });
  await question.confirm();
  await owner.rewards(10);
  const top = await alice.uses(general, 'leaderboard');
  const next = await top.press('▶');
  await next.press('My rank');
  await alice.uses(general, 'leaderboard', { by: 'gifted', period: 'day' });
  await bob.types(general, '!riches');
  await alice.uses(general, 'history');
  await carol.uses(general, 'deduct', { member: bob.id, amount: '5', reason: 'Counted twice' });
}
