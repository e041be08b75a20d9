// setCeiling
// ├── when the caller is not the registry it reverts
// ├── a lower ceiling holds at once, and takes a pending raise back
// ├── a higher one holds after 24 hours, to the second
// └── a second raise waits again, from what holds then
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress } from 'viem';
import { deployEconomy } from '../support/deploy.ts';
import { TOKEN } from '../support/figures.ts';
import { asRegistry } from '../support/module.ts';
import { at, moment } from '../support/time.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const setUp = async () => {
  const economy = await connection.networkHelpers.loadFixture(deployEconomy);
  const { token, actors } = economy;
  const registry = await asRegistry(economy);
  const set = (tokens: bigint) => token.write.setCeiling([actors.alice, tokens * TOKEN], registry);
  const ceiling = async () => (await token.read.standingOf([actors.alice])).custodialCeiling / TOKEN;
  return { ...economy, set, ceiling };
};

describe('Token.setCeiling', () => {
  it('reverts for who is not the registry', async () => {
    const { token, actors } = await setUp();
    const call = token.write.setCeiling([actors.alice, 0n], { account: actors.alice });
    await assertions.revertWithCustomErrorWithArgs(call, token, 'TokenNotRegistry', [actors.alice]);
  });

  it('lowers at once, to nothing too', async () => {
    const { token, actors, set, ceiling } = await setUp();
    assert.equal(await ceiling(), 500n);
    await at(connection, 1);
    const args = [getAddress(actors.alice), 0n, moment(1)] as const;
    await assertions.emitWithArgs(set(0n), token, 'CeilingSet', [...args]);
    assert.equal(await ceiling(), 0n);
  });

  it('sets the same again at once', async () => {
    const { token, actors, set } = await setUp();
    await at(connection, 1);
    const args = [getAddress(actors.alice), 500n * TOKEN, moment(1)] as const;
    await assertions.emitWithArgs(set(500n), token, 'CeilingSet', [...args]);
  });

  it('raises after 24 hours, to the second', async () => {
    const { token, actors, set, ceiling } = await setUp();
    await at(connection, 1);
    await assertions.emitWithArgs(set(900n), token, 'CeilingSet', [getAddress(actors.alice), 900n * TOKEN, moment(2)]);
    await connection.networkHelpers.time.increaseTo(moment(2) - 1);
    assert.equal(await ceiling(), 500n);
    await connection.networkHelpers.time.increaseTo(moment(2));
    assert.equal(await ceiling(), 900n);
  });

  it('takes a pending raise back by lowering', async () => {
    const { set, ceiling } = await setUp();
    await set(900n);
    await set(400n);
    await connection.networkHelpers.time.increaseTo(moment(3));
    assert.equal(await ceiling(), 400n);
  });

  it('lets a second raise wait again, from what holds by then', async () => {
    const { set, ceiling } = await setUp();
    await at(connection, 1);
    await set(900n);
    await at(connection, 1, 86_000);
    await set(800n);
    await connection.networkHelpers.time.increaseTo(moment(2, 85_999));
    assert.equal(await ceiling(), 500n);
    await connection.networkHelpers.time.increaseTo(moment(2, 86_000));
    assert.equal(await ceiling(), 800n);
    await set(900n);
    assert.equal(await ceiling(), 800n);
  });
});
