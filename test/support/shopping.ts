/** Buying on the whole product's chain, and what came of it. */
import { shopAbi } from '@guildmint/contracts/abi.ts';
import { and, eq } from 'drizzle-orm';
import { type Address, encodeFunctionData, parseEther, zeroHash } from 'viem';
import { codes, fulfilments, replies } from '../../bot/db/schema.ts';
import { readPreset } from '../../scripts/deploy/preset.ts';
import type { Actor } from './local-discord.ts';
import type { Stack } from './stack.ts';

/** The most that a purchase may cost without asking for the member's PIN. */
const NO_PIN = parseEther('100');

/** The number of a preset's item. */
export const itemOf = (key: string) => readPreset('broski').items.findIndex((item) => item.key === key) + 1;

/** The lounge's shop, its owner's part and the members' part. */
export async function shopping(stack: Stack) {
  const { token } = stack.lounge;
  const [, owner] = (await stack.wallet.getAddresses()) as [Address, Address];
  const shop = { address: stack.deployment.shop, abi: shopAbi } as const;
  const db = stack.database.db;
  let calls = 0;

  const confirmed = async (hash: `0x${string}`) => {
    const receipt = await stack.client.waitForTransactionReceipt({ hash });
    if (receipt.status !== 'success') throw new Error(`Transaction ${hash} reverted.`);
  };
  const count = async () =>
    Number(await stack.client.readContract({ ...shop, functionName: 'purchaseCount', args: [token] }));

  /** Sends a member's call through the Custodian and waits until it is indexed. */
  async function call(userId: string, verb: string, data: `0x${string}`) {
    const { chain } = stack.server.ctx;
    const id = `${verb}-${++calls}`;
    await chain.submit({ id, verb, token, userId, target: 'shop', data, gas: 600_000 });
    const outcome = await chain.settled(id, 60_000);
    if (outcome.state === 'failed') throw new Error(outcome.error?.sentence);
    return outcome;
  }

  return {
    token,
    /** Everything at this price in base units, so that a first day's earnings buy it. */
    async cheap(price: bigint): Promise<void> {
      const { items } = readPreset('broski');
      for (const [place, { terms, texts }] of items.entries()) {
        const cheap = { ...terms, price };
        const args = [token, BigInt(place + 1), cheap, texts] as const;
        await confirmed(await stack.wallet.writeContract({ ...shop, functionName: 'editItem', args, account: owner }));
      }
    },
    /** Changes an item's terms, the others staying as the preset has them but for what was changed before. */
    async edit(key: string, changes: Partial<ReturnType<typeof readPreset>['items'][number]['terms']>): Promise<void> {
      const { texts } = readPreset('broski').items[itemOf(key) - 1]!;
      const { terms } = await stack.client.readContract({
        ...shop,
        functionName: 'itemOf',
        args: [token, BigInt(itemOf(key))],
      });
      const args = [token, BigInt(itemOf(key)), { ...terms, ...changes }, texts] as const;
      await confirmed(await stack.wallet.writeContract({ ...shop, functionName: 'editItem', args, account: owner }));
    },
    /**
     * Puts something new on the shelf: `lucky_badge`'s terms, but for what is changed.
     * @returns the item's number
     */
    async add(
      about: { key: string; name: string; category?: string; description?: string },
      changes: Partial<ReturnType<typeof readPreset>['items'][number]['terms']> = {},
    ): Promise<number> {
      const { terms } = readPreset('broski').items[itemOf('lucky_badge') - 1]!;
      const { key, description, name, category = 'extras' } = about;
      const uri = `data:application/json,${encodeURIComponent(JSON.stringify({ key, description }))}`;
      const texts = { name, category, uri, contentHash: zeroHash, roleHash: zeroHash };
      const args = [token, { ...terms, ...changes }, 2 ** 32 - 1, texts] as const;
      await confirmed(await stack.wallet.writeContract({ ...shop, functionName: 'addItem', args, account: owner }));
      return Number(await stack.client.readContract({ ...shop, functionName: 'itemCount', args: [token] }));
    },
    /** Sets an item's stock. */
    async restock(key: string, units: number): Promise<void> {
      const args = [token, BigInt(itemOf(key)), 1, units] as const;
      await confirmed(await stack.wallet.writeContract({ ...shop, functionName: 'restock', args, account: owner }));
    },
    /**
     * @param options.asked where on Discord, in which language
     * @returns the purchase's number
     */
    async buy(
      userId: string,
      item: string | number,
      { quantity = 1, asked }: { quantity?: number; asked?: { channelId: string; locale: string } } = {},
    ): Promise<number> {
      if (asked) {
        const place = { channelId: asked.channelId, messageId: null, interactionToken: null, expiresAt: null };
        const model = { locale: asked.locale, asking: false, at: Date.now(), guildId: stack.lounge.guildId };
        await db.insert(replies).values({ operation: `buy-${calls + 1}`, ...place, model, doneAt: new Date() });
      }
      const number = typeof item === 'string' ? itemOf(item) : item;
      const args = [token, BigInt(number), BigInt(quantity), NO_PIN] as const;
      await call(userId, 'buy', encodeFunctionData({ abi: shopAbi, functionName: 'buy', args }));
      return count();
    },
    async refund(userId: string, purchase: number): Promise<void> {
      const args = [token, BigInt(purchase), 1n] as const;
      await call(userId, 'refund', encodeFunctionData({ abi: shopAbi, functionName: 'refund', args }));
    },
    async grant(to: Address, key: string): Promise<number> {
      const args = [token, BigInt(itemOf(key)), to, 1n, zeroHash] as const;
      await confirmed(await stack.wallet.writeContract({ ...shop, functionName: 'grant', args, account: owner }));
      return count();
    },
    onChain: (purchase: number) =>
      stack.client.readContract({ ...shop, functionName: 'purchaseOf', args: [token, BigInt(purchase)] }),
    async row(purchase: number) {
      const where = and(eq(fulfilments.token, token), eq(fulfilments.purchase, purchase));
      const [row] = await db.select().from(fulfilments).where(where);
      return row;
    },
    codesOf: (purchase: number) =>
      db
        .select()
        .from(codes)
        .where(and(eq(codes.token, token), eq(codes.purchase, purchase))),
  };
}

/** The roles that a member has at this moment, as Discord knows them. */
export async function rolesOf(viewer: Actor, guildId: string, userId: string): Promise<string[]> {
  const { guilds } = await viewer.state();
  const guild = guilds.find(({ id }) => id === guildId);
  return guild?.members.find(({ user }) => user.id === userId)?.roles ?? [];
}
