// move
// ├── when the caller is no module, or the token is paused, it reverts
// ├── when the giver has too little, or the receiver is the zero address or would hold too much, it reverts
// ├── it moves and returns the giver's tier, on closed tokens too
// └── given the operator acts for the giver
//     ├── it counts outflow, part of a unit as a whole one, and reverts above the member's ceiling
//     ├── it reverts above the community's: 5 % of supply, 500 tokens at least
//     ├── it starts both afresh at midnight UTC and leaves counts of activity alone
//     └── a ceiling the member set holds in place of the default
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { type Address, getAddress, zeroAddress } from 'viem';
import { createCommunity, deployEconomy } from '../support/deploy.ts';
import { caps, rates, report, TOKEN, UNIT } from '../support/figures.ts';
import { asModule, asRegistry } from '../support/module.ts';
import { at } from '../support/time.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const setUp = async () => {
  const economy = await connection.networkHelpers.loadFixture(deployEconomy);
  const { token, actors } = economy;
  const module = await asModule(economy);
  const registry = await asRegistry(economy);
  await token.write.setCaps([{ ...caps, memberDay: 0, memberWeek: 0, communityDay: 2 ** 40 }], registry);
  const fund = (member: Address, tokens: bigint) => token.write.earn([member, tokens * TOKEN], module);
  const move = (amount: bigint, custodial = false, from: Address = actors.alice) =>
    token.write.move([from, actors.bob, amount, custodial], module);
  return { ...economy, module, registry, fund, move };
};

