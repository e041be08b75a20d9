// setCaps
// ├── when the community is unknown, the caller not its owner, or the caps contradict themselves, it reverts
// ├── lowering caps and raising thresholds holds at once
// └── raising any cap (0 is the greatest) or lowering any threshold waits
// enableModule
// ├── when the caller is not the owner or the module not in the catalogue it reverts
// └── it waits, then gives power
// disableModule
// ├── when the caller is not the owner or the module not in the catalogue it reverts
// └── it takes power at once
// cancelScheduled
// ├── when the caller is not the owner, nothing is scheduled, it lapsed, or it is another community's, it reverts
// └── it takes the change back
// given no delay
// └── raises hold at once, and nothing is scheduled
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { type Address, encodeFunctionData, getAddress, keccak256 } from 'viem';
import { communitiesAbi } from '../../../contracts/generated/abi.ts';
import { createCommunity, DAY, deployEconomy } from '../support/deploy.ts';
import { caps } from '../support/figures.ts';
import { at, moment } from '../support/time.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const { time } = connection.networkHelpers;
const setUp = async () => {
  const economy = await connection.networkHelpers.loadFixture(deployEconomy);
  const { communities, token, gifts, actors } = economy;
  const by = { account: actors.owner };
  const setCaps = (changed: Partial<typeof caps>, options = by) =>
    communities.write.setCaps([token.address, { ...caps, ...changed }], options);
  const enable = (module: Address = gifts.address, options = by) =>
    communities.write.enableModule([token.address, module], options);
  const disable = (module: Address = gifts.address, options = by) =>
    communities.write.disableModule([token.address, module], options);
  const idOf = (changed: Partial<typeof caps>) =>
    keccak256(
      encodeFunctionData({
        abi: communitiesAbi,
        functionName: 'setCaps',
        args: [token.address, { ...caps, ...changed }],
      }),
    );
  return { ...economy, by, setCaps, enable, disable, idOf };
};

describe('Communities.setCaps', () => {
  it('reverts for an unknown community, who is not the owner, and bad caps', async () => {
    const { communities, token, actors, by, setCaps } = await setUp();
    const unknown = communities.write.setCaps([actors.carol, caps], by);
    await assertions.revertWithCustomErrorWithArgs(unknown, communities, 'CommunitiesUnknown', [actors.carol]);
    const values = [token.address, getAddress(actors.admin)] as const;
    const stranger = setCaps({}, { account: actors.admin });
    await assertions.revertWithCustomErrorWithArgs(stranger, communities, 'CommunitiesNotOwner', [...values]);
    await assertions.revertWithCustomError(setCaps({ communityDay: 0 }), communities, 'CommunitiesBadCaps');
  });

  it('lowers caps and raises thresholds at once', async () => {
    const { communities, token, setCaps } = await setUp();
    const thresholds = { silver: 100_001, gold: 500_001, platinum: 1_000_001 };
    const lower = { memberDay: 1, memberWeek: 2, communityDay: 3, ...thresholds, tierByBalance: false };
    await assertions.emitWithArgs(setCaps(lower), communities, 'CapsSet', [token.address, lower]);
    assert.deepEqual(await token.read.caps(), lower);
  });

  it('lets every raise wait', async () => {
    for (const raise of [
      { memberDay: caps.memberDay + 1 },
      { memberDay: 0 },
      { memberWeek: caps.memberWeek + 1 },
      { memberWeek: 0 },
      { communityDay: caps.communityDay + 1 },
      { silver: caps.silver - 1 },
      { gold: caps.gold - 1 },
      { platinum: caps.platinum - 1 },
      { tierByBalance: true },
    ]) {
      const { token, setCaps, communities } = await setUp();
      await assertions.emit(setCaps(raise), communities, 'Scheduled');
      assert.deepEqual(await token.read.caps(), caps);
      await time.increase(DAY);
      await setCaps(raise);
      assert.deepEqual(await token.read.caps(), { ...caps, ...raise });
    }
  });

  it('lowers from no cap to one at once', async () => {
    const { token, setCaps } = await setUp();
    const raise = { memberDay: 0, memberWeek: 0 };
    await setCaps(raise);
    await time.increase(DAY);
    await setCaps(raise);
    await setCaps({ memberDay: 2 ** 30 - 1, memberWeek: 2 ** 32 - 1 });
    assert.equal((await token.read.caps()).memberDay, 2 ** 30 - 1);
  });

  it('lapses fourteen days after it was ripe', async () => {
    const { communities, token, setCaps, idOf } = await setUp();
    const raise = { memberDay: 0 };
    await at(connection, 1);
    await setCaps(raise);
    await time.increaseTo(moment(16) - 1);
    assert.equal(await communities.read.readyAt([idOf(raise)]), moment(2));
    await at(connection, 16);
    await assertions.emit(setCaps(raise), communities, 'Scheduled');
    assert.deepEqual(await token.read.caps(), caps);
    assert.equal(await communities.read.readyAt([idOf(raise)]), moment(17));
  });

  it('may be used to the last second', async () => {
    const { token, setCaps } = await setUp();
    await at(connection, 1);
    await setCaps({ memberDay: 0 });
    await time.setNextBlockTimestamp(moment(16) - 1);
    await setCaps({ memberDay: 0 });
    assert.equal((await token.read.caps()).memberDay, 0);
  });
});

