// gift
// ├── when the amount is 0, the recipient oneself, nobody, the token or a module, it reverts
// ├── when the community has no policy, or the day's number is reached, it reverts
// ├── when the day's limit of the tier would be passed it reverts with what is left
// ├── when the balance or a custodial ceiling does not allow it, the giver is banned or the token is paused, the token's
// │   reason comes through
// ├── it moves the amount, issues the bonus on top and says both
// ├── the bonus is clipped to the recipient's caps and rounded down; a suspended or banned recipient gets none
// ├── limits start afresh at midnight UTC, and rise with the tier to none at all
// └── only the operator's gifts count as outflow, and say so
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { type Address, getAddress, keccak256, toHex, zeroAddress, zeroHash } from 'viem';
import { createCommunity, deployEconomy, giftCall } from '../support/deploy.ts';
import { caps, giftPolicy, TOKEN, UNIT } from '../support/figures.ts';
import { asModule, asRegistry } from '../support/module.ts';
import { at } from '../support/time.ts';

const BANNED = 2 ** 48 - 1;
const connection = await network.create();
const { assertions } = connection.viem;
const setUp = async () => {
  const economy = await connection.networkHelpers.loadFixture(deployEconomy);
  const { token, gifts, actors } = economy;
  const module = await asModule(economy);
  const registry = await asRegistry(economy);
  const fund = async (tokens: bigint, member: Address = actors.alice) => {
    await token.write.setCaps([{ ...caps, memberDay: 0, memberWeek: 0 }], registry);
    await token.write.earn([member, tokens * TOKEN], module);
    await token.write.setCaps([caps], registry);
  };
  const give = (amount: bigint, to: Address = actors.bob, hash = zeroHash as `0x${string}`, of = token.address) =>
    gifts.write.gift([of, to, amount, hash], { account: actors.alice });
  const balance = (member: Address) => token.read.balanceOf([member]);
  const given = () => gifts.read.givenToday([token.address, actors.alice]);
  return { ...economy, module, registry, fund, give, balance, given };
};

