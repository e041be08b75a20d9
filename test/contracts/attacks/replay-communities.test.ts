// What was signed, settled, scheduled or bought in one community is tried in another, which has the same name, figures,
// owner, reporter and members; and what was signed for one chain on another.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { type Address, encodeFunctionData, getAddress, keccak256, parseSignature, toHex } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { communitiesAbi, giftsAbi } from '../../../contracts/generated/abi.ts';
import { deployCustodial } from '../support/custodial.ts';
import { by } from '../support/custody.ts';
import { type Connection, createCommunity, DAY } from '../support/deploy.ts';
import { caps, giftPolicy, Role, rates, report, TOKEN } from '../support/figures.ts';
import { Refund, terms, texts, UNLIMITED } from '../support/shop.ts';
import { encodeOps, group, saltOf, signTyped } from '../support/signed.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const { time } = connection.networkHelpers;
const MINTME = 24_734;

/** Alice has 100 tokens in the first community and 50 in the second. */
async function twins(of: Connection) {
  const world = await deployCustodial(of);
  const { communities, earnings, gifts, economy, actors, module, alice } = world;
  const owner = { account: actors.owner };
  const other = await createCommunity(economy);
  const grant = () => communities.write.grantRoles([other.address, actors.reporter, Role.reporter], owner);
  await grant();
  await time.increase(DAY);
  await grant();
  await earnings.write.setRates([other.address, rates], owner);
  await gifts.write.setPolicy([other.address, giftPolicy], owner);
  await other.write.earn([alice, 50n * TOKEN], module);
  const balances = async (account: Address = alice) => [
    await world.balance(account),
    await other.read.balanceOf([account]),
  ];
  return { ...world, other, owner, balances };
}
const setUp = () => connection.networkHelpers.loadFixture(twins);

