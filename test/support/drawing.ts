/** A community's stash with NFTs in it, and draws of them carried through by hand. */
import { communitiesAbi, shopAbi, stashAbi } from '@guildmint/contracts/abi.ts';
import { type Address, type Hex, keccak256, parseEther } from 'viem';
import { artifactOf } from './artifacts.ts';
import type { holding } from './holding.ts';
import type { Stack } from './stack.ts';

const FULFILLER = 8n;
const PRICE = '10';

/** Fills the lounge's stash and puts its random NFT on sale. @param ids of the NFTs that can be won */
export async function drawing(stack: Stack, people: Awaited<ReturnType<typeof holding>>, ids: bigint[]) {
  const { client, wallet, deployment, control } = stack;
  const { token } = people;
  const [, owner] = (await wallet.getAddresses()) as [Address, Address];
  const stash = { address: deployment.stash, abi: stashAbi } as const;
  const shop = { address: deployment.shop, abi: shopAbi } as const;
  const mined = async (sent: Promise<Hex>) => {
    const receipt = await client.waitForTransactionReceipt({ hash: await sent });
    if (receipt.status !== 'success') throw new Error(`Transaction ${receipt.transactionHash} reverted.`);
    return receipt;
  };
  const { abi, bytecode } = artifactOf('Nfts');
  const { contractAddress } = await mined(wallet.deployContract({ abi, bytecode, account: owner }));
  const nfts = { address: contractAddress!, abi, account: owner } as const;
  for (const id of ids) await mined(wallet.writeContract({ ...nfts, functionName: 'mint', args: [owner, id] }));
  const approve = { functionName: 'setApprovalForAll', args: [stash.address, true] } as const;
  await mined(wallet.writeContract({ ...nfts, ...approve }));
  const deposit = { functionName: 'deposit', args: [token, nfts.address, ids], account: owner } as const;
  await mined(wallet.writeContract({ ...stash, ...deposit }));
  const grant = { address: deployment.communities, abi: communitiesAbi, functionName: 'grantRoles' } as const;
  await mined(wallet.writeContract({ ...grant, args: [token, stash.address, FULFILLER], account: owner }));
  await people.editItem('random_nft', { active: true, price: parseEther(PRICE), fulfilWithin: 86_400 });

  return {
    collection: nfts.address.toLowerCase() as Address,
    /** Commits a secret, with a bond that the owner has to have. */
    commit(seed: Hex) {
      const args = [token, [keccak256(seed)], parseEther(PRICE)] as const;
      return mined(wallet.writeContract({ ...stash, functionName: 'commit', args, account: owner }));
    },
    /** Buys a random NFT and asks for its draw in the same block: nobody comes in between. @returns the draw's number */
    async ask(account: Address): Promise<bigint> {
      const item = BigInt(people.itemOf('random_nft'));
      const purchase = await client.readContract({ ...shop, functionName: 'purchaseCount', args: [token] });
      const nonce = await client.getTransactionCount({ address: account });
      await control.setAutomine(false);
      const bought = await wallet.writeContract({
        ...{ ...shop, functionName: 'buy', account, nonce, gas: 800_000n },
        args: [token, item, 1n, parseEther(PRICE)],
      });
      const asked = await wallet.writeContract({
        ...{ ...stash, functionName: 'requestDraw', account, nonce: nonce + 1, gas: 800_000n },
        args: [token, purchase + 1n],
      });
      await control.mine({ blocks: 1 });
      await control.setAutomine(true);
      await mined(Promise.resolve(bought));
      await mined(Promise.resolve(asked));
      return client.readContract({ ...stash, functionName: 'drawFor', args: [token, purchase + 1n] });
    },
    /** Reveals a draw's secret once the block that is mixed in is there. */
    async reveal(draw: bigint, seed: Hex) {
      await control.mine({ blocks: 2 });
      return mined(
        wallet.writeContract({ ...stash, functionName: 'reveal', args: [token, draw, seed], account: owner }),
      );
    },
    /** Whose an NFT in the stash is. */
    ownerOf: (id: bigint) => client.readContract({ ...stash, functionName: 'ownerOf', args: [nfts.address, id] }),
  };
}
