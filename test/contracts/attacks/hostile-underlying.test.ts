// A wrapped token that is not what it seems: it calls back, keeps fees, lies, or tells odd decimals. What it can do to its
// own community it could do to its own holders anyway; no other community, and no figure of ours, follows it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { encodeFunctionData, getAddress, type Hex, padHex, toFunctionSelector, toHex } from 'viem';
import { createCommunity } from '../support/deploy.ts';
import { TOKEN } from '../support/figures.ts';
import { COIN, deployWrapped } from '../support/wrapped.ts';

const connection = await network.create();
const { assertions, deployContract } = connection.viem;
const GUARD = toFunctionSelector('ReentrancyGuardReentrantCall()');

describe('A hostile wrapped token', () => {
  for (const [verb, args] of [
    ['wrap', [1n]],
    ['unwrap', [`0x${'11'.repeat(20)}`, 1n]],
    ['fund', [1n]],
    ['withdrawBudget', [`0x${'11'.repeat(20)}`, 1n]],
  ] as const) {
    it(`cannot call ${verb} back in the midst of a move`, async () => {
      const { token, underlying, wrap, unwrap, actors, by } = await deployWrapped(connection, {
        kind: 'CallingUnderlying',
      });
      await wrap(10n * COIN);
      const data = encodeFunctionData({ abi: token.abi, functionName: verb, args } as Parameters<
        typeof encodeFunctionData
      >[0]);
      await underlying.write.callBack([token.address, data]);
      for (const act of [
        () => wrap(COIN),
        () => unwrap(COIN),
        () => token.write.fund([COIN], by(actors.owner)),
        () => token.write.withdrawBudget([actors.owner, COIN], by(actors.owner)),
      ]) {
        await act();
        assert.deepEqual([await underlying.read.failed(), await underlying.read.reason()], [true, GUARD]);
      }
      assert.equal(await token.read.totalSupply(), await underlying.read.balanceOf([token.address]));
    });
  }

  it('that reads in the midst of wrapping sees nothing credited, and in the midst of unwrapping nothing left', async () => {
    const { token, underlying, wrap, unwrap, actors } = await deployWrapped(connection, { kind: 'CallingUnderlying' });
    const read = encodeFunctionData({ abi: token.abi, functionName: 'balanceOf', args: [actors.alice] });
    await wrap(7n);
    await underlying.write.callBack([token.address, read]);
    // The mock keeps the answer's first four bytes: 0 either way, and the figures after it tell the rest.
    await unwrap(7n);
    assert.equal(await underlying.read.failed(), false);
    assert.deepEqual([await token.read.totalSupply(), await token.read.balanceOf([actors.alice])], [0n, 0n]);
  });

  it('that stops paying takes its own holders’ way out and nobody else’s', async () => {
    const economy = await deployWrapped(connection, { kind: 'FalseUnderlying' });
    const { token, underlying, wrap, unwrap, module, actors } = economy;
    const other = await createCommunity(economy);
    await wrap(COIN);
    await underlying.write.lie();
    await assertions.revertWithCustomError(unwrap(COIN), token, 'SafeERC20FailedOperation');
    assert.equal(await token.read.balanceOf([actors.alice]), COIN);
    await other.write.award([actors.alice, TOKEN], module);
    await other.write.move([actors.alice, actors.bob, TOKEN, false], module);
    assert.equal(await other.read.balanceOf([actors.bob]), TOKEN);
  });

  for (const [what, answer] of [
    ['19 decimals', padHex(toHex(19), { size: 32 })],
    ['more decimals than a byte holds', padHex(toHex(256 + 6), { size: 32 })],
    ['no decimals', '0x'],
    ['two answers', padHex(toHex(6), { size: 64 })],
  ] as [string, Hex][]) {
    it(`that tells ${what} is refused`, async () => {
      const economy = await deployWrapped(connection);
      const odd = await deployContract('OddUnderlying', [answer]);
      const call = createCommunity(economy, { underlying: odd.address });
      await assertions.revertWithCustomError(call, economy.communities, 'CommunitiesBadUnderlying');
    });
  }

  it('may have no decimals to speak of: one unit is then one token', async () => {
    const economy = await deployWrapped(connection);
    const odd = await deployContract('OddUnderlying', [padHex(toHex(0), { size: 32 })]);
    const token = await createCommunity(economy, { underlying: odd.address });
    assert.deepEqual([await token.read.decimals(), await token.read.unit()], [0, 1n]);
  });

  it('is no wallet, no community’s token, and has no supply cap beside it', async () => {
    const economy = await deployWrapped(connection);
    const { communities, token, underlying, actors } = economy;
    for (const params of [
      { underlying: actors.mallory },
      { underlying: token.address },
      { underlying: underlying.address, supplyCap: 1n },
    ]) {
      const call = createCommunity(economy, params);
      await assertions.revertWithCustomErrorWithArgs(call, communities, 'CommunitiesBadUnderlying', [
        getAddress(params.underlying),
      ]);
    }
  });
});
