import { z } from '@hono/zod-openapi';
import type { Address } from 'viem';
import { formatAmount } from '../operations/amount.ts';
import type { Who } from '../operations/who.ts';

const ADDRESS = /^0x[0-9a-fA-F]{40}$/;
const DISCORD_ID = /^\d{5,20}$/;

export const addressSchema = z
  .string()
  .regex(ADDRESS)
  .openapi({ example: '0x70997970c51812dc3a010c7d01b50e0d17dc79c8' });

export const discordId = z.string().regex(DISCORD_ID, 'must be a Discord id');

export const discordIdOrAddress = z.string().refine((text) => ADDRESS.test(text) || DISCORD_ID.test(text), {
  error: 'must be a Discord id (digits) or an address (0x and 40 hexadecimal digits)',
});

export const idParam = z.object({
  id: discordIdOrAddress.openapi({
    param: { name: 'id', in: 'path' },
    description: 'A Discord user id, then it is that member’s custodial account; or any address.',
    example: '0x70997970c51812dc3a010c7d01b50e0d17dc79c8',
  }),
});

export const toWho = (id: string): Who => (ADDRESS.test(id) ? { address: id as Address } : { userId: id });

const COMMUNITY =
  'Which community: its Discord server id or token address. May be left out where there is only one, or sent as the header X-Community.';

export const communityQuery = z.object({
  community: discordIdOrAddress
    .optional()
    .openapi({ param: { name: 'community', in: 'query' }, description: COMMUNITY }),
});

/** For documents alone: whoever finds the community out has checked it, and to read all headers takes longer than most answers. */
export const communityHeader = {
  name: 'x-community',
  in: 'header' as const,
  required: false,
  description: COMMUNITY,
  schema: { type: 'string' as const },
};

export const limitQuery = (fallback: number) =>
  z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(100, 'must be at most 100')
    .default(fallback);

export const amountSchema = z
  .object({
    value: z
      .string()
      .regex(/^-?\d+$/)
      .openapi({ description: 'Base units, exact', example: '19000000000000000000' }),
    formatted: z.string().openapi({ description: 'For people, cut after four decimals', example: '19' }),
  })
  .openapi('Amount');

export const toAmount = (value: bigint, decimals: number) => ({
  value: value.toString(),
  formatted: formatAmount(value, decimals),
});
