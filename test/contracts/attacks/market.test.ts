// Somebody wants to get more from the market than the other side agreed to give.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import {
  type Abi,
  type Address,
  encodeFunctionData,
  getAddress,
  stringToHex,
  toFunctionSelector,
  zeroAddress,
} from 'viem';
import { marketAbi } from '../../../contracts/generated/abi.ts';
import { by as byWallet, deployCustody } from '../support/custody.ts';
import { deployEconomy } from '../support/deploy.ts';
import { caps, TOKEN } from '../support/figures.ts';
import { ANY_FEE, ANY_PRICE, nothing, type Side } from '../support/market.ts';
import { asModule, asRegistry } from '../support/module.ts';
import { Refund, reason, terms, texts } from '../support/shop.ts';
import { group, saltOf } from '../support/signed.ts';
import { deploySwaps } from '../support/swaps.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const { networkHelpers } = connection;
const deploy = () => deploySwaps(connection);
const world = () => networkHelpers.loadFixture(deploy);

describe('Front-running', () => {
  it('changes no price: a listing has none but the one it was made with', async () => {
    const { market, token, take, list, listingOf, actors, by, balance } = await world();
    const listing = await list(1, 5n * TOKEN);
    const before = await balance(actors.bob);
    // Ahead of the buyer, who asked for the listing at 5.
    await market.write.cancelListing([token.address, listing], by(actors.alice));
    const dearer = await list(1, 50n * TOKEN);
    assert.notEqual(dearer, listing);
    await assertions.revertWithCustomErrorWithArgs(take(listing), market, 'MarketNoListing', [listing]);
    const stale = take(dearer, 1, 5n * TOKEN);
    await assertions.revertWithCustomErrorWithArgs(stale, market, 'MarketPriceAbove', [50n * TOKEN, 5n * TOKEN]);
    assert.deepEqual([await balance(actors.bob), (await listingOf(dearer)).left], [before, 1]);
  });

  it('sells nobody fewer units than asked for', async () => {
    const { market, take, list, fund, balance, actors } = await world();
    await fund(actors.mallory, 100n);
    const listing = await list(3);
    await take(listing, 2, ANY_PRICE, actors.mallory);
    const before = await balance(actors.bob);
    await assertions.revertWithCustomErrorWithArgs(take(listing, 2), market, 'MarketBadQuantity', [2n, 1n]);
    assert.equal(await balance(actors.bob), before);
  });

  it('puts nothing else behind the number of a listing, though the chain forget the first one', async () => {
    const { market, token, add, bought, fund, listed, list, take, receipt, receipts, card, actors } = await world();
    await fund(actors.mallory, 100n);
    const junk = await add({ price: 1n, transferable: true });
    await bought(junk, 1n, actors.mallory);
    const snapshot = await networkHelpers.takeSnapshot();
    const listing = await list(1, 5n * TOKEN);
    const wish = [token.address, listing, receipt(), 5n * TOKEN] as const;
    // The block with Alice's listing is gone; Mallory's takes its number.
    await snapshot.restore();
    await listed(receipt(1, junk), 5n * TOKEN, actors.mallory);
    assert.equal(await market.read.listingCount([token.address]), listing);
    const buy = market.write.buy([...wish], { account: actors.bob });
    await assertions.revertWithCustomErrorWithArgs(buy, market, 'MarketTermsChanged', [listing]);
    await take(listing, receipt(1, junk), 5n * TOKEN);
    assert.equal(await receipts(card, actors.bob), 0n);
  });

  it('puts nobody else behind the number of a trade', async () => {
    const { market, token, propose, receipt, soon, balance, actors, by } = await world();
    // Alice asks Bob for 20 tokens and gives nothing: he agrees, to her.
    const want: Side = { amount: 20n * TOKEN, assets: [] };
    const snapshot = await networkHelpers.takeSnapshot();
    const trade = await propose(nothing, want);
    await snapshot.restore();
    assert.equal(await propose(nothing, want, actors.mallory), trade);
    const before = await balance(actors.bob);
    const accept = market.write.accept([token.address, trade, actors.alice, 1, nothing, want], by(actors.bob));
    await assertions.revertWithCustomErrorWithArgs(accept, market, 'MarketTermsChanged', [trade]);
    const card: Side = { amount: 0n, assets: [receipt()] };
    const answer = [token.address, trade, actors.alice, 1, want, card, await soon()] as const;
    const counter = market.write.counter([...answer], by(actors.bob));
    await assertions.revertWithCustomErrorWithArgs(counter, market, 'MarketNotParty', [getAddress(actors.alice)]);
    assert.equal(await balance(actors.bob), before);
  });

  it('changes no terms under an acceptance that is under way', async () => {
    const { market, token, propose, soon, actors, by, balance } = await world();
    const [give, want]: [Side, Side] = [
      { amount: 5n * TOKEN, assets: [] },
      { amount: TOKEN, assets: [] },
    ];
    const trade = await propose(give, want);
    await market.write.counter([token.address, trade, actors.bob, 1, nothing, want, await soon()], by(actors.alice));
    const before = await balance(actors.bob);
    for (const version of [1, 2]) {
      const args = [token.address, trade, actors.alice, version, give, want] as const;
      const accept = market.write.accept([...args], by(actors.bob));
      await assertions.revertWithCustomErrorWithArgs(accept, market, 'MarketTermsChanged', [trade]);
    }
    assert.equal(await balance(actors.bob), before);
  });

  it('puts no other token behind the number of a swap', async () => {
    const { market, other, ours, theirs, actors, by, offer, fundOther, balances } = await world();
    await fundOther(actors.mallory, 50n);
    const snapshot = await networkHelpers.takeSnapshot();
    const swap = await offer(5n * TOKEN, 5n * TOKEN);
    await snapshot.restore();
    // The other way round: it would give Bob what he meant to give away, and take what he meant to get.
    const turned = await offer(5n * TOKEN, 5n * TOKEN, { maker: actors.mallory, of: other.address, wanted: ours });
    assert.equal(turned, swap);
    const before = await balances(actors.bob);
    const take = market.write.takeSwap([swap, ours, 5n * TOKEN, theirs, 5n * TOKEN], by(actors.bob));
    await assertions.revertWithCustomErrorWithArgs(take, market, 'MarketTermsChanged', [swap]);
    assert.deepEqual(await balances(actors.bob), before);
  });
});

