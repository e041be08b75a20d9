/** What routes about members answer. */
import { z } from '@hono/zod-openapi';
import type { Audit } from '../operations/getAudit.ts';
import type { MemberRow } from '../operations/getMembers.ts';
import { TIERS } from '../operations/getProgress.ts';
import { addressSchema, amountSchema, toAmount } from './schemas.ts';

export const memberSchema = z
  .object({
    address: addressSchema,
    userId: z.string().nullable().openapi({ description: 'Null for a wallet of nobody known here' }),
    name: z.string().nullable(),
    avatar: z.string().nullable(),
    balance: amountSchema,
    earned: amountSchema,
    spent: amountSchema,
    gifted: amountSchema,
    tier: z.enum(TIERS),
    rank: z.int().nullable().openapi({ description: 'By lifetime earnings, from 1' }),
    active: z.boolean().openapi({ description: 'Has not left the server, as far as is known' }),
    leftAt: z.iso.datetime().nullable(),
    seenAt: z.iso.datetime().nullable().openapi({ description: 'When they were last met on Discord, to a day' }),
  })
  .openapi('Member');

export type MemberResponse = z.infer<typeof memberSchema>;

export function toMember(row: MemberRow, decimals: number): MemberResponse {
  const amount = (value: bigint) => toAmount(value, decimals);
  return {
    ...{ address: row.address, userId: row.userId, name: row.name, avatar: row.avatar },
    ...{ balance: amount(row.balance), earned: amount(row.earned) },
    ...{ spent: amount(row.spent), gifted: amount(row.gifted) },
    tier: TIERS[row.tier] ?? 'bronze',
    rank: row.rank,
    active: row.leftAt === null,
    leftAt: row.leftAt?.toISOString() ?? null,
    seenAt: row.seenAt?.toISOString() ?? null,
  };
}

export const auditSchema = z
  .object({
    address: addressSchema,
    agrees: z.boolean().openapi({ description: 'The three are equal, and each movement follows from the one before' }),
    movements: z.int(),
    summed: amountSchema.openapi({ description: 'What all movements come to, archived ones too' }),
    cached: amountSchema.openapi({ description: 'The balance that is kept' }),
    onChain: amountSchema.openapi({ description: 'What the contract says at the same block' }),
    byType: z.array(z.object({ type: z.string(), count: z.int(), amount: amountSchema })),
    brokenAt: z
      .string()
      .nullable()
      .openapi({ description: 'Id of the first transaction that does not follow from the one before' }),
    asOfBlock: z.int(),
  })
  .openapi('Audit');

export type AuditResponse = z.infer<typeof auditSchema>;

export function toAudit(audit: Audit, decimals: number): AuditResponse {
  const amount = (value: bigint) => toAmount(value, decimals);
  return {
    ...{ address: audit.address, agrees: audit.agrees, movements: audit.movements },
    ...{ summed: amount(audit.summed), cached: amount(audit.cached), onChain: amount(audit.onChain) },
    byType: audit.byType.map((sums) => ({ ...sums, amount: amount(sums.amount) })),
    ...{ brokenAt: audit.brokenAt, asOfBlock: audit.asOfBlock },
  };
}
