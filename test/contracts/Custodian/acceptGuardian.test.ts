// acceptGuardian
// ├── when the caller is not the proposed guardian it reverts, also when nothing is proposed
// ├── when it is too early it reverts; at the moment named it holds
// └── otherwise the old guardian's power ends and the new one's begins, be that a contract, as a multisig is
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { type EncodeFunctionDataParameters, encodeFunctionData } from 'viem';
import { custodianAbi } from '../../../contracts/generated/abi.ts';
import { by, delays, deployCustody, NOBODY } from '../support/custody.ts';

const connection = await network.create();
type Verb = Extract<(typeof custodianAbi)[number], { type: 'function'; stateMutability: 'nonpayable' }>['name'];
const setUp = () => connection.networkHelpers.loadFixture(deployCustody);

describe('Custodian.acceptGuardian', () => {
  it('reverts for everybody but the proposed guardian', async () => {
    const { custodian, cast, time, assertions } = await setUp();
    const refused = (caller: (typeof cast)[keyof typeof cast]) =>
      assertions.revertWithCustomErrorWithArgs(
        custodian.write.acceptGuardian(by(caller)),
        custodian,
        'CustodianNotGuardian',
        [caller.address],
      );
    await refused(cast.nextGuardian);
    await custodian.write.proposeGuardian([cast.nextGuardian.address], by(cast.guardian));
    await time.increase(delays.rotation);
    await refused(cast.guardian);
    await refused(cast.mallory);
  });

  it('reverts too early and holds at the moment named', async () => {
    const { at, custodian, cast, assertions } = await setUp();
    await custodian.write.proposeGuardian([cast.nextGuardian.address], by(cast.guardian));
    const [, readyAt] = await custodian.read.pendingGuardian();
    const accept = () => custodian.write.acceptGuardian(by(cast.nextGuardian));
    const early = at(readyAt - 1, accept);
    await assertions.revertWithCustomErrorWithArgs(early, custodian, 'CustodianTooEarly', [readyAt]);
    const done = at(readyAt, accept);
    await assertions.emitWithArgs(done, custodian, 'GuardianChanged', [cast.nextGuardian.address]);
  });

  it('ends the old guardian’s power and begins the new one’s', async () => {
    const { custodian, cast, time, assertions } = await setUp();
    await custodian.write.proposeGuardian([cast.nextGuardian.address], by(cast.guardian));
    await time.increase(delays.rotation);
    await custodian.write.acceptGuardian(by(cast.nextGuardian));
    assert.equal(await custodian.read.guardian(), cast.nextGuardian.address);
    assert.deepEqual(await custodian.read.pendingGuardian(), [NOBODY, 0]);
    await assertions.revertWithCustomError(custodian.write.pause(by(cast.guardian)), custodian, 'CustodianNotGuardian');
    await custodian.write.pause(by(cast.nextGuardian));
  });

  it('takes a contract, which then does all that a guardian may', async () => {
    const { custodian, cast, time, viem, told } = await setUp();
    const wallet = await viem.deployContract('ContractWallet', [cast.guardian.address]);
    const run = (functionName: Verb, ...args: unknown[]) =>
      told(
        wallet.write.run!([
          custodian.address,
          encodeFunctionData({ abi: custodianAbi, functionName, args } as EncodeFunctionDataParameters),
        ]),
      );
    await custodian.write.proposeGuardian([wallet.address], by(cast.guardian));
    await time.increase(delays.rotation);
    const names = [];
    for (const [verb, ...args] of [
      ['acceptGuardian'],
      ['pause'],
      ['unpause'],
      ['setSentinel', cast.mallory.address],
      ['proposeSigner', cast.nextSigner.address, 0],
      ['cancelSignerProposal'],
      ['proposeGuardian', cast.nextGuardian.address],
      ['seal'],
    ] as const)
      names.push((await run(verb, ...args)).map(({ eventName }) => eventName));
    assert.deepEqual(names, [
      ['GuardianChanged'],
      ['Paused'],
      ['Unpaused'],
      ['SentinelChanged'],
      ['SignerProposed'],
      ['SignerProposalCancelled'],
      ['GuardianProposed'],
      ['Sealed'],
    ]);
  });
});
