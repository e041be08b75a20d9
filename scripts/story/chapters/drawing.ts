import { TOKEN } from '../../../test/contracts/support/figures.ts';
import { seed, seedHash } from '../../../test/contracts/support/stash.ts';
import { artifactOf } from '../../../test/support/artifacts.ts';
import { DAY, hash, type Place, picturesAbi } from '../place.ts';
import type { Contract, Player } from '../players.ts';
import { Item } from './shopping.ts';

export type Pictures = Contract<typeof picturesAbi>;
/** Bond of each secret: what the purchase costs that it decides. */
const BOND = 15n * TOKEN;
/** The EVM forgets a block's hash after 256 blocks; the stash waits 250. */
const FORGOTTEN = 251;

/** NFTs by commit and reveal: two are won, one draw is void, one is missed. @returns their collection */
export async function drawing(place: Place): Promise<Pictures> {
  const { chapter, step, reckon, stage, dave, alice, bob, carol, erin, fulfiller, token, contracts, deploy } = place;
  const { stash, shop } = contracts;
  const pictures = await deploy('pictures', picturesAbi, artifactOf('Nfts'));
  const deposit = (id: bigint) => dave.does(stash, 'deposit', [token.address, pictures.address, [id]]);
  /** Redeems a picture and asks for its draw. */
  const redeemed = async (who: Player, name: string) => {
    const bought = await step(
      `${name} redeems a picture`,
      who.does(shop, 'buy', [token.address, Item.picture, 1n, BOND]),
    );
    const purchase = bought('Purchased', 'purchase');
    const asked = await step(
      `and anybody asks for the draw of ${name}’s`,
      erin.does(stash, 'requestDraw', [token.address, purchase]),
    );
    return { purchase, draw: asked('DrawRequested', 'draw') };
  };
  const reveal = (draw: bigint, number: number) => fulfiller.does(stash, 'reveal', [token.address, draw, seed(number)]);

  chapter('The stash');
  stage.advance(DAY);
  await step(
    'three NFTs come into the admin’s hands',
    ...[1n, 2n, 3n].map((id) => dave.does(pictures, 'mint', [dave.address, id])),
    dave.does(pictures, 'setApprovalForAll', [stash.address, true]),
  );
  await step('who deposits the first', deposit(1n));
  await step(
    'the fulfiller commits five secrets before anything is sold, each with a bond',
    fulfiller.does(stash, 'commit', [token.address, [1, 2, 3, 4, 5].map(seedHash), BOND]),
  );
  await step('and takes the last one back', fulfiller.does(stash, 'cancelCommitment', [token.address, 5n]));

  const carols = await redeemed(carol, 'Carol');
  await stage.mine(1);
  await step('a block later the secret is revealed, and decides', reveal(carols.draw, 1));
  await step('the second picture comes in', deposit(2n));
  const alices = await redeemed(alice, 'Alice');
  await stage.mine(1);
  await step('and hers is won', reveal(alices.draw, 2));
  await step('then the third', deposit(3n));
  const dropped = await redeemed(carol, 'Carol again');
  await step(
    'the staff refuses it, which saves no bond: nobody shall get out of a draw who could foresee it',
    fulfiller.does(shop, 'refuse', [token.address, dropped.purchase, hash('the picture is a forgery')]),
  );
  await step('so the draw is void, and the bond burned', reveal(dropped.draw, 3));
  const missed = await redeemed(bob, 'Bob');
  await stage.mine(FORGOTTEN);
  await step(
    'whose secret nobody reveals: he is paid back, and gets the bond besides',
    bob.does(stash, 'forfeit', [token.address, missed.draw]),
  );
  await step('no draw is left to settle', erin.does(stash, 'settle', [token.address, 5n]));
  await step(
    'the admin takes the third picture out again',
    dave.does(stash, 'withdrawPool', [token.address, pictures.address, 3n, dave.address]),
  );
  await reckon();
  return pictures;
}
