// A community's owner turns against its members: with every role, policy and pause at once, but not with their tokens.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { type Address, getAddress } from 'viem';
import { createCommunity, DAY } from '../support/deploy.ts';
import { caps, Role, rates, report, TOKEN, UNIT } from '../support/figures.ts';
import { milestones, reason } from '../support/milestones.ts';
import { deployShop, HOUR, Refund, Restock, redemption, State, terms, texts } from '../support/shop.ts';
import { COIN, deployWrapped } from '../support/wrapped.ts';

// A chain each: the time of one never runs back to where the other's fixture begins.
const [connection, wrapping] = [await network.create(), await network.create()];
const { assertions } = connection.viem;
const { loadFixture, time } = connection.networkHelpers;
const by = (account: Address) => ({ account });

describe('An owner who wants the members’ tokens', () => {
  it('takes nothing where the community gave that up when it began', async () => {
    const { earnings, token, fund, actors, balance } = await loadFixture(deployShop);
    await fund(actors.carol, 5n);
    const owner = by(actors.owner);
    for (const call of [
      () => earnings.write.deduct([token.address, actors.carol, 1n, reason], owner),
      () => earnings.write.setLower([token.address, actors.carol, 0n, reason], owner),
    ])
      await assertions.revertWithCustomError(call(), token, 'TokenNoClawback');
    const decay = earnings.write.setDecay([token.address, { bps: 1, idleWeeks: 1 }], owner);
    await assertions.revertWithCustomErrorWithArgs(decay, earnings, 'EarningsBadDecay', ['clawback']);
    assert.equal(await balance(actors.carol), 5n * TOKEN);
  });

  it('takes nothing that modules hold for others, even with clawback', async () => {
    const economy = await loadFixture(deployShop);
    const { earnings, gifts, communities, module, actors } = economy;
    const token = await createCommunity(economy, { clawback: true });
    await token.write.earn([gifts.address, 50n * TOKEN], module);
    const deduct = () => earnings.write.deduct([token.address, gifts.address, 50n * TOKEN, reason], by(actors.owner));
    const nothing = [token.address, gifts.address, 0n, actors.owner].map((value) =>
      typeof value === 'string' ? getAddress(value) : value,
    ) as [Address, Address, bigint, Address];
    await assertions.emitWithArgs(deduct(), earnings, 'Deducted', [...nothing, reason]);
    // Nor by disabling it first.
    await communities.write.disableModule([token.address, gifts.address], by(actors.owner));
    await assertions.emitWithArgs(deduct(), earnings, 'Deducted', [...nothing, reason]);
    assert.equal(await token.read.balanceOf([gifts.address]), 50n * TOKEN);
  });

  it('has no address that may move them: not the owner, the registry’s roles, or a module of their own making', async () => {
    const { communities, token, shop, actors, fund } = await loadFixture(deployShop);
    await fund(actors.carol, 5n);
    const owner = by(actors.owner);
    await communities.write.grantRoles(
      [token.address, actors.owner, Role.admin | Role.moderator | Role.fulfiller],
      owner,
    );
    const attempts = [
      () => token.write.move([actors.carol, actors.owner, 1n, false], owner),
      () => token.write.burn([actors.carol, 1n, false], owner),
      () => token.write.claw([actors.carol, 1n], owner),
      () => token.write.award([actors.owner, 1n], owner),
      () => token.write.earn([actors.owner, TOKEN], owner),
      () => token.write.suspend([actors.carol, 1], owner),
    ];
    for (const attempt of attempts) {
      await assertions.revertWithCustomErrorWithArgs(attempt(), token, 'TokenNotModule', [getAddress(actors.owner)]);
    }
    const own = await connection.viem.deployContract('Shop', [
      ...[actors.owner, actors.owner, communities.address],
    ] as never);
    const listed = communities.write.addModule([own.address, `0x${'00'.repeat(32)}`], owner);
    await assertions.revertWithCustomErrorWithArgs(listed, communities, 'CommunitiesNotCurator', [
      getAddress(actors.owner),
    ]);
    const enabled = communities.write.enableModule([token.address, own.address], owner);
    await assertions.revertWithCustomErrorWithArgs(enabled, communities, 'CommunitiesModuleUnknown', [
      getAddress(own.address),
    ]);
    assert.equal(await shop.read.itemCount([token.address]), 0n);
  });
});

