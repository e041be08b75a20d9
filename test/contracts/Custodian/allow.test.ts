// allow
// ├── when the caller is not the guardian it reverts
// ├── when the caller is the deployer it may until set-up is sealed, and reverts afterwards
// ├── widening
// │   ├── when the target does not say that it trusts this Custodian it reverts
// │   │   └── a wallet, the Custodian itself, its accounts' logic, a contract that trusts another, says 0, 2, too much, nothing
// │   ├── given set-up is not sealed it holds at once
// │   └── given set-up is sealed the first call schedules; repeated too early it reverts, at the moment named it holds
// └── narrowing holds at once, sealed or not, and takes a schedule back
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { type Hex, numberToHex, toFunctionSelector } from 'viem';
import { by, delays, deployCustody } from '../support/custody.ts';

const connection = await network.create();
const verb = toFunctionSelector('function entries(address)');

async function setUp() {
  const c = await connection.networkHelpers.loadFixture(deployCustody);
  const { custodian, cast, diary } = c;
  const allow = (allowed = true, target: Hex = diary.address) =>
    custodian.write.allow([target, verb, allowed], by(cast.guardian));
  const isAllowed = () => custodian.read.isAllowed([diary.address, verb]);
  return { ...c, allow, isAllowed };
}

describe('Custodian.allow', () => {
  it('reverts for everybody but the guardian, widening and narrowing', async () => {
    const { custodian, cast, diary, assertions } = await setUp();
    for (const caller of [cast.signer, cast.sentinel, cast.mallory]) {
      for (const allowed of [true, false]) {
        await assertions.revertWithCustomErrorWithArgs(
          custodian.write.allow([diary.address, verb, allowed], by(caller)),
          custodian,
          'CustodianNotGuardian',
          [caller.address],
        );
      }
    }
  });

  it('lets the deployer set up until it is sealed, and never again', async () => {
    const { custodian, cast, diary, isAllowed, assertions } = await setUp();
    const allow = (allowed: boolean) => custodian.write.allow([diary.address, verb, allowed], by(cast.relayer));
    await allow(false);
    assert.equal(await isAllowed(), false);
    await allow(true);
    assert.equal(await isAllowed(), true);
    await custodian.write.seal(by(cast.guardian));
    for (const allowed of [true, false])
      await assertions.revertWithCustomErrorWithArgs(allow(allowed), custodian, 'CustodianNotGuardian', [
        cast.relayer.address,
      ]);
  });

  it('reverts for a target that does not say that it trusts this Custodian', async () => {
    const { allow, custodian, cast, deploy, assertions } = await setUp();
    const yes = numberToHex(1, { size: 32 });
    const targets: Record<string, Hex> = {
      'a wallet': cast.mallory.address,
      'the Custodian itself': custodian.address,
      'the accounts’ logic': await custodian.read.implementation(),
      'a module that trusts another': await deploy('Diary', [cast.mallory.address]),
      'a no': await deploy('Liar', [numberToHex(0, { size: 32 })]),
      'a number that is no yes': await deploy('Liar', [numberToHex(2, { size: 32 })]),
      'a yes and more': await deploy('Liar', [`${yes}${yes.slice(2)}`]),
      'half a yes': await deploy('Liar', [`0x${yes.slice(34)}`]),
      nothing: await deploy('Liar', ['0x']),
    };
    for (const [kind, target] of Object.entries(targets)) {
      await assert.rejects(allow(true, target), new RegExp(`CustodianBadTarget.*\\n.*${target}`), kind);
    }
    await assertions.emit(allow(true, await deploy('Liar', [yes])), custodian, 'AllowedSet');
  });

  it('widens at once before set-up is sealed', async () => {
    const { allow, isAllowed, diary, told } = await setUp();
    assert.equal(await isAllowed(), false);
    assert.deepEqual(await told(allow()), [
      { eventName: 'AllowedSet', args: { target: diary.address, selector: verb, allowed: true } },
    ]);
    assert.equal(await isAllowed(), true);
  });

  it('schedules once sealed, and widens when repeated at the moment named', async () => {
    const { at, allow, isAllowed, custodian, cast, diary, told, now, assertions } = await setUp();
    await custodian.write.seal(by(cast.guardian));
    const events = await told(allow());
    const readyAt = (await now()) + delays.allow;
    assert.deepEqual(events, [
      { eventName: 'AllowScheduled', args: { target: diary.address, selector: verb, readyAt } },
    ]);
    assert.equal(await isAllowed(), false);
    const early = at(readyAt - 1, () => allow());
    await assertions.revertWithCustomErrorWithArgs(early, custodian, 'CustodianTooEarly', [readyAt]);
    await assertions.emit(
      at(readyAt, () => allow()),
      custodian,
      'AllowedSet',
    );
    assert.equal(await isAllowed(), true);
  });

  it('schedules each contract and function on its own', async () => {
    const { allow, custodian, cast, diary, time, deploy, assertions } = await setUp();
    await custodian.write.seal(by(cast.guardian));
    await allow();
    await time.increase(delays.allow);
    const other = await deploy('Diary', [custodian.address]);
    await assertions.emit(allow(true, other), custodian, 'AllowScheduled');
    const write = toFunctionSelector('function write(uint256,uint256)');
    await assertions.emit(
      custodian.write.allow([diary.address, write, true], by(cast.guardian)),
      custodian,
      'AllowScheduled',
    );
  });

  it('narrows at once, sealed or not, and needs a schedule again afterwards', async () => {
    const { allow, isAllowed, custodian, cast, diary, told, assertions } = await setUp();
    await allow();
    await custodian.write.seal(by(cast.guardian));
    assert.deepEqual(await told(allow(false)), [
      { eventName: 'AllowedSet', args: { target: diary.address, selector: verb, allowed: false } },
    ]);
    assert.equal(await isAllowed(), false);
    await assertions.emit(allow(), custodian, 'AllowScheduled');
  });

  it('takes a schedule back by narrowing', async () => {
    const { allow, isAllowed, custodian, cast, time, assertions } = await setUp();
    await custodian.write.seal(by(cast.guardian));
    await allow();
    await allow(false);
    await time.increase(delays.allow);
    await assertions.emit(allow(), custodian, 'AllowScheduled');
    assert.equal(await isAllowed(), false);
  });
});