describe('Fees', () => {
  it('are those of the listing’s making, for the seller and all of its buyers', async () => {
    const { market, token, take, list, balance, actors, by } = await world();
    const set = (feeBps: number) => market.write.setFee([token.address, feeBps], by(actors.admin));
    await set(100);
    const listing = await list(2, 10n * TOKEN);
    await set(1_000);
    const before = await balance(actors.alice);
    await take(listing);
    assert.equal(await balance(actors.alice), before + 10n * TOKEN - TOKEN / 10n);
    await set(0);
    await take(listing);
    assert.equal(await balance(actors.alice), before + 20n * TOKEN - TOKEN / 5n);
  });

  it('cannot be raised ahead of who lists', async () => {
    const { market, token, receipt, soon, actors, by } = await world();
    await market.write.setFee([token.address, 1_000], by(actors.admin));
    const list = market.write.list([token.address, receipt(), TOKEN, await soon(), 0], by(actors.alice));
    await assertions.revertWithCustomErrorWithArgs(list, market, 'MarketFeeAbove', [1_000n, 0n]);
  });

  it('are saved by less than one base unit a purchase, by dust or by splitting', async () => {
    const { market, token, shop, receiptId, take, list, balance, actors, by } = await world();
    await market.write.setFee([token.address, 1_000], by(actors.admin));
    const id = await receiptId();
    const back = () => shop.write.safeTransferFrom([actors.bob, actors.alice, id, 3n, '0x'], by(actors.bob));
    for (const price of [1n, 9n, 10n, 19n, 20n, 10n * TOKEN + 9n]) {
      const [split, whole] = [await list(3, price), await list(3, price)];
      const burned = async (act: () => Promise<unknown>) => {
        const [supply, seller] = [await token.read.totalSupply(), await balance(actors.alice)];
        await act();
        const fee = supply - (await token.read.totalSupply());
        assert.equal(await balance(actors.alice), seller + 3n * price - fee);
        return fee;
      };
      const inOne = await burned(() => take(whole, 3));
      assert.equal(inOne, (3n * price) / 10n);
      await back();
      const inThree = await burned(async () => {
        for (const _ of [1, 2, 3]) await take(split);
      });
      assert.equal(inThree, 3n * (price / 10n));
      assert.ok(inOne - inThree < 3n);
      await back();
    }
  });
});

