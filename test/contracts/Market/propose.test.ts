// Market.propose
// ├── reverts: no community; without the market; to nobody; to oneself; paused; banned; an end past or beyond 30 days;
// │   nothing on either side; more than five assets on one
// ├── by the operator, reverts: to give a collectible, or receipts of an item without a price
// └── otherwise numbers the trade, keeps parties and the hash of the terms, and moves nothing
// Market.termsHash
// └── is that of everything in the terms
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { encodeAbiParameters, getAddress, keccak256, parseAbiParameters, zeroAddress } from 'viem';
import { createCommunity } from '../support/deploy.ts';
import { TOKEN } from '../support/figures.ts';
import { deployMarket, nothing, type Side } from '../support/market.ts';

const connection = await network.create();
const { networkHelpers } = connection;
const { assertions } = connection.viem;
const deploy = () => deployMarket(connection);
const world = () => networkHelpers.loadFixture(deploy);
const MONTH = 30 * 86_400;
const coins = (tokens: bigint): Side => ({ amount: tokens * TOKEN, assets: [] });

describe('Market.propose', () => {
  it('refuses a stranger’s token, and a community without the market', async () => {
    const w = await world();
    const { market, actors, by, soon } = w;
    const bare = await createCommunity(w, {}, actors.mallory);
    const propose = async (of: `0x${string}`) =>
      market.write.propose([of, actors.bob, coins(1n), nothing, await soon()], by(actors.alice));
    const [mallory, theirs] = [getAddress(actors.mallory), getAddress(bare.address)];
    await assertions.revertWithCustomErrorWithArgs(propose(mallory), market, 'MarketNotCommunity', [mallory]);
    await assertions.revertWithCustomErrorWithArgs(propose(theirs), market, 'MarketNotEnabled', [theirs]);
  });

  it('refuses nobody and oneself as the other', async () => {
    const { market, propose, actors } = await world();
    const nobody = propose(coins(1n), nothing, actors.alice, zeroAddress);
    await assertions.revertWithCustomErrorWithArgs(nobody, market, 'MarketNotParty', [zeroAddress]);
    const self = propose(coins(1n), nothing, actors.alice, actors.alice);
    await assertions.revertWithCustomErrorWithArgs(self, market, 'MarketWithSelf', []);
  });

  it('refuses everybody while paused, and the banned, but not the suspended', async () => {
    const { market, propose, ban, pause, actors } = await world();
    const alice = getAddress(actors.alice);
    await ban(alice);
    await assertions.revertWithCustomErrorWithArgs(propose(coins(1n), nothing), market, 'MarketBanned', [alice]);
    await ban(alice, 2 ** 40);
    assert.equal(await propose(coins(1n), nothing), 1n);
    await pause();
    await assertions.revertWithCustomErrorWithArgs(propose(coins(1n), nothing), market, 'MarketPaused', []);
  });

  it('refuses an end that is past, or more than 30 days ahead', async () => {
    const { market, token, actors, by } = await world();
    const at = (await networkHelpers.time.latest()) + 100;
    for (const end of [at, at + MONTH + 1]) {
      await networkHelpers.time.setNextBlockTimestamp(at);
      const call = market.write.propose([token.address, actors.bob, coins(1n), nothing, end], by(actors.alice));
      const args = [BigInt(end), BigInt(at + MONTH)] as const;
      await assertions.revertWithCustomErrorWithArgs(call, market, 'MarketBadExpiry', [...args]);
    }
    for (const [place, end] of [at + 11, at + 12 + MONTH].entries()) {
      await networkHelpers.time.setNextBlockTimestamp(at + 10 + 2 * place);
      await market.write.propose([token.address, actors.bob, coins(1n), nothing, end], by(actors.alice));
      assert.equal((await market.read.tradeOf([token.address, BigInt(place + 1)])).expiresAt, end);
    }
  });

  it('refuses what is empty on both sides, and more than five assets on one', async () => {
    const { market, propose, receipt } = await world();
    await assertions.revertWithCustomErrorWithArgs(propose(nothing, nothing), market, 'MarketEmpty', []);
    const many = (count: number): Side => ({ amount: 0n, assets: Array.from({ length: count }, () => receipt()) });
    for (const [give, want] of [
      [many(6), many(1)],
      [many(1), many(6)],
    ] as const)
      await assertions.revertWithCustomErrorWithArgs(propose(give, want), market, 'MarketTooManyAssets', [6n, 5n]);
    assert.equal(await propose(many(5), many(5)), 1n);
    assert.equal(await propose(many(1), nothing), 2n);
    assert.equal(await propose(nothing, many(1)), 3n);
    assert.equal(await propose(nothing, coins(1n)), 4n);
  });

  it('through the operator refuses to give what no ceiling can count, but asks for it', async () => {
    const { market, token, forMember, add, receipt, won, soon, actors } = await world();
    const prize = await won();
    const free = await add({ price: 0n, transferable: true });
    const propose = async (give: Side, want: Side) =>
      forMember(actors.alice, 'propose', [token.address, actors.bob, give, want, await soon()]);
    for (const asset of [prize, receipt(1, free)]) {
      const side = { amount: 0n, assets: [receipt(), asset] };
      const args = [asset.collection, asset.id] as const;
      await assertions.revertWithCustomErrorWithArgs(propose(side, nothing), market, 'MarketNotCustodial', [...args]);
      await propose(coins(1n), side);
    }
    const { epoch, proposer } = await market.read.tradeOf([token.address, 2n]);
    assert.deepEqual([epoch, proposer], [1, getAddress(actors.alice)]);
    assert.equal((await token.read.standingOf([actors.alice])).custodialOutflow, 0n);
  });

  it('numbers trades, keeps who and what, and moves nothing', async () => {
    const { market, token, receipt, receipts, card, balance, won, soon, actors, by } = await world();
    const prize = await won();
    const give: Side = { amount: 3n * TOKEN, assets: [receipt(2), prize] };
    const want: Side = { amount: 70n * TOKEN, assets: [] };
    const [of, alice, bob] = [getAddress(token.address), getAddress(actors.alice), getAddress(actors.bob)];
    const before = [await balance(alice), await balance(bob)];
    const end = await soon();
    const hash = await market.read.termsHash([of, 1n, 1, give, want]);
    const call = market.write.propose([of, bob, give, want, end], by(alice));
    const args = [of, 1n, alice, bob, 1, give, want, end, hash] as const;
    await assertions.emitWithArgs(call, market, 'TradeProposed', [...args]);
    assert.deepEqual(await market.read.tradeOf([of, 1n]), {
      ...{ proposer: alice, expiresAt: end, version: 1, epoch: 0, other: bob, termsHash: hash },
    });
    assert.equal(await market.read.tradeCount([of]), 1n);
    assert.deepEqual([await balance(alice), await balance(bob)], before);
    assert.equal(await receipts(card), 3n);
  });
});

describe('Market.termsHash', () => {
  it('is that of everything in the terms', async () => {
    const { market, token, receipt, actors } = await world();
    const give: Side = { amount: 3n, assets: [receipt(2)] };
    const types = parseAbiParameters([
      'address, uint256, uint32, Side, Side',
      'struct Side { uint96 amount; Asset[] assets; }',
      'struct Asset { address collection; uint256 id; uint32 quantity; }',
    ]);
    const expected = keccak256(encodeAbiParameters(types, [token.address, 4n, 5, give, nothing]));
    const hash = (args: Parameters<typeof market.read.termsHash>[0]) => market.read.termsHash(args);
    assert.equal(await hash([token.address, 4n, 5, give, nothing]), expected);
    const others = await Promise.all([
      hash([actors.bob, 4n, 5, give, nothing]),
      hash([token.address, 5n, 5, give, nothing]),
      hash([token.address, 4n, 4, give, nothing]),
      hash([token.address, 4n, 5, { ...give, amount: 4n }, nothing]),
      hash([token.address, 4n, 5, { ...give, assets: [receipt(1)] }, nothing]),
      hash([token.address, 4n, 5, nothing, give]),
    ]);
    assert.equal(new Set([expected, ...others]).size, 7);
  });
});
