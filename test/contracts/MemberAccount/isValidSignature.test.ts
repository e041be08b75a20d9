// isValidSignature (ERC-1271 through ERC-7739)
// ├── it refuses the owner's bare signature of a hash, which would count for all the owner's accounts
// ├── it refuses others' signatures and those made for another account of the same owner
// ├── it takes the owner's message and typed data, bound to this account
// └── it says that it supports ERC-7739
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { type Address, type Hex, hashMessage, hashTypedData } from 'viem';
import { hashMessage as hashBoundMessage, signTypedData } from 'viem/experimental/erc7739';
import { deployAccount } from '../support/account.ts';
import type { Wallet } from '../support/custody.ts';

const connection = await network.create();
const MAGIC = '0x1626ba7e';
const REFUSED = '0xffffffff';

async function setUp() {
  const c = await connection.networkHelpers.loadFixture(deployAccount);
  const other = await c.graduate('bob', c.cast.alice);
  const domainOf = (verifyingContract: Address) => ({ ...c.accountDomain, verifyingContract });
  const sale = {
    domain: { name: 'Bazaar', version: '3', chainId: 31337, verifyingContract: c.diary.address },
    types: { Offer: [{ name: 'price', type: 'uint256' }] },
    primaryType: 'Offer',
    message: { price: 7n },
  } as const;
  const signSale = (owner: Wallet, account: Address): Promise<Hex> =>
    signTypedData(c.client, {
      ...sale,
      account: owner,
      verifierDomain: { ...domainOf(account), salt: `0x${'00'.repeat(32)}` },
    });
  return { ...c, other, domainOf, sale, signSale };
}

describe('MemberAccount.isValidSignature', () => {
  it('refuses the owner’s bare signature', async () => {
    const { account, cast } = await setUp();
    const signature = await cast.alice.signMessage({ message: 'hello' });
    assert.equal(await account.read.isValidSignature([hashMessage('hello'), signature]), REFUSED);
  });

  it('takes the owner’s message for this account only', async () => {
    const { account, other, cast, domainOf } = await setUp();
    const bound = hashBoundMessage({ message: 'hello', verifierDomain: domainOf(account.address) });
    const signature = await cast.alice.sign({ hash: bound });
    const forged = await cast.mallory.sign({ hash: bound });
    assert.equal(await account.read.isValidSignature([hashMessage('hello'), signature]), MAGIC);
    assert.equal(await account.read.isValidSignature([hashMessage('adieu'), signature]), REFUSED);
    assert.equal(await account.read.isValidSignature([hashMessage('hello'), forged]), REFUSED);
    assert.equal(await other.read.isValidSignature([hashMessage('hello'), signature]), REFUSED);
  });

  it('takes the owner’s typed data for this account only', async () => {
    const { account, other, cast, sale, signSale } = await setUp();
    const hash = hashTypedData(sale);
    const signature = await signSale(cast.alice, account.address);
    assert.equal(await account.read.isValidSignature([hash, signature]), MAGIC);
    assert.equal(await other.read.isValidSignature([hash, signature]), REFUSED);
    assert.equal(await account.read.isValidSignature([hash, await signSale(cast.mallory, account.address)]), REFUSED);
    const cheaper = hashTypedData({ ...sale, message: { price: 6n } });
    assert.equal(await account.read.isValidSignature([cheaper, signature]), REFUSED);
  });

  it('says that it supports ERC-7739', async () => {
    const { account } = await setUp();
    assert.equal(await account.read.isValidSignature([`0x${'7739'.repeat(16)}`, '0x']), '0x77390001');
  });
});
