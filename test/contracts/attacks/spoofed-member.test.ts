// Somebody tries to act as a member without being asked to, or as nobody's custodial account at all.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { concat, getCreate2Address, type Hex, keccak256, pad } from 'viem';
import { deployCustody } from '../support/custody.ts';
import { group, saltOf } from '../support/signed.ts';

const connection = await network.create();
const setUp = () => connection.networkHelpers.loadFixture(deployCustody);

describe('Speaking as a member', () => {
  it('by a call of one’s own with the address appended: only the Custodian is believed', async () => {
    const { diary, cast, accountOf, connection, told } = await setUp();
    const [wallet] = await connection.viem.getWalletClients();
    const { selector, calls } = group(diary, 'write', [[saltOf('alice'), [1n]]]);
    const data = concat([selector, calls[0]!.args, await accountOf('alice')]);
    const hash = wallet!.sendTransaction({ account: cast.mallory.address, to: diary.address, data });
    assert.deepEqual(await told(hash), [{ eventName: 'Written', args: { member: cast.mallory.address, page: 1n } }]);
  });

  it('by arguments that end in another’s address: the true one is appended behind them', async () => {
    const { diary, accountOf, execute, told } = await setUp();
    const write = group(diary, 'write', [[saltOf('mallory'), [1n]]]);
    const args = concat([write.calls[0]!.args, pad(await accountOf('alice'), { size: 32 })]);
    const events = await told(execute([{ ...write, calls: [{ salt: saltOf('mallory'), args }] }]));
    assert.deepEqual(events[0]?.args, { member: await accountOf('mallory'), page: 1n });
  });

  it('by arguments too short, so that the appended address would complete one: refused or failed, never read', async () => {
    const { diary, execute, custodian, told, assertions } = await setUp();
    const dedicate = group(diary, 'dedicate', [[saltOf('alice'), [saltOf('bob').slice(0, 42), 1n]]]);
    const cut = (length: number) => ({
      ...dedicate,
      calls: [{ salt: saltOf('alice'), args: `0x${'00'.repeat(length)}` as Hex }],
    });
    for (const length of [44, 12, 63, 33, 20]) {
      await assertions.revertWithCustomError(execute([cut(length)]), custodian, 'CustodianBadOps');
    }
    for (const length of [32, 0]) {
      const events = await told(execute([cut(length)]));
      assert.deepEqual(
        events.map(({ eventName }) => eventName),
        ['CallFailed', 'BatchExecuted'],
      );
    }
  });

  it('by a salt chosen at will: it names an account of this Custodian, never a wallet or another’s account', async () => {
    const { diary, cast, custodian, execute, told } = await setUp();
    const { initCodeHash } = await initCode(custodian);
    for (const salt of [
      pad(cast.alice.address),
      pad(custodian.address),
      `0x${'00'.repeat(32)}`,
      `0x${'ff'.repeat(32)}`,
    ] as Hex[]) {
      const member = getCreate2Address({ from: custodian.address, salt, bytecodeHash: initCodeHash });
      const events = await told(execute([group(diary, 'write', [[salt, [1n]]])]));
      assert.deepEqual(events[0]?.args, { member, page: 1n });
    }
  });

  it('by deploying the account first: nobody else has its address', async () => {
    const { custodian, accountOf, deploy } = await setUp();
    const { initCodeHash } = await initCode(custodian);
    const factory = await deploy('ContractWallet', [custodian.address]);
    const elsewhere = getCreate2Address({ from: factory, salt: saltOf('alice'), bytecodeHash: initCodeHash });
    assert.notEqual(elsewhere, await accountOf('alice'));
  });
});

async function initCode(custodian: { read: { implementation: () => Promise<Hex> } }) {
  const logic = await custodian.read.implementation();
  const code = concat(['0x3d602d80600a3d3981f3363d3d373d3d3d363d73', logic, '0x5af43d82803e903d91602b57fd5bf3']);
  return { initCodeHash: keccak256(code) };
}
