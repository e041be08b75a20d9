// Market.propose, counter, accept, cancelTrade
// ├── propose reverts: a stranger's token; with oneself; nothing in it
// ├── accept reverts: its proposer; a stranger; other terms than the latest
// ├── accept exchanges both sides at once, and no trade is done twice
// └── cancelTrade: either party, also while paused; nobody else
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { TOKEN } from '../support/figures.ts';
import { deployMarket, nothing } from '../support/market.ts';

const connection = await network.create();
const { networkHelpers } = connection;
const { assertions } = connection.viem;

async function deploy() {
  const world = await deployMarket(connection);
  const { market, token, actors, by, receipt, soon } = world;
  const give = { amount: 0n, assets: [receipt(2)] };
  const want = { amount: 7n * TOKEN, assets: [] };
  await market.write.propose([token.address, actors.bob, give, want, await soon()], by(actors.alice));
  return { ...world, give, want };
}
const world = () => networkHelpers.loadFixture(deploy);

describe('Market trades', () => {
  it('are not proposed with a false token, with oneself, or empty', async () => {
    const { market, token, actors, by, give, want, soon } = await world();
    const end = await soon();
    const foreign = market.write.propose([actors.mallory, actors.bob, give, want, end], by(actors.alice));
    await assertions.revertWithCustomErrorWithArgs(foreign, market, 'MarketNotCommunity', [actors.mallory]);
    const self = market.write.propose([token.address, actors.alice, give, want, end], by(actors.alice));
    await assertions.revertWithCustomErrorWithArgs(self, market, 'MarketWithSelf', []);
    const empty = market.write.propose([token.address, actors.bob, nothing, nothing, end], by(actors.alice));
    await assertions.revertWithCustomErrorWithArgs(empty, market, 'MarketEmpty', []);
  });

  it('are accepted by the other alone, and only as they stand', async () => {
    const { market, token, actors, by, give, want, soon } = await world();
    const accept = (version: number, wanted: typeof want, caller: `0x${string}`) =>
      market.write.accept([token.address, 1n, version, give, wanted], by(caller));
    for (const stranger of [actors.alice, actors.mallory])
      await assertions.revertWithCustomErrorWithArgs(accept(1, want, stranger), market, 'MarketNotParty', [stranger]);
    const less = { ...want, amount: 1n };
    await assertions.revertWithCustomErrorWithArgs(accept(1, less, actors.bob), market, 'MarketTermsChanged', [1n]);
    const dearer = { ...want, amount: 9n * TOKEN };
    const args = [token.address, 1n, 1, give, dearer, await soon()] as const;
    await market.write.counter([...args], by(actors.alice));
    await assertions.revertWithCustomErrorWithArgs(accept(1, want, actors.bob), market, 'MarketTermsChanged', [2n]);
  });

  it('exchange both sides at once, and only once', async () => {
    const { market, token, actors, by, give, want, receipts, card, balance } = await world();
    const before = [await balance(actors.alice), await balance(actors.bob)] as const;
    const accept = () => market.write.accept([token.address, 1n, 1, give, want], by(actors.bob));
    await assertions.emitWithArgs(accept(), market, 'TradeDone', [token.address, 1n, actors.bob, 1]);
    assert.deepEqual([await receipts(card, actors.alice), await receipts(card, actors.bob)], [1n, 2n]);
    assert.equal(await balance(actors.alice), before[0] + 7n * TOKEN);
    assert.equal(await balance(actors.bob), before[1] - 7n * TOKEN);
    await assertions.revertWithCustomErrorWithArgs(accept(), market, 'MarketNoTrade', [1n]);
  });

  it('are cancelled by either party, also while paused', async () => {
    const { market, token, actors, by, pause } = await world();
    await pause();
    const cancel = (caller: `0x${string}`) => market.write.cancelTrade([token.address, 1n], by(caller));
    await assertions.revertWithCustomErrorWithArgs(cancel(actors.mallory), market, 'MarketNotParty', [actors.mallory]);
    await assertions.emitWithArgs(cancel(actors.bob), market, 'TradeCancelled', [token.address, 1n, actors.bob]);
    await assertions.revertWithCustomErrorWithArgs(cancel(actors.alice), market, 'MarketNoTrade', [1n]);
  });
});
