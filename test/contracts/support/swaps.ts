// Two communities with the market, ours and Bob's own: Alice has tokens of ours, Bob of both.
import { type Address, getAddress, zeroAddress } from 'viem';
import { type Connection, createCommunity } from './deploy.ts';
import { caps, TOKEN } from './figures.ts';
import { deployMarket } from './market.ts';

export async function deploySwaps(connection: Connection) {
  const world = await deployMarket(connection);
  const { market, earnings, gifts, token, registry, module, actors, by, soon, communities } = world;
  const modules = [earnings.address, gifts.address, market.address];
  const other = await createCommunity(world, { modules, closed: true, maxBalance: 1_000n * TOKEN }, actors.bob);
  await other.write.setCaps([{ ...caps, memberDay: 0, memberWeek: 0, communityDay: 2 ** 40 }], registry);
  const fundOther = (member: Address, tokens: bigint) => other.write.earn([member, tokens * TOKEN], module);
  await fundOther(actors.bob, 50n);
  /** Of ours for the other's, by Alice unless told otherwise; gives the swap's number. */
  const offer = async (
    amount: bigint,
    wantedAmount: bigint,
    { maker = actors.alice, taker = zeroAddress as Address, of = token.address, wanted = other.address } = {},
  ) => {
    await market.write.offerSwap([of, amount, wanted, wantedAmount, taker, await soon()], by(maker));
    return market.read.swapCount();
  };
  const takeSwap = async (swap: bigint, taker: Address = actors.bob) => {
    const { token: given, amount, wanted, wantedAmount } = await market.read.swapOf([swap]);
    return market.write.takeSwap([swap, given, amount, wanted, wantedAmount], by(taker));
  };
  const pauseOther = () => communities.write.pause([other.address], by(actors.bob));
  const balances = async (member: Address) =>
    Promise.all([token.read.balanceOf([member]), other.read.balanceOf([member])]);
  const [ours, theirs] = [getAddress(token.address), getAddress(other.address)];
  return { ...world, other, fundOther, offer, takeSwap, pauseOther, balances, ours, theirs };
}
