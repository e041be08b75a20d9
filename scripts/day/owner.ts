// What the lounge's owner does with a wallet of their own, outside of Discord.
import { achievementsAbi, clansAbi, earningsAbi, shopAbi } from '@guildmint/contracts/abi.ts';
import { type Address, createWalletClient, encodeFunctionData, http, parseEther, zeroHash } from 'viem';
import { hardhat } from 'viem/chains';
import { guilds } from '../../bot/db/schema.ts';
import { KINDS } from '../../bot/operations/getItems.ts';
import { METRICS } from '../../bot/operations/getProgress.ts';
import { plannedCommunity } from '../../bot/operations/planCommunity.ts';
import { makeAdmin } from '../../test/server/discord/support.ts';
import { itemTerms, itemTexts, UNLIMITED } from '../../test/support/items.ts';
import type { Stack } from '../../test/support/stack.ts';
import { createCommunity, grantRole } from '../deploy/community.ts';
import { operatorAccounts } from '../deploy/install.ts';
import { readPreset } from '../deploy/preset.ts';

/** Hardhat's accounts from here on belong to nobody else. */
const FIRST_WALLET = 6;

type Selling = {
  /** Tokens. */
  price: string;
  category: string;
  /** How often it can be used up; 0 for what is kept. */
  uses?: number;
  /** How it is handed over. */
  kind?: (typeof KINDS)[number];
};

/** @param note tells what was done */
export function openOwner(stack: Stack, note: (text: string) => Promise<void>) {
  const { token } = stack.lounge;
  const send = async (to: Address, data: `0x${string}`) => {
    const [, account] = await stack.wallet.getAddresses();
    const hash = await stack.wallet.sendTransaction({ account: account!, to, data });
    const { status } = await stack.client.waitForTransactionReceipt({ hash });
    if (status !== 'success') throw new Error('The owner’s transaction reverted.');
  };
  return {
    async grants(role: 'admin', player: { name: string; id: string }) {
      await makeAdmin(stack, token, player.id);
      await note(`The owner’s wallet makes ${player.name} ${role}.`);
    },
    /** Creates the community that a server planned, as `npm run deploy` does. */
    async founds(guildId: string, name: string) {
      const plan = await plannedCommunity(stack.server.ctx, { guildId });
      if (!plan) throw new Error('That server has planned no community.');
      const [, account] = await stack.wallet.getAddresses();
      const wallet = createWalletClient({ account: account!, chain: hardhat, transport: http(stack.chain.url) });
      const created = await createCommunity(stack.client, wallet, stack.deployment, readPreset(plan.preset), plan);
      const { reporter } = await operatorAccounts(stack.config, stack.client, stack.deployment);
      await grantRole(stack.client, wallet, stack.deployment, created, reporter, 'reporter');
      await stack.database.db.insert(guilds).values({ id: guildId, name, token: created });
      await note(`The operator runs \`npm run deploy\` for ${name}.`);
    },
    /** Adds an item for everybody. */
    async sells(name: string, { price, category, uses = 0, kind = 'none' }: Selling) {
      const handed = kind === 'none' ? {} : { kind: KINDS.indexOf(kind), fulfilWithin: 86_400, refund: 0 };
      const terms = { ...itemTerms, price: parseEther(price), uses, refund: uses > 0 ? 2 : 1, ...handed };
      const args = [token, terms, UNLIMITED, itemTexts(name, {}, category)] as const;
      await send(stack.deployment.shop, encodeFunctionData({ abi: shopAbi, functionName: 'addItem', args }));
      await note(`The owner’s wallet puts ${name} into the shop.`);
    },
    /** Says what is worth an achievement, and a full week or month of activity. */
    async setsGoals() {
      const milestones = {
        weeklyStreak: 30_000,
        monthlyActive: 100_000,
        invite: 20_000,
        rolling: false,
        awardBudget: 0n,
      };
      const weeks = encodeFunctionData({ abi: earningsAbi, functionName: 'setMilestones', args: [token, milestones] });
      await send(stack.deployment.earnings, weeks);
      for (const messages of [1n, 2n, 5n, 10n, 20n, 50n, 100n, 200n, 500n]) {
        const args = [token, METRICS.indexOf('messages'), messages, 10_000, 'https://example.org/badge.json'] as const;
        const data = encodeFunctionData({ abi: achievementsAbi, functionName: 'defineAchievement', args });
        await send(stack.deployment.achievements, data);
      }
      await note('The owner’s wallet says what is worth an achievement, and a full week or month.');
    },
    /** Opens a challenge of the clans for the day after this one; its pool, in tokens, is issued. */
    async challenges({ pool }: { pool: string }) {
      const tomorrow = Math.floor(stack.server.ctx.clock() / 86_400_000) + 1;
      const args = [token, tomorrow, 1, 1, parseEther(pool), true, zeroHash] as const;
      await send(stack.deployment.clans, encodeFunctionData({ abi: clansAbi, functionName: 'createChallenge', args }));
      await note(`The owner’s wallet opens a challenge for tomorrow, with ${pool} to share.`);
    },
    /** So many wallets found a clan each. */
    async hasClansFounded(clans: number) {
      const addresses = (await stack.wallet.getAddresses()).slice(FIRST_WALLET, FIRST_WALLET + clans);
      for (const account of addresses) {
        const data = encodeFunctionData({ abi: clansAbi, functionName: 'createClan', args: [token, zeroHash] });
        const hash = await stack.wallet.sendTransaction({ account, to: stack.deployment.clans, data });
        await stack.client.waitForTransactionReceipt({ hash });
      }
      await note(`${clans} wallets that are on no Discord found a clan each.`);
    },
    /** Pays so many wallets that are on no Discord. */
    async rewards(wallets: number) {
      const addresses = (await stack.wallet.getAddresses()).slice(FIRST_WALLET, FIRST_WALLET + wallets);
      for (const [place, address] of addresses.entries()) {
        const args = [token, address, parseEther(String(10 + place)), zeroHash] as const;
        await send(stack.deployment.earnings, encodeFunctionData({ abi: earningsAbi, functionName: 'award', args }));
      }
      await note(`The owner’s wallet rewards ${wallets} wallets that are on no Discord.`);
    },
  };
}
