/** What requests of several routes are made of. */
import { z } from '@hono/zod-openapi';
import { ENTRY_TYPES, type EntryType } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { parseAmount } from '../operations/amount.ts';
import { discordIdOrAddress } from './schemas.ts';

/** `{s}` of the paths. */
export const serverParam = z.object({
  s: discordIdOrAddress.openapi({
    param: { name: 's', in: 'path' },
    description: 'The community: its Discord server id or token address',
    example: '770000000000000001',
  }),
});

export const memberParam = serverParam.extend({
  user_id: discordIdOrAddress.openapi({
    param: { name: 'user_id', in: 'path' },
    description: 'A Discord user id, then it is that member’s custodial account; or any address',
  }),
});

/** Tokens as a person writes them: `100`, `"2.5"`. */
export const tokensInput = z.union([z.number().min(-1e15).max(1e15), z.string().min(1).max(80)]).openapi({
  description: 'Tokens, not base units: a number, or its digits as text where they must be exact',
  example: '2.5',
});

export type TokensInput = z.output<typeof tokensInput>;

/** @returns base units. @throws UserError for what is no amount above zero */
export const toBaseUnits = (tokens: TokensInput, decimals: number) => parseAmount(`${tokens}`, decimals);

/** The same where zero and less have a meaning. @throws UserError for what is no amount */
export function toSignedBaseUnits(tokens: TokensInput, decimals: number): bigint {
  const text = `${tokens}`.trim();
  if (/^[-+]?0*(\.0*)?$/.test(text) && /0/.test(text)) return 0n;
  const isNegative = /^[-−]/.test(text);
  const size = parseAmount(isNegative ? text.slice(1) : text, decimals);
  return isNegative ? -size : size;
}

/** A whole number in a path. */
export const numberParam = (name: string, most: number) =>
  z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(most, `must be at most ${most}`)
    .openapi({ param: { name, in: 'path' } });

export const pinInput = z
  .string()
  .regex(/^\d{4,6}$/, 'must be 4 to 6 digits')
  .optional()
  .openapi({ description: 'Above the community’s threshold' });

export const reasonInput = z.string().max(500).openapi({ description: 'Why; of it only a salted hash goes on-chain' });

/** A moment: ISO 8601, a date alone is its first moment in UTC. */
export const momentQuery = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], { error: 'must be a date such as 2026-01-31, or ISO 8601' })
  .openapi({ example: '2026-01-31' });

const DAY_MS = 86_400_000;

/** @param last whether a date alone stands for its whole day, then it is the moment after it */
export function toMoment(text: string | undefined, last = false): Date | undefined {
  if (text === undefined) return undefined;
  const at = new Date(text);
  return last && text.length === 10 ? new Date(at.getTime() + DAY_MS) : at;
}

export const flagQuery = z
  .enum(['true', 'false', '1', '0'], { error: 'must be true or false' })
  .openapi({ example: 'true' });

export const isOn = (flag: string | undefined) => flag === 'true' || flag === '1';

export const daysInput = (fallback: number) =>
  z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(3650, 'must be at most 3650')
    .default(fallback);

/** The one of two names for the same field that was sent. @throws UserError where neither was */
export function either<T>(field: string, first: T | undefined, second: T | undefined): T {
  const given = first ?? second;
  if (given === undefined)
    throw new UserError('FieldMissing', `The field ${field} is missing: say it in the request’s body.`);
  return given;
}

/** Names that clients of the plans use. */
const ALIASES: Record<string, readonly EntryType[]> = {
  shop: ['shop_purchase'],
  spend: ['shop_purchase', 'burn'],
  transfer: ['transfer_send', 'transfer_receive'],
};

/** Kinds of movements. */
export const typesQuery = z
  .string()
  .max(400)
  .transform((text, refine) => {
    const names = text.split(',').map((name) => name.trim());
    const types = names.flatMap((name) => ALIASES[name] ?? ENTRY_TYPES.filter((type) => type === name));
    if (types.length < names.length)
      refine.addIssue({
        ...{ code: 'invalid_value', values: [...ENTRY_TYPES, ...Object.keys(ALIASES)], input: text },
        message: `must be of ${[...ENTRY_TYPES, ...Object.keys(ALIASES)].join(', ')}`,
      });
    return types;
  })
  .openapi({ type: 'string', description: 'One type or several, with commas between', example: 'gift,gift_received' });
