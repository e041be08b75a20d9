// The market for tests: the stash's community with the market switched on, receipts that move, an NFT won, and members
// who trade, by themselves or through the operator.
import { type Address, encodeFunctionData, getAddress, getContract, parseAbi, stringToHex, zeroAddress } from 'viem';
import { marketAbi } from '../../../contracts/generated/abi.ts';
import type { Connection, NewCommunity } from './deploy.ts';
import { TOKEN } from './figures.ts';
import { deployStash } from './stash.ts';

export type Asset = { collection: Address; id: bigint; quantity: number };
export type Side = { amount: bigint; assets: Asset[] };
export const nothing: Side = { amount: 0n, assets: [] };
export const BANNED = 2 ** 48 - 1;
export const ANY_PRICE = 2n ** 255n;
/** Basis points: the highest fee there can be. */
export const ANY_FEE = 1_000;
const operatorAbi = parseAbi(['function set(uint32 epoch, uint48 pausedUntil)']);
type Verb = Extract<(typeof marketAbi)[number], { type: 'function'; stateMutability: 'nonpayable' }>['name'];

export async function deployMarket(connection: Connection, params: Partial<NewCommunity> = {}) {
  const world = await deployStash(connection, params);
  const { client, communities, forwarder, custodian, shop, stash, token, registry, module, actors, add, bought } =
    world;
  const { viem, networkHelpers } = connection;
  const args = [forwarder, custodian, communities.address, shop.address, stash.address] as const;
  const { address } = await viem.deployContract('Market', [...args]);
  const market = getContract({ abi: marketAbi, address, client });
  await communities.write.addModule([address, stringToHex('Market', { size: 32 })]);
  await token.write.setModule([address, true], registry);
  const by = (account: Address) => ({ account });

  // The operator is asked whether its word still binds, as the Custodian would be.
  const model = await viem.deployContract('Operator');
  await networkHelpers.setCode(custodian, (await client.public.getCode({ address: model.address }))!);
  const operator = getContract({ abi: operatorAbi, address: custodian, client });
  await operator.write.set([1, 0]);
  /** Calls the market as the operator does for this member. */
  const forMember = (member: Address, functionName: Verb, callArgs: readonly unknown[]) =>
    world.asMember(member, address, encodeFunctionData({ abi: marketAbi, functionName, args: callArgs } as never));

  /** An item for 10 tokens whose receipts move; Alice has three. */
  const card = await add({ transferable: true });
  await bought(card, 3n);
  const receipt = (quantity = 1, id = card): Asset => ({ collection: zeroAddress, id, quantity });
  /** Lets this member win an NFT, and gives its place in the stash. */
  const won = async (winner: Address = actors.alice): Promise<Asset> => {
    await world.deposit([1n]);
    await world.commit([1]);
    const draw = await world.request(await bought(world.item, 1n, winner));
    await world.mine(2);
    await world.reveal(draw);
    return { collection: getAddress(world.nfts.address), id: 1n, quantity: 1 };
  };
  const soon = async () => (await networkHelpers.time.latest()) + 3_600;
  const listed = (asset: Asset, price = 5n * TOKEN, seller: Address = actors.alice, end?: number) =>
    (end === undefined ? soon() : Promise.resolve(end)).then((expiresAt) =>
      market.write.list([token.address, asset, price, expiresAt, ANY_FEE], by(seller)),
    );
  /** Lists cards and gives the listing's number. */
  const list = async (quantity = 1, price = 5n * TOKEN, seller: Address = actors.alice) => {
    await listed(receipt(quantity), price, seller);
    return market.read.listingCount([token.address]);
  };
  const take = (listing: bigint, asset: number | Asset = 1, maxPrice = ANY_PRICE, buyer: Address = actors.bob) =>
    market.write.buy([token.address, listing, typeof asset === 'number' ? receipt(asset) : asset, maxPrice], by(buyer));
  const listingOf = (listing: bigint) => market.read.listingOf([token.address, listing]);

  /** Alice's proposal to Bob, unless told otherwise; gives the trade's number. */
  const propose = async (give: Side, want: Side, proposer: Address = actors.alice, other: Address = actors.bob) => {
    await market.write.propose([token.address, other, give, want, await soon()], by(proposer));
    return market.read.tradeCount([token.address]);
  };
  const accept = async (trade: bigint, give: Side, want: Side, caller: Address = actors.bob) => {
    const { proposer, version } = await market.read.tradeOf([token.address, trade]);
    return market.write.accept([token.address, trade, proposer, version, give, want], by(caller));
  };
  const ban = (member: Address, until = BANNED) => token.write.suspend([member, until], module);
  const disable = () => token.write.setModule([address, false], registry);
  const holder = async (asset: Asset) => (await stash.read.ownerOf([asset.collection, asset.id]))[0];
  const receiptId = () => shop.read.receiptOf([token.address, card]);
  return {
    ...world,
    ...{ market, operator, forMember, card, receipt, won, soon, listed, list, take, listingOf, propose, accept },
    ...{ ban, disable, holder, receiptId },
  };
}
