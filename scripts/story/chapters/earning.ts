import { report, TOKEN } from '../../../test/contracts/support/figures.ts';
import { readPreset } from '../../deploy/preset.ts';
import { COIN, DAY, hash, type Place, settles } from '../place.ts';
import { later, refused } from '../players.ts';

/** Activity, dailies, streaks and what the staff gives and takes. */
export async function earning(place: Place) {
  const { chapter, step, reckon, stage, carol, dave, alice, bob, erin, reporter, fulfiller, token, coin, contracts } =
    place;
  const { earnings } = contracts;
  const { rates, weekendBps } = readPreset('securechat');

  chapter('Earning');
  const now = stage.now();
  await step(
    'the admin sets what is earned, and when it counts more',
    dave.does(earnings, 'setRates', [token.address, rates]),
    dave.does(earnings, 'setWeekend', [token.address, weekendBps]),
    dave.does(earnings, 'setSeason', [token.address, 0n, { opens: now, closes: now + DAY, bps: 15_000 }]),
    dave.does(earnings, 'setMilestones', [
      token.address,
      { weeklyStreak: 50_000, monthlyActive: 200_000, invite: 75_000, rolling: false, awardBudget: 0n },
    ]),
    dave.does(earnings, 'setDecay', [token.address, { bps: 500, idleWeeks: 1 }]),
    carol.does(earnings, 'setRates', [coin.address, readPreset('broski').rates]),
  );
  await step(
    'the reporter settles a day’s activity of three new members, in the holiday season',
    settles(
      place,
      report(alice.address, { message: 100, file: 20, popular: 1 }, true),
      report(bob.address, { message: 40, createRoom: 1 }, true),
      report(erin.address, { message: 30 }, true),
    ),
  );
  await step(
    'in the other community the budget pays',
    reporter.does(earnings, 'settle', [coin.address, 0n, [report(alice.address, { message: 20 }, true)]]),
  );
  await step(
    'two claim the day',
    alice.does(earnings, 'claimDaily', [token.address]),
    bob.does(earnings, 'claimDaily', [token.address]),
  );
  await step('and none twice', refused(bob.does(earnings, 'claimDaily', [token.address]), 'TokenAlreadyClaimed'));
  const days = Array.from({ length: 20 }, () =>
    later(
      stage,
      DAY,
      settles(
        place,
        report(alice.address, { message: 12, joinRoom: 1, helpful: 1, media: 2 }),
        report(bob.address, { message: 8 }),
      ),
    ),
  );
  await step('twenty days go by, on each of which both are active', ...days);
  await step('Alice is rewarded for seven days in a row', alice.does(earnings, 'claimWeeklyStreak', [token.address]));
  await step('and for twenty of the last thirty', alice.does(earnings, 'claimMonthlyActive', [token.address]));
  await step(
    'whom Alice invited was active on three days, so that she is rewarded',
    reporter.does(earnings, 'rewardInvite', [token.address, alice.address, bob.address]),
  );
  await step(
    'Erin was idle: a twentieth of her balance decays, whoever asks for it',
    carol.does(earnings, 'decay', [token.address, [alice.address, erin.address]]),
  );
  await step(
    'the admin awards within the day’s budget',
    ...[alice, bob, carol, dave, erin, fulfiller].map(({ address }) =>
      dave.does(earnings, 'award', [token.address, address, 600n * TOKEN, hash('a contest')]),
    ),
  );
  await step(
    'deducts, and sets a balance lower',
    dave.does(earnings, 'deduct', [token.address, bob.address, 10n * TOKEN, hash('a mistake')]),
    dave.does(earnings, 'setLower', [token.address, erin.address, 500n * TOKEN, hash('a mistake')]),
  );
  await step(
    'Carol’s coins are awarded by her alone',
    carol.does(earnings, 'award', [coin.address, alice.address, 100n * COIN, hash('thanks')]),
  );
  await reckon();
}
