/** People as answers name them. */
import { z } from '@hono/zod-openapi';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { namesOf } from '../operations/named.ts';
import { addressSchema } from './schemas.ts';

export const personSchema = z.object({
  address: addressSchema,
  userId: z.string().nullable().openapi({ description: 'Discord id; null for a wallet of nobody known here' }),
  name: z.string().nullable(),
});
export type Person = z.infer<typeof personSchema>;

/** Looks the names behind these addresses up, all at once. @returns the person behind each */
export async function peopleOf(ctx: Context, addresses: Address[]): Promise<(address: Address) => Person> {
  const names = await namesOf(ctx, addresses);
  return (address) => {
    const known = names.get(address);
    return { address, userId: known?.id ?? null, name: known?.name ?? null };
  };
}
