// A stash for tests: six NFTs, an item that draws one, and a fulfiller who commits secrets.
import {
  type Address,
  encodeAbiParameters,
  getContract,
  type Hex,
  keccak256,
  padHex,
  parseAbi,
  stringToHex,
  toHex,
} from 'viem';
import { stashAbi } from '../../../contracts/generated/abi.ts';
import type { Connection, NewCommunity } from './deploy.ts';
import { Role, TOKEN } from './figures.ts';
import { deployShop, HOUR, Kind, reason } from './shop.ts';

export const DrawState = { open: 1, revealed: 2, drawn: 3, forfeited: 4, void: 5 };
/** The secret of that number, and what is committed of it. */
export const seed = (number: number): Hex => padHex(toHex(number), { size: 32 });
export const seedHash = (number: number): Hex => keccak256(seed(number));
const nftsAbi = parseAbi([
  'error ERC721InvalidReceiver(address receiver)',
  'function mint(address to, uint256 id)',
  'function setApprovalForAll(address operator, bool approved)',
  'function ownerOf(uint256 id) view returns (address)',
  'function transferFrom(address from, address to, uint256 id)',
  'function safeTransferFrom(address from, address to, uint256 id)',
  'function behave(bool still, bool stuck)',
  'function callBack(address target, bytes call)',
  'function failed() view returns (bool)',
]);

export async function deployStash(connection: Connection, params: Partial<NewCommunity> = {}) {
  const world = await deployShop(connection, params);
  const { client, communities, forwarder, custodian, shop, token, registry, actors, fund, add, bought, fulfiller } =
    world;
  const { viem, networkHelpers } = connection;
  const args = [forwarder, custodian, communities.address, shop.address] as const;
  const { address } = await viem.deployContract('Stash', [...args]);
  const stash = getContract({ abi: stashAbi, address, client });
  await communities.write.addModule([address, stringToHex('Stash', { size: 32 })]);
  await token.write.setModule([address, true], registry);
  const by = (account: Address) => ({ account });
  await communities.write.grantRoles([token.address, address, Role.fulfiller], by(actors.owner));
  const collect = async (name: 'Nfts' | 'HostileNfts' = 'Nfts') => {
    const { address: at } = await viem.deployContract(name);
    const nfts = getContract({ abi: nftsAbi, address: at, client });
    await nfts.write.setApprovalForAll([address, true], by(actors.admin));
    for (let id = 1n; id <= 6n; id++) await nfts.write.mint([actors.admin, id]);
    return nfts;
  };
  const nfts = await collect();
  await fund(fulfiller, 200n);

  const deposit = (ids: bigint[], collection: Address = nfts.address, caller: Address = actors.admin) =>
    stash.write.deposit([token.address, collection, ids], by(caller));
  const commit = (numbers: number[], bond = 10n * TOKEN, caller: Address = fulfiller) =>
    stash.write.commit([token.address, numbers.map(seedHash), bond], by(caller));
  const cancel = (commitment: bigint, caller: Address = fulfiller) =>
    stash.write.cancelCommitment([token.address, commitment], by(caller));
  const request = async (purchase: bigint) => {
    await stash.write.requestDraw([token.address, purchase], by(actors.mallory));
    return stash.read.drawCount([token.address]);
  };
  const reveal = (draw: bigint, number = Number(draw)) =>
    stash.write.reveal([token.address, draw, seed(number)], by(actors.mallory));
  const forfeit = (draw: bigint) => stash.write.forfeit([token.address, draw], by(actors.mallory));
  const settle = (most: bigint) => stash.write.settle([token.address, most], by(actors.mallory));
  /** An item for 10 tokens whose redemption draws, with a day to hand it over. */
  const item = await add({ kind: Kind.nft, fulfilWithin: 24 * HOUR });
  /** Six NFTs, three secrets with bonds of 10, one purchase of Alice's and its draw. */
  const drawn = async (quantity = 1n) => {
    await deposit([1n, 2n, 3n, 4n, 5n, 6n]);
    await commit([1, 2, 3], 10n * TOKEN * quantity);
    const purchase = await bought(item, quantity);
    const draw = await request(purchase);
    return { purchase, draw };
  };
  const mine = (blocks: number) => networkHelpers.mine(blocks);
  const drawOf = (draw: bigint) => stash.read.drawOf([token.address, draw]);
  const bonds = async () => {
    const [said, held] = [await stash.read.bondsOf([token.address]), await token.read.balanceOf([address])];
    if (said !== held) throw new Error(`${said} is said to be held, and ${held} is`);
    return held;
  };
  const winnerOf = async (id: bigint, collection: Address = nfts.address) =>
    (await stash.read.ownerOf([collection, id]))[0];
  /** What a reveal must come to, from what everybody can see. */
  const expected = async (draw: bigint, secret: Hex, ids: bigint[], units: number) => {
    const { targetBlock } = await drawOf(draw);
    const { hash } = await client.public.getBlock({ blockNumber: targetBlock });
    const words = [{ type: 'bytes32' }, { type: 'bytes32' }, { type: 'address' }, { type: 'uint256' }] as const;
    const random = keccak256(encodeAbiParameters(words, [secret, hash!, token.address, draw]));
    const pool = [...ids];
    return Array.from({ length: units }, (_, place) => {
      const pick = keccak256(encodeAbiParameters([{ type: 'bytes32' }, { type: 'uint256' }], [random, BigInt(place)]));
      const at = Number(BigInt(pick) % BigInt(pool.length));
      const id = pool[at]!;
      pool[at] = pool.at(-1)!;
      pool.pop();
      return id;
    });
  };
  return {
    ...world,
    ...{
      stash,
      nfts,
      collect,
      deposit,
      commit,
      cancel,
      request,
      reveal,
      forfeit,
      settle,
      item,
      drawn,
      mine,
      drawOf,
      bonds,
    },
    ...{ winnerOf, expected, by, reason },
  };
}
