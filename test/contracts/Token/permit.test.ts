// permit
// ├── when the deadline is past, or the token is closed, it reverts
// ├── when the signature is another's, malformed, malleable, for other values, another nonce or another token, it reverts
// ├── when it was used it reverts
// └── it sets the allowance, to the last second, whoever submits it, and burns the nonce
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { type Address, getAddress, type Hex, keccak256, parseSignature, toHex, zeroAddress } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { createCommunity, deployEconomy } from '../support/deploy.ts';
import { signTyped } from '../support/signed.ts';
import { at, moment } from '../support/time.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const holder = privateKeyToAccount(keccak256(toHex('a holder')));
const stranger = privateKeyToAccount(keccak256(toHex('a stranger')));
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

const setUp = async () => {
  const economy = await connection.networkHelpers.loadFixture(deployEconomy);
  const { token, actors } = economy;
  const deadline = BigInt(moment(5));
  const message = { owner: holder.address, spender: getAddress(actors.bob), value: 42n, nonce: 0n, deadline };
  const sign = async (changed: Partial<typeof message> = {}, by = holder, at_: Address = token.address) => {
    const domain = { name: 'SecureChat Tokens', version: '1', chainId: 31337, verifyingContract: at_ };
    const signature = await signTyped(by, domain, 'Permit', { ...message, ...changed });
    const { r, s, v } = parseSignature(signature);
    return { r, s, v: Number(v) };
  };
  const submit = ({ v, r, s }: { v: number; r: Hex; s: Hex }, changed: Partial<typeof message> = {}, on = token) => {
    const { owner, spender, value, deadline } = { ...message, ...changed };
    return on.write.permit([owner, spender, value, deadline, v, r, s], { account: actors.mallory });
  };
  return { ...economy, deadline, message, sign, submit };
};

describe('Token.permit', () => {
  it('reverts a second after the deadline', async () => {
    const { token, deadline, sign, submit } = await setUp();
    await connection.networkHelpers.time.setNextBlockTimestamp(deadline + 1n);
    await assertions.revertWithCustomErrorWithArgs(submit(await sign()), token, 'TokenPermitExpired', [deadline]);
  });

  it('reverts on a closed token', async () => {
    const economy = await setUp();
    const closed = await createCommunity(economy, { closed: true });
    const signature = await economy.sign({}, holder, closed.address);
    await assertions.revertWithCustomError(economy.submit(signature, {}, closed), closed, 'TokenClosed');
  });

  it('reverts with another’s signature', async () => {
    const { token, sign, submit } = await setUp();
    const values = [stranger.address, holder.address] as const;
    const call = submit(await sign({}, stranger));
    await assertions.revertWithCustomErrorWithArgs(call, token, 'TokenPermitBadSigner', [...values]);
  });

  it('reverts with a malformed or malleable signature, for the zero address too', async () => {
    const { token, sign, submit } = await setUp();
    const { r, s, v } = await sign();
    const mirrored = { r, s: toHex(ORDER - BigInt(s), { size: 32 }), v: v === 27 ? 28 : 27 };
    const zero = [zeroAddress, holder.address] as const;
    for (const signature of [mirrored, { r, s, v: 29 }, { r: toHex(0, { size: 32 }), s, v }]) {
      await assertions.revertWithCustomErrorWithArgs(submit(signature), token, 'TokenPermitBadSigner', [...zero]);
    }
    const call = submit({ r, s, v: 0 }, { owner: zeroAddress });
    await assertions.revertWithCustomErrorWithArgs(call, token, 'TokenPermitBadSigner', [zeroAddress, zeroAddress]);
  });

  it('reverts for other values, another nonce, another token', async () => {
    const economy = await setUp();
    const { token, actors, sign, submit } = economy;
    const other = await createCommunity(economy);
    for (const [signature, changed] of [
      [await sign(), { value: 43n }],
      [await sign(), { spender: getAddress(actors.mallory) }],
      [await sign({ nonce: 1n }), {}],
      [await sign({}, holder, other.address), {}],
    ] as const) {
      await assertions.revertWithCustomError(submit(signature, changed), token, 'TokenPermitBadSigner');
    }
  });

  it('sets the allowance to the last second, whoever submits it', async () => {
    const { token, actors, sign, submit } = await setUp();
    const signature = await sign();
    await at(connection, 5);
    const values = [holder.address, getAddress(actors.bob), 42n] as const;
    await assertions.emitWithArgs(submit(signature), token, 'Approval', [...values]);
    assert.equal(await token.read.allowance([holder.address, actors.bob]), 42n);
  });

  it('burns the nonce: the same words serve once', async () => {
    const { token, sign, submit } = await setUp();
    const signature = await sign();
    await submit(signature);
    await assertions.revertWithCustomError(submit(signature), token, 'TokenPermitBadSigner');
    await submit(await sign({ nonce: 1n, value: 1n }), { value: 1n });
    assert.equal(await token.read.nonces([holder.address]), 2n);
  });
});
