// After graduation the member's signature is all that counts: gasless as before, by an order of the account or, for a
// wallet's own tokens, by the forwarder; and neither the operator nor whoever brings the order gets a say.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { concat, zeroHash } from 'viem';
import { deployCustodial } from '../support/custodial.ts';
import { by, delays } from '../support/custody.ts';
import { TOKEN } from '../support/figures.ts';
import { Refund, terms, texts, UNLIMITED } from '../support/shop.ts';
import { saltOf, signTyped } from '../support/signed.ts';

// A chain each: the time of one never runs back to where the other's fixture begins.
const [connection, before] = [await network.create(), await network.create()];
const { assertions } = connection.viem;

async function graduated(of: typeof connection) {
  const world = await deployCustodial(of);
  const account = await world.graduate('alice', world.cast.alice);
  const { shop, token, actors } = world;
  const item = { ...terms, refund: Refund.timed };
  await shop.write.addItem([token.address, item, UNLIMITED, texts], { account: actors.owner });
  return { ...world, account };
}
const setUp = () => connection.networkHelpers.loadFixture(graduated);
const gifted = (token: `0x${string}`, from: `0x${string}`, to: `0x${string}`, amount: bigint) =>
  [token, from, to, amount, amount / 10n, zeroHash, false] as const;

describe('An own account whose owner has no coins', () => {
  it('gives, claims, buys and gives back by orders that a stranger brings, as itself', async () => {
    const { alice, cast, tokenOf, gifts, earnings, shop, token, calls, order, accountOf, balance } = await setUp();
    const bob = await accountOf('bob');
    const gift = order(alice, cast.alice, calls.gift(bob, 10n * TOKEN));
    await assertions.emitWithArgs(gift, gifts, 'Gifted', [...gifted(tokenOf, alice, bob, 10n * TOKEN)]);
    const daily = order(alice, cast.alice, calls.claimDaily());
    // Two days without activity: a silver member's 10 tokens, times 1.1.
    await assertions.emitWithArgs(daily, earnings, 'DailyClaimed', [tokenOf, alice, 11n * TOKEN, 1n]);
    await order(alice, cast.alice, calls.buy(1n));
    assert.equal((await shop.read.purchaseOf([token.address, 1n])).buyer, alice);
    assert.equal(await balance(alice), (100n - 10n + 11n - 10n) * TOKEN);
    await order(alice, cast.alice, calls.refund(1n));
    assert.equal(await balance(alice), 101n * TOKEN);
    assert.equal(await balance(cast.alice.address), 0n);
  });

  it('is bound by no ceiling of the operator’s', async () => {
    const world = await before.networkHelpers.loadFixture(deployCustodial);
    const { alice, cast, execute, ceilingOf, giftOf, told, graduate, order, calls, token, accountOf } = world;
    await execute([ceilingOf('alice', TOKEN)]);
    const bob = await accountOf('bob');
    const [refused] = await told(execute([giftOf('alice', bob, 2n * TOKEN)]));
    assert.equal(refused?.eventName, 'CallFailed');
    await graduate('alice', cast.alice);
    await order(alice, cast.alice, calls.gift(bob, 2n * TOKEN));
    const { balance, custodialOutflow, custodialCeiling } = await token.read.standingOf([alice]);
    assert.deepEqual([balance, custodialOutflow, custodialCeiling], [98n * TOKEN, 0n, TOKEN]);
  });

  it('is out of the operator’s reach in the same batch in which others are served', async () => {
    const { alice, cast, execute, giftOf, told, order, calls, accountOf, balance } = await setUp();
    const bob = await accountOf('bob');
    await order(alice, cast.alice, calls.gift(bob, 10n * TOKEN));
    const events = await told(execute([giftOf('alice', bob, TOKEN), giftOf('bob', cast.bob.address, TOKEN)]));
    assert.deepEqual(
      events.map(({ eventName, args }) => [eventName, (args as { index?: bigint }).index]),
      [
        ['CallFailed', 0n],
        ['BatchExecuted', undefined],
      ],
    );
    assert.deepEqual([await balance(alice), await balance(cast.bob.address)], [90n * TOKEN, (11n * TOKEN) / 10n]);
  });

  it('works on while the guardian pauses everything, and while a rotation is pending', async () => {
    const { alice, cast, custodian, now, order, calls, accountOf, balance } = await setUp();
    const bob = await accountOf('bob');
    await custodian.write.pause(by(cast.guardian));
    await order(alice, cast.alice, calls.gift(bob, TOKEN));
    await custodian.write.proposeSigner([cast.nextSigner.address, await now()], by(cast.guardian));
    await order(alice, cast.alice, calls.gift(bob, TOKEN));
    assert.equal(await balance(alice), 98n * TOKEN);
  });

  it('serves the owner whom an exit against the operator’s will made, just so', async () => {
    const world = await before.networkHelpers.loadFixture(deployCustodial);
    const { alice, cast, custodian, recoverable, time, order, calls, accountOf, balance } = world;
    await recoverable('alice', cast.aliceRecovery);
    await custodian.write.pause(by(cast.guardian));
    await custodian.write.requestExit([saltOf('alice')], by(cast.aliceRecovery));
    await time.increase(delays.forcedExit);
    await custodian.write.exit([saltOf('alice')], by(cast.aliceRecovery));
    await order(alice, cast.aliceRecovery, calls.gift(await accountOf('bob'), TOKEN));
    assert.equal(await balance(alice), 99n * TOKEN);
  });

  it('takes no order for another community than the one that was signed for', async () => {
    const { alice, cast, domain, account, calls, soon, communities, accountOf } = await setUp();
    const bob = await accountOf('bob');
    const deadline = await soon();
    const [to, data] = calls.gift(bob, TOKEN);
    const message = { to, value: 0n, data, nonce: 0n, deadline };
    const where = { ...domain, name: 'Guildmint Member', verifyingContract: alice };
    const signature = await signTyped(cast.alice, where, 'Execute', message);
    const [, elsewhere] = calls.gift(bob, TOKEN, communities.address);
    const attempt = account.write.executeSigned([to, 0n, elsewhere, deadline, signature], by(cast.mallory));
    await assertions.revertWithCustomError(attempt, account, 'MemberAccountBadSignature');
    await account.write.executeSigned([to, 0n, data, deadline, signature], by(cast.mallory));
  });

  it('is nobody else by an address behind its order', async () => {
    const { alice, cast, tokenOf, gifts, calls, order, accountOf, balance, execute, giftOf } = await setUp();
    const bob = await accountOf('bob');
    await order(alice, cast.alice, calls.gift(bob, 20n * TOKEN));
    const [to, data] = calls.gift(cast.mallory.address, TOKEN);
    const spoofed = order(alice, cast.alice, [to, concat([data, bob])]);
    await assertions.emitWithArgs(spoofed, gifts, 'Gifted', [...gifted(tokenOf, alice, cast.mallory.address, TOKEN)]);
    assert.equal(await balance(bob), 22n * TOKEN);
    await execute([giftOf('bob', cast.bob.address, TOKEN)]);
    assert.equal(await balance(bob), 21n * TOKEN);
  });
});

