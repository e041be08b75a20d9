// fund
// ├── when the other token does not arrive whole, it reverts
// └── it adds to the budget, whoever pays, also while paused
// withdrawBudget
// ├── when the caller is not the owner, or asks for more than the budget, it reverts
// └── it pays the other token; what members hold, or may have refunded, is out of reach
// issuing
// ├── it comes from the budget as a transfer, to the last unit, and no further
// ├── spending returns to the budget at once, or stays reserved while it may be refunded
// └── figures follow the other token's decimals: units, ceilings, caps
// budget, totalSupply, balanceOf, decimals, underlying
// └── what the token holds is all there is, whatever is sent to it past the functions
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress, zeroAddress } from 'viem';
import { createCommunity } from '../support/deploy.ts';
import { caps, report } from '../support/figures.ts';
import { COIN, COIN_UNIT, deployWrapped } from '../support/wrapped.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const setUp = () => deployWrapped(connection, { fund: 100n });

describe('WrappedToken.fund', () => {
  it('reverts where the other token keeps a fee', async () => {
    const { token, actors, by } = await deployWrapped(connection, { kind: 'FeeUnderlying' });
    const call = token.write.fund([100n], by(actors.owner));
    await assertions.revertWithCustomErrorWithArgs(call, token, 'WrappedTokenBadTransfer', [100n, 99n]);
  });

  it('adds to the budget, whoever pays, also while paused', async () => {
    const { communities, token, balance, actors, by } = await setUp();
    await communities.write.pause([token.address], by(actors.owner));
    const call = token.write.fund([5n], by(actors.alice));
    await assertions.emitWithArgs(call, token, 'Funded', [getAddress(actors.alice), 5n, 100n * COIN + 5n]);
    const again = token.write.fund([1n], by(actors.alice));
    await assertions.emitWithArgs(again, token, 'Transfer', [zeroAddress, getAddress(token.address), 1n]);
    assert.equal(await token.read.budget(), 100n * COIN + 6n);
    assert.equal(await balance(token.address), 100n * COIN + 6n);
    assert.equal(await balance(actors.alice), 0n);
  });
});

describe('WrappedToken.withdrawBudget', () => {
  it('reverts for anybody but the owner', async () => {
    const { token, actors, by } = await setUp();
    for (const account of [actors.admin, actors.mallory]) {
      const call = token.write.withdrawBudget([account, 1n], by(account));
      await assertions.revertWithCustomErrorWithArgs(call, token, 'WrappedTokenNotOwner', [getAddress(account)]);
    }
  });

  it('reaches no further than the budget', async () => {
    const { token, module, wrap, actors, by } = await setUp();
    await wrap(50n * COIN);
    await token.write.award([actors.bob, 30n * COIN], module);
    await token.write.burn([actors.bob, 20n * COIN, true], module);
    const left = 70n * COIN;
    const call = (amount: bigint) => token.write.withdrawBudget([actors.owner, amount], by(actors.owner));
    await assertions.revertWithCustomErrorWithArgs(call(left + 1n), token, 'WrappedTokenBudget', [left]);
    await call(left);
    // The refund is still there.
    await token.write.refund([actors.bob, 20n * COIN], module);
    assert.equal(await token.read.balanceOf([actors.bob]), 30n * COIN);
  });

  it('pays the other token', async () => {
    const { token, underlying, actors, by } = await setUp();
    const bob = getAddress(actors.bob);
    const call = (amount: bigint) => token.write.withdrawBudget([bob, amount], by(actors.owner));
    await assertions.emitWithArgs(call(4n), token, 'BudgetWithdrawn', [bob, 4n, 100n * COIN - 4n]);
    await assertions.emitWithArgs(call(1n), token, 'Transfer', [getAddress(token.address), zeroAddress, 1n]);
    assert.equal(await underlying.read.balanceOf([bob]), 5n);
    assert.equal(await token.read.totalSupply(), 100n * COIN - 5n);
  });
});

