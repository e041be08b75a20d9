// Market.accept
// ├── reverts: no such trade; its proposer; a stranger; over; another proposer, version or terms than the latest
// ├── reverts and moves nothing: paused; one of both banned; one of both has not what it gives; the market switched off
// ├── by the operator, reverts: a collectible given away; above a ceiling, on whichever side it acts
// └── otherwise exchanges both sides at once, once; what both give counts where the operator acts for them
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { type Address, getAddress, zeroAddress, zeroHash } from 'viem';
import { TOKEN } from '../support/figures.ts';
import { deployMarket, nothing, type Side } from '../support/market.ts';

const connection = await network.create();
const { networkHelpers } = connection;
const { assertions } = connection.viem;
const coins = (tokens: bigint): Side => ({ amount: tokens * TOKEN, assets: [] });

async function deploy() {
  const world = await deployMarket(connection);
  const give: Side = { amount: 0n, assets: [world.receipt(2)] };
  const want = coins(7n);
  const trade = await world.propose(give, want);
  const proposed = async (proposer: Address, other: Address, given: Side, wanted: Side) =>
    world.forMember(proposer, 'propose', [world.token.address, other, given, wanted, await world.soon()]);
  return { ...world, give, want, trade, proposed };
}
const world = () => networkHelpers.loadFixture(deploy);

