// setCaps, setModule, setPaused
// ├── when the caller is not the registry they revert, for the community's owner too
// ├── setCaps replaces all caps
// ├── setModule gives and takes a module's power
// └── setPaused changes nothing else of the supply's word
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { deployEconomy } from '../support/deploy.ts';
import { caps, report, TOKEN } from '../support/figures.ts';
import { asRegistry } from '../support/module.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const setUp = async () => {
  const economy = await connection.networkHelpers.loadFixture(deployEconomy);
  return { ...economy, registry: await asRegistry(economy) };
};

describe('Token, calls of the registry', () => {
  it('revert for everybody else', async () => {
    const { token, actors } = await setUp();
    const by = { account: actors.owner };
    for (const call of [
      token.write.setCaps([caps], by),
      token.write.setModule([actors.owner, true], by),
      token.write.setPaused([true], by),
    ]) {
      await assertions.revertWithCustomErrorWithArgs(call, token, 'TokenNotRegistry', [actors.owner]);
    }
  });

  it('setCaps replaces all caps', async () => {
    const { token, registry } = await setUp();
    const most = {
      memberDay: 2 ** 30 - 1,
      memberWeek: 2 ** 32 - 1,
      communityDay: 2 ** 48 - 1,
      silver: 2 ** 40 - 3,
      gold: 2 ** 40 - 2,
      platinum: 2 ** 40 - 1,
      tierByBalance: true,
    };
    await token.write.setCaps([most], registry);
    assert.deepEqual(await token.read.caps(), most);
  });

  it('setModule gives and takes power', async () => {
    const { token, registry, actors } = await setUp();
    await token.write.setModule([actors.carol, true], registry);
    assert.equal(await token.read.isModule([actors.carol]), true);
    await token.write.earn([actors.alice, TOKEN], { account: actors.carol });
    await token.write.setModule([actors.carol, false], registry);
    const call = token.write.earn([actors.alice, TOKEN], { account: actors.carol });
    await assertions.revertWithCustomErrorWithArgs(call, token, 'TokenNotModule', [actors.carol]);
  });

  it('setModule leaves what was a module the right to its own', async () => {
    const { token, registry, actors } = await setUp();
    const by = { account: actors.carol };
    await token.write.setModule([actors.carol, true], registry);
    await token.write.award([actors.carol, TOKEN], by);
    await token.write.setModule([actors.carol, false], registry);
    await token.write.burn([actors.carol, TOKEN, false], by);
    assert.equal(await token.read.balanceOf([actors.carol]), 0n);
  });

  it('setPaused leaves supply and the day’s figures alone', async () => {
    const { token, registry, actors, settle } = await setUp();
    await settle(report(actors.alice, { message: 5 }));
    for (const paused of [true, true, false, false]) {
      await token.write.setPaused([paused], registry);
      assert.equal(await token.read.paused(), paused);
      assert.equal(await token.read.totalSupply(), 5n * TOKEN);
      assert.deepEqual(await token.read.today(), [5n * TOKEN, 0n]);
    }
  });
});