describe('The forwarder beside an own account', () => {
  it('takes no request in the account’s name, whoever signs it', async () => {
    const { alice, cast, forward, calls, forwarder, accountOf, balance } = await setUp();
    const bob = await accountOf('bob');
    for (const signer of [cast.alice, cast.signer, cast.mallory]) {
      const attempt = forward(signer, calls.gift(bob, TOKEN), alice);
      await assertions.revertWithCustomError(attempt, forwarder, 'ERC2771ForwarderInvalidSigner');
    }
    assert.equal(await balance(alice), 100n * TOKEN);
  });

  it('takes the owner’s request for what the wallet itself holds, and for nothing of the account', async () => {
    const { alice, cast, tokenOf, module, token, gifts, forward, calls, forwarder, accountOf, balance } = await setUp();
    const bob = await accountOf('bob');
    const wallet = cast.alice.address;
    await assertions.revertWithCustomError(forward(cast.alice, calls.gift(bob, TOKEN)), forwarder, 'FailedCall');
    await token.write.earn([wallet, 10n * TOKEN], module);
    const own = forward(cast.alice, calls.gift(bob, TOKEN));
    await assertions.emitWithArgs(own, gifts, 'Gifted', [...gifted(tokenOf, wallet, bob, TOKEN)]);
    assert.deepEqual([await balance(alice), await balance(wallet)], [100n * TOKEN, 9n * TOKEN]);
  });

  it('names the signer behind a request that ends in another’s address', async () => {
    const { alice, cast, tokenOf, module, token, gifts, forward, calls, balance } = await setUp();
    await token.write.earn([cast.mallory.address, 10n * TOKEN], module);
    const [to, data] = calls.gift(cast.bob.address, TOKEN);
    const spoofed = forward(cast.mallory, [to, concat([data, alice])]);
    const event = gifted(tokenOf, cast.mallory.address, cast.bob.address, TOKEN);
    await assertions.emitWithArgs(spoofed, gifts, 'Gifted', [...event]);
    assert.deepEqual([await balance(alice), await balance(cast.mallory.address)], [100n * TOKEN, 9n * TOKEN]);
  });
});