describe('Token.move', () => {
  it('reverts for who is no module', async () => {
    const { token, actors, fund } = await setUp();
    await fund(actors.alice, 1n);
    const call = token.write.move([actors.alice, actors.mallory, 1n, false], { account: actors.mallory });
    await assertions.revertWithCustomErrorWithArgs(call, token, 'TokenNotModule', [actors.mallory]);
  });

  it('reverts while paused', async () => {
    const { token, communities, actors, fund, move } = await setUp();
    await fund(actors.alice, 1n);
    await communities.write.pause([token.address], { account: actors.pauser });
    await assertions.revertWithCustomError(move(1n), token, 'TokenPaused');
  });

  it('reverts where the giver has too little', async () => {
    const { token, actors, fund, move } = await setUp();
    await fund(actors.alice, 3n);
    await assertions.revertWithCustomErrorWithArgs(move(3n * TOKEN + 1n), token, 'ERC20InsufficientBalance', [
      getAddress(actors.alice),
      3n * TOKEN,
      3n * TOKEN + 1n,
    ]);
  });

  it('reverts to and from the zero address', async () => {
    const { token, module, actors } = await setUp();
    const to = token.write.move([actors.alice, zeroAddress, 0n, false], module);
    await assertions.revertWithCustomErrorWithArgs(to, token, 'ERC20InvalidReceiver', [zeroAddress]);
    const from = token.write.move([zeroAddress, actors.alice, 0n, false], module);
    await assertions.revertWithCustomErrorWithArgs(from, token, 'ERC20InvalidSender', [zeroAddress]);
  });

  it('reverts where the receiver would hold too much', async () => {
    const economy = await setUp();
    const { actors, module } = economy;
    const token = await createCommunity(economy, { maxBalance: 10n * TOKEN });
    await token.write.earn([actors.alice, 8n * TOKEN], module);
    await token.write.earn([actors.bob, 5n * TOKEN], module);
    const call = token.write.move([actors.alice, actors.bob, 5n * TOKEN + 1n, false], module);
    await assertions.revertWithCustomErrorWithArgs(call, token, 'TokenMaxBalance', [
      getAddress(actors.bob),
      10n * TOKEN,
    ]);
    await token.write.move([actors.alice, actors.bob, 5n * TOKEN, false], module);
    assert.equal(await token.read.balanceOf([actors.bob]), 10n * TOKEN);
  });

  it('moves and returns the giver’s tier', async () => {
    const { token, actors, module, fund, move } = await setUp();
    for (const [tokens, tier] of [
      [99n, 0],
      [1n, 1],
      [400n, 2],
      [500n, 3],
    ] as const) {
      await fund(actors.alice, tokens);
      const { result } = await token.simulate.move([actors.alice, actors.bob, 1n, false], module);
      assert.equal(result, tier);
    }
    const parties = [getAddress(actors.alice), getAddress(actors.bob)] as const;
    await assertions.emitWithArgs(move(700n * TOKEN), token, 'Transfer', [...parties, 700n * TOKEN]);
    assert.equal(await token.read.balanceOf([actors.bob]), 700n * TOKEN);
    assert.equal((await token.read.standingOf([actors.alice])).custodialOutflow, 0n);
  });

  it('moves closed tokens', async () => {
    const economy = await setUp();
    const { actors, module } = economy;
    const token = await createCommunity(economy, { closed: true });
    await token.write.earn([actors.alice, TOKEN], module);
    await token.write.move([actors.alice, actors.bob, TOKEN, false], module);
    assert.equal(await token.read.balanceOf([actors.bob]), TOKEN);
  });

  it('leaves standing where it is: only the balance moves', async () => {
    const { token, actors, settle, fund, move } = await setUp();
    await settle(report(actors.alice, { message: 9 }, true), report(actors.bob, { file: 2 }));
    const before = await Promise.all([actors.alice, actors.bob].map((member) => token.read.standingOf([member])));
    await fund(actors.carol, 1n);
    await move(9n * TOKEN);
    const after = await Promise.all([actors.alice, actors.bob].map((member) => token.read.standingOf([member])));
    assert.deepEqual(after, [
      { ...before[0]!, balance: 10n * TOKEN },
      { ...before[1]!, balance: 15n * TOKEN },
    ]);
  });

  it('holds the operator to the member’s ceiling, a part of a unit counting as one', async () => {
    const { token, actors, fund, move } = await setUp();
    await fund(actors.alice, 5_000n);
    await fund(actors.carol, 100_000n);
    await move(499n * TOKEN + 1n, true);
    assert.equal((await token.read.standingOf([actors.alice])).custodialOutflow, 499n * TOKEN + UNIT);
    const left = TOKEN - UNIT;
    await assertions.revertWithCustomErrorWithArgs(move(left + 1n, true), token, 'TokenMemberCeiling', [left]);
    await move(left, true);
    await assertions.revertWithCustomErrorWithArgs(move(1n, true), token, 'TokenMemberCeiling', [0n]);
    // The member's own doing is not the operator's.
    await move(1_000n * TOKEN);
    assert.deepEqual((await token.read.today())[1], 500n * TOKEN);
  });

  it('holds the operator to 5 % of supply in a community', async () => {
    const { token, actors, fund, move } = await setUp();
    const givers = [actors.alice, actors.carol, actors.admin];
    for (const giver of givers) await fund(giver, 8_000n);
    await move(500n * TOKEN, true, givers[0]);
    await move(500n * TOKEN, true, givers[1]);
    await assertions.revertWithCustomErrorWithArgs(
      move(200n * TOKEN + 1n, true, givers[2]),
      token,
      'TokenCommunityCeiling',
      [200n * TOKEN],
    );
    await move(200n * TOKEN, true, givers[2]);
  });

  it('lets the operator move 500 tokens a day in a community of any size', async () => {
    const { token, actors, fund, move } = await setUp();
    await fund(actors.alice, 300n);
    await fund(actors.carol, 300n);
    await move(300n * TOKEN, true);
    await move(200n * TOKEN, true, actors.carol);
    await assertions.revertWithCustomErrorWithArgs(move(UNIT, true, actors.carol), token, 'TokenCommunityCeiling', [
      0n,
    ]);
  });

  it('starts both ceilings afresh at midnight UTC and leaves counts alone', async () => {
    const { token, actors, settle, fund, move } = await setUp();
    await fund(actors.alice, 2_000n);
    await settle(report(actors.alice, { message: 7 }));
    await at(connection, 0, 86_399);
    await move(500n * TOKEN, true);
    assert.equal((await token.read.countsOf([actors.alice]))[1][0], 7);
    await at(connection, 1, 0);
    await move(500n * TOKEN, true);
    const [lifetime, today] = await token.read.countsOf([actors.alice]);
    assert.deepEqual([lifetime[0], today[0]], [7, 0]);
    assert.deepEqual(await token.read.today(), [0n, 500n * TOKEN]);
  });

  it('holds the ceiling that the member set', async () => {
    const { token, registry, actors, fund, move } = await setUp();
    await fund(actors.alice, 1_000n);
    await move(100n * TOKEN, true);
    await token.write.setCeiling([actors.alice, 120n * TOKEN + UNIT - 1n], registry);
    await assertions.revertWithCustomErrorWithArgs(move(21n * TOKEN, true), token, 'TokenMemberCeiling', [20n * TOKEN]);
    await token.write.setCeiling([actors.alice, 50n * TOKEN], registry);
    await assertions.revertWithCustomErrorWithArgs(move(1n, true), token, 'TokenMemberCeiling', [0n]);
  });

  it('counts no more than its field holds under a ceiling without end', async () => {
    const { token, registry, actors, fund, move } = await setUp();
    await token.write.setCaps([{ ...caps, memberDay: 0, memberWeek: 0, communityDay: 2 ** 48 - 1 }], registry);
    await token.write.setCeiling([actors.alice, 2n ** 96n - 1n], registry);
    await fund(actors.alice, 1_000_000n);
    await at(connection, 2);
    await move(50_000n * TOKEN, true);
    assert.equal((await token.read.standingOf([actors.alice])).custodialCeiling, 2n ** 96n - 1n);
    assert.equal((await token.read.standingOf([actors.alice])).custodialOutflow, 50_000n * TOKEN);
  });

  it('keeps an outflow beyond all that usually flows, whatever is counted beside it', async () => {
    const { token, module, registry, actors, settle, move } = await setUp();
    await token.write.setCaps([{ ...caps, communityDay: 2 ** 48 - 1 }], registry);
    await token.write.setCeiling([actors.alice, 2n ** 96n - 1n], registry);
    await token.write.award([actors.alice, 12_000_000_000n * TOKEN], module);
    await at(connection, 2);
    await move(560_000_000n * TOKEN, true);
    // More than the day's limit: counted the careful way.
    await settle(report(actors.alice, { message: 200 }));
    assert.equal((await token.read.standingOf([actors.alice])).custodialOutflow, 560_000_000n * TOKEN);
  });

  it('counts activity of the day beside outflow', async () => {
    const { token, actors, settle, fund, move } = await setUp();
    await fund(actors.alice, 2_000n);
    await move(5n * TOKEN, true);
    await settle(report(actors.alice, { message: 7 }));
    assert.equal((await token.read.standingOf([actors.alice])).custodialOutflow, 5n * TOKEN);
    assert.equal(rates.counted, true);
  });
});