describe('WrappedToken, issuing', () => {
  it('comes from the budget as a transfer, to the last unit, and no further', async () => {
    const { token, module, balance, actors, by } = await deployWrapped(connection, { fund: 1n });
    const alice = getAddress(actors.alice);
    const call = token.write.earn([alice, COIN - COIN_UNIT / 2n], module);
    const paid = COIN - COIN_UNIT;
    await assertions.emitWithArgs(call, token, 'Transfer', [getAddress(token.address), alice, paid]);
    await token.write.withdrawBudget([actors.owner, 1n], by(actors.owner));
    // Less than a unit is left: an earning is clipped to nothing, an award refused.
    await token.write.earn([alice, COIN], module);
    assert.deepEqual([await balance(alice), await token.read.issuable()], [paid, COIN_UNIT - 1n]);
    await assertions.revertWithCustomErrorWithArgs(
      token.write.award([alice, COIN_UNIT], module),
      token,
      'TokenSupplyCap',
      [COIN_UNIT - 1n],
    );
    await token.write.award([alice, COIN_UNIT - 1n], module);
    assert.deepEqual([await balance(alice), await token.read.budget()], [COIN - 1n, 0n]);
  });

  it('takes what is spent back into the budget, but for what may be refunded', async () => {
    const { token, module, balance, actors } = await setUp();
    const alice = getAddress(actors.alice);
    await token.write.award([alice, 30n * COIN], module);
    const call = token.write.burn([alice, 10n * COIN, false], module);
    await assertions.emitWithArgs(call, token, 'Transfer', [alice, getAddress(token.address), 10n * COIN]);
    assert.equal(await token.read.budget(), 80n * COIN);
    await token.write.burn([alice, 5n * COIN, true], module);
    assert.deepEqual([await token.read.budget(), await balance(token.address)], [80n * COIN, 85n * COIN]);
    await token.write.refund([alice, 5n * COIN], module);
    assert.deepEqual([await balance(alice), await balance(token.address)], [20n * COIN, 80n * COIN]);
    assert.equal(await token.read.totalSupply(), 100n * COIN);
  });

  it('counts in the other token’s decimals', async () => {
    const { token, module, actors, earnings, client } = await setUp();
    assert.deepEqual([await token.read.decimals(), await token.read.unit()], [12, COIN_UNIT]);
    assert.equal((await token.read.standingOf([actors.alice])).custodialCeiling, 500n * COIN);
    await token.write.award([actors.alice, 3n * COIN], module);
    const { lifetimeEarned } = await token.read.standingOf([actors.alice]);
    assert.equal(lifetimeEarned, 3n * COIN);
    const rates = { rewards: 1_500n, limits: 0n, streakBps: 0n, tierBps: 10_000n, seasonBps: 10_000 };
    const flags = { registration: 0, daily: 0, grace: false, counted: false };
    const { result } = await client.public.simulateContract({
      account: earnings.address,
      address: token.address,
      abi: token.abi,
      functionName: 'settle',
      args: [[report(actors.bob, { message: 2 })], { ...rates, ...flags }],
    });
    assert.equal((result[0] as bigint) & 0xffffffffn, 3_000n);
  });

  it('follows a token of 6 decimals too', async () => {
    const { token } = await deployWrapped(connection, { kind: 'SilentUnderlying' });
    assert.deepEqual([await token.read.decimals(), await token.read.unit()], [6, 1_000n]);
  });

  it('reaches the highest tier by a balance that no lifetime could count', async () => {
    const params = { caps: { ...caps, tierByBalance: true } };
    const { token, wrap, underlying, actors } = await deployWrapped(connection, { kind: 'SilentUnderlying', params });
    const held = 2n ** 48n * 1_000n;
    await underlying.write.transfer([actors.alice, held]);
    await wrap(held);
    assert.equal((await token.read.standingOf([actors.alice])).tier, 3);
  });

  it('counts in base units where three decimals or fewer leave nothing smaller, and in tens from four on', async () => {
    const economy = await deployWrapped(connection);
    for (const [decimals, unit] of [
      [0, 1n],
      [3, 1n],
      [4, 10n],
    ] as const) {
      // Code that answers this one number to whatever it is asked.
      const underlying = `0x${'4'.repeat(39)}${decimals}` as const;
      await connection.networkHelpers.setCode(underlying, `0x600${decimals}5f5260205ff3`);
      const { read } = await createCommunity(economy, { underlying });
      assert.deepEqual([await read.decimals(), await read.unit()], [decimals, unit]);
    }
  });
});

describe('WrappedToken, views', () => {
  it('knows what it wraps, and backs nothing with what is sent past its functions', async () => {
    const { token, underlying, wrap, balance, actors, by } = await setUp();
    assert.equal(await token.read.underlying(), getAddress(underlying.address));
    await wrap(7n * COIN);
    await underlying.write.transfer([token.address, 50n * COIN], by(actors.alice));
    assert.equal(await token.read.totalSupply(), 107n * COIN);
    assert.deepEqual([await balance(token.address), await token.read.budget()], [100n * COIN, 100n * COIN]);
  });

  it('counts what members sent to the token itself as held there, and not as budget', async () => {
    const { token, wrap, balance, actors, by } = await setUp();
    await wrap(7n * COIN);
    await token.write.transfer([token.address, 2n * COIN], by(actors.alice));
    assert.deepEqual([await balance(token.address), await token.read.budget()], [102n * COIN, 100n * COIN]);
    assert.equal(await token.read.totalSupply(), 107n * COIN);
  });
});
