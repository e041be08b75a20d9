// initialize
// ├── when the caller is not the Custodian it reverts, on an account and on the logic behind it
// ├── given there is an owner it reverts, even for the Custodian
// ├── when the owner is the zero address it reverts
// └── otherwise it sets the owner
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { parseAbi } from 'viem';
import { deployAccount } from '../support/account.ts';
import { by, NOBODY } from '../support/custody.ts';

const connection = await network.create();
async function setUp() {
  const c = await connection.networkHelpers.loadFixture(deployAccount);
  const makerAbi = parseAbi(['function account() view returns (address)', 'function initialize(address owner)']);
  const maker = await c.deploy('AccountMaker');
  const made = await c.client.readContract({ abi: makerAbi, address: maker, functionName: 'account' });
  const [wallet] = await c.viem.getWalletClients();
  const initialize = (owner: `0x${string}`) =>
    wallet!.writeContract({ abi: makerAbi, address: maker, functionName: 'initialize', args: [owner] });
  return { ...c, made: c.memberAccount(made), initialize };
}

describe('MemberAccount.initialize', () => {
  it('reverts for everybody but the Custodian', async () => {
    const { account, memberAccount, custodian, cast, made, assertions } = await setUp();
    const logic = memberAccount(await custodian.read.implementation());
    for (const target of [account, logic, made]) {
      await assertions.revertWithCustomErrorWithArgs(
        target.write.initialize([cast.mallory.address], by(cast.mallory)),
        target,
        'MemberAccountNotOwner',
        [cast.mallory.address],
      );
    }
  });

  it('reverts where there is an owner, even for the Custodian', async () => {
    const { initialize, made, cast, assertions } = await setUp();
    await initialize(cast.alice.address);
    const again = initialize(cast.mallory.address);
    await assertions.revertWithCustomError(again, made, 'MemberAccountInitialized');
  });

  it('reverts for the zero address', async () => {
    const { initialize, made, assertions } = await setUp();
    await assertions.revertWithCustomError(initialize(NOBODY), made, 'MemberAccountZeroAddress');
  });

  it('sets the owner', async () => {
    const { initialize, made, cast, assertions } = await setUp();
    const owner = cast.alice.address;
    await assertions.emitWithArgs(initialize(owner), made, 'OwnerChanged', [owner]);
    assert.equal(await made.read.owner(), owner);
    assert.equal(await made.read.pendingOwner(), NOBODY);
    assert.equal(await made.read.nonce(), 0n);
  });
});
