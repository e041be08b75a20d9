// The workload of the Great Reddit Scaling Bake-Off, and the communities that it happens in. Nothing of it fails: what
// is measured is work, not refusals.
import {
  type Address,
  encodeFunctionData,
  type Hex,
  keccak256,
  type PublicClient,
  toHex,
  type WalletClient,
  zeroHash,
} from 'viem';
import type { Deployment } from '../../bot/chain/chain.ts';
import { earningsAbi, giftsAbi, shopAbi } from '../../contracts/generated/abi.ts';
import { createCommunity } from '../deploy/community.ts';
import { type Preset, presetOf, readFigures } from '../deploy/preset.ts';

/** At full scale, in the order in which they are done: what is claimed is given, subscribed with and burned. */
export const FULL = { claim: 100_000, transfer: 100_000, subscription: 25_000, burn: 75_000 };
export type Kind = keyof typeof FULL;
export const KINDS = Object.keys(FULL) as Kind[];

/** Base units; a claim pays a hundred of them. */
const TOKEN = 10n ** 18n;
const PRICE = { subscription: 20, burn: 10 };
/** Items by number: a subscription lasts 30 days, what is burned leaves a receipt. */
export const ITEMS = { subscription: 1, burn: 2 };
/** Base units: one token. */
export const GIFT = TOKEN;
export const priceOf = (kind: 'subscription' | 'burn') => BigInt(PRICE[kind]) * TOKEN;

/** How many communities share the members: the operator's own limits hold for each. */
const COMMUNITIES = 10;

/** How often each kind happens at one to `scale`. */
export const countsAt = (scale: number) =>
  Object.fromEntries(KINDS.map((kind) => [kind, Math.round(FULL[kind] / scale)])) as Record<Kind, number>;

/** `taskbot`, whose daily reward is a hundred, with the two things to buy, and without its cap of a day. */
function presetForBakeoff(): Preset {
  const figures = readFigures('taskbot');
  const goods = figures.items[0]!;
  return presetOf({
    ...figures,
    caps: { ...figures.caps, communityDay: 100_000_000 },
    items: [
      { ...goods, key: 'subscription', name: 'Subscription', price: PRICE.subscription, duration: 30 * 86_400 },
      { ...goods, key: 'burn', name: 'Burn', price: PRICE.burn },
    ],
  });
}

/** Communities that nothing has happened in yet, owned by the wallet's account. @returns their tokens */
export async function foundCommunities(
  client: PublicClient,
  wallet: WalletClient,
  deployment: Deployment,
  count = COMMUNITIES,
) {
  const tokens: Address[] = [];
  while (tokens.length < count) tokens.push(await createCommunity(client, wallet, deployment, presetForBakeoff()));
  return tokens;
}

/** The call as a wallet would make it, for those who have one. `deployment` names the modules. */
export function callOf(
  kind: Kind,
  token: Address,
  to: Address,
  deployment: { earnings: Address; gifts: Address; shop: Address },
): { to: Address; data: Hex } {
  if (kind === 'claim')
    return {
      to: deployment.earnings,
      data: encodeFunctionData({ abi: earningsAbi, functionName: 'claimDaily', args: [token] }),
    };
  if (kind === 'transfer') {
    const args = [token, to, GIFT, zeroHash] as const;
    return { to: deployment.gifts, data: encodeFunctionData({ abi: giftsAbi, functionName: 'gift', args }) };
  }
  const args = [token, BigInt(ITEMS[kind]), 1n, priceOf(kind)] as const;
  return { to: deployment.shop, data: encodeFunctionData({ abi: shopAbi, functionName: 'buy', args }) };
}

/** A wallet's key, made from its number: it holds nothing outside of the benchmark. */
export const keyOf = (name: string, n: number): Hex => keccak256(toHex(`bake-off ${name} ${n}`));

/** What a kind took. `seconds` from the first operation handed in to the last one done. */
export type Taken = { operations: number; gas: number; seconds: number };
export type Result = Record<Kind, Taken>;
