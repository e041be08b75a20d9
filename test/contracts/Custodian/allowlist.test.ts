// the allowlist of a deployment
// ├── it names functions that its targets have, each target a contract of the deployment that trusts the Custodian
// ├── it holds no raw transfer or approval, no role, ownership, cap, module or policy, no treasury, no withdrawal
// ├── of the registry it holds the member's own ceiling alone, of the token nothing, and nothing can be added for it
// └── it is sealed: what comes later waits
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { network } from 'hardhat';
import { type Abi, type Address, getAddress, getContract, parseEventLogs, toFunctionSelector } from 'viem';
import { custodianAbi } from '../../../contracts/generated/abi.ts';
import Guildmint from '../../../scripts/deploy/Guildmint.ts';
import { by, delays, wallets } from '../support/custody.ts';
import { createCommunity } from '../support/deploy.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const [deployer, signer, , guardian, , sentinel] = wallets;

/** What takes an own wallet, whoever's signature the operator has. */
const FORBIDDEN = [
  /^(safe)?(Batch)?transfer/i,
  /approv|permit/i,
  /roles?$|ownership/i,
  /^(un)?pause$|^(enable|disable|add)Module$|^cancelScheduled$|^createCommunity$/,
  /^set(?!Ceiling$|Lower$|Leader$)[A-Z]/,
  /withdraw|deposit|wrap|^fund|^move/,
  /^(add|edit)Item$|^restock$|^grant$|^remove$|^(define|retire)Achievement$|Challenge$/,
];

describe('The allowlist of a deployment', () => {
  type Entry = { contract: string; verb: string };
  let entries: Entry[];
  let contracts: Record<string, { address: Address; abi: Abi }>;
  const client = connection.viem.getPublicClient();
  const custodian = async () =>
    getContract({
      abi: custodianAbi,
      address: contracts.custodian!.address,
      client: { public: await client, wallet: (await connection.viem.getWalletClients())[0]! },
    });

  before(async () => {
    const keys = { signer, guardian, sentinel, curator: deployer };
    const powers = Object.fromEntries(Object.entries(keys).map(([name, wallet]) => [name, wallet!.address]));
    contracts = (await connection.ignition.deploy(Guildmint, {
      parameters: { Guildmint: { ...powers, delays, delay: 86_400 } },
    })) as never;
    const nameAt = new Map(Object.entries(contracts).map(([name, { address }]) => [getAddress(address), name]));
    const address = contracts.custodian!.address;
    const logs = await (await client).getLogs({ address, fromBlock: 0n });
    entries = parseEventLogs({ abi: custodianAbi, logs, eventName: 'AllowedSet' }).map(({ args }) => {
      assert.equal(args.allowed, true);
      const contract = nameAt.get(args.target);
      assert.ok(contract, `${args.target} is no contract of the deployment`);
      const verbs = contracts[contract]!.abi.filter(
        (part) => part.type === 'function' && toFunctionSelector(part) === args.selector,
      ) as { name: string; stateMutability: string }[];
      assert.equal(verbs.length, 1, `${contract} has no function ${args.selector}`);
      assert.equal(verbs[0]!.stateMutability, 'nonpayable');
      return { contract, verb: verbs[0]!.name };
    });
  });

  it('names verbs of the deployment’s contracts, each once', () => {
    const names = entries.map(({ contract, verb }) => `${contract}.${verb}`);
    assert.ok(names.length > 20, 'the entries were found');
    assert.equal(new Set(names).size, names.length);
    for (const expected of ['earnings.settle', 'gifts.gift', 'shop.buy', 'tasks.claimTask']) {
      assert.ok(names.includes(expected), expected);
    }
  });

  it('holds nothing raw, nothing of the owner’s, no policy and no withdrawal', () => {
    const wrong = entries.filter(({ verb }) => FORBIDDEN.some((pattern) => pattern.test(verb)));
    assert.deepEqual(wrong, []);
  });

  it('would have told: what is not on it is what those words describe', () => {
    const open = new Set(entries.map(({ contract, verb }) => `${contract}.${verb}`));
    const kept = (contract: string) =>
      contracts[contract]!.abi.filter((part) => part.type === 'function' && part.stateMutability === 'nonpayable')
        .map((part) => (part as { name: string }).name)
        .filter((verb) => !open.has(`${contract}.${verb}`));
    for (const contract of ['communities', 'gifts', 'achievements', 'tasks', 'conduct']) {
      const unnamed = kept(contract).filter((verb) => !FORBIDDEN.some((pattern) => pattern.test(verb)));
      assert.deepEqual(unnamed, [], contract);
    }
    // Each of these takes an own wallet, and is there to be kept off.
    for (const [contract, ...verbs] of [
      ['communities', 'grantRoles', 'transferOwnership', 'setCaps', 'enableModule', 'pause'],
      ['shop', 'safeTransferFrom', 'setApprovalForAll', 'moveReceipt', 'addItem', 'grant', 'remove'],
      ['achievements', 'transferFrom', 'approve'],
      ['stash', 'withdraw', 'withdrawPool'],
      ['clans', 'createChallenge'],
    ] as const) {
      for (const verb of verbs) assert.ok(kept(contract).includes(verb), `${contract}.${verb}`);
    }
  });

  it('holds of the registry the member’s own ceiling alone', () => {
    assert.deepEqual(
      entries.filter(({ contract }) => contract === 'communities').map(({ verb }) => verb),
      ['setCeiling'],
    );
  });

  it('can hold nothing of a community’s token, which trusts no forwarder', async () => {
    const { communities, earnings, gifts, shop } = contracts;
    const publicClient = await client;
    const [wallet] = await connection.viem.getWalletClients();
    const registry = getContract({
      abi: communities!.abi,
      address: communities!.address,
      client: { public: publicClient, wallet: wallet! },
    });
    const known = { communities: registry, earnings, gifts, shop, client: { public: publicClient, wallet } };
    const token = await createCommunity({ ...known, actors: { owner: deployer!.address } } as never);
    const custody = await custodian();
    for (const verb of [
      'transfer(address,uint256)',
      'approve(address,uint256)',
      'move(address,address,uint256,bool)',
    ]) {
      const attempt = custody.write.allow([token.address, toFunctionSelector(verb), true], by(guardian!));
      await assertions.revertWithCustomErrorWithArgs(attempt, custody, 'CustodianBadTarget', [
        getAddress(token.address),
      ]);
    }
  });

  it('is sealed: the deployer has no say, and the guardian waits', async () => {
    const custody = await custodian();
    assert.equal(await custody.read.isSealed(), true);
    const { address } = contracts.communities!;
    const widen = [address, toFunctionSelector('grantRoles(address,address,uint256)'), true] as const;
    await assertions.revertWithCustomErrorWithArgs(
      custody.write.allow(widen, by(deployer!)),
      custody,
      'CustodianNotGuardian',
      [deployer!.address],
    );
    await assertions.emit(custody.write.allow(widen, by(guardian!)), custody, 'AllowScheduled');
    assert.equal(await custody.read.isAllowed([widen[0], widen[1]]), false);
  });
});