describe('An owner who wants to issue', () => {
  it('reports nothing, raises no cap, and enables no module before a day in sight of everybody', async () => {
    const { communities, earnings, gifts, token, registry, actors } = await loadFixture(deployShop);
    const owner = by(actors.owner);
    await token.write.setCaps([caps], registry);
    const raised = { ...caps, memberDay: 0, memberWeek: 0, communityDay: 2 ** 40 };
    await communities.write.disableModule([token.address, gifts.address], owner);
    const calls = [
      () => communities.write.grantRoles([token.address, actors.owner, Role.reporter], owner),
      () => communities.write.setCaps([token.address, raised], owner),
      () => communities.write.enableModule([token.address, gifts.address], owner),
    ];
    for (const call of calls) await assertions.emit(call(), communities, 'Scheduled');
    const settle = () =>
      earnings.write.settle([token.address, 0n, [report(actors.owner, { message: 100, file: 20 })]], owner);
    await assertions.revertWithCustomError(settle(), earnings, 'EarningsNotReporter');
    assert.deepEqual(await token.read.caps(), caps);
    assert.equal(await token.read.isModule([gifts.address]), false);
    for (const call of calls) await assertions.revertWithCustomError(call(), communities, 'CommunitiesTooEarly');
    await time.increase(DAY);
    for (const call of calls) await call();
    await settle();
    assert.equal((await token.read.caps()).communityDay, 2 ** 40);
    assert.equal(await token.read.isModule([gifts.address]), true);
  });

  it('awards no more than the community’s day, whatever budget and rewards they set, and whoever they make an admin', async () => {
    const { communities, earnings, token, registry, actors } = await loadFixture(deployShop);
    const owner = by(actors.owner);
    await token.write.setCaps([caps], registry);
    const day = BigInt(caps.communityDay) * UNIT;
    const award = (amount: bigint, admin = actors.owner) =>
      earnings.write.award([token.address, admin, amount, reason], by(admin));
    // Without a budget a tenth of it each.
    await assertions.revertWithCustomErrorWithArgs(award(day / 10n + 1n), earnings, 'EarningsAwardBudget', [day / 10n]);
    await earnings.write.setMilestones([token.address, { ...milestones, awardBudget: 2n ** 64n - 1n }], owner);
    await communities.write.grantRoles([token.address, actors.mallory, Role.admin], owner);
    const [issued] = await token.read.today();
    await award(day - issued - UNIT);
    for (const admin of [actors.owner, actors.mallory])
      await assertions.revertWithCustomErrorWithArgs(award(UNIT + 1n, admin), token, 'TokenCommunityDayCap', [UNIT]);
    // A reward of millions pays what the caps leave.
    await earnings.write.setRates([token.address, { ...rates, daily: 2 ** 32 - 1 }], owner);
    await earnings.write.claimDaily([token.address], owner);
    assert.equal((await token.read.today())[0], day);
  });
});

describe('An owner who wants to keep what was paid', () => {
  it('owes a refund through a pause, an edit, an empty shelf, a ban and a disabled shop', async () => {
    const { communities, token, shop, module, actors, add, edit, bought, refund, balance } =
      await loadFixture(deployShop);
    const owner = by(actors.owner);
    const item = await add({ refund: Refund.timed }, 1);
    const purchase = await bought(item);
    await edit(item, { refund: Refund.none, active: false, price: 0n });
    await shop.write.restock([token.address, item, Restock.set, 0], owner);
    await communities.write.pause([token.address], owner);
    await communities.write.disableModule([token.address, shop.address], owner);
    await communities.write.setCaps([token.address, { ...caps, communityDay: 1 }], owner);
    await token.write.suspend([actors.alice, 2 ** 48 - 1], module);
    await refund(purchase);
    assert.equal(await balance(actors.alice), 100n * TOKEN);
  });

  it('cannot say after the deadline that it was handed over, nor stop the buyer from taking everything back', async () => {
    const { communities, shop, token, actors, add, bought, refund, balance, purchaseOf } =
      await loadFixture(deployShop);
    const purchase = await bought(await add(redemption));
    await time.increase(24 * HOUR + 1);
    const late = shop.write.fulfil([token.address, purchase], by(actors.owner));
    const { fulfilBy } = await purchaseOf(purchase);
    await assertions.revertWithCustomErrorWithArgs(late, shop, 'ShopTooLate', [BigInt(fulfilBy)]);
    await communities.write.pause([token.address], by(actors.owner));
    await refund(purchase);
    assert.equal((await purchaseOf(purchase)).state, State.requested);
    assert.equal(await balance(actors.alice), 100n * TOKEN);
  });

  it('pays what is due when taking units away', async () => {
    const { shop, token, actors, add, bought, balance } = await loadFixture(deployShop);
    const handed = await bought(await add({ refund: Refund.timed }));
    const waiting = await bought(await add({ ...redemption, refund: Refund.none }));
    for (const purchase of [handed, waiting])
      await shop.write.remove([token.address, purchase, 1n, reason], by(actors.owner));
    assert.equal(await balance(actors.alice), 100n * TOKEN);
  });

  it('cannot raise a price, or shorten a stock, ahead of a buyer who named what they agreed to', async () => {
    const { shop, add, edit, buy, balance, actors } = await loadFixture(deployShop);
    const item = await add({ salePrice: 5n * TOKEN, saleOpens: 0, saleCloses: 2 ** 40 - 1 });
    // The sale ends in the block in which the purchase comes.
    await edit(item, {});
    await assertions.revertWithCustomErrorWithArgs(buy(item, 2n, 10n * TOKEN), shop, 'ShopPriceAbove', [
      20n * TOKEN,
      10n * TOKEN,
    ]);
    await edit(item, { price: 10n * TOKEN + 1n });
    await assertions.revertWithCustomErrorWithArgs(buy(item, 1n, 10n * TOKEN), shop, 'ShopPriceAbove', [
      10n * TOKEN + 1n,
      10n * TOKEN,
    ]);
    assert.equal(await balance(actors.alice), 100n * TOKEN);
  });
});

