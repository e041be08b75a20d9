import { CHANNELS } from '../../../bot/local-discord/seed.ts';
import type { Day } from '../stage.ts';

const { general, hangout } = CHANNELS;

/** What activity comes to: tiers, streaks, achievements, figures. */
export async function growing({ chapter, owner, people: { alice, bob, dave } }: Day) {
  await chapter(14, 'Two o’clock: getting on');
  const advice = await alice.says(general, 'The blue paint dries faster if you thin it with a little water.');
  await bob.uses(general, 'Vote helpful', {}, { target: advice.id });
  await dave.uses(general, 'Vote helpful', {}, { target: advice.id });
  await bob.does('reacts with 🎨', (self) => self.react(advice, '🎨'));
  await dave.does('joins the voice channel', (self) => self.joinVoice(hangout), 'voice');
  await bob.does('opens the thread “Paints”', (self) => self.openThread(general, 'Paints', advice.id), 'thread');
  await alice.uses(general, 'tier');
  await alice.uses(general, 'streak');
  await alice.uses(general, 'stats', { period: 'day' });
  await owner.setsGoals();
  const badges = await alice.uses(general, 'achievements');
  const more = await badges.press('▶');
  const first = await more.press('◀');
  await first.press('Claim');
}

/** Who comes back every day of a week claims it. */
export async function returning({ chapter, people: { alice, bob, carol } }: Day) {
  for (const day of [5, 6, 7, 8, 9, 10, 11]) {
    await chapter(day * 24 + 9, `Day ${day + 1}`);
    await alice.says(general, `Good morning, day ${day + 1}`);
  }
  await carol.uses(general, 'award', { member: bob.id, amount: '150' });
  await (await bob.uses(general, 'buy', { item: 'Lucky badge', quantity: '7' })).confirm();
  for (let count = 0; count < 7; count++)
    await bob.uses(general, 'market list', { item: 'Lucky badge', price: '30' }).then((asked) => asked.confirm());
  await (await alice.uses(general, 'market browse')).press('▶');
  const mine = await alice.uses(general, 'my_tasks');
  await mine.press('Ask staff');
  const week = await alice.uses(general, 'streak');
  await week.press('Claim the week');
}
