// Market.counter
// ├── reverts: no such trade; a stranger; with another than meant; a version that is not the latest; all that propose refuses
// └── otherwise puts the caller's terms in the place of the latest, which nobody can accept any more: either party, also
//     after the end of the latest
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { type Address, getAddress } from 'viem';
import { TOKEN } from '../support/figures.ts';
import { deployMarket, nothing, type Side } from '../support/market.ts';

const connection = await network.create();
const { networkHelpers } = connection;
const { assertions } = connection.viem;
const coins = (tokens: bigint): Side => ({ amount: tokens * TOKEN, assets: [] });

async function deploy() {
  const world = await deployMarket(connection);
  const { market, token, by, receipt, soon, propose } = world;
  const card: Side = { amount: 0n, assets: [receipt()] };
  const trade = await propose(card, coins(7n));
  const counter = async (caller: Address, other: Address, version: number, give: Side, want: Side, end?: number) =>
    market.write.counter([token.address, trade, other, version, give, want, end ?? (await soon())], by(caller));
  const tradeOf = () => market.read.tradeOf([token.address, trade]);
  return { ...world, card, trade, counter, tradeOf };
}
const world = () => networkHelpers.loadFixture(deploy);

describe('Market.counter', () => {
  it('refuses what is no trade, or none any more', async () => {
    const { market, token, trade, actors, by, soon, counter } = await world();
    const args = [token.address, 2n, actors.bob, 1, coins(1n), nothing, await soon()] as const;
    const unknown = market.write.counter([...args], by(actors.alice));
    await assertions.revertWithCustomErrorWithArgs(unknown, market, 'MarketNoTrade', [2n]);
    await market.write.cancelTrade([token.address, trade], by(actors.alice));
    const over = counter(actors.bob, actors.alice, 1, coins(1n), nothing);
    await assertions.revertWithCustomErrorWithArgs(over, market, 'MarketNoTrade', [trade]);
  });

  it('refuses strangers, and another counterpart than the caller means', async () => {
    const { market, actors, counter } = await world();
    const { alice, bob, mallory } = actors;
    for (const other of [alice, bob]) {
      const strange = counter(mallory, other, 1, coins(1n), nothing);
      await assertions.revertWithCustomErrorWithArgs(strange, market, 'MarketNotParty', [getAddress(mallory)]);
    }
    for (const [caller, other] of [
      [bob, mallory],
      [bob, bob],
      [alice, alice],
    ] as const) {
      const wrong = counter(caller, other, 1, coins(1n), nothing);
      await assertions.revertWithCustomErrorWithArgs(wrong, market, 'MarketNotParty', [getAddress(other)]);
    }
  });

  it('refuses to answer terms that are not the latest', async () => {
    const { market, actors, trade, counter } = await world();
    const { alice, bob } = actors;
    await counter(alice, bob, 1, coins(1n), nothing);
    for (const version of [0, 1, 3]) {
      const late = counter(bob, alice, version, coins(1n), nothing);
      await assertions.revertWithCustomErrorWithArgs(late, market, 'MarketTermsChanged', [trade]);
    }
  });

  it('refuses what could not be proposed', async () => {
    const { market, actors, counter, ban, pause, card, forMember, token, trade, soon, won } = await world();
    const { alice, bob } = actors;
    const empty = counter(bob, alice, 1, nothing, nothing);
    await assertions.revertWithCustomErrorWithArgs(empty, market, 'MarketEmpty', []);
    const many = { amount: 0n, assets: Array.from({ length: 6 }, () => card.assets[0]!) };
    await assertions.revertWithCustomErrorWithArgs(counter(bob, alice, 1, many, card), market, 'MarketTooManyAssets', [
      6n,
      5n,
    ]);
    await assertions.revertWithCustomError(counter(bob, alice, 1, coins(1n), card, 1), market, 'MarketBadExpiry');
    const prize = { amount: 0n, assets: [await won()] };
    const args = [token.address, trade, alice, 1, prize, nothing, await soon()];
    await assertions.revertWithCustomError(forMember(bob, 'counter', args), market, 'MarketNotCustodial');
    await ban(bob);
    const banned = counter(bob, alice, 1, coins(1n), card);
    await assertions.revertWithCustomErrorWithArgs(banned, market, 'MarketBanned', [getAddress(bob)]);
    await pause();
    const paused = counter(alice, bob, 1, coins(1n), card);
    await assertions.revertWithCustomErrorWithArgs(paused, market, 'MarketPaused', []);
  });

  it('turns the trade round where the other counters, also after its end', async () => {
    const { market, token, trade, card, actors, by, counter, tradeOf, soon, balance, receipts, accept } = await world();
    const [of, alice, bob] = [getAddress(token.address), getAddress(actors.alice), getAddress(actors.bob)];
    await networkHelpers.time.increase(7_200);
    const end = await soon();
    const hash = await market.read.termsHash([of, trade, 2, coins(5n), card]);
    const call = counter(bob, alice, 1, coins(5n), card, end);
    const args = [of, trade, bob, alice, 2, coins(5n), card, end, hash] as const;
    await assertions.emitWithArgs(call, market, 'TradeProposed', [...args]);
    assert.deepEqual(await tradeOf(), {
      ...{ proposer: bob, expiresAt: end, version: 2, epoch: 0, other: alice, termsHash: hash },
    });
    const first = market.write.accept([of, trade, alice, 1, card, coins(7n)], by(bob));
    await assertions.revertWithCustomErrorWithArgs(first, market, 'MarketNotParty', [bob]);
    const before = await balance(alice);
    await accept(trade, coins(5n), card, alice);
    assert.deepEqual([await balance(alice), await receipts(card.assets[0]!.id, bob)], [before + 5n * TOKEN, 1n]);
    assert.equal(await market.read.tradeCount([of]), 1n);
  });

  it('lets the proposer think again', async () => {
    const { market, token, trade, card, actors, by, counter, tradeOf } = await world();
    await counter(actors.alice, actors.bob, 1, card, coins(9n));
    const { proposer, version, other } = await tradeOf();
    assert.deepEqual([proposer, version, other], [getAddress(actors.alice), 2, getAddress(actors.bob)]);
    const old = market.write.accept([token.address, trade, actors.alice, 1, card, coins(7n)], by(actors.bob));
    await assertions.revertWithCustomErrorWithArgs(old, market, 'MarketTermsChanged', [trade]);
  });

  it('notes in whose hand the latest terms were made', async () => {
    const { token, trade, card, actors, counter, tradeOf, forMember, soon } = await world();
    await forMember(actors.bob, 'counter', [token.address, trade, actors.alice, 1, coins(2n), card, await soon()]);
    assert.equal((await tradeOf()).epoch, 1);
    await counter(actors.bob, actors.alice, 2, coins(3n), card);
    assert.equal((await tradeOf()).epoch, 0);
  });
});
