// ERC-165 and ERC-1155 of receipts
// ├── the interfaces that it says it has, and none beside them
// ├── balances in batches, as one by one
// ├── transfers: by the holder and whom they approved for all; above the balance, to nobody, by strangers, of unequal lists
// └── batches: all or nothing, with one event; what may not move stops the whole
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { type Address, getAddress, zeroAddress } from 'viem';
import { deployShop } from '../support/shop.ts';

const connection = await network.create();
const { assertions } = connection.viem;

/** Alice holds two of the first item and one of the second, which may move, and one of the third, which may not. */
async function withReceipts() {
  const world = await deployShop(connection);
  const { shop, token, add, buy, actors } = world;
  const items = [
    await add({ price: 0n, transferable: true }),
    await add({ price: 0n, transferable: true }),
    await add({ price: 0n }),
  ];
  await buy(items[0]!, 2n);
  await buy(items[1]!);
  await buy(items[2]!);
  const ids: bigint[] = [];
  for (const item of items) ids.push(await shop.read.receiptOf([token.address, item]));
  const [alice, bob, carol] = [actors.alice, actors.bob, actors.carol].map((who) => getAddress(who)) as [
    Address,
    Address,
    Address,
  ];
  return { ...world, alice, bob, carol, two: ids[0]!, one: ids[1]!, fixed: ids[2]! };
}
const setUp = () => connection.networkHelpers.loadFixture(withReceipts);

describe('Shop as an ERC-1155', () => {
  it('says which interfaces it has', async () => {
    const { shop } = await setUp();
    const interfaces = {
      ...{ '0x01ffc9a7': true, '0xd9b67a26': true, '0x0e89341c': true },
      ...{ '0x80ac58cd': false, '0xffffffff': false },
    };
    for (const [id, expected] of Object.entries(interfaces)) {
      assert.equal(await shop.read.supportsInterface([id as `0x${string}`]), expected, id);
    }
  });

  it('tells balances in batches as one by one, and refuses lists of unequal length', async () => {
    const { shop, alice, bob, two, one } = await setUp();
    assert.deepEqual(
      await shop.read.balanceOfBatch([
        [alice, alice, bob],
        [two, one, two],
      ]),
      [2n, 1n, 0n],
    );
    assert.equal(await shop.read.balanceOf([alice, two]), 2n);
    const unequal = shop.read.balanceOfBatch([[alice], [two, one]]);
    await assertions.revertWithCustomErrorWithArgs(unequal, shop, 'ERC1155InvalidArrayLength', [2n, 1n]);
  });

  it('refuses strangers, more than there is, and nobody as the receiver', async () => {
    const { shop, by, alice, bob, two } = await setUp();
    await assertions.revertWithCustomErrorWithArgs(
      shop.write.safeTransferFrom([alice, bob, two, 1n, '0x'], by(bob)),
      shop,
      'ERC1155MissingApprovalForAll',
      [bob, alice],
    );
    await assertions.revertWithCustomErrorWithArgs(
      shop.write.safeTransferFrom([alice, bob, two, 3n, '0x'], by(alice)),
      shop,
      'ERC1155InsufficientBalance',
      [alice, 2n, 3n, two],
    );
    await assertions.revertWithCustomErrorWithArgs(
      shop.write.safeTransferFrom([alice, zeroAddress, two, 1n, '0x'], by(alice)),
      shop,
      'ERC1155InvalidReceiver',
      [zeroAddress],
    );
  });

  it('refuses a receiver that is a contract and does not accept', async () => {
    const { shop, by, alice, two, communities } = await setUp();
    await assertions.revertWithCustomErrorWithArgs(
      shop.write.safeTransferFrom([alice, communities.address, two, 1n, '0x'], by(alice)),
      shop,
      'ERC1155InvalidReceiver',
      [getAddress(communities.address)],
    );
  });

  it('transfers for the holder, and says so', async () => {
    const { shop, by, alice, bob, two } = await setUp();
    const call = shop.write.safeTransferFrom([alice, bob, two, 1n, '0x'], by(alice));
    await assertions.emitWithArgs(call, shop, 'TransferSingle', [alice, alice, bob, two, 1n]);
    assert.deepEqual(
      await shop.read.balanceOfBatch([
        [alice, bob],
        [two, two],
      ]),
      [1n, 1n],
    );
  });

  it('transfers for whom the holder approved for all, until that is taken back', async () => {
    const { shop, by, alice, bob, carol, two } = await setUp();
    const given = shop.write.setApprovalForAll([bob, true], by(alice));
    await assertions.emitWithArgs(given, shop, 'ApprovalForAll', [alice, bob, true]);
    assert.equal(await shop.read.isApprovedForAll([alice, bob]), true);
    const call = shop.write.safeTransferFrom([alice, carol, two, 1n, '0x'], by(bob));
    await assertions.emitWithArgs(call, shop, 'TransferSingle', [bob, alice, carol, two, 1n]);
    await shop.write.setApprovalForAll([bob, false], by(alice));
    await assertions.revertWithCustomError(
      shop.write.safeTransferFrom([alice, carol, two, 1n, '0x'], by(bob)),
      shop,
      'ERC1155MissingApprovalForAll',
    );
    await assertions.revertWithCustomErrorWithArgs(
      shop.write.setApprovalForAll([zeroAddress, true], by(alice)),
      shop,
      'ERC1155InvalidOperator',
      [zeroAddress],
    );
  });

  it('moves a batch at once, with one event', async () => {
    const { shop, by, alice, bob, two, one } = await setUp();
    const args = [alice, bob, [two, one], [2n, 1n], '0x'] as const;
    const call = shop.write.safeBatchTransferFrom(args, by(alice));
    await assertions.emitWithArgs(call, shop, 'TransferBatch', [alice, alice, bob, [two, one], [2n, 1n]]);
    assert.deepEqual(
      await shop.read.balanceOfBatch([
        [bob, bob, alice, alice],
        [two, one, two, one],
      ]),
      [2n, 1n, 0n, 0n],
    );
  });

  it('moves nothing of a batch in which one may not move, is too much, or has no amount', async () => {
    const { shop, by, alice, bob, two, one, fixed } = await setUp();
    const batch = (ids: bigint[], values: bigint[]) =>
      shop.write.safeBatchTransferFrom([alice, bob, ids, values, '0x'], by(alice));
    await assertions.revertWithCustomErrorWithArgs(batch([two, fixed], [1n, 1n]), shop, 'ShopNotTransferable', [3n]);
    await assertions.revertWithCustomError(batch([two, one], [1n, 2n]), shop, 'ERC1155InsufficientBalance');
    await assertions.revertWithCustomErrorWithArgs(batch([two, one], [1n]), shop, 'ERC1155InvalidArrayLength', [
      2n,
      1n,
    ]);
    assert.deepEqual(
      await shop.read.balanceOfBatch([
        [bob, bob, bob],
        [two, one, fixed],
      ]),
      [0n, 0n, 0n],
    );
  });
});
