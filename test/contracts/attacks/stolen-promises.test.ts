// What a thief of the signer's key promised in members' names, and left behind for later: tasks without end that pay the
// thief's friends from members' balances. Behind the real Custodian.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { encodeFunctionData, getContract, stringToHex, toFunctionSelector } from 'viem';
import { tasksAbi } from '../../../contracts/generated/abi.ts';
import { deployCustodial } from '../support/custodial.ts';
import { by, DAY } from '../support/custody.ts';
import { TOKEN } from '../support/figures.ts';
import { asRegistry } from '../support/module.ts';
import { group, saltOf } from '../support/signed.ts';
import { terms, UNLIMITED } from '../support/tasks.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const CREATE = 'createTask(address,(uint96,uint32,uint16,uint8,bool,bool,bytes32,bytes32),bool)';

/** A task of Alice's, one token a claim, without end, that the operator made for her; nobody knows yet that it was a thief. */
async function planted(of: typeof connection) {
  const world = await deployCustodial(of);
  const { economy, custodian, cast, token, execute } = world;
  const { communities, forwarder, client } = economy;
  const { address } = await of.viem.deployContract('Tasks', [forwarder, custodian.address, communities.address]);
  const tasks = getContract({ abi: tasksAbi, address, client });
  await communities.write.addModule([address, stringToHex('Tasks', { size: 32 })]);
  await token.write.setModule([address, true], await asRegistry(economy));
  await custodian.write.allow([address, toFunctionSelector(CREATE), true], by(cast.guardian));
  const asked = { ...terms, slots: UNLIMITED, reward: TOKEN, hours_: 0 };
  const create = group(
    { abi: tasksAbi, address },
    'createTask',
    [[saltOf('alice'), [token.address, asked, false]]],
    900_000,
  );
  await execute([create]);
  const claim = (who = cast.mallory) => tasks.write.claimTask([token.address, 1n], by(who));
  const refused = (who = cast.mallory) =>
    assertions.revertWithCustomErrorWithArgs(claim(who), tasks, 'TasksNotBinding', [1n, world.alice]);
  return { ...world, tasks, asked, claim, refused };
}
const setUp = () => connection.networkHelpers.loadFixture(planted);

describe('What a thief of the signer promised', () => {
  it('counts against the ceiling while it binds', async () => {
    const { claim, cast, token, alice, balance } = await setUp();
    await claim();
    await claim(cast.bob);
    assert.equal(await balance(alice), 98n * TOKEN);
    assert.equal((await token.read.standingOf([alice])).custodialOutflow, 2n * TOKEN);
  });

  it('stands still from the moment at which guardian or sentinel pauses', async () => {
    const { custodian, cast, claim, refused, balance, alice } = await setUp();
    await custodian.write.sentinelPause(by(cast.sentinel));
    await refused();
    await custodian.write.pause(by(cast.guardian));
    await refused();
    await custodian.write.unpause(by(cast.guardian));
    await claim();
    assert.equal(await balance(alice), 99n * TOKEN);
  });

  it('dies with the rotation, also once the pause is over', async () => {
    const { custodian, cast, rotate, now, refused, balance, alice } = await setUp();
    await rotate(cast.nextSigner, await now());
    await refused();
    await custodian.write.unpause(by(cast.guardian));
    await refused();
    assert.equal(await balance(alice), 100n * TOKEN);
  });

  it('dies with graduation, and lives anew by the member’s own hand alone', async () => {
    const { tasks, cast, token, graduate, order, asked, refused, claim, balance, alice, time } = await setUp();
    await graduate('alice', cast.alice);
    await refused();
    await time.increase(DAY);
    await refused();
    const data = encodeFunctionData({ abi: tasksAbi, functionName: 'editTask', args: [token.address, 1n, asked] });
    await order(alice, cast.alice, [tasks.address, data]);
    await claim();
    assert.equal(await balance(alice), 99n * TOKEN);
    assert.equal((await token.read.standingOf([alice])).custodialOutflow, 0n);
  });
});
