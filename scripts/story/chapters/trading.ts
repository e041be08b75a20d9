import { zeroAddress } from 'viem';
import { TOKEN } from '../../../test/contracts/support/figures.ts';
import { COIN, DAY, type Place } from '../place.ts';
import type { Pictures } from './drawing.ts';
import { Item } from './shopping.ts';

/** Listings of receipts, trades of collectibles, swaps between communities; nothing leaves its owner before its time. */
export async function trading(place: Place, pictures: Pictures) {
  const { chapter, step, reckon, stage, dave, bob, carol, token, coin, contracts } = place;
  const { market } = contracts;
  chapter('The market');
  stage.advance(DAY);
  const soon = stage.now() + 7 * DAY;
  const cards = (quantity: number) => ({ collection: zeroAddress, id: Item.card, quantity });
  await step('the admin sets a fee, which is burned', dave.does(market, 'setFee', [token.address, 250]));
  const listed = await step(
    'Carol lists two cards',
    carol.does(market, 'list', [token.address, cards(2), 12n * TOKEN, soon, 250]),
  );
  const listing = listed('Listed', 'listing');
  await step('Bob buys one of them', bob.does(market, 'buy', [token.address, listing, cards(1), 12n * TOKEN]));
  await step('and Carol keeps the other', carol.does(market, 'cancelListing', [token.address, listing]));

  const picture = { amount: 0n, assets: [{ collection: pictures.address, id: 1n, quantity: 1 }] };
  const price = (tokens: bigint) => ({ amount: tokens * TOKEN, assets: [] });
  const proposed = await step(
    'she offers Dave her picture',
    carol.does(market, 'propose', [token.address, dave.address, picture, price(60n), soon]),
  );
  const trade = proposed('TradeProposed', 'trade');
  const offer = { amount: 45n * TOKEN, assets: [cards(1)] };
  await step(
    'who would give less, and a card',
    dave.does(market, 'counter', [token.address, trade, carol.address, 1, offer, picture, soon]),
  );
  await step(
    'agreed: both change hands at once',
    carol.does(market, 'accept', [token.address, trade, dave.address, 2, offer, picture]),
  );
  await step(
    'Dave keeps the picture in his own wallet from here on',
    dave.does(contracts.stash, 'withdraw', [pictures.address, 1n, dave.address]),
  );
  const another = await step(
    'another offer',
    dave.does(market, 'propose', [token.address, carol.address, offer, price(90n), soon]),
  );
  await step('is turned down', carol.does(market, 'cancelTrade', [token.address, another('TradeProposed', 'trade')]));

  const swap = () =>
    carol.does(market, 'offerSwap', [token.address, 30n * TOKEN, coin.address, 10n * COIN, zeroAddress, soon]);
  const offered = await step('Carol offers tokens of one community for tokens of the other', swap());
  await step(
    'Dave takes them',
    dave.does(market, 'takeSwap', [
      ...([offered('SwapOffered', 'swap'), token.address, 30n * TOKEN, coin.address, 10n * COIN] as const),
    ]),
  );
  const again = await step('she offers as much again', swap());
  await step('and takes it back', carol.does(market, 'cancelSwap', [again('SwapOffered', 'swap')]));
  await reckon();
}
