// receive, onERC721Received, onERC1155Received, onERC1155BatchReceived, supportsInterface
// ├── it takes coins, items and NFTs, as it could before it was deployed
// └── it names the interfaces that it keeps, and no other
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { parseEther, toFunctionSelector } from 'viem';
import { deployAccount } from '../support/account.ts';
import { NOBODY } from '../support/custody.ts';

const connection = await network.create();
const setUp = () => connection.networkHelpers.loadFixture(deployAccount);

describe('MemberAccount as a recipient', () => {
  it('takes coins', async () => {
    const { account, client, connection } = await setUp();
    const [sender] = await connection.viem.getWalletClients();
    await sender!.sendTransaction({ to: account.address, value: parseEther('1') });
    assert.equal(await client.getBalance({ address: account.address }), parseEther('1'));
  });

  it('takes items and NFTs', async () => {
    const { account } = await setUp();
    const { read } = account;
    const [single, batch] = [
      toFunctionSelector('onERC1155Received(address,address,uint256,uint256,bytes)'),
      toFunctionSelector('onERC1155BatchReceived(address,address,uint256[],uint256[],bytes)'),
    ];
    const nft = toFunctionSelector('onERC721Received(address,address,uint256,bytes)');
    const simulate = account.simulate;
    assert.equal((await simulate.onERC721Received([NOBODY, NOBODY, 1n, '0x'])).result, nft);
    assert.equal((await simulate.onERC1155Received([NOBODY, NOBODY, 1n, 1n, '0x'])).result, single);
    assert.equal((await simulate.onERC1155BatchReceived([NOBODY, NOBODY, [1n], [1n], '0x'])).result, batch);
    for (const id of ['0x01ffc9a7', '0x1626ba7e', '0x150b7a02', '0x4e2312e0'] as const) {
      assert.equal(await read.supportsInterface([id]), true, id);
    }
    for (const id of ['0xffffffff', '0x80ac58cd', '0xd9b67a26'] as const) {
      assert.equal(await read.supportsInterface([id]), false, id);
    }
  });
});
