import { TOKEN } from '../../../test/contracts/support/figures.ts';
import {
  Kind,
  Refund,
  Restock,
  redemption,
  type Terms,
  terms,
  texts,
  UNLIMITED,
} from '../../../test/contracts/support/shop.ts';
import { DAY, hash, type Place } from '../place.ts';
import { later, type Player } from '../players.ts';

/** The items on the shelf, in the order in which they are put there. */
export const Item = { cookie: 1n, vip: 2n, card: 3n, poster: 4n, picture: 5n };

/** Items, purchases, redemptions, and every kind of refund. */
export async function shopping(place: Place) {
  const { chapter, step, reckon, stage, dave, alice, bob, carol, erin, fulfiller, token, contracts } = place;
  const { shop } = contracts;
  const add = (name: string, changes: Partial<Terms>, stock = UNLIMITED) =>
    dave.does(shop, 'addItem', [token.address, { ...terms, ...changes }, stock, { ...texts, name }]);
  const buy = (who: Player, item: bigint, quantity = 1n) =>
    who.does(shop, 'buy', [token.address, item, quantity, 100n * TOKEN]);
  const receipt = (item: bigint) => (BigInt(token.address) << 96n) | item;

  chapter('The shop');
  stage.advance(DAY);
  const cookie = { price: 5n * TOKEN, uses: 3, refund: Refund.unused };
  await step(
    'the admin puts five items on the shelf',
    add('Cookie', cookie),
    add('VIP', { ...redemption, price: 20n * TOKEN, duration: 30 * DAY, refund: Refund.timed }, 10),
    add('Card', { transferable: true }, 5),
    add('Poster', { transferable: true, heldItem: Number(Item.card) }),
    add('Picture', { price: 15n * TOKEN, kind: Kind.nft, fulfilWithin: DAY }),
  );
  const sale = { salePrice: 4n * TOKEN, saleOpens: stage.now(), saleCloses: stage.now() + DAY };
  await step(
    'a flash sale, and five more cards',
    dave.does(shop, 'editItem', [
      token.address,
      Item.cookie,
      { ...terms, ...cookie, ...sale },
      { ...texts, name: 'Cookie' },
    ]),
    dave.does(shop, 'restock', [token.address, Item.card, Restock.add, 5]),
  );
  const purchase = (await step('Bob buys two cookies', buy(bob, Item.cookie, 2n)))('Purchased', 'purchase');
  await step('bites into one', bob.does(shop, 'use', [token.address, purchase, 1n]));
  await step('and returns the other for nine tenths', bob.does(shop, 'refund', [token.address, purchase, 1n]));

  const redeems = async (who: Player, name: string) =>
    (await step(`${name} redeems the VIP role`, buy(who, Item.vip)))('Purchased', 'purchase');
  const fulfilled = await redeems(alice, 'Alice');
  await step('which is handed over', fulfiller.does(shop, 'fulfil', [token.address, fulfilled]));
  const refusedOne = await redeems(erin, 'Erin');
  await step(
    'who is refused, for all that it cost',
    fulfiller.does(shop, 'refuse', [token.address, refusedOne, hash('no such role any more')]),
  );
  const regretted = await redeems(bob, 'Bob');
  await step('and thinks better of it within the hour', bob.does(shop, 'refund', [token.address, regretted, 1n]));
  const forgotten = await redeems(erin, 'Erin once more');
  await step(
    'is forgotten, and takes everything back herself after the deadline',
    later(stage, DAY + 60, erin.does(shop, 'refund', [token.address, forgotten, 1n])),
  );
  const granted = await step(
    'the admin grants Carol a cookie',
    dave.does(shop, 'grant', [token.address, Item.cookie, carol.address, 1n, hash('a birthday')]),
  );
  await step(
    'and removes it',
    dave.does(shop, 'remove', [token.address, granted('Purchased', 'purchase'), 1n, hash('the wrong day')]),
  );
  await step(
    'Carol buys cards, and a poster for those who have one',
    buy(carol, Item.card, 5n),
    buy(carol, Item.poster),
  );
  await step(
    'both kinds move as any ERC-1155, also by whom she approved',
    carol.does(shop, 'safeTransferFrom', [carol.address, dave.address, receipt(Item.card), 1n, '0x']),
    carol.does(shop, 'setApprovalForAll', [dave.address, true]),
    dave.does(shop, 'safeBatchTransferFrom', [
      ...([carol.address, dave.address, [receipt(Item.card), receipt(Item.poster)], [1n, 1n], '0x'] as const),
    ]),
  );
  await reckon();
}