describe('Market.accept', () => {
  it('refuses what is no trade', async () => {
    const { market, token, give, want, actors, by } = await world();
    const call = market.write.accept([token.address, 2n, actors.alice, 1, give, want], by(actors.bob));
    await assertions.revertWithCustomErrorWithArgs(call, market, 'MarketNoTrade', [2n]);
  });

  it('refuses the proposer and strangers', async () => {
    const { market, give, want, trade, accept, actors } = await world();
    for (const caller of [actors.alice, actors.mallory, actors.admin]) {
      const call = accept(trade, give, want, caller);
      await assertions.revertWithCustomErrorWithArgs(call, market, 'MarketNotParty', [getAddress(caller)]);
    }
  });

  it('refuses what is over, from that second on', async () => {
    const { market, token, give, want, trade, accept } = await world();
    const { expiresAt } = await market.read.tradeOf([token.address, trade]);
    await networkHelpers.time.increaseTo(expiresAt - 2);
    const snapshot = await networkHelpers.takeSnapshot();
    await networkHelpers.time.setNextBlockTimestamp(expiresAt);
    const late = accept(trade, give, want);
    await assertions.revertWithCustomErrorWithArgs(late, market, 'MarketExpired', [BigInt(expiresAt)]);
    await snapshot.restore();
    await networkHelpers.time.setNextBlockTimestamp(expiresAt - 1);
    await accept(trade, give, want);
  });

  it('refuses another proposer, version, or terms', async () => {
    const { market, token, give, want, trade, receipt, actors, by } = await world();
    const { alice, mallory } = actors;
    for (const [proposer, version, given, wanted] of [
      [mallory, 1, give, want],
      [alice, 2, give, want],
      [alice, 0, give, want],
      [alice, 1, give, coins(6n)],
      [alice, 1, { amount: 0n, assets: [receipt(3)] }, want],
      [alice, 1, want, give],
      [alice, 1, give, nothing],
    ] as const) {
      const call = market.write.accept([token.address, trade, proposer, version, given, wanted], by(actors.bob));
      await assertions.revertWithCustomErrorWithArgs(call, market, 'MarketTermsChanged', [trade]);
    }
  });

  it('refuses while paused, and where one of both is banned', async () => {
    const { market, give, want, trade, accept, ban, pause, actors } = await world();
    for (const member of [getAddress(actors.alice), getAddress(actors.bob)]) {
      await ban(member);
      await assertions.revertWithCustomErrorWithArgs(accept(trade, give, want), market, 'MarketBanned', [member]);
      await ban(member, 2 ** 40);
    }
    const snapshot = await networkHelpers.takeSnapshot();
    await pause();
    await assertions.revertWithCustomErrorWithArgs(accept(trade, give, want), market, 'MarketPaused', []);
    await snapshot.restore();
    await accept(trade, give, want);
  });

  it('refuses, and moves nothing, where one of both has not what it gives', async () => {
    const { market, token, card, propose, accept, receipt, receipts, balance, actors } = await world();
    const [alice, bob] = [getAddress(actors.alice), getAddress(actors.bob)];
    const before = [await balance(alice), await balance(bob)] as const;
    const attempt = async (give: Side, want: Side) => accept(await propose(give, want), give, want);
    const cards = (quantity: number): Side => ({ amount: 1n, assets: [receipt(quantity)] });
    const twice: Side = { amount: 0n, assets: [receipt(2), receipt(2)] };
    for (const [give, want, owner, held] of [
      [cards(4), nothing, alice, 3n],
      [nothing, cards(1), bob, 0n],
      [twice, nothing, alice, 1n],
    ] as const) {
      const args = [owner, zeroAddress, card, held] as const;
      await assertions.revertWithCustomErrorWithArgs(attempt(give, want), market, 'MarketNotOwned', [...args]);
    }
    const none = attempt(cards(0), nothing);
    await assertions.revertWithCustomErrorWithArgs(none, market, 'MarketBadQuantity', [0n, 65_535n]);
    const rich = attempt({ amount: before[0] + 1n, assets: [receipt()] }, nothing);
    const little = [getAddress(token.address), alice, before[0], before[0] + 1n] as const;
    await assertions.revertWithCustomErrorWithArgs(rich, market, 'MarketTooLittle', [...little]);
    const dear = attempt(cards(1), { amount: before[1] + 2n, assets: [] });
    // Bob may pay with what he gets.
    const short = [bob, before[1] + 1n, before[1] + 2n] as const;
    await assertions.revertWithCustomErrorWithArgs(dear, token, 'ERC20InsufficientBalance', [...short]);
    assert.deepEqual([await balance(alice), await balance(bob), await receipts(card)], [...before, 3n]);
  });

  it('hands over all that one of both has', async () => {
    const { propose, accept, balance, actors } = await world();
    const [all, had] = [await balance(actors.alice), await balance(actors.bob)];
    const give: Side = { amount: all, assets: [] };
    await accept(await propose(give, nothing), give, nothing);
    assert.deepEqual([await balance(actors.alice), await balance(actors.bob)], [0n, had + all]);
  });

  it('refuses where the market was switched off', async () => {
    const { market, shop, token, propose, give, trade, want, accept, disable } = await world();
    const paid = await propose(coins(1n), nothing);
    await disable();
    const address = getAddress(market.address);
    await assertions.revertWithCustomErrorWithArgs(accept(trade, give, want), shop, 'ShopNotModule', [address]);
    await assertions.revertWithCustomErrorWithArgs(accept(paid, coins(1n), nothing), token, 'TokenNotModule', [
      address,
    ]);
  });

  it('exchanges both sides at once, and only once', async () => {
    const { market, token, give, want, trade, accept, receipts, card, balance, actors, by } = await world();
    const [of, alice, bob] = [getAddress(token.address), getAddress(actors.alice), getAddress(actors.bob)];
    const before = [await balance(alice), await balance(bob)] as const;
    await assertions.emitWithArgs(accept(trade, give, want), market, 'TradeDone', [of, trade, bob, 1]);
    assert.deepEqual([await receipts(card, alice), await receipts(card, bob)], [1n, 2n]);
    assert.deepEqual([await balance(alice), await balance(bob)], [before[0] + 7n * TOKEN, before[1] - 7n * TOKEN]);
    assert.equal((await market.read.tradeOf([of, trade])).termsHash, zeroHash);
    const again = market.write.accept([of, trade, alice, 1, give, want], by(bob));
    await assertions.revertWithCustomErrorWithArgs(again, market, 'MarketNoTrade', [trade]);
  });

  it('exchanges tokens, receipts and collectibles of both sides', async () => {
    const { token, propose, accept, won, add, bought, receipt, receipts, holder, balance, card, actors } =
      await world();
    const [alice, bob] = [getAddress(actors.alice), getAddress(actors.bob)];
    const prize = await won();
    const stamp = await add({ transferable: true, price: TOKEN });
    await bought(stamp, 4n, bob);
    const give: Side = { amount: 2n * TOKEN, assets: [prize, receipt(1)] };
    const want: Side = { amount: 3n * TOKEN, assets: [receipt(4, stamp)] };
    const before = [await balance(alice), await balance(bob)] as const;
    const supply = await token.read.totalSupply();
    await accept(await propose(give, want), give, want);
    assert.deepEqual([await balance(alice), await balance(bob)], [before[0] + TOKEN, before[1] - TOKEN]);
    assert.deepEqual([await holder(prize), await receipts(card, bob)], [bob, 1n]);
    assert.deepEqual([await receipts(stamp, alice), await receipts(stamp, bob)], [4n, 0n]);
    assert.equal(await token.read.totalSupply(), supply);
  });

  it('through the operator gives no collectible away, and counts what it does', async () => {
    const { market, token, propose, forMember, won, give, want, trade, receipt, edit, card, fund, actors } =
      await world();
    await fund(actors.carol, 30_000n);
    await edit(card, { price: 200n * TOKEN, transferable: true });
    const { alice, bob } = actors;
    const prize: Side = { amount: 0n, assets: [await won(bob)] };
    const wish = await propose(nothing, prize);
    const accept = (number: bigint, given: Side, wanted: Side) =>
      forMember(bob, 'accept', [token.address, number, alice, 1, given, wanted]);
    const refused = accept(wish, nothing, prize);
    const collectible = [prize.assets[0]!.collection, 1n] as const;
    await assertions.revertWithCustomErrorWithArgs(refused, market, 'MarketNotCustodial', [...collectible]);
    await accept(trade, give, want);
    const outflow = async (member: Address) => (await token.read.standingOf([member])).custodialOutflow;
    // Alice's side was her own doing.
    assert.deepEqual([await outflow(alice), await outflow(bob)], [0n, 7n * TOKEN]);
    const back: Side = { amount: TOKEN, assets: [receipt(2)] };
    await accept(await propose(nothing, back), nothing, back);
    assert.equal(await outflow(bob), 408n * TOKEN);
    const more: Side = { amount: 93n * TOKEN, assets: [] };
    const above = accept(await propose(nothing, more), nothing, more);
    await assertions.revertWithCustomErrorWithArgs(above, token, 'TokenMemberCeiling', [92n * TOKEN]);
  });

  it('counts what the operator proposed to give when it is given', async () => {
    const { market, token, proposed, accept, receipt, edit, card, fund, actors, trade } = await world();
    await fund(actors.carol, 30_000n);
    await fund(actors.alice, 500n);
    await edit(card, { price: 200n * TOKEN, transferable: true });
    const outflow = async () => (await token.read.standingOf([actors.alice])).custodialOutflow;
    const cards: Side = { amount: 50n * TOKEN, assets: [receipt(2)] };
    await proposed(actors.alice, actors.bob, cards, nothing);
    assert.equal(await outflow(), 0n);
    await accept(trade + 1n, cards, nothing);
    assert.equal(await outflow(), 450n * TOKEN);
    for (const more of [
      { amount: 51n * TOKEN, assets: [] },
      { amount: 0n, assets: [receipt(1)] },
    ]) {
      await proposed(actors.alice, actors.bob, more, nothing);
      const above = accept(await market.read.tradeCount([token.address]), more, nothing);
      await assertions.revertWithCustomErrorWithArgs(above, token, 'TokenMemberCeiling', [50n * TOKEN]);
    }
  });
});