describe('Goods that are not there', () => {
  it('are not paid for: what was given back, taken away, passed on or sold twice meanwhile', async () => {
    const { market, token, shop, add, bought, refund, take, listed, receipt, receipts, balance, actors, by } =
      await world();
    const card = await add({ transferable: true, refund: Refund.timed });
    const [first, second] = [await bought(card), await bought(card)];
    for (const _ of [1, 2, 3]) await listed(receipt(2, card), TOKEN);
    await refund(first);
    const before = await balance(actors.bob);
    const args = [getAddress(actors.alice), zeroAddress, card, 1n] as const;
    const gone = () => take(1n, receipt(2, card));
    await assertions.revertWithCustomErrorWithArgs(gone(), market, 'MarketNotOwned', [...args]);
    assert.equal(await balance(actors.bob), before);
    const snapshot = await networkHelpers.takeSnapshot();
    await shop.write.remove([token.address, second, 1n, reason], by(actors.admin));
    await assertions.revertWithCustomError(take(2n, receipt(1, card)), market, 'MarketNotOwned');
    await snapshot.restore();
    await take(1n, receipt(1, card));
    await assertions.revertWithCustomError(take(2n, receipt(1, card)), market, 'MarketNotOwned');
    assert.deepEqual([await receipts(card, actors.bob), await balance(actors.bob)], [1n, before - TOKEN]);
  });

  it('give no second refund: who sold them has none, and who bought them never paid the shop', async () => {
    const { shop, add, bought, refund, take, listed, receipt, balance, actors } = await world();
    const card = await add({ transferable: true, refund: Refund.timed });
    const purchase = await bought(card);
    await listed(receipt(1, card), TOKEN);
    await take(1n, receipt(1, card));
    await assertions.revertWithCustomError(refund(purchase), shop, 'ERC1155InsufficientBalance');
    await assertions.revertWithCustomErrorWithArgs(refund(purchase, 1n, actors.bob), shop, 'ShopNotBuyer', [
      purchase,
      getAddress(actors.bob),
    ]);
    // Bought back for little, it is worth what was paid for it once.
    await listed(receipt(1, card), TOKEN, actors.bob);
    await take(2n, receipt(1, card), TOKEN, actors.alice);
    const before = await balance(actors.alice);
    await refund(purchase);
    assert.equal(await balance(actors.alice), before + 10n * TOKEN);
    await assertions.revertWithCustomError(refund(purchase), shop, 'ShopBadQuantity');
  });
});

describe('Trading with oneself', () => {
  it('is refused, and with a second account earns nothing', async () => {
    const { market, token, take, list, actors } = await world();
    const listing = await list(1, 50n * TOKEN);
    const own = take(listing, 1, ANY_PRICE, actors.alice);
    await assertions.revertWithCustomErrorWithArgs(own, market, 'MarketWithSelf', []);
    const earned = async (member: Address) => (await token.read.standingOf([member])).lifetimeEarned;
    const before = [await earned(actors.alice), await earned(actors.bob)];
    await take(listing);
    assert.deepEqual([await earned(actors.alice), await earned(actors.bob)], before);
  });
});

