// The market for tests: the stash's community with the market switched on, receipts that move, and members who trade.
import { type Address, getContract, stringToHex } from 'viem';
import { marketAbi } from '../../../contracts/generated/abi.ts';
import type { Connection } from './deploy.ts';
import { TOKEN } from './figures.ts';
import { deployStash } from './stash.ts';

export const nothing = { amount: 0n, assets: [] };

export async function deployMarket(connection: Connection) {
  const world = await deployStash(connection);
  const { client, communities, forwarder, custodian, shop, stash, token, registry, actors, add, bought } = world;
  const args = [forwarder, custodian, communities.address, shop.address, stash.address] as const;
  const { address } = await connection.viem.deployContract('Market', [...args]);
  const market = getContract({ abi: marketAbi, address, client });
  await communities.write.addModule([address, stringToHex('Market', { size: 32 })]);
  await token.write.setModule([address, true], registry);
  const by = (account: Address) => ({ account });
  /** An item whose receipts move; Alice has three. */
  const card = await add({ transferable: true });
  await bought(card, 3n);
  const receipt = (quantity = 1) => ({ collection: `0x${'0'.repeat(40)}` as Address, id: card, quantity });
  const soon = async () => (await connection.networkHelpers.time.latest()) + 3_600;
  const list = async (quantity = 1, price = 5n * TOKEN, seller: Address = actors.alice) => {
    await market.write.list([token.address, receipt(quantity), price, await soon()], by(seller));
    return market.read.listingCount([token.address]);
  };
  const take = (listing: bigint, quantity = 1, maxPrice = 2n ** 255n, buyer: Address = actors.bob) =>
    market.write.buy([token.address, listing, quantity, maxPrice], by(buyer));
  return { ...world, market, card, receipt, soon, list, take };
}
