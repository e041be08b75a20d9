// ERC-2771, of every contract that takes calls for others
// ├── each trusts the forwarder and the Custodian it was given, and nobody else, not even itself or its registry
// └── the forwarder carries a holder's wish
//     ├── once, for that holder, to that contract, as it was signed, until its deadline
//     └── not from another chain, another forwarder or another signer, nor in the signature's other shape
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import hre, { network } from 'hardhat';
import { type Abi, type Address, getAddress, getContract, type Hex, keccak256, toHex } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { forwarderAbi } from '../../../contracts/generated/abi.ts';
import { DAY, deployEconomy, giftCall, NOON } from '../support/deploy.ts';
import { TOKEN } from '../support/figures.ts';
import { asModule } from '../support/module.ts';
import { signTyped } from '../support/signed.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const CHAIN = 31_337;
/** What Bob has of a gift of 3 tokens, with its bonus of a tenth. */
const GIVEN = (33n * TOKEN) / 10n;
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const holder = privateKeyToAccount(keccak256(toHex('a holder without coins')));
const thief = privateKeyToAccount(keccak256(toHex('a thief')));

/** The holder has 40 tokens and wishes to give Bob 3. */
async function withHolder() {
  const economy = await deployEconomy(connection);
  const { token, gifts, client, actors } = economy;
  await token.write.earn([holder.address, 40n * TOKEN], await asModule(economy));
  const forwarder = getContract({ abi: forwarderAbi, address: economy.forwarder, client });
  const wish = {
    ...{ from: holder.address, to: gifts.address, value: 0n, gas: 400_000n, nonce: 0n, deadline: NOON + DAY },
    data: giftCall(token.address, actors.bob, 3n * TOKEN),
  };
  const sign = ({
    by = holder,
    chainId = CHAIN,
    at = forwarder.address as Address,
    changed = {} as Partial<typeof wish>,
  } = {}) =>
    signTyped(by, { name: 'Guildmint Forwarder', version: '1', chainId, verifyingContract: at }, 'ForwardRequest', {
      ...wish,
      ...changed,
    });
  const bring = (signature: Hex, changed: Partial<typeof wish> = {}) => {
    const { from, to, value, gas, deadline, data } = { ...wish, ...changed };
    return forwarder.write.execute([{ from, to, value, gas, deadline, data, signature }], { account: actors.mallory });
  };
  const balances = async () => [
    await token.read.balanceOf([holder.address]),
    await token.read.balanceOf([getAddress(actors.bob)]),
  ];
  return { ...economy, forwarder, wish, sign, bring, balances };
}
const setUp = () => connection.networkHelpers.loadFixture(withHolder);

describe('Contracts that take calls for others', async () => {
  const names = [...(await hre.artifacts.getAllFullyQualifiedNames())]
    .filter((name) => /^contracts\/[^/]+\.sol:/.test(name))
    .sort();
  const modules: { name: string; abi: Abi }[] = [];
  for (const name of names) {
    const { abi, bytecode } = await hre.artifacts.readArtifact(name);
    const forwarded = (abi as Abi).some((part) => part.type === 'function' && part.name === 'isTrustedForwarder');
    if (forwarded && bytecode.length > 2) modules.push({ name: name.split(':')[1]!, abi: abi as Abi });
  }

  it('are all there', () => {
    const found = modules.map(({ name }) => name);
    for (const name of [
      'Achievements',
      'Clans',
      'Communities',
      'Conduct',
      'Earnings',
      'Gifts',
      'Market',
      'Shop',
      'Tasks',
    ]) {
      assert.ok(found.includes(name), `${name} is not among ${found.join(', ')}`);
    }
  });

  for (const { name, abi } of modules) {
    it(`${name} trusts its two forwarders alone`, async () => {
      const { forwarder, custodian, communities, actors } = await setUp();
      const inputs = abi.find((part) => part.type === 'constructor')?.inputs ?? [];
      const args = inputs.map(({ name: parameter, type }) => {
        if (parameter?.startsWith('forwarder')) return forwarder.address;
        if (parameter?.startsWith('custodian')) return custodian;
        return type === 'address' ? communities.address : 0n;
      });
      const { address } = await connection.viem.deployContract(name, args);
      const trusts = (who: Address) =>
        connection.viem
          .getPublicClient()
          .then((client) => client.readContract({ abi, address, functionName: 'isTrustedForwarder', args: [who] }));
      assert.equal(await trusts(forwarder.address), true);
      assert.equal(await trusts(custodian), true);
      for (const who of [
        address,
        communities.address,
        actors.owner,
        actors.curator,
        actors.mallory,
        `0x${'0'.repeat(40)}`,
      ]) {
        assert.equal(await trusts(who as Address), false, who);
      }
    });
  }
});