describe('Gifts.gift', () => {
  it('reverts for nothing and for oneself', async () => {
    const { gifts, actors, fund, give } = await setUp();
    await fund(50n);
    await assertions.revertWithCustomError(give(0n), gifts, 'GiftsZeroAmount');
    await assertions.revertWithCustomError(give(1n, actors.alice), gifts, 'GiftsToSelf');
  });

  it('reverts for nobody, the token and modules, and not for other contracts', async () => {
    const { gifts, token, earnings, communities, fund, give } = await setUp();
    await fund(50n);
    for (const to of [zeroAddress, token.address, earnings.address, gifts.address] as const) {
      const values = [getAddress(to)] as const;
      await assertions.revertWithCustomErrorWithArgs(give(1n, to), gifts, 'GiftsBadRecipient', [...values]);
    }
    await give(1n, communities.address);
  });

  it('reverts without a policy, and where there is no community', async () => {
    const economy = await setUp();
    const { gifts, actors, give } = economy;
    const other = await createCommunity(economy);
    for (const where of [other.address, actors.mallory]) {
      const call = give(1n, actors.bob, zeroHash, where);
      await assertions.revertWithCustomErrorWithArgs(call, gifts, 'GiftsTooMany', [0n]);
    }
  });

  it('reverts beyond the day’s number', async () => {
    const { gifts, fund, give, given } = await setUp();
    await fund(50n);
    for (let n = 0; n < 10; n++) await give(TOKEN);
    assert.deepEqual(await given(), [10n * TOKEN, 10n]);
    await assertions.revertWithCustomErrorWithArgs(give(1n), gifts, 'GiftsTooMany', [10n]);
  });

  it('reverts beyond the day’s limit, with what is left', async () => {
    const { gifts, fund, give } = await setUp();
    await fund(99n);
    await give(30n * TOKEN);
    const values = [20n * TOKEN, 0] as const;
    await assertions.revertWithCustomErrorWithArgs(give(20n * TOKEN + 1n), gifts, 'GiftsDayLimit', [...values]);
    await give(20n * TOKEN);
    await assertions.revertWithCustomErrorWithArgs(give(1n), gifts, 'GiftsDayLimit', [0n, 0]);
  });

  it('passes the token’s refusals on', async () => {
    const { token, communities, actors, fund, give } = await setUp();
    await fund(5n);
    const values = [getAddress(actors.alice), 5n * TOKEN, 5n * TOKEN + 1n] as const;
    const call = give(5n * TOKEN + 1n);
    await assertions.revertWithCustomErrorWithArgs(call, token, 'ERC20InsufficientBalance', [...values]);
    await communities.write.pause([token.address], { account: actors.pauser });
    await assertions.revertWithCustomError(give(1n), token, 'TokenPaused');
  });

  it('reverts for a banned giver, and lets a suspended one give', async () => {
    const { token, module, actors, fund, give, balance } = await setUp();
    await fund(50n);
    await token.write.suspend([actors.alice, BANNED], module);
    const values = [getAddress(actors.alice)] as const;
    await assertions.revertWithCustomErrorWithArgs(give(TOKEN), token, 'TokenBanned', [...values]);
    await token.write.suspend([actors.alice, BANNED - 1], module);
    await give(TOKEN);
    assert.equal(await balance(actors.alice), 49n * TOKEN);
  });

  for (const [name, until] of [
    ['suspended', BANNED - 1],
    ['banned', BANNED],
  ] as const) {
    it(`issues no bonus to the ${name}`, async () => {
      const { token, gifts, module, actors, fund, give, balance } = await setUp();
      await fund(50n);
      await token.write.suspend([actors.bob, until], module);
      const parties = [token.address, getAddress(actors.alice), getAddress(actors.bob)] as const;
      const call = give(10n * TOKEN);
      await assertions.emitWithArgs(call, gifts, 'Gifted', [...parties, 10n * TOKEN, 0n, zeroHash, false]);
      assert.equal(await balance(actors.bob), 10n * TOKEN);
      assert.equal(await token.read.totalSupply(), 50n * TOKEN);
    });
  }

  it('issues no more bonus than the community’s day leaves', async () => {
    const { token, gifts, registry, actors, fund, give } = await setUp();
    await fund(50n);
    await token.write.setCaps([{ ...caps, communityDay: 50_300 }], registry);
    const parties = [token.address, getAddress(actors.alice), getAddress(actors.bob)] as const;
    const call = give(10n * TOKEN);
    await assertions.emitWithArgs(call, gifts, 'Gifted', [...parties, 10n * TOKEN, 300n * UNIT, zeroHash, false]);
  });

  it('moves the amount, issues the bonus on top and says both', async () => {
    const { token, gifts, actors, fund, give, balance } = await setUp();
    await fund(50n);
    const hash = keccak256(toHex('salted message'));
    const parties = [token.address, getAddress(actors.alice), getAddress(actors.bob)] as const;
    const call = give(10n * TOKEN, actors.bob, hash);
    await assertions.emitWithArgs(call, gifts, 'Gifted', [...parties, 10n * TOKEN, TOKEN, hash, false]);
    assert.deepEqual([await balance(actors.alice), await balance(actors.bob)], [40n * TOKEN, 11n * TOKEN]);
    assert.equal((await token.read.standingOf([actors.bob])).lifetimeEarned, TOKEN);
    assert.equal(await token.read.totalSupply(), 51n * TOKEN);
  });

  it('rounds the bonus down to a unit', async () => {
    const { actors, fund, give, balance } = await setUp();
    await fund(50n);
    await give(20n * UNIT - 1n);
    assert.equal(await balance(actors.bob), 21n * UNIT - 1n);
    await give(1n, actors.carol);
    assert.equal(await balance(actors.carol), 1n);
  });

  it('clips the bonus to the recipient’s caps', async () => {
    const { token, gifts, registry, actors, fund, give } = await setUp();
    await fund(50n);
    await token.write.setCaps([{ ...caps, memberDay: 700 }], registry);
    const parties = [token.address, getAddress(actors.alice), getAddress(actors.bob)] as const;
    const gift = (bonus: bigint) => [...parties, 10n * TOKEN, bonus, zeroHash, false] as const;
    await assertions.emitWithArgs(give(10n * TOKEN), gifts, 'Gifted', [...gift(700n * UNIT)]);
    await assertions.emitWithArgs(give(10n * TOKEN), gifts, 'Gifted', [...gift(0n)]);
  });

  it('starts afresh at midnight UTC', async () => {
    const { gifts, fund, give, given } = await setUp();
    await fund(99n);
    await at(connection, 0, 86_399);
    await give(45n * TOKEN);
    await at(connection, 1, 0);
    await give(45n * TOKEN);
    assert.deepEqual(await given(), [45n * TOKEN, 1n]);
    await assertions.revertWithCustomError(give(6n * TOKEN), gifts, 'GiftsDayLimit');
  });

  it('rises with the tier, to no limit', async () => {
    const { gifts, fund, give } = await setUp();
    await fund(600n);
    await give(500n * TOKEN);
    await assertions.revertWithCustomErrorWithArgs(give(1n), gifts, 'GiftsDayLimit', [0n, 2]);
    await fund(9_400n);
    await give(9_500n * TOKEN);
  });

  it('counts the operator’s gifts alone as outflow', async () => {
    const { token, gifts, actors, fund, give, asMember } = await setUp();
    await fund(40_000n);
    await give(600n * TOKEN);
    const send = (amount: bigint) => asMember(actors.alice, gifts.address, giftCall(token.address, actors.bob, amount));
    const parties = [token.address, getAddress(actors.alice), getAddress(actors.bob)] as const;
    const call = send(500n * TOKEN);
    await assertions.emitWithArgs(call, gifts, 'Gifted', [...parties, 500n * TOKEN, 50n * TOKEN, zeroHash, true]);
    const { custodialOutflow } = await token.read.standingOf([actors.alice]);
    assert.equal(custodialOutflow, 500n * TOKEN);
    await assertions.revertWithCustomErrorWithArgs(send(1n), token, 'TokenMemberCeiling', [0n]);
    await give(1n);
  });
});

