// ERC-20 and ERC-2612, as any wallet or exchange expects them, of a native and of a wrapped token
// ├── name, symbol, decimals, the sum of what accounts hold
// ├── transfer, transferFrom: the exact amount and its event; nothing, to oneself, everything; above balance or allowance, to nobody
// ├── approve: replaces, emits; the greatest allowance is never used up; an allowance serves its spender alone
// ├── permit: the domain is EIP-712's, nonces count, whoever submits it
// └── what modules, registry and members do to a native token they do to a wrapped one
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import {
  type Address,
  domainSeparator,
  getAddress,
  getContract,
  keccak256,
  parseSignature,
  toHex,
  zeroAddress,
  zeroHash,
} from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { tokenAbi } from '../../../contracts/generated/abi.ts';
import { type Connection, deployEconomy } from '../support/deploy.ts';
import { caps, rates, TOKEN } from '../support/figures.ts';
import { asModule, asRegistry } from '../support/module.ts';
import { signTyped } from '../support/signed.ts';
import { at } from '../support/time.ts';
import { COIN, deployWrapped } from '../support/wrapped.ts';

const GREATEST = 2n ** 256n - 1n;
/** A wallet whose key the tests know, so that it can sign what it permits. */
const signer = privateKeyToAccount(keccak256(toHex('a wallet that signs')));

/** Alice holds `supply`, all that there is. */
async function native(connection: Connection) {
  const economy = await connection.networkHelpers.loadFixture(deployEconomy);
  const { token, actors } = economy;
  await token.write.earn([actors.alice, 100n * TOKEN], await asModule(economy));
  return { ...economy, token, supply: 100n * TOKEN, decimals: 18 };
}

async function wrapped(connection: Connection) {
  const { token, wrap, client, ...rest } = await deployWrapped(connection, { fund: 50n });
  await wrap(100n * COIN);
  const same = getContract({ abi: tokenAbi, address: token.address, client });
  return { ...rest, client, token: same, supply: 100n * COIN, decimals: 12 };
}

