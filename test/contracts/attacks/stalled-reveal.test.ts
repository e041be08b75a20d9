// Draws of the Stash under attack: secrets withheld, outcomes disliked, collections and gas used as levers.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { encodeFunctionData, getAddress, zeroAddress } from 'viem';
import { Role, TOKEN } from '../support/figures.ts';
import { HOUR, Kind, State } from '../support/shop.ts';
import { DrawState, deployStash, seed } from '../support/stash.ts';

const connection = await network.create();
const { assertions } = connection.viem;

/** Two fulfillers, Carol and the admin, with a secret each: Bob's draw waits behind Alice's. */
async function deployTwoFulfillers(on: typeof connection) {
  const world = await deployStash(on);
  const { communities, token, actors, by, fund, deposit, commit, bought, request, item, mine, fulfiller } = world;
  await communities.write.grantRoles([token.address, actors.admin, Role.fulfiller], by(actors.owner));
  await fund(actors.admin, 100n);
  await deposit([1n, 2n, 3n, 4n, 5n, 6n]);
  await commit([1], 10n * TOKEN, fulfiller);
  await commit([2], 10n * TOKEN, actors.admin);
  const purchases = [await bought(item), await bought(item, 1n, actors.bob)] as const;
  for (const purchase of purchases) await request(purchase);
  await mine(1);
  return { ...world, purchases };
}
const setUp = () => connection.networkHelpers.loadFixture(deployTwoFulfillers);

describe('a reveal that is stalled', () => {
  it('costs who stalls the bond, and neither the next draw nor its bond', async () => {
    const { actors, reveal, forfeit, mine, balance, drawOf, purchaseOf, purchases, bonds } = await setUp();
    const [alice, admin] = [await balance(actors.alice), await balance(actors.admin)];
    await reveal(2n);
    await mine(250);
    await forfeit(1n);
    assert.equal((await balance(actors.alice)) - alice, 20n * TOKEN);
    assert.equal((await balance(actors.admin)) - admin, 10n * TOKEN);
    assert.deepEqual([(await drawOf(2n)).state, await bonds()], [DrawState.drawn, 0n]);
    assert.equal((await purchaseOf(purchases[1])).state, State.fulfilled);
  });

  it('cannot be timed past the deadline of the purchase: four hours outlast 250 blocks', async () => {
    const { stash, add, bought, request, commit, actors } = await setUp();
    await commit([3, 4], 10n * TOKEN, actors.admin);
    const short = await add({ kind: Kind.nft, fulfilWithin: 4 * HOUR - 1 });
    await assertions.revertWithCustomError(request(await bought(short)), stash, 'StashTooLittleTime');
  });

  it('is no way for staff to draw again: refusing what they do not like burns the bond', async () => {
    const { token, actors, reveal, refuse, balance, purchases, stash, drawOf, bonds } = await setUp();
    await reveal(1n);
    // Bob is staff's friend. They can compute what he would win, and refuse.
    const [admin, supply] = [await balance(actors.admin), await token.read.totalSupply()];
    await refuse(purchases[1], actors.admin);
    await reveal(2n);
    assert.equal((await drawOf(2n)).state, DrawState.void);
    assert.equal(await balance(actors.admin), admin);
    // The price went back, the bond is gone.
    assert.deepEqual([(await token.read.totalSupply()) - supply, await bonds()], [0n, 0n]);
    assert.equal(await stash.read.poolSize([token.address]), 5n);
  });

  it('is no way to change the pool: nothing goes in or out until all is settled', async () => {
    const { stash, token, nfts, actors, by, deposit, collect, reveal } = await setUp();
    const other = await collect();
    await reveal(2n);
    await assertions.revertWithCustomErrorWithArgs(deposit([1n], other.address), stash, 'StashDrawsOpen', [2n]);
    const out = stash.write.withdrawPool([token.address, nfts.address, 1n, actors.admin], by(actors.admin));
    await assertions.revertWithCustomErrorWithArgs(out, stash, 'StashDrawsOpen', [2n]);
  });

  it('is not forced by too little gas: the call fails whole and the draw stays open', async () => {
    const { stash, token, actors, client, reveal, drawOf, purchaseOf, purchases } = await setUp();
    const args = [token.address, 1n, seed(1)] as const;
    const need = await client.public.estimateContractGas({
      ...{ address: stash.address, abi: stash.abi, functionName: 'reveal', args, account: actors.mallory },
    });
    for (const share of [50n, 70n, 85n]) {
      const call = stash.write.reveal([...args], { account: actors.mallory, gas: (need * share) / 100n });
      await assert.rejects(call);
      assert.equal((await drawOf(1n)).state, DrawState.open);
    }
    await reveal(1n);
    assert.equal((await purchaseOf(purchases[0])).state, State.fulfilled);
  });
});

describe('a hostile collection', () => {
  it('that keeps what it has harms its winner alone: the draw goes on, and the next', async () => {
    const { stash, actors, by, collect, deposit, commit, reveal, bought, item, request, mine, drawOf } = await setUp();
    await reveal(1n);
    await reveal(2n);
    const hostile = await collect('HostileNfts');
    await deposit([1n, 2n, 3n, 4n, 5n, 6n], hostile.address);
    await hostile.write.behave([false, true]);
    await commit([11, 12, 13, 14, 15, 16, 17, 18], 10n * TOKEN, actors.admin);
    const stuck: bigint[] = [];
    for (let number = 11; number <= 18; number++) {
      const draw = await request(await bought(item, 1n, actors.bob));
      await mine(1);
      await reveal(draw, number);
      assert.equal((await drawOf(draw)).state, DrawState.drawn);
    }
    for (let id = 1n; id <= 6n; id++) {
      if ((await stash.read.ownerOf([hostile.address, id]))[0] === zeroAddress) continue;
      stuck.push(id);
      await assert.rejects(stash.write.withdraw([hostile.address, id, actors.bob], by(actors.bob)));
    }
    assert.ok(stuck.length >= 2, `${stuck.length} of ten NFTs were drawn of six`);
    await hostile.write.behave([false, false]);
    await stash.write.withdraw([hostile.address, stuck[0]!, actors.bob], by(actors.bob));
    assert.equal(await hostile.read.ownerOf([stuck[0]!]), getAddress(actors.bob));
  });

  it('that calls back in the midst of a withdrawal finds it done, and the door shut', async () => {
    const world = await deployStash(await network.create());
    const { stash, actors, by, collect, deposit, commit, reveal, bought, item, request, mine } = world;
    const hostile = await collect('HostileNfts');
    await deposit([1n], hostile.address);
    await commit([1]);
    const draw = await request(await bought(item, 1n, actors.bob));
    await mine(1);
    await reveal(draw);
    const args = [hostile.address, 1n, actors.mallory] as const;
    const again = encodeFunctionData({ abi: stash.abi, functionName: 'withdraw', args });
    await hostile.write.callBack([stash.address, again]);
    await stash.write.withdraw([hostile.address, 1n, actors.bob], by(actors.bob));
    assert.equal(await hostile.read.failed(), true);
    assert.equal(await hostile.read.ownerOf([1n]), getAddress(actors.bob));
  });
});
