/** Members with wallets of their own on the whole product's chain, moved by hand: what a holder's page then shows. */
import { achievementsAbi, clansAbi, earningsAbi, marketAbi, shopAbi, tasksAbi } from '@guildmint/contracts/abi.ts';
import { type Address, createWalletClient, type Hex, http, parseEther, zeroAddress, zeroHash } from 'viem';
import { ACTIVITIES } from '../../bot/operations/reportActivity.ts';
import { reportWord } from '../../bot/operations/settleActivity.ts';
import { grantRole } from '../../scripts/deploy/community.ts';
import { readPreset } from '../../scripts/deploy/preset.ts';
import type { Stack } from './stack.ts';

/** The number of an item of the lounge. */
const itemOf = (key: string) => readPreset('broski').items.findIndex((item) => item.key === key) + 1;

const countsOf = (pieces: number) => {
  const counts = [0, 0, 0, 0, 0, 0, 0, 0];
  counts[ACTIVITIES.helpfulContent] = pieces;
  return counts;
};

/** The lounge's owner, who may report what was earned, and what any account of the local node does. */
export async function holding(stack: Stack) {
  const { token } = stack.lounge;
  const [, owner] = (await stack.wallet.getAddresses()) as [Address, Address];
  const { client, wallet, deployment } = stack;
  const earnings = { address: deployment.earnings, abi: earningsAbi } as const;
  const shop = { address: deployment.shop, abi: shopAbi } as const;
  const owners = createWalletClient({ account: owner, transport: http(stack.chain.url) });
  await grantRole(client, owners, deployment, token, owner, 'reporter');

  async function mined(sent: Promise<`0x${string}`>) {
    const receipt = await client.waitForTransactionReceipt({ hash: await sent });
    if (receipt.status !== 'success') throw new Error(`Transaction ${receipt.transactionHash} reverted.`);
    return receipt;
  }

  const market = { address: deployment.market, abi: marketAbi } as const;
  const inAWeek = async () => Number((await client.getBlock()).timestamp) + 6 * 86_400;
  const tasks = { address: deployment.tasks, abi: tasksAbi } as const;

  return {
    token,
    itemOf,
    /** A member puts up a task of 5 tokens for whoever claims it in three hours. */
    createTask(account: Address, textHash: Hex, slots = 2) {
      const figures = { reward: parseEther('5'), slots, hours_: 3, reviewers: 1 };
      const terms = { ...figures, proofRequired: true, repeatable: false, roleHash: zeroHash, textHash };
      return mined(
        wallet.writeContract({ ...tasks, functionName: 'createTask', args: [token, terms, false], account }),
      );
    },
    reviewTask(account: Address, claim: bigint, accept: boolean) {
      const args = [token, claim, accept, zeroHash] as const;
      return mined(wallet.writeContract({ ...tasks, functionName: 'reviewTask', args, account }));
    },
    /** Sets a mark that members can reach. @param reward earning units: thousandths of a token */
    define(metric: number, threshold: bigint, reward: number) {
      const contract = { address: deployment.achievements, abi: achievementsAbi } as const;
      const args = [token, metric, threshold, reward, ''] as const;
      return mined(wallet.writeContract({ ...contract, functionName: 'defineAchievement', args, account: owner }));
    },
    /** Pays each account for so much helpful content: 10 tokens a piece. */
    async earn(...reports: [Address, number][]) {
      const args = [token, owner] as const;
      const number = await client.readContract({ ...earnings, functionName: 'nextSettlement', args });
      const words = reports.map(([member, pieces]) =>
        reportWord(member, { counts: countsOf(pieces), registration: false }),
      );
      return mined(
        wallet.writeContract({ ...earnings, functionName: 'settle', args: [token, number, words], account: owner }),
      );
    },
    buy(account: Address, key: string, quantity = 1) {
      const args = [token, BigInt(itemOf(key)), BigInt(quantity), parseEther('100000')] as const;
      return mined(wallet.writeContract({ ...shop, functionName: 'buy', args, account }));
    },
    /** Puts receipts of an item up for sale for a week. @param price tokens for each */
    async list(account: Address, key: string, quantity: number, price: string) {
      const asset = { collection: zeroAddress, id: BigInt(itemOf(key)), quantity };
      const args = [token, asset, parseEther(price), await inAWeek(), 1000] as const;
      return mined(wallet.writeContract({ ...market, functionName: 'list', args, account }));
    },
    cancelListing(account: Address, listing: bigint) {
      const args = [token, listing] as const;
      return mined(wallet.writeContract({ ...market, functionName: 'cancelListing', args, account }));
    },
    /** Proposes to give so many tokens for receipts of an item. */
    async propose(account: Address, other: Address, amount: string, key: string, quantity = 1) {
      const give = { amount: parseEther(amount), assets: [] };
      const want = { amount: 0n, assets: [{ collection: zeroAddress, id: BigInt(itemOf(key)), quantity }] };
      const args = [token, other, give, want, await inAWeek()] as const;
      return mined(wallet.writeContract({ ...market, functionName: 'propose', args, account }));
    },
    createClan(account: Address) {
      const contract = { address: deployment.clans, abi: clansAbi } as const;
      return mined(wallet.writeContract({ ...contract, functionName: 'createClan', args: [token, zeroHash], account }));
    },
    /** Receipts of an item that an account holds. */
    receiptsOf(account: Address, key: string) {
      const args = [account, (BigInt(token) << 96n) | BigInt(itemOf(key))] as const;
      return client.readContract({ ...shop, functionName: 'balanceOf', args });
    },
    /** Changes an item's terms, the others staying as they are. */
    editItem(key: string, changes: Partial<ReturnType<typeof readPreset>['items'][number]['terms']>) {
      const { terms, texts } = readPreset('broski').items[itemOf(key) - 1]!;
      const args = [token, BigInt(itemOf(key)), { ...terms, ...changes }, texts] as const;
      return mined(wallet.writeContract({ ...shop, functionName: 'editItem', args, account: owner }));
    },
  };
}