for (const [kind, deploy] of [
  ['Token', native],
  ['WrappedToken', wrapped],
] as const) {
  const connection = await network.create();
  const { assertions } = connection.viem;
  const { time } = connection.networkHelpers;
  const setUp = async () => {
    const economy = await deploy(connection);
    const { token, actors } = economy;
    const [alice, bob, carol, mallory] = [actors.alice, actors.bob, actors.carol, actors.mallory].map((who) =>
      getAddress(who),
    ) as [Address, Address, Address, Address];
    const balance = (account: Address) => token.read.balanceOf([account]);
    const by = (account: Address) => ({ account });
    return { ...economy, alice, bob, carol, mallory, balance, by };
  };

  describe(`${kind} as an ERC-20`, () => {
    it('has a name, a symbol, decimals, and holds for accounts what there is', async () => {
      const { token, alice, supply, decimals, balance, bob } = await setUp();
      assert.equal(await token.read.name(), 'SecureChat Tokens');
      assert.equal(await token.read.symbol(), 'SCT');
      assert.equal(await token.read.decimals(), decimals);
      assert.equal(await balance(alice), supply);
      assert.equal(await balance(bob), 0n);
    });

    it('refuses to transfer more than there is, and to nobody', async () => {
      const { token, alice, bob, supply, by } = await setUp();
      await assertions.revertWithCustomErrorWithArgs(
        token.write.transfer([bob, supply + 1n], by(alice)),
        token,
        'ERC20InsufficientBalance',
        [alice, supply, supply + 1n],
      );
      await assertions.revertWithCustomErrorWithArgs(
        token.write.transfer([zeroAddress, 1n], by(alice)),
        token,
        'ERC20InvalidReceiver',
        [zeroAddress],
      );
    });

    it('transfers the exact amount, says so, and answers true', async () => {
      const { token, alice, bob, supply, balance, by } = await setUp();
      const total = await token.read.totalSupply();
      for (const value of [0n, 1n, supply - 1n]) {
        const before = [await balance(alice), await balance(bob)] as const;
        assert.equal((await token.simulate.transfer([bob, value], by(alice))).result, true);
        const call = token.write.transfer([bob, value], by(alice));
        await assertions.emitWithArgs(call, token, 'Transfer', [alice, bob, value]);
        assert.deepEqual([await balance(alice), await balance(bob)], [before[0] - value, before[1] + value]);
      }
      assert.equal(await token.read.totalSupply(), total);
    });

    it('transfers to oneself without any change', async () => {
      const { token, alice, supply, balance, by } = await setUp();
      const call = token.write.transfer([alice, supply], by(alice));
      await assertions.emitWithArgs(call, token, 'Transfer', [alice, alice, supply]);
      assert.equal(await balance(alice), supply);
    });

    it('refuses an allowance for nobody', async () => {
      const { token, alice, by } = await setUp();
      await assertions.revertWithCustomErrorWithArgs(
        token.write.approve([zeroAddress, 1n], by(alice)),
        token,
        'ERC20InvalidSpender',
        [zeroAddress],
      );
    });

    it('sets an allowance, and replaces it', async () => {
      const { token, alice, bob, by } = await setUp();
      for (const value of [5n, 3n, GREATEST, 0n]) {
        assert.equal((await token.simulate.approve([bob, value], by(alice))).result, true);
        const call = token.write.approve([bob, value], by(alice));
        await assertions.emitWithArgs(call, token, 'Approval', [alice, bob, value]);
        assert.equal(await token.read.allowance([alice, bob]), value);
      }
    });

    it('refuses a spender above the allowance, and one that was given none', async () => {
      const { token, alice, bob, carol, mallory, by } = await setUp();
      await token.write.approve([bob, 7n], by(alice));
      for (const [spender, allowed] of [
        [bob, 7n],
        [mallory, 0n],
        [alice, 0n],
      ] as const) {
        await assertions.revertWithCustomErrorWithArgs(
          token.write.transferFrom([alice, carol, 8n], by(spender)),
          token,
          'ERC20InsufficientAllowance',
          [spender, allowed, 8n],
        );
      }
    });

    it('refuses a spender above the balance, and keeps the allowance then', async () => {
      const { token, alice, bob, carol, supply, by } = await setUp();
      await token.write.approve([bob, supply + 1n], by(alice));
      await assertions.revertWithCustomErrorWithArgs(
        token.write.transferFrom([alice, carol, supply + 1n], by(bob)),
        token,
        'ERC20InsufficientBalance',
        [alice, supply, supply + 1n],
      );
      assert.equal(await token.read.allowance([alice, bob]), supply + 1n);
    });

    it('lets a spender transfer, and lowers the allowance by as much', async () => {
      const { token, alice, bob, carol, balance, by } = await setUp();
      await token.write.approve([bob, 10n], by(alice));
      assert.equal((await token.simulate.transferFrom([alice, carol, 4n], by(bob))).result, true);
      const call = token.write.transferFrom([alice, carol, 4n], by(bob));
      await assertions.emitWithArgs(call, token, 'Transfer', [alice, carol, 4n]);
      assert.equal(await token.read.allowance([alice, bob]), 6n);
      assert.equal(await balance(carol), 4n);
      await token.write.transferFrom([alice, carol, 6n], by(bob));
      assert.equal(await token.read.allowance([alice, bob]), 0n);
    });

    it('never uses up the greatest allowance', async () => {
      const { token, alice, bob, carol, by } = await setUp();
      await token.write.approve([bob, GREATEST], by(alice));
      await token.write.transferFrom([alice, carol, 4n], by(bob));
      assert.equal(await token.read.allowance([alice, bob]), GREATEST);
    });
  });

  describe(`${kind} as an ERC-2612`, () => {
    it('has the domain that EIP-712 demands, by ERC-5267 too', async () => {
      const { token } = await setUp();
      const domain = { name: 'SecureChat Tokens', version: '1', chainId: 31_337, verifyingContract: token.address };
      assert.equal(await token.read.DOMAIN_SEPARATOR(), domainSeparator({ domain }));
      const { name, version, verifyingContract } = domain;
      assert.deepEqual(
        [...(await token.read.eip712Domain())],
        ['0x0f', name, version, 31_337n, getAddress(verifyingContract), zeroHash, []],
      );
    });

    it('takes a holder’s signature from whoever brings it, once', async () => {
      const { token, bob, mallory, by } = await setUp();
      const deadline = BigInt(await time.latest()) + 1_000n;
      const message = { owner: signer.address, spender: bob, value: 9n, nonce: 0n, deadline };
      const domain = { name: 'SecureChat Tokens', version: '1', chainId: 31_337, verifyingContract: token.address };
      const { r, s, v } = parseSignature(await signTyped(signer, domain, 'Permit', message));
      const permit = () => token.write.permit([signer.address, bob, 9n, deadline, Number(v), r, s], by(mallory));
      await assertions.emitWithArgs(permit(), token, 'Approval', [signer.address, bob, 9n]);
      assert.equal(await token.read.allowance([signer.address, bob]), 9n);
      assert.equal(await token.read.nonces([signer.address]), 1n);
      await assertions.revertWithCustomError(permit(), token, 'TokenPermitBadSigner');
    });
  });

  describe(`${kind} in the hands of modules and registry`, () => {
    it('lets a module pay a member’s day, and move', async () => {
      const economy = await setUp();
      const { token, alice, bob, balance } = economy;
      const module = await asModule(economy);
      await at(connection, 1);
      await token.write.claimDaily([bob, { ...rates, daily: 1_000 }], module);
      const paid = await balance(bob);
      assert.equal(paid, (await token.read.unit()) * 1_000n);
      await token.write.move([alice, bob, 5n, false], module);
      assert.equal(await balance(bob), paid + 5n);
    });

    it('obeys the registry: caps, modules, pause', async () => {
      const economy = await setUp();
      const { token, alice, bob, mallory, by } = economy;
      const registry = await asRegistry(economy);
      await token.write.setCaps([{ ...caps, memberDay: 1 }], registry);
      assert.equal((await token.read.caps()).memberDay, 1);
      await token.write.setModule([mallory, true], registry);
      assert.equal(await token.read.isModule([mallory]), true);
      await token.write.setModule([mallory, false], registry);
      assert.equal(await token.read.isModule([mallory]), false);
      await token.write.setPaused([true], registry);
      await assertions.revertWithCustomError(token.write.transfer([bob, 1n], by(alice)), token, 'TokenPaused');
      await token.write.setPaused([false], registry);
      await token.write.transfer([bob, 1n], by(alice));
    });
  });
}