describe('Calls in the midst of others', () => {
  it('buy no collectible that is leaving: its owner is gone before the collection is called', async () => {
    const { market, stash, token, collect, deposit, commit, request, reveal, mine, bought, item, fund, by, ...w } =
      await world();
    const hostile = await collect('HostileNfts');
    await deposit([1n], hostile.address);
    await commit([1]);
    const draw = await request(await bought(item));
    await mine(2);
    await reveal(draw);
    const prize = { collection: hostile.address, id: 1n, quantity: 1 };
    await w.listed(prize, TOKEN);
    await fund(hostile.address, 10n);
    const buy = encodeFunctionData({
      abi: marketAbi,
      functionName: 'buy',
      args: [token.address, 1n, prize, ANY_PRICE],
    });
    await hostile.write.callBack([market.address, buy]);
    await stash.write.withdraw([hostile.address, 1n, w.actors.alice], by(w.actors.alice));
    assert.equal(await hostile.read.failed(), true);
    assert.equal(await hostile.read.ownerOf([1n]), getAddress(w.actors.alice));
    assert.equal(await w.balance(hostile.address), 10n * TOKEN);
  });

  it('happen nowhere in a sale: neither collection nor receiver is called', async () => {
    const { won, listed, take, nfts, receipt, receipts, card, holder, ...w } = await world();
    // Without code a collection that is asked anything would revert, and so would a receiver without hooks.
    const prize = await won();
    await listed(prize, TOKEN);
    await listed(receipt(), TOKEN);
    await networkHelpers.setCode(nfts.address, '0xfe');
    await networkHelpers.setCode(w.actors.bob, '0xfe');
    await take(1n, prize);
    await take(2n);
    assert.deepEqual([await holder(prize), await receipts(card, w.actors.bob)], [getAddress(w.actors.bob), 1n]);
  });
});