describe('Gifts.setPolicy', () => {
  it('reverts for who is no admin, for unknown communities and for more than the gift as a bonus', async () => {
    const { gifts, token, actors } = await setUp();
    const stranger = gifts.write.setPolicy([token.address, giftPolicy], { account: actors.alice });
    const values = [token.address, getAddress(actors.alice)] as const;
    await assertions.revertWithCustomErrorWithArgs(stranger, gifts, 'GiftsNotAdmin', [...values]);
    const unknown = gifts.write.setPolicy([actors.carol, giftPolicy], { account: actors.owner });
    await assertions.revertWithCustomError(unknown, gifts, 'GiftsNotAdmin');
    const greedy = { ...giftPolicy, bonusBps: 10_001 };
    const call = gifts.write.setPolicy([token.address, greedy], { account: actors.owner });
    await assertions.revertWithCustomErrorWithArgs(call, gifts, 'GiftsBadPolicy', [10_001n, 10_000n]);
  });

  it('keeps every figure to its greatest', async () => {
    const { gifts, token, actors } = await setUp();
    assert.deepEqual(await gifts.read.policyOf([token.address]), giftPolicy);
    for (const policy of [
      { limits: [2 ** 48 - 1, 0, 2 ** 48 - 1, 1], bonusBps: 10_000, perDay: 255 },
      { limits: [0, 2 ** 48 - 1, 0, 2 ** 48 - 1], bonusBps: 0, perDay: 0 },
    ] as const) {
      const call = gifts.write.setPolicy([token.address, policy], { account: actors.admin });
      await assertions.emitWithArgs(call, gifts, 'PolicySet', [token.address, policy]);
      assert.deepEqual(await gifts.read.policyOf([token.address]), policy);
    }
  });
});