describe('Factories', async () => {
  const connection = await network.create();
  const { assertions } = connection.viem;

  it('serve whoever calls, and no community: the caller is the token’s registry', async () => {
    const { communities, client, actors, custodian } = await native(connection);
    const params = {
      ...{ name: 'Own', symbol: 'OWN', supplyCap: 0n, maxBalance: 0n, closed: false, clawback: false, caps },
      ...{ underlying: zeroAddress as Address, modules: [] },
    };
    const salt = toHex('salt', { size: 32 });
    const plain = await connection.viem.deployContract('TokenFactory');
    const { result: token } = await plain.simulate.create!([salt, custodian, params], { account: actors.mallory });
    await plain.write.create!([salt, custodian, params], { account: actors.mallory });
    const around = await connection.viem.deployContract('WrappedTokenFactory');
    const underlying = (await connection.viem.deployContract('Underlying')).address;
    const args = [salt, custodian, 12, { ...params, underlying }] as const;
    const { result: other } = await around.simulate.create!(args, { account: actors.mallory });
    await around.write.create!(args, { account: actors.mallory });
    for (const factory of [plain, around]) {
      // What all tokens share is no token: it has signed for nobody and pays nobody.
      const shared = getContract({ abi: tokenAbi, address: (await factory.read.extension!()) as Address, client });
      assert.equal(await shared.read.nonces([actors.alice]), 0n);
      const call = shared.write.award([actors.alice, 1n], { account: actors.mallory });
      await assertions.revertWithCustomError(call, shared, 'TokenNotModule');
    }
    for (const address of [token, other] as Address[]) {
      assert.equal(await communities.read.isCommunity([address]), false);
      const contract = getContract({ abi: tokenAbi, address, client });
      assert.equal(await contract.read.name(), 'Own');
      await contract.write.setPaused([true], { account: actors.mallory });
      await assertions.revertWithCustomError(
        contract.write.setPaused([false], { account: actors.alice }),
        contract,
        'TokenNotRegistry',
      );
    }
  });
});