describe('A wish through the forwarder', () => {
  it('is carried out once, whoever brings it, as the holder’s', async () => {
    const { sign, bring, forwarder, balances } = await setUp();
    const signature = await sign();
    await bring(signature);
    assert.deepEqual(await balances(), [37n * TOKEN, GIVEN]);
    assert.equal(await forwarder.read.nonces([holder.address]), 1n);
    await assertions.revertWithCustomError(bring(signature), forwarder, 'ERC2771ForwarderInvalidSigner');
    assert.deepEqual(await balances(), [37n * TOKEN, GIVEN]);
  });

  it('is refused when anything of it was changed', async () => {
    const { sign, bring, forwarder, token, wish, shop, actors, balances } = await setUp();
    const signature = await sign();
    const changes: Partial<typeof wish>[] = [
      { data: giftCall(token.address, actors.mallory, 3n * TOKEN) },
      { data: giftCall(token.address, actors.bob, 4n * TOKEN) },
      { to: shop.address },
      { from: thief.address },
      { gas: wish.gas + 1n },
      { deadline: wish.deadline + 1 },
    ];
    for (const change of changes) {
      await assertions.revertWithCustomError(bring(signature, change), forwarder, 'ERC2771ForwarderInvalidSigner');
    }
    assert.deepEqual(await balances(), [40n * TOKEN, 0n]);
  });

  it('is refused from another chain, another forwarder, another signer, for a later number, or in its other shape', async () => {
    const { sign, bring, forwarder, communities, balances } = await setUp();
    const signature = await sign();
    const [r, s, v] = [signature.slice(2, 66), BigInt(`0x${signature.slice(66, 130)}`), signature.slice(130)];
    const mirrored = `0x${r}${(ORDER - s).toString(16).padStart(64, '0')}${v === '1b' ? '1c' : '1b'}` as Hex;
    const strange = [
      await sign({ chainId: 24_734 }),
      await sign({ at: communities.address }),
      await sign({ by: thief }),
      await sign({ changed: { nonce: 1n } }),
      mirrored,
    ];
    for (const other of strange) {
      await assertions.revertWithCustomError(bring(other), forwarder, 'ERC2771ForwarderInvalidSigner');
    }
    assert.deepEqual(await balances(), [40n * TOKEN, 0n]);
  });

  it('is refused after its deadline', async () => {
    const { sign, bring, forwarder, wish, balances } = await setUp();
    const signature = await sign();
    await connection.networkHelpers.time.setNextBlockTimestamp(wish.deadline + 1);
    await assertions.revertWithCustomErrorWithArgs(bring(signature), forwarder, 'ERC2771ForwarderExpiredRequest', [
      wish.deadline,
    ]);
    assert.deepEqual(await balances(), [40n * TOKEN, 0n]);
  });

  it('is for contracts that trust the forwarder alone: the token itself takes none', async () => {
    const { sign, bring, forwarder, token } = await setUp();
    const changed = { to: token.address };
    const call = bring(await sign({ changed }), changed);
    await assertions.revertWithCustomError(call, forwarder, 'ERC2771UntrustfulTarget');
  });
});