describe('Communities.enableModule and disableModule', () => {
  it('revert for who is not the owner and for modules out of the catalogue', async () => {
    const { communities, gifts, actors, enable, disable } = await setUp();
    for (const call of [enable, disable]) {
      const stranger = call(gifts.address, { account: actors.admin });
      await assertions.revertWithCustomError(stranger, communities, 'CommunitiesNotOwner');
      const unknown = call(actors.mallory);
      const values = [getAddress(actors.mallory)] as const;
      await assertions.revertWithCustomErrorWithArgs(unknown, communities, 'CommunitiesModuleUnknown', [...values]);
    }
  });

  it('take power at once and give it after the delay', async () => {
    const { communities, token, gifts, enable, disable } = await setUp();
    const values = (enabled: boolean) => [token.address, getAddress(gifts.address), enabled] as const;
    await assertions.emitWithArgs(disable(), communities, 'ModuleSet', [...values(false)]);
    assert.equal(await token.read.isModule([gifts.address]), false);
    await assertions.emit(enable(), communities, 'Scheduled');
    await time.increase(DAY - 2);
    await assertions.revertWithCustomError(enable(), communities, 'CommunitiesTooEarly');
    assert.equal(await token.read.isModule([gifts.address]), false);
    await time.increase(DAY);
    await assertions.emitWithArgs(enable(), communities, 'ModuleSet', [...values(true)]);
    assert.equal(await token.read.isModule([gifts.address]), true);
  });
});

describe('Communities.cancelScheduled', () => {
  it('reverts for who is not the owner, and where nothing is scheduled', async () => {
    const { communities, token, actors, by, setCaps, idOf } = await setUp();
    const id = idOf({ memberDay: 0 });
    const cancel = (options = by) => communities.write.cancelScheduled([token.address, id], options);
    await assertions.revertWithCustomErrorWithArgs(cancel(), communities, 'CommunitiesNothingScheduled', [id]);
    await setCaps({ memberDay: 0 });
    const stranger = cancel({ account: actors.admin });
    await assertions.revertWithCustomError(stranger, communities, 'CommunitiesNotOwner');
    await time.increase(15 * DAY);
    await assertions.revertWithCustomErrorWithArgs(cancel(), communities, 'CommunitiesNothingScheduled', [id]);
  });

  it('reverts for what another community scheduled', async () => {
    const economy = await setUp();
    const { communities, actors, setCaps, idOf } = economy;
    await setCaps({ memberDay: 0 });
    const foreign = await createCommunity(economy, {}, actors.mallory);
    const args = [foreign.address, idOf({ memberDay: 0 })] as const;
    const call = communities.write.cancelScheduled([...args], { account: actors.mallory });
    await assertions.revertWithCustomErrorWithArgs(call, communities, 'CommunitiesNothingScheduled', [args[1]]);
  });

  it('takes the change back', async () => {
    const { communities, token, by, setCaps, idOf } = await setUp();
    const id = idOf({ memberDay: 0 });
    await setCaps({ memberDay: 0 });
    const call = communities.write.cancelScheduled([token.address, id], by);
    await assertions.emitWithArgs(call, communities, 'ScheduleCancelled', [token.address, id]);
    await time.increase(DAY);
    await assertions.emit(setCaps({ memberDay: 0 }), communities, 'Scheduled');
    assert.deepEqual(await token.read.caps(), caps);
  });
});

describe('Communities without a delay', () => {
  it('raise at once', async () => {
    const economy = await deployEconomy(await network.create(), { delay: 0 });
    const { communities, token, actors } = economy;
    const by = { account: actors.owner };
    await communities.write.setCaps([token.address, { ...caps, memberDay: 0 }], by);
    assert.equal((await token.read.caps()).memberDay, 0);
    assert.equal(await communities.read.delay(), 0);
  });
});
