// Market.cancelTrade
// ├── reverts: no such trade, or none any more; a stranger
// └── otherwise ends it, by either party: also over, paused, banned, without the market, and through the operator
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { type Address, getAddress, zeroAddress } from 'viem';
import { TOKEN } from '../support/figures.ts';
import { deployMarket, nothing, type Side } from '../support/market.ts';

const connection = await network.create();
const { networkHelpers } = connection;
const { assertions } = connection.viem;
const coins: Side = { amount: TOKEN, assets: [] };

async function deploy() {
  const world = await deployMarket(connection);
  const { market, token, by, propose } = world;
  const trade = await propose(coins, nothing);
  const cancel = (caller: Address, number = trade) => market.write.cancelTrade([token.address, number], by(caller));
  return { ...world, trade, cancel };
}
const world = () => networkHelpers.loadFixture(deploy);

describe('Market.cancelTrade', () => {
  it('refuses what is no trade, or none any more', async () => {
    const { market, actors, trade, cancel, accept, propose } = await world();
    await assertions.revertWithCustomErrorWithArgs(cancel(actors.alice, 2n), market, 'MarketNoTrade', [2n]);
    await accept(trade, coins, nothing);
    await assertions.revertWithCustomErrorWithArgs(cancel(actors.alice), market, 'MarketNoTrade', [trade]);
    const next = await propose(coins, nothing);
    await cancel(actors.alice, next);
    await assertions.revertWithCustomErrorWithArgs(cancel(actors.bob, next), market, 'MarketNoTrade', [next]);
  });

  it('refuses strangers, the staff among them', async () => {
    const { market, actors, cancel } = await world();
    for (const caller of [actors.mallory, actors.admin, actors.owner])
      await assertions.revertWithCustomErrorWithArgs(cancel(caller), market, 'MarketNotParty', [getAddress(caller)]);
  });

  for (const who of ['alice', 'bob'] as const)
    it(`lets ${who === 'alice' ? 'the proposer' : 'the other'} end it, whatever stands still`, async () => {
      const { market, token, actors, trade, cancel, ban, pause, disable } = await world();
      await ban(actors[who]);
      await pause();
      await disable();
      await networkHelpers.time.increase(7_200);
      const args = [getAddress(token.address), trade, getAddress(actors[who])] as const;
      await assertions.emitWithArgs(cancel(actors[who]), market, 'TradeCancelled', [...args]);
      assert.equal((await market.read.tradeOf([token.address, trade])).proposer, zeroAddress);
    });

  it('ends it through the operator', async () => {
    const { market, token, actors, trade, forMember } = await world();
    const stranger = forMember(actors.mallory, 'cancelTrade', [token.address, trade]);
    await assertions.revertWithCustomErrorWithArgs(stranger, market, 'MarketNotParty', [getAddress(actors.mallory)]);
    await forMember(actors.bob, 'cancelTrade', [token.address, trade]);
    assert.equal((await market.read.tradeOf([token.address, trade])).proposer, zeroAddress);
  });
});
