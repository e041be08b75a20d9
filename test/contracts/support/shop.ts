// Items and purchases for the shop's tests: a community, its shop, and members who can pay.
import { type Address, encodeFunctionData, type Hex, stringToHex } from 'viem';
import { shopAbi } from '../../../contracts/generated/abi.ts';
import { type Connection, deployEconomy, type Economy, type NewCommunity } from './deploy.ts';
import { caps, Role, TOKEN } from './figures.ts';
import { asModule, asRegistry } from './module.ts';

/** Figures of Solidity's enums. */
export const Refund = { none: 0, timed: 1, unused: 2 };
export const Kind = { none: 0, role: 1, code: 5, nft: 6, tierLift: 7, manual: 8, webhook: 9 };
export const State = { none: 0, requested: 1, fulfilled: 2, refused: 3 };
export const Restock = { add: 0, set: 1, subtract: 2 };
export const UNLIMITED = 2 ** 32 - 1;
export const HOUR = 3_600;

/** On sale to everybody, for ever, for 10 tokens. */
export const terms = {
  ...{ price: 10n * TOKEN, salePrice: 0n, perMember: 0, duration: 0, heldItem: 0 },
  ...{ opens: 0, closes: 0, saleOpens: 0, saleCloses: 0, fulfilWithin: 0, uses: 0 },
  ...{ refund: Refund.none, kind: Kind.none, minTier: 0, active: true, transferable: false },
};
export type Terms = typeof terms;
/** A role handed over within a day. */
export const redemption: Partial<Terms> = { kind: Kind.role, fulfilWithin: 24 * HOUR };

export const texts = {
  name: 'Cookie',
  category: 'Food',
  uri: 'data:application/json,{}',
  contentHash: stringToHex('content', { size: 32 }),
  roleHash: stringToHex('role', { size: 32 }),
};
export const reason: Hex = stringToHex('reason', { size: 32 });

/** A fulfiller, and 100 tokens each for Alice and Bob. */
export async function deployShop(connection: Connection, params: Partial<NewCommunity> = {}) {
  const economy: Economy = await deployEconomy(connection, {}, params);
  const { shop, token, communities, actors } = economy;
  const module = await asModule(economy);
  const registry = await asRegistry(economy);
  const by = (account: Address) => ({ account });
  const fund = async (member: Address, tokens: bigint) => {
    await token.write.setCaps([{ ...caps, memberDay: 0, memberWeek: 0, communityDay: 2 ** 40 }], registry);
    await token.write.earn([member, tokens * TOKEN], module);
  };
  await fund(actors.alice, 100n);
  await fund(actors.bob, 100n);
  const fulfiller = actors.carol;
  await communities.write.grantRoles([token.address, fulfiller, Role.fulfiller], by(actors.owner));

  /** Puts an item on the shelf and gives its number. */
  const add = async (changes: Partial<Terms> = {}, stock = UNLIMITED) => {
    await shop.write.addItem([token.address, { ...terms, ...changes }, stock, texts], by(actors.admin));
    return shop.read.itemCount([token.address]);
  };
  const edit = (item: bigint, changes: Partial<Terms>) =>
    shop.write.editItem([token.address, item, { ...terms, ...changes }, texts], by(actors.admin));
  const buy = (item: bigint, quantity = 1n, maxPrice = 2n ** 255n, buyer: Address = actors.alice) =>
    shop.write.buy([token.address, item, quantity, maxPrice], by(buyer));
  /** Buys and gives the purchase's number. */
  const bought = async (item: bigint, quantity = 1n, buyer: Address = actors.alice) => {
    await buy(item, quantity, 2n ** 255n, buyer);
    return shop.read.purchaseCount([token.address]);
  };
  const refund = (purchase: bigint, quantity = 1n, caller: Address = actors.alice) =>
    shop.write.refund([token.address, purchase, quantity], by(caller));
  const use = (purchase: bigint, uses = 1n, caller: Address = actors.alice) =>
    shop.write.use([token.address, purchase, uses], by(caller));
  const fulfil = (purchase: bigint, caller: Address = fulfiller) =>
    shop.write.fulfil([token.address, purchase], by(caller));
  const refuse = (purchase: bigint, caller: Address = fulfiller) =>
    shop.write.refuse([token.address, purchase, reason], by(caller));
  const pause = () => communities.write.pause([token.address], by(actors.pauser));

  const itemOf = (item: bigint) => shop.read.itemOf([token.address, item]);
  const purchaseOf = (purchase: bigint) => shop.read.purchaseOf([token.address, purchase]);
  const refundOf = (purchase: bigint) => shop.read.refundOf([token.address, purchase]);
  const balance = (member: Address) => token.read.balanceOf([member]);
  const receipts = async (item: bigint, member: Address = actors.alice) =>
    shop.read.balanceOf([member, await shop.read.receiptOf([token.address, item])]);
  const now = () => connection.networkHelpers.time.latest();
  return {
    ...economy,
    ...{ module, registry, by, fund, fulfiller, add, edit, buy, bought, refund, use, fulfil, refuse, pause },
    ...{ itemOf, purchaseOf, refundOf, balance, receipts, now },
  };
}

/** A purchase's call data. */
export const buyCall = (token: Address, item: bigint, quantity: bigint, maxPrice: bigint): Hex =>
  encodeFunctionData({ abi: shopAbi, functionName: 'buy', args: [token, item, quantity, maxPrice] });
