// Something signed once is sent again: elsewhere, later, under another number, or in another shape.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getContract, type Hex, hexToBigInt, numberToHex, parseSignature, serializeSignature } from 'viem';
import { custodianAbi } from '../../../contracts/generated/abi.ts';
import { by, DAY, delays, deployCustody } from '../support/custody.ts';
import { encodeOps, group, saltOf, signTyped } from '../support/signed.ts';

const connection = await network.create();
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const salt = saltOf('alice');

async function setUp() {
  const c = await connection.networkHelpers.loadFixture(deployCustody);
  const ops = encodeOps([group(c.diary, 'write', [[salt, [1n]]])]);
  const deadline = (await c.soon()) + 365 * DAY;
  const signBatch = (where: object = {}, lane = 0n, sequence = 0n) =>
    signTyped(c.cast.signer, { ...c.domain, ...where }, 'Batch', { lane, sequence, deadline, ops });
  return { ...c, ops, deadline, signBatch };
}

describe('Replay', () => {
  it('of a batch, in its lane, another lane, under another number', async () => {
    const { custodian, ops, deadline, signBatch, assertions } = await setUp();
    const signature = await signBatch();
    await custodian.write.execute([0n, 0n, deadline, ops, signature]);
    for (const [lane, sequence, error] of [
      [0n, 0n, 'CustodianBadSequence'],
      [0n, 1n, 'CustodianBadSigner'],
      [1n, 0n, 'CustodianBadSigner'],
    ] as const) {
      const again = custodian.write.execute([lane, sequence, deadline, ops, signature]);
      await assertions.revertWithCustomError(again, custodian, error);
    }
  });

  it('of a batch from another chain or another deployment of the same operator', async () => {
    const { custodian, cast, deploy, client, viem, ops, deadline, signBatch, assertions } = await setUp();
    const twin = await deploy('Custodian', [
      cast.signer.address,
      cast.guardian.address,
      cast.sentinel.address,
      { ...delays },
    ]);
    for (const where of [{ chainId: 24734 }, { verifyingContract: twin }]) {
      const foreign = custodian.write.execute([0n, 0n, deadline, ops, await signBatch(where)]);
      await assertions.revertWithCustomError(foreign, custodian, 'CustodianBadSigner');
    }
    const [wallet] = await viem.getWalletClients();
    const other = getContract({ abi: custodianAbi, address: twin, client: { public: client, wallet: wallet! } });
    const own = other.write.execute([0n, 0n, deadline, ops, await signBatch()]);
    await assertions.revertWithCustomError(own, other, 'CustodianBadSigner');
  });

  it('of a batch whose transaction reverted: it is still good once, for whoever sends it', async () => {
    const { custodian, cast, ops, deadline, signBatch, assertions } = await setUp();
    const args = [0n, 0n, deadline, ops, await signBatch()] as const;
    const starved = custodian.write.execute(args, { gas: 150_000n });
    await assertions.revertWithCustomError(starved, custodian, 'CustodianUnderfunded');
    await custodian.write.execute(args, by(cast.mallory));
    assert.equal(await custodian.read.sequenceOf([0n]), 1n);
  });

  it('of a signature in its other shape (high s)', async () => {
    const { custodian, ops, deadline, signBatch, assertions } = await setUp();
    const { r, s, v } = parseSignature(await signBatch());
    const flipped: Hex = numberToHex(ORDER - hexToBigInt(s), { size: 32 });
    const other = serializeSignature({ r, s: flipped, v: v === 27n ? 28n : 27n });
    const again = custodian.write.execute([0n, 0n, deadline, ops, other]);
    await assertions.revertWithCustomError(again, custodian, 'CustodianBadSigner');
  });

  it('of a graduation request, cancelled after it was sent or before', async () => {
    const { custodian, cast, request, cancelSigned, assertions } = await setUp();
    const sign = async () => {
      const { deadline, signature } = await request('alice', {}, 'Graduate', cast.mallory.address);
      return [salt, cast.mallory.address, deadline, signature] as const;
    };
    const refused = (args: Awaited<ReturnType<typeof sign>>) =>
      assertions.revertWithCustomError(custodian.write.requestGraduation(args), custodian, 'CustodianBadSigner');
    const sent = await sign();
    await custodian.write.requestGraduation(sent);
    await custodian.write.cancelGraduation([salt], by(cast.guardian));
    await refused(sent);
    const kept = await sign();
    await cancelSigned('alice');
    await refused(kept);
  });

  it('of a request of one kind or member as another', async () => {
    const { custodian, cast, request, assertions } = await setUp();
    const who = cast.mallory.address;
    const { deadline, signature } = await request('alice', {}, 'SetRecovery', who);
    const graduation = custodian.write.requestGraduation([salt, who, deadline, signature]);
    await assertions.revertWithCustomError(graduation, custodian, 'CustodianBadSigner');
    const foreign = custodian.write.setRecovery([saltOf('bob'), who, deadline, signature]);
    await assertions.revertWithCustomError(foreign, custodian, 'CustodianBadSigner');
    await custodian.write.setRecovery([salt, who, deadline, signature]);
    const again = custodian.write.setRecovery([salt, who, deadline, signature]);
    await assertions.revertWithCustomError(again, custodian, 'CustodianBadSigner');
  });

  it('of an old signer’s unsent batches, by making it the signer again', async () => {
    const { custodian, cast, rotate, ops, deadline, signBatch, assertions } = await setUp();
    const kept = await signBatch({}, 5n);
    await rotate(cast.nextSigner);
    await assertions.revertWithCustomError(
      custodian.write.proposeSigner([cast.signer.address, 0], by(cast.guardian)),
      custodian,
      'CustodianSignerServed',
    );
    const late = custodian.write.execute([5n, 0n, deadline, ops, kept]);
    await assertions.revertWithCustomError(late, custodian, 'CustodianBadSigner');
  });

  it('of an owner’s claim for one account on another', async () => {
    const { custodian, cast, domain, requestGraduation, accountOf, time, assertions } = await setUp();
    await requestGraduation('alice', cast.alice);
    await requestGraduation('bob', cast.alice);
    await time.increase(delays.graduation);
    const claim = { account: await accountOf('alice'), owner: cast.alice.address };
    const signature = await signTyped(cast.alice, domain, 'Claim', claim);
    const other = custodian.write.finishGraduation([saltOf('bob'), signature], by(cast.mallory));
    await assertions.revertWithCustomError(other, custodian, 'CustodianBadSigner');
    await custodian.write.finishGraduation([salt, signature], by(cast.mallory));
  });
});