describe('Replay across communities', () => {
  it('of a batch: what was signed names the community, and another one there voids the signature', async () => {
    const { custodian, cast, domain, gifts, token, other, soon, accountOf, balances } = await setUp();
    const [bob, deadline] = [await accountOf('bob'), await soon()];
    const opsFor = (of: Address) =>
      encodeOps([
        group(
          { abi: giftsAbi, address: gifts.address },
          'gift',
          [[saltOf('alice'), [of, bob, 10n * TOKEN, `0x${'00'.repeat(32)}`]]],
          400_000,
        ),
      ]);
    const ops = opsFor(token.address);
    const signature = await signTyped(cast.signer, domain, 'Batch', { lane: 0n, sequence: 0n, deadline, ops });
    const altered = custodian.write.execute([0n, 0n, deadline, opsFor(other.address), signature]);
    await assertions.revertWithCustomError(altered, custodian, 'CustodianBadSigner');
    await custodian.write.execute([0n, 0n, deadline, ops, signature]);
    const again = custodian.write.execute([0n, 0n, deadline, opsFor(other.address), signature]);
    await assertions.revertWithCustomErrorWithArgs(again, custodian, 'CustodianBadSequence', [1n]);
    assert.deepEqual(await balances(), [90n * TOKEN, 50n * TOKEN]);
  });

  it('of a settlement: each community counts its own, and pays for one once', async () => {
    const { earnings, token, other, actors, balances } = await setUp();
    const bob = actors.bob;
    const settle = (of: Address, number: bigint) =>
      earnings.write.settle([of, number, [report(bob, { message: 10 })]], { account: actors.reporter });
    await settle(token.address, 0n);
    assert.deepEqual(await balances(bob), [10n * TOKEN, 0n]);
    await assertions.revertWithCustomErrorWithArgs(settle(token.address, 0n), earnings, 'EarningsBadSettlement', [1n]);
    await assertions.revertWithCustomErrorWithArgs(settle(other.address, 1n), earnings, 'EarningsBadSettlement', [0n]);
    await settle(other.address, 0n);
    assert.deepEqual(await balances(bob), [10n * TOKEN, 10n * TOKEN]);
  });

  it('of a report by the reporter of one community in another', async () => {
    const { communities, earnings, token, other, owner, actors } = await setUp();
    await communities.write.revokeRoles([other.address, actors.reporter, Role.reporter], owner);
    const settle = (of: Address) =>
      earnings.write.settle([of, 0n, [report(actors.bob, { message: 1 })]], { account: actors.reporter });
    await assertions.revertWithCustomErrorWithArgs(settle(other.address), earnings, 'EarningsNotReporter', [
      getAddress(other.address),
      getAddress(actors.reporter),
    ]);
    await settle(token.address);
  });

  it('of a permit, on the token of another community and on another chain', async () => {
    const { token, other, actors, soon } = await setUp();
    const holder = privateKeyToAccount(keccak256(toHex('a holder')));
    const deadline = BigInt(await soon());
    const message = { owner: holder.address, spender: getAddress(actors.mallory), value: 7n, nonce: 0n, deadline };
    const signed = async (chainId: number) => {
      const domain = { name: 'SecureChat Tokens', version: '1', chainId, verifyingContract: token.address };
      const signature = await signTyped(holder, domain, 'Permit', message);
      const { r, s, v } = parseSignature(signature);
      return [message.owner, message.spender, 7n, deadline, Number(v), r, s] as const;
    };
    const here = await signed(31_337);
    await assertions.revertWithCustomError(other.write.permit(here), other, 'TokenPermitBadSigner');
    await assertions.revertWithCustomError(token.write.permit(await signed(MINTME)), token, 'TokenPermitBadSigner');
    await token.write.permit(here);
    assert.equal(await token.read.allowance([message.owner, message.spender]), 7n);
  });

  it('of a scheduled raise: it waits for each community, and is taken back in its own alone', async () => {
    const { communities, token, other, owner } = await setUp();
    const raised = { ...caps, memberDay: caps.memberDay + 1 };
    const raise = (of: Address) => communities.write.setCaps([of, raised], owner);
    await raise(token.address);
    await time.increase(DAY);
    await assertions.emit(raise(other.address), communities, 'Scheduled');
    assert.equal((await other.read.caps()).memberDay, caps.memberDay);
    const call = encodeFunctionData({
      abi: communitiesAbi,
      functionName: 'setCaps',
      args: [token.address, raised],
    });
    const elsewhere = communities.write.cancelScheduled([other.address, keccak256(call)], owner);
    await assertions.revertWithCustomErrorWithArgs(elsewhere, communities, 'CommunitiesNothingScheduled', [
      keccak256(call),
    ]);
    await raise(token.address);
    assert.equal((await token.read.caps()).memberDay, raised.memberDay);
  });

  it('of a purchase: its number means another’s there, and its receipt is worth nothing', async () => {
    const { shop, token, other, owner, module, cast, balances } = await setUp();
    const [alice, bob] = [cast.alice.address, cast.bob.address];
    for (const { address } of [token, other])
      await shop.write.addItem([address, { ...terms, refund: Refund.timed, heldItem: 0 }, UNLIMITED, texts], owner);
    await shop.write.addItem([other.address, { ...terms, heldItem: 1 }, UNLIMITED, texts], owner);
    await token.write.earn([alice, 10n * TOKEN], module);
    await other.write.earn([alice, 10n * TOKEN], module);
    await other.write.earn([bob, 10n * TOKEN], module);
    await shop.write.buy([token.address, 1n, 1n, 10n * TOKEN], by(cast.alice));
    await shop.write.buy([other.address, 1n, 1n, 10n * TOKEN], by(cast.bob));
    const refund = (of: Address) => shop.write.refund([of, 1n, 1n], by(cast.alice));
    await assertions.revertWithCustomErrorWithArgs(refund(other.address), shop, 'ShopNotBuyer', [1n, alice]);
    const needs = shop.write.buy([other.address, 2n, 1n, 10n * TOKEN], by(cast.alice));
    await assertions.revertWithCustomErrorWithArgs(needs, shop, 'ShopItemRequired', [1n]);
    await refund(token.address);
    assert.deepEqual(await balances(alice), [10n * TOKEN, 10n * TOKEN]);
  });
});

describe('Replay across chains', () => {
  it('of an own account’s order, signed for another chain', async () => {
    const { alice, cast, domain, graduate, calls, soon, accountOf } = await setUp();
    const account = await graduate('alice', cast.alice);
    const [to, data] = calls.gift(await accountOf('bob'), TOKEN);
    const message = { to, value: 0n, data, nonce: 0n, deadline: await soon() };
    const order = async (chainId: number) => {
      const where = { ...domain, chainId, name: 'Guildmint Member', verifyingContract: alice };
      const signature = await signTyped(cast.alice, where, 'Execute', message);
      return [to, 0n, data, message.deadline, signature] as const;
    };
    const foreign = account.write.executeSigned(await order(MINTME), by(cast.mallory));
    await assertions.revertWithCustomError(foreign, account, 'MemberAccountBadSignature');
    await account.write.executeSigned(await order(domain.chainId), by(cast.mallory));
  });
});