describe('A thief of the operator’s signer', () => {
  /** Its clock is its own. */
  const aside = network.create();
  /** Real Custodian, market and shop: Alice and Bob are custodial, Mallory has a wallet and a card that is worth nothing. */
  async function deployThief() {
    const connection = await aside;
    const custody = await deployCustody(connection);
    const { custodian, cast, accountOf } = custody;
    const economy = await deployEconomy(connection, { custodian: custodian.address });
    const { communities, shop, token, forwarder, client, actors } = economy;
    const { address } = await custody.viem.deployContract('Market', [
      ...([forwarder, custodian.address, communities.address, shop.address, shop.address] as const),
    ]);
    const market = { address, abi: marketAbi };
    const registry = await asRegistry(economy);
    await communities.write.addModule([address, stringToHex('Market', { size: 32 })]);
    await token.write.setModule([address, true], registry);
    for (const part of marketAbi) {
      if (part.type !== 'function' || part.stateMutability !== 'nonpayable' || part.name === 'setFee') continue;
      await custodian.write.allow([address, toFunctionSelector(part), true], byWallet(cast.guardian));
    }
    const wide = { ...caps, memberDay: 0, memberWeek: 0, communityDay: 2 ** 40 };
    await token.write.setCaps([wide], registry);
    const module = await asModule(economy);
    const [alice, bob] = [await accountOf('alice'), await accountOf('bob')];
    // So that the community's own ceiling is further off than two members'.
    const rich = actors.carol;
    for (const [member, tokens] of [
      [alice, 2_000n],
      [bob, 2_000n],
      [cast.mallory.address, 10n],
      [rich, 30_000n],
    ] as const)
      await token.write.earn([member, tokens * TOKEN], module);
    const admin = { account: actors.owner };
    const item = async (price: bigint) => {
      await shop.write.addItem([token.address, { ...terms, price, transferable: true }, 100, texts], admin);
      return shop.read.itemCount([token.address]);
    };
    const [card, junk] = [await item(100n * TOKEN), await item(1n)];
    await shop.write.grant([token.address, card, alice, 20n, reason], admin);
    await shop.write.grant([token.address, junk, cast.mallory.address, 50n, reason], admin);
    const thing = (id: bigint, quantity = 1) => ({ collection: zeroAddress as Address, id, quantity });
    const steal = (member: string, functionName: string, args: readonly unknown[]) =>
      custody.execute([group(market, functionName, [[saltOf(member), args]], 900_000)], {
        gas: 4_000_000n,
      });
    /** By the thief's own wallet. */
    const mine = (functionName: string, args: readonly unknown[]) =>
      client.wallet.writeContract({
        address,
        abi: marketAbi as Abi,
        functionName,
        args,
        ...byWallet(cast.mallory),
        chain: null,
      });
    const worth = (who: Address) => token.read.balanceOf([who]);
    const cards = async (who: Address) => shop.read.balanceOf([who, await shop.read.receiptOf([token.address, card])]);
    return { ...custody, ...{ token, alice, card, junk, thing, steal, mine, worth, cards } };
  }
  const thief = async () => (await aside).networkHelpers.loadFixture(deployThief);

  it('sells junk to members for no more than a day’s ceiling', async () => {
    const { token, cast, junk, thing, steal, mine, worth, alice, soon } = await thief();
    const before = await worth(alice);
    // At all that she has, and at all that one day leaves.
    for (const price of [before, 500n * TOKEN, 1n])
      await mine('list', [token.address, thing(junk), price, await soon(), ANY_FEE]);
    await steal('alice', 'buy', [token.address, 1n, thing(junk), ANY_PRICE]);
    assert.equal(await worth(alice), before);
    await steal('alice', 'buy', [token.address, 2n, thing(junk), ANY_PRICE]);
    await steal('alice', 'buy', [token.address, 3n, thing(junk), ANY_PRICE]);
    assert.deepEqual([await worth(alice), await worth(cast.mallory.address)], [before - 500n * TOKEN, 510n * TOKEN]);
  });

  it('parts with receipts worth no more than that', async () => {
    const { token, cast, card, thing, steal, mine, cards, alice, soon } = await thief();
    for (const _ of [1, 2]) await steal('alice', 'list', [token.address, thing(card, 3), 1n, await soon(), ANY_FEE]);
    const give: Side = { amount: 0n, assets: [thing(card, 2)] };
    for (const _ of [1, 2])
      await steal('alice', 'propose', [token.address, cast.mallory.address, give, nothing, await soon()]);
    await mine('buy', [token.address, 1n, thing(card, 3), ANY_PRICE]);
    await mine('accept', [token.address, 1n, alice, 1, give, nothing]);
    await assert.rejects(mine('buy', [token.address, 2n, thing(card, 3), ANY_PRICE]), /MarketNoListing/);
    await assert.rejects(mine('accept', [token.address, 2n, alice, 1, give, nothing]), /TokenMemberCeiling/);
    assert.deepEqual([await cards(alice), await cards(cast.mallory.address)], [15n, 5n]);
  });

  it('leaves nothing behind that outlives the pause and the rotation', async () => {
    const { custodian, token, cast, card, thing, steal, mine, worth, cards, alice, soon, rotate, now } = await thief();
    const give: Side = { amount: 500n * TOKEN, assets: [] };
    await steal('alice', 'list', [token.address, thing(card, 3), 1n, (await soon()) + 2_000_000, ANY_FEE]);
    for (const _ of [1, 2, 3])
      await steal('alice', 'propose', [token.address, cast.mallory.address, give, nothing, (await soon()) + 2_000_000]);
    const before = [await worth(alice), await cards(alice)];
    const attempts = async () => {
      await assert.rejects(mine('buy', [token.address, 1n, thing(card), ANY_PRICE]), /MarketNotBinding/);
      for (const trade of [1n, 2n, 3n])
        await assert.rejects(mine('accept', [token.address, trade, alice, 1, give, nothing]), /MarketNotBinding/);
    };
    await custodian.write.pause(byWallet(cast.guardian));
    await attempts();
    await rotate(cast.nextSigner, await now());
    await attempts();
    await custodian.write.unpause(byWallet(cast.guardian));
    await attempts();
    assert.deepEqual([await worth(alice), await cards(alice)], before);
  });

  it('has no hold on what a member took along', async () => {
    const { token, cast, card, thing, steal, mine, cards, alice, soon, graduate } = await thief();
    await steal('alice', 'list', [token.address, thing(card, 3), 1n, (await soon()) + 2_000_000, ANY_FEE]);
    await graduate('alice', cast.alice);
    await assert.rejects(mine('buy', [token.address, 1n, thing(card), ANY_PRICE]), /MarketNotBinding/);
    assert.equal(await cards(alice), 20n);
  });
});