describe('An owner of a wrapped token', () => {
  const { assertions } = wrapping.viem;
  it('cannot hold back, or pay out, what backs what members hold or may have refunded', async () => {
    const { communities, token, module, wrap, unwrap, underlying, actors, balance } = await deployWrapped(wrapping, {
      fund: 100n,
    });
    const owner = by(actors.owner);
    await wrap(50n * COIN);
    await token.write.award([actors.bob, 30n * COIN], module);
    await token.write.burn([actors.bob, 10n * COIN, true], module);
    await communities.write.pause([token.address], owner);
    const withdraw = (amount: bigint) => token.write.withdrawBudget([actors.owner, amount], owner);
    await assertions.revertWithCustomErrorWithArgs(withdraw(70n * COIN + 1n), token, 'WrappedTokenBudget', [
      70n * COIN,
    ]);
    await withdraw(70n * COIN);
    await token.write.suspend([actors.alice, 2 ** 48 - 1], module);
    await unwrap(50n * COIN);
    await token.write.refund([actors.bob, 10n * COIN], module);
    await unwrap(30n * COIN, actors.bob, actors.bob);
    assert.deepEqual(
      [await underlying.read.balanceOf([actors.alice]), await underlying.read.balanceOf([actors.bob])],
      [1_000n * COIN, 30n * COIN],
    );
    assert.deepEqual([await token.read.totalSupply(), await balance(token.address)], [0n, 0n]);
  });
});

describe('An owner who turns against another community', () => {
  it('has no role there, and nothing of one’s own to name it by', async () => {
    const economy = await loadFixture(deployShop);
    const { communities, earnings, shop, token, actors } = economy;
    const own = await createCommunity(economy, {}, actors.mallory);
    const mallory = by(actors.mallory);
    await communities.write.grantRoles([own.address, actors.mallory, Role.admin], mallory);
    const values = [getAddress(token.address), getAddress(actors.mallory)] as const;
    for (const attempt of [
      () => communities.write.setCaps([token.address, caps], mallory),
      () => communities.write.disableModule([token.address, shop.address], mallory),
      () => communities.write.grantRoles([token.address, actors.mallory, Role.pauser], mallory),
      () => communities.write.transferOwnership([token.address, actors.mallory], mallory),
    ])
      await assertions.revertWithCustomErrorWithArgs(attempt(), communities, 'CommunitiesNotOwner', [...values]);
    const pause = communities.write.pause([token.address], mallory);
    await assertions.revertWithCustomError(pause, communities, 'CommunitiesMissingRole');
    const award = earnings.write.award([token.address, actors.mallory, 1n, reason], mallory);
    await assertions.revertWithCustomErrorWithArgs(award, earnings, 'EarningsNotAdmin', [...values]);
    const add = shop.write.addItem([token.address, terms, 1, texts], mallory);
    await assertions.revertWithCustomErrorWithArgs(add, shop, 'ShopMissingRole', [...values, Role.admin]);
  });
});
