import { DAY, hash, type Place } from '../place.ts';

/** Penalties by a policy that is fixed once, appeals and their outcome. */
export async function conduct(place: Place) {
  const { chapter, step, reckon, stage, owner, dave, carol, erin, moderator, token, coin, contracts } = place;
  const module = contracts.conduct;
  const penalise = () => moderator.does(module, 'penalise', [token.address, erin.address, hash('spam')]);
  const policy = { resets: true, perDay: 10, suspension: DAY, longSuspension: 7 * DAY };

  chapter('Conduct');
  stage.advance(DAY);
  await step(
    'both owners fix a policy',
    owner.does(module, 'setPolicy', [token.address, policy]),
    carol.does(module, 'setPolicy', [coin.address, { ...policy, resets: false }]),
  );
  await step('Erin is warned', penalise());
  const suspended = await step('earns nothing for a day', penalise());
  const reset = await step('and loses her tokens', penalise());
  const banned = await step(
    'she is banned',
    moderator.does(module, 'ban', [token.address, erin.address, hash('threats')]),
  );
  const appeal = (penalty: bigint) => erin.does(module, 'appeal', [token.address, penalty, hash('it was my brother')]);
  await step('and appeals', appeal(banned('Penalised', 'penalty')), appeal(reset('Penalised', 'penalty')));
  const lift = (penalty: bigint) => dave.does(module, 'lift', [token.address, penalty, hash('heard')]);
  await step(
    'the admin lifts the ban, and the suspension',
    lift(banned('Penalised', 'penalty')),
    lift(suspended('Penalised', 'penalty')),
  );
  await step(
    'in the other community she stays banned',
    carol.does(module, 'ban', [coin.address, erin.address, hash('threats')]),
  );
  await reckon();
}
