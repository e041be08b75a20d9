// burn
// ├── when the caller is no module, was disabled, or the token is paused, it reverts
// ├── a module's own it burns all the same, but nobody's who never was one
// ├── when the member has too little, or is the zero address, it reverts
// ├── it takes the amount off balance and supply, says so, and counts as no outflow
// └── what is refundable stays reserved under the supply cap; the rest makes room
// refund
// ├── when it is more than the caller burned as refundable, it reverts, whoever burned the rest
// ├── when the receiver is the zero address, or would hold too much, it reverts
// ├── it issues anew regardless of pause, caps and disabling, and counts as no earning
// └── it never meets the supply cap
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { type Address, getAddress, zeroAddress } from 'viem';
import { createCommunity, deployEconomy } from '../support/deploy.ts';
import { caps, report, TOKEN } from '../support/figures.ts';
import { asModule, asRegistry } from '../support/module.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const setUp = async () => {
  const economy = await connection.networkHelpers.loadFixture(deployEconomy);
  const { token, shop, actors } = economy;
  const module = await asModule(economy);
  const registry = await asRegistry(economy);
  await connection.networkHelpers.impersonateAccount(shop.address);
  await connection.networkHelpers.setBalance(shop.address, 10n ** 20n);
  const other = { account: shop.address };
  await token.write.earn([actors.alice, 30n * TOKEN], module);
  const burn = (amount: bigint, refundable = true, from: Address = actors.alice) =>
    token.write.burn([from, amount, refundable], module);
  const refund = (amount: bigint, to: Address = actors.alice) => token.write.refund([to, amount], module);
  const left = () => token.read.refundableBy([module.account]);
  return { ...economy, module, other, registry, burn, refund, left };
};

describe('Token.burn', () => {
  it('reverts for who is no module', async () => {
    const { token, actors } = await setUp();
    const call = token.write.burn([actors.alice, 1n, true], { account: actors.mallory });
    await assertions.revertWithCustomErrorWithArgs(call, token, 'TokenNotModule', [getAddress(actors.mallory)]);
  });

  it('reverts while paused', async () => {
    const { token, communities, actors, burn } = await setUp();
    await communities.write.pause([token.address], { account: actors.pauser });
    await assertions.revertWithCustomError(burn(1n), token, 'TokenPaused');
  });

  it('takes a module’s own while paused, and after it was disabled, but then no member’s', async () => {
    const { token, communities, module, registry, actors, burn } = await setUp();
    await token.write.move([actors.alice, module.account, 5n * TOKEN, false], module);
    await communities.write.pause([token.address], { account: actors.pauser });
    await burn(2n * TOKEN, false, module.account);
    await token.write.setModule([module.account, false], registry);
    await burn(3n * TOKEN, false, module.account);
    assert.deepEqual([await token.read.balanceOf([module.account]), await token.read.totalSupply()], [0n, 25n * TOKEN]);
    await assertions.revertWithCustomErrorWithArgs(burn(1n), token, 'TokenNotModule', [getAddress(module.account)]);
    const own = token.write.burn([actors.mallory, 0n, false], { account: actors.mallory });
    await assertions.revertWithCustomError(own, token, 'TokenNotModule');
  });

  it('reverts where the member has too little', async () => {
    const { token, actors, burn } = await setUp();
    for (const refundable of [true, false]) {
      await assertions.revertWithCustomErrorWithArgs(
        burn(30n * TOKEN + 1n, refundable),
        token,
        'ERC20InsufficientBalance',
        [getAddress(actors.alice), 30n * TOKEN, 30n * TOKEN + 1n],
      );
    }
    await assertions.revertWithCustomError(burn(1n, true, zeroAddress), token, 'ERC20InvalidSender');
  });

  for (const refundable of [true, false]) {
    it(`takes the amount off balance and supply, ${refundable ? '' : 'not '}refundable`, async () => {
      const { token, actors, burn, left } = await setUp();
      const call = burn(12n * TOKEN, refundable);
      await assertions.emitWithArgs(call, token, 'Transfer', [getAddress(actors.alice), zeroAddress, 12n * TOKEN]);
      assert.equal(await token.read.balanceOf([actors.alice]), 18n * TOKEN);
      assert.equal(await token.read.totalSupply(), 18n * TOKEN);
      assert.equal(await left(), refundable ? 12n * TOKEN : 0n);
      const { lifetimeEarned, custodialOutflow } = await token.read.standingOf([actors.alice]);
      assert.deepEqual([lifetimeEarned, custodialOutflow], [30n * TOKEN, 0n]);
    });
  }

  it('keeps what is refundable reserved under the supply cap, and makes room with the rest', async () => {
    const economy = await setUp();
    const { module, actors } = economy;
    const token = await createCommunity(economy, { supplyCap: 20n * TOKEN });
    await token.write.earn([actors.alice, 20n * TOKEN], module);
    await token.write.burn([actors.alice, 5n * TOKEN, true], module);
    await token.write.earn([actors.bob, 9n * TOKEN], module);
    assert.equal(await token.read.balanceOf([actors.bob]), 0n);
    await token.write.burn([actors.alice, 3n * TOKEN, false], module);
    await token.write.earn([actors.bob, 9n * TOKEN], module);
    assert.equal(await token.read.balanceOf([actors.bob]), 3n * TOKEN);
    await token.write.refund([actors.alice, 5n * TOKEN], module);
    assert.equal(await token.read.totalSupply(), 20n * TOKEN);
  });

  it('leaves the community’s ceiling at 5 % of what is really there', async () => {
    const { token, module, registry, actors, burn } = await setUp();
    await token.write.setCaps([{ ...caps, memberDay: 0, memberWeek: 0, communityDay: 2 ** 40 }], registry);
    await token.write.earn([actors.alice, 39_970n * TOKEN], module);
    await token.write.setCeiling([actors.alice, 40_000n * TOKEN], registry);
    await connection.networkHelpers.time.increase(86_400);
    await burn(20_000n * TOKEN);
    const move = (amount: bigint) => token.write.move([actors.alice, actors.bob, amount, true], module);
    const call = move(1_000n * TOKEN + 1n);
    await assertions.revertWithCustomErrorWithArgs(call, token, 'TokenCommunityCeiling', [1_000n * TOKEN]);
    await move(1_000n * TOKEN);
  });
});

