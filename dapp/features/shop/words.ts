import type { ItemResponse } from '@guildmint/bot/api/shopSchemas.ts';

/** Categories are written by staff, in lower case as a rule. */
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Whole percent off in a flash sale that is on; null without one. */
export function discountOf({ saleCloses, price, regularPrice }: ItemResponse): number | null {
  const regular = BigInt(regularPrice.value);
  if (!saleCloses || regular === 0n) return null;
  return Number(((regular - BigInt(price.value)) * 100n) / regular) || null;
}
