// approve
// ├── when the token is closed, or the spender is the zero address, it reverts
// └── it replaces the allowance, with an Approval, while paused too
// transferFrom
// ├── when the token is closed or paused it reverts
// ├── when the allowance, the balance or the receiver does not allow it, it reverts
// ├── it takes from the allowance, also where the owner spends
// └── it leaves the greatest allowance as it is
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress, zeroAddress } from 'viem';
import { createCommunity, deployEconomy } from '../support/deploy.ts';
import { TOKEN } from '../support/figures.ts';
import { asModule } from '../support/module.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const setUp = async () => {
  const economy = await connection.networkHelpers.loadFixture(deployEconomy);
  const { token, communities, actors } = economy;
  const module = await asModule(economy);
  await token.write.earn([actors.alice, 100n * TOKEN], module);
  const owner = { account: actors.alice };
  const spender = { account: actors.bob };
  const allowance = () => token.read.allowance([actors.alice, actors.bob]);
  const pause = () => communities.write.pause([token.address], { account: actors.pauser });
  return { ...economy, module, owner, spender, allowance, pause };
};

describe('Token.approve', () => {
  it('reverts on a closed token', async () => {
    const economy = await setUp();
    const token = await createCommunity(economy, { closed: true });
    const call = token.write.approve([economy.actors.bob, 1n], economy.owner);
    await assertions.revertWithCustomError(call, token, 'TokenClosed');
  });

  it('reverts for the zero address', async () => {
    const { token, owner } = await setUp();
    const call = token.write.approve([zeroAddress, 1n], owner);
    await assertions.revertWithCustomErrorWithArgs(call, token, 'ERC20InvalidSpender', [zeroAddress]);
  });

  it('replaces the allowance, beyond the balance and while paused too', async () => {
    const { token, actors, owner, allowance, pause } = await setUp();
    await pause();
    const parties = [getAddress(actors.alice), getAddress(actors.bob)] as const;
    for (const amount of [5n, 2n ** 256n - 1n, 0n]) {
      const call = token.write.approve([actors.bob, amount], owner);
      await assertions.emitWithArgs(call, token, 'Approval', [...parties, amount]);
      assert.equal(await allowance(), amount);
    }
    assert.equal((await token.simulate.approve([actors.bob, 1n], owner)).result, true);
  });
});

describe('Token.transferFrom', () => {
  it('reverts on a closed token, and while paused', async () => {
    const economy = await setUp();
    const { token, actors, owner, spender, pause } = economy;
    const closed = await createCommunity(economy, { closed: true });
    const refused = closed.write.transferFrom([actors.alice, actors.bob, 0n], spender);
    await assertions.revertWithCustomError(refused, closed, 'TokenClosed');
    await token.write.approve([actors.bob, 1n], owner);
    await pause();
    const call = token.write.transferFrom([actors.alice, actors.bob, 1n], spender);
    await assertions.revertWithCustomError(call, token, 'TokenPaused');
  });

  it('reverts above the allowance', async () => {
    const { token, actors, owner, spender, allowance } = await setUp();
    await token.write.approve([actors.bob, 7n], owner);
    const call = token.write.transferFrom([actors.alice, actors.carol, 8n], spender);
    const values = [getAddress(actors.bob), 7n, 8n] as const;
    await assertions.revertWithCustomErrorWithArgs(call, token, 'ERC20InsufficientAllowance', [...values]);
    assert.equal(await allowance(), 7n);
  });

  it('reverts above the balance, whatever the allowance', async () => {
    const { token, actors, owner, spender } = await setUp();
    await token.write.approve([actors.bob, 2n ** 256n - 1n], owner);
    const amount = 100n * TOKEN + 1n;
    const call = token.write.transferFrom([actors.alice, actors.carol, amount], spender);
    const values = [getAddress(actors.alice), 100n * TOKEN, amount] as const;
    await assertions.revertWithCustomErrorWithArgs(call, token, 'ERC20InsufficientBalance', [...values]);
  });

  it('reverts to and from the zero address', async () => {
    const { token, actors, owner, spender } = await setUp();
    await token.write.approve([actors.bob, 1n], owner);
    const to = token.write.transferFrom([actors.alice, zeroAddress, 1n], spender);
    await assertions.revertWithCustomErrorWithArgs(to, token, 'ERC20InvalidReceiver', [zeroAddress]);
    const from = token.write.transferFrom([zeroAddress, actors.carol, 0n], spender);
    await assertions.revertWithCustomErrorWithArgs(from, token, 'ERC20InvalidSender', [zeroAddress]);
  });

  it('takes from the allowance', async () => {
    const { token, actors, owner, spender, allowance } = await setUp();
    await token.write.approve([actors.bob, 7n], owner);
    const call = token.write.transferFrom([actors.alice, actors.carol, 3n], spender);
    await assertions.emitWithArgs(call, token, 'Transfer', [getAddress(actors.alice), getAddress(actors.carol), 3n]);
    assert.equal(await allowance(), 4n);
    assert.equal(await token.read.balanceOf([actors.carol]), 3n);
    assert.equal((await token.simulate.transferFrom([actors.alice, actors.bob, 4n], spender)).result, true);
  });

  it('needs an allowance of the owner too', async () => {
    const { token, actors, owner } = await setUp();
    const call = token.write.transferFrom([actors.alice, actors.bob, 1n], owner);
    const values = [getAddress(actors.alice), 0n, 1n] as const;
    await assertions.revertWithCustomErrorWithArgs(call, token, 'ERC20InsufficientAllowance', [...values]);
  });

  it('leaves the greatest allowance as it is', async () => {
    const { token, actors, owner, spender, allowance } = await setUp();
    await token.write.approve([actors.bob, 2n ** 256n - 1n], owner);
    await token.write.transferFrom([actors.alice, actors.bob, 5n], spender);
    assert.equal(await allowance(), 2n ** 256n - 1n);
  });
});