describe('Token.refund', () => {
  it('reverts above what the caller burned as refundable', async () => {
    const { token, actors, other, burn, refund } = await setUp();
    await burn(5n * TOKEN);
    await burn(5n * TOKEN, false);
    await refund(2n * TOKEN);
    const more = refund(3n * TOKEN + 1n);
    await assertions.revertWithCustomErrorWithArgs(more, token, 'TokenRefundAbove', [3n * TOKEN]);
    const anothers = token.write.refund([actors.alice, 1n], other);
    await assertions.revertWithCustomErrorWithArgs(anothers, token, 'TokenRefundAbove', [0n]);
    const strangers = token.write.refund([actors.mallory, 1n], { account: actors.mallory });
    await assertions.revertWithCustomErrorWithArgs(strangers, token, 'TokenRefundAbove', [0n]);
    await refund(3n * TOKEN);
    await assertions.revertWithCustomErrorWithArgs(refund(1n), token, 'TokenRefundAbove', [0n]);
  });

  it('reverts to nobody', async () => {
    const { burn, refund, token } = await setUp();
    await burn(5n * TOKEN);
    await assertions.revertWithCustomError(refund(1n, zeroAddress), token, 'ERC20InvalidReceiver');
  });

  it('is stopped by no greatest balance, above which nothing more is earned or received', async () => {
    const economy = await setUp();
    const { module, actors } = economy;
    const bounded = await createCommunity(economy, { maxBalance: 10n * TOKEN });
    await bounded.write.earn([actors.alice, 10n * TOKEN], module);
    await bounded.write.burn([actors.alice, 4n * TOKEN, true], module);
    await bounded.write.earn([actors.alice, 1n * TOKEN], module);
    await bounded.write.refund([actors.alice, 4n * TOKEN], module);
    assert.equal(await bounded.read.balanceOf([actors.alice]), 11n * TOKEN);

    await bounded.write.earn([actors.alice, 1n * TOKEN], module);
    assert.equal(await bounded.read.balanceOf([actors.alice]), 11n * TOKEN);
    await bounded.write.earn([actors.bob, 1n * TOKEN], module);
    const call = bounded.write.transfer([actors.alice, 1n], { account: actors.bob });
    const values = [getAddress(actors.alice), 10n * TOKEN] as const;
    await assertions.revertWithCustomErrorWithArgs(call, bounded, 'TokenMaxBalance', [...values]);
  });

  it('issues anew regardless of pause, caps and disabling, and counts as no earning', async () => {
    const { token, communities, module, registry, actors, burn, refund, settle, left } = await setUp();
    await settle(report(actors.alice, { message: 1 }));
    const before = await token.read.standingOf([actors.alice]);
    const [issued] = await token.read.today();
    await burn(20n * TOKEN);
    await token.write.setCaps([{ ...caps, memberDay: 1, memberWeek: 1, communityDay: 1 }], registry);
    await communities.write.pause([token.address], { account: actors.pauser });
    await communities.write.disableModule([token.address, module.account], { account: actors.owner });
    await assertions.emitWithArgs(refund(20n * TOKEN), token, 'Transfer', [
      zeroAddress,
      getAddress(actors.alice),
      20n * TOKEN,
    ]);
    assert.deepEqual(await token.read.standingOf([actors.alice]), before);
    assert.deepEqual(await token.read.today(), [issued, 0n]);
    assert.equal(await left(), 0n);
  });
});
