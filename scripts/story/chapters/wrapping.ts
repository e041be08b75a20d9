import { tokenAbi } from '../../../contracts/generated/abi.ts';
import { TOKEN } from '../../../test/contracts/support/figures.ts';
import { COIN, hash, type Place } from '../place.ts';
import { permits } from '../players.ts';

/** The wrapped token: budget, wrapping and unwrapping, and what any ERC-20 does. */
export async function wrapping(place: Place) {
  const {
    chapter,
    step,
    reckon,
    stage,
    keys,
    relayer,
    guardian,
    carol,
    dave,
    bob,
    owner,
    token,
    coin,
    underlying,
    contracts,
  } = place;
  chapter('A wrapped token, backed one to one');
  await step(
    'Carol and Dave hold the ERC-20 and let the community’s token take it',
    guardian.does(underlying, 'transfer', [carol.address, 10_000n * COIN]),
    guardian.does(underlying, 'transfer', [dave.address, 1_000n * COIN]),
    carol.does(underlying, 'approve', [coin.address, 10_000n * COIN]),
    dave.does(underlying, 'approve', [coin.address, 1_000n * COIN]),
  );
  await step('Carol funds the budget that rewards are paid from', carol.does(coin, 'fund', [5_000n * COIN]));
  await step('Dave wraps some', dave.does(coin, 'wrap', [400n * COIN]));
  await step('and unwraps a part, at any time', dave.does(coin, 'unwrap', [dave.address, 100n * COIN]));
  await step(
    'Carol takes out budget that is not spoken for',
    carol.does(coin, 'withdrawBudget', [carol.address, COIN]),
  );
  await step(
    'an award comes out of the budget',
    carol.does(contracts.earnings, 'award', [coin.address, bob.address, 250n * COIN, hash('for the logo')]),
  );
  await step(
    'an open token moves as any ERC-20',
    dave.does(coin, 'approve', [owner.address, 50n * COIN]),
    owner.does(coin, 'transferFrom', [dave.address, owner.address, 50n * COIN]),
    dave.does(coin, 'transfer', [owner.address, 5n * COIN]),
  );
  await step(
    'and allows by signature',
    await permits(stage, keys.dave, relayer, { ...coin, abi: tokenAbi }, owner.address, 20n * COIN),
    await permits(stage, keys.dave, relayer, token, owner.address, 20n * TOKEN),
  );
  await reckon();
}
