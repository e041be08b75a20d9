import { Metric } from '../../../test/contracts/support/achievements.ts';
import { DAY, type Place } from '../place.ts';
import { refused } from '../players.ts';

/** Marks that the chain itself measures, paid once, with a badge that stays. */
export async function achieving(place: Place) {
  const { chapter, step, reckon, stage, dave, alice, erin, token, contracts } = place;
  const { achievements } = contracts;
  const define = (metric: number, threshold: bigint, reward: number, uri: string) =>
    dave.does(achievements, 'defineAchievement', [token.address, metric, threshold, reward * 1_000, uri]);
  const claim = (who: typeof alice) => who.does(achievements, 'claimAchievement', [token.address, 1n]);

  chapter('Achievements');
  stage.advance(DAY);
  await step(
    'the admin defines two',
    define(Metric.messages, 100n, 50, 'ipfs://first_100_messages'),
    define(Metric.lifetimeEarned, 1_000_000_000n, 500, 'ipfs://earned_a_million'),
  );
  await step('Alice claims the first, with its reward and its badge', claim(alice));
  await step(
    'nobody claims twice, or too early',
    refused(claim(alice), 'AchievementsClaimed'),
    refused(claim(erin), 'AchievementsNotReached'),
  );
  await step('the other is retired', dave.does(achievements, 'retireAchievement', [token.address, 2n]));
  await reckon();
}
