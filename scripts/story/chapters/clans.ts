import { report, TOKEN } from '../../../test/contracts/support/figures.ts';
import { DAY, hash, type Place, settles } from '../place.ts';
import { later, type Player } from '../players.ts';

/** Two clans and a challenge whose pool is split by the days that the token remembers. */
export async function clans(place: Place) {
  const { chapter, step, reckon, stage, day, dave, alice, bob, carol, erin, token, contracts } = place;
  const module = contracts.clans;
  const join = (who: Player) => who.does(module, 'joinClan', [token.address, 1n]);
  const everybody = [alice, bob, carol, erin].map(({ address }) => address);

  chapter('Clans');
  stage.advance(DAY);
  await step('Alice founds a clan', alice.does(module, 'createClan', [token.address, hash('the owls')]));
  await step(
    'and invites Bob and Carol',
    alice.does(module, 'invite', [token.address, 1n, bob.address]),
    alice.does(module, 'invite', [token.address, 1n, carol.address]),
  );
  await step('who join', join(bob), join(carol));
  await step('Erin founds another', erin.does(module, 'createClan', [token.address, hash('the larks')]));
  const challenge = (pool: bigint, issued: boolean) =>
    dave.does(module, 'createChallenge', [
      ...([token.address, day() + 1, 3, 2, pool * TOKEN, issued, hash('three busy days')] as const),
    ]);
  await step('the admin puts up a pool for the next three days', challenge(100n, false));
  await step(
    'and a second one, issued, which is cancelled before it begins',
    challenge(500n, true),
    dave.does(module, 'cancelChallenge', [token.address, 2n]),
  );
  const active = (...members: Player[]) =>
    later(stage, DAY, settles(place, ...members.map(({ address }) => report(address, { message: 5 }))));
  await step('three days, some of them busy', active(alice, bob, erin), active(alice, bob), active(alice));
  await step(
    'anybody tallies who was active, and how often',
    later(stage, DAY, erin.does(module, 'tally', [token.address, 1n, everybody])),
  );
  await step('the challenge closes', later(stage, 2 * DAY, erin.does(module, 'close', [token.address, 1n])));
  await step(
    'and its pool is split by those days; what no division gives away returns',
    erin.does(module, 'payBonus', [token.address, 1n, everybody]),
  );
  await step('Alice hands the clan to Bob', alice.does(module, 'setLeader', [token.address, bob.address]));
  await step('and leaves it', alice.does(module, 'leaveClan', [token.address]));
  await step('Bob puts Carol out', bob.does(module, 'expel', [token.address, carol.address]));
  await step('and dissolves what is left', bob.does(module, 'dissolveClan', [token.address]));
  await reckon();
}
