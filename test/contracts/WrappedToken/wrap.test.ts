// wrap
// ├── when paused, or more than can be held is asked for, it reverts
// ├── when the other token keeps a fee, says false, or is not allowed to move, it reverts
// ├── when the receiver would hold more than the maximum, it reverts
// └── it takes the other token and credits as much, backed one to one, also where the other token returns nothing
// unwrap
// ├── when the caller has too little, it reverts
// ├── it pays to whomever the caller names, at any time: paused, banned, closed, suspended
// └── it leaves the budget alone
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress, zeroAddress } from 'viem';
import { COIN, deployWrapped, type Kind } from '../support/wrapped.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const setUp = () => deployWrapped(connection);
const withKind = (kind: Kind) => deployWrapped(connection, { kind });

describe('WrappedToken.wrap', () => {
  it('reverts while paused', async () => {
    const { communities, token, actors, by, wrap } = await setUp();
    await communities.write.pause([token.address], by(actors.owner));
    await assertions.revertWithCustomError(wrap(COIN), token, 'TokenPaused');
  });

  it('reverts for more than a balance can hold', async () => {
    const { token, wrap } = await setUp();
    await wrap(1n);
    await assertions.revertWithCustomErrorWithArgs(wrap(2n ** 96n - 1n), token, 'WrappedTokenTooMuch', [
      2n ** 96n - 1n,
    ]);
  });

  it('takes all that a balance can hold', async () => {
    const { token, wrap, underlying, actors } = await setUp();
    const most = 2n ** 96n - 1n;
    const missing = most - (await underlying.read.balanceOf([actors.alice]));
    await underlying.write.transfer([actors.alice, missing]);
    await wrap(most);
    assert.equal(await token.read.balanceOf([actors.alice]), most);
  });

  it('reverts where the other token keeps a fee', async () => {
    const { token, wrap, underlying, actors } = await withKind('FeeUnderlying');
    const call = wrap(100n * COIN);
    await assertions.revertWithCustomErrorWithArgs(call, token, 'WrappedTokenBadTransfer', [100n * COIN, 99n * COIN]);
    assert.equal(await underlying.read.balanceOf([token.address]), 0n);
    assert.equal(await token.read.balanceOf([actors.alice]), 0n);
  });

  it('reverts where the other token says false', async () => {
    const { token, wrap, underlying } = await withKind('FalseUnderlying');
    await underlying.write.lie();
    await assertions.revertWithCustomErrorWithArgs(wrap(COIN), token, 'SafeERC20FailedOperation', [
      getAddress(underlying.address),
    ]);
  });

  it('reverts where it may not move the other token', async () => {
    const { underlying, token, wrap, actors, by } = await setUp();
    await underlying.write.approve([token.address, 5n], by(actors.alice));
    await assertions.revertWithCustomErrorWithArgs(wrap(6n), underlying, 'ERC20InsufficientAllowance', [
      getAddress(token.address),
      5n,
      6n,
    ]);
  });

  it('reverts beyond the greatest balance', async () => {
    const { token, wrap, actors } = await deployWrapped(connection, { params: { maxBalance: 10n * COIN } });
    await wrap(10n * COIN);
    await assertions.revertWithCustomErrorWithArgs(wrap(1n), token, 'TokenMaxBalance', [
      getAddress(actors.alice),
      10n * COIN,
    ]);
  });

  for (const kind of ['Underlying', 'SilentUnderlying'] as const) {
    it(`takes the other token and credits as much: ${kind}`, async () => {
      const { token, underlying, wrap, balance, actors } = await withKind(kind);
      const alice = getAddress(actors.alice);
      const before = await underlying.read.balanceOf([alice]);
      await assertions.emitWithArgs(wrap(7n), token, 'Wrapped', [alice, 7n]);
      await assertions.emitWithArgs(wrap(5n), token, 'Transfer', [zeroAddress, alice, 5n]);
      assert.equal(await balance(alice), 12n);
      assert.equal(before - (await underlying.read.balanceOf([alice])), 12n);
      assert.equal(await underlying.read.balanceOf([token.address]), 12n);
      assert.deepEqual([await token.read.totalSupply(), await token.read.budget()], [12n, 0n]);
      const { lifetimeEarned, earnedToday } = await token.read.standingOf([alice]);
      assert.deepEqual([lifetimeEarned, earnedToday], [0n, 0n]);
    });
  }
});

describe('WrappedToken.unwrap', () => {
  it('reverts where the caller has too little', async () => {
    const { token, wrap, unwrap, actors } = await setUp();
    await wrap(5n);
    await assertions.revertWithCustomErrorWithArgs(unwrap(6n), token, 'ERC20InsufficientBalance', [
      getAddress(actors.alice),
      5n,
      6n,
    ]);
  });

  it('pays the other token to whomever the caller names', async () => {
    const { token, underlying, wrap, unwrap, balance, actors } = await setUp();
    const [alice, bob] = [getAddress(actors.alice), getAddress(actors.bob)];
    await wrap(9n);
    await assertions.emitWithArgs(unwrap(4n, bob), token, 'Unwrapped', [alice, bob, 4n]);
    await assertions.emitWithArgs(unwrap(1n, bob), token, 'Transfer', [alice, zeroAddress, 1n]);
    assert.deepEqual([await balance(alice), await underlying.read.balanceOf([bob])], [4n, 5n]);
    assert.deepEqual([await token.read.totalSupply(), await underlying.read.balanceOf([token.address])], [4n, 4n]);
  });

  it('is stopped by no pause, ban or closed policy', async () => {
    const { communities, token, module, underlying, wrap, unwrap, actors, by } = await deployWrapped(connection, {
      params: { closed: true },
    });
    await wrap(COIN);
    await token.write.suspend([actors.alice, 2 ** 48 - 1], module);
    await communities.write.pause([token.address], by(actors.owner));
    await unwrap(COIN, actors.bob);
    assert.equal(await underlying.read.balanceOf([actors.bob]), COIN);
  });

  it('leaves the budget alone', async () => {
    const { token, wrap, unwrap } = await deployWrapped(connection, { fund: 3n });
    await wrap(COIN);
    await unwrap(COIN);
    assert.deepEqual([await token.read.budget(), await token.read.totalSupply()], [3n * COIN, 3n * COIN]);
  });
});
