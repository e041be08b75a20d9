// setPolicy
// ├── when the caller is not the owner, a policy is set, or it is out of bounds, it reverts
// └── it is set for good, and told
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress } from 'viem';
import { deployConduct, policy } from '../support/conduct.ts';
import type { Connection } from '../support/deploy.ts';
import { createCommunity } from '../support/deploy.ts';

const connection = await network.create();
const { assertions } = connection.viem;
async function withoutPolicy(to: Connection) {
  return deployConduct(to, null);
}
const setUp = () => connection.networkHelpers.loadFixture(withoutPolicy);

describe('Conduct.setPolicy', () => {
  it('reverts for anybody but the owner', async () => {
    const { conduct, token, actors, by } = await setUp();
    for (const caller of [actors.admin, actors.mallory]) {
      const call = conduct.write.setPolicy([token.address, policy], by(caller));
      await assertions.revertWithCustomErrorWithArgs(call, conduct, 'ConductMissingRole', [
        getAddress(token.address),
        getAddress(caller),
        0n,
      ]);
    }
  });

  for (const [what, field, wrong] of [
    ['no penalties a day', 'perDay', { perDay: 0 }],
    ['no suspension', 'suspension', { suspension: 0 }],
    ['a long suspension that is shorter', 'longSuspension', { suspension: 10, longSuspension: 9 }],
    ['more than a year', 'longSuspension', { longSuspension: 365 * 86_400 + 1 }],
  ] as const) {
    it(`reverts for ${what}`, async () => {
      const { conduct, token, actors, by } = await setUp();
      const call = conduct.write.setPolicy([token.address, { ...policy, ...wrong }], by(actors.owner));
      await assertions.revertWithCustomErrorWithArgs(call, conduct, 'ConductBadPolicy', [field]);
    });
  }

  it('reverts for resets without clawback, and takes the rest', async () => {
    const economy = await setUp();
    const { conduct, actors, by } = economy;
    const token = await createCommunity(economy, { modules: [conduct.address] });
    const set = (resets: boolean) => conduct.write.setPolicy([token.address, { ...policy, resets }], by(actors.owner));
    await assertions.revertWithCustomErrorWithArgs(set(true), conduct, 'ConductBadPolicy', ['resets']);
    await set(false);
  });

  it('sets it for good', async () => {
    const { conduct, token, actors, by } = await setUp();
    const set = () => conduct.write.setPolicy([token.address, policy], by(actors.owner));
    await assertions.emitWithArgs(set(), conduct, 'ConductPolicySet', [getAddress(token.address), policy]);
    assert.deepEqual(await conduct.read.policyOf([token.address]), policy);
    await assertions.revertWithCustomError(set(), conduct, 'ConductPolicyFixed');
  });

  it('leaves nobody to penalise without one', async () => {
    const { conduct, penalise, ban } = await setUp();
    await assertions.revertWithCustomError(penalise(), conduct, 'ConductNoPolicy');
    await assertions.revertWithCustomError(ban(), conduct, 'ConductNoPolicy');
  });
});
