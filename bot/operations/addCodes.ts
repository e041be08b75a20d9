import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { codes as table } from '../db/schema.ts';
import { UserError } from '../errors.ts';

const MOST_CODES = 10_000;
const LONGEST_CODE = 200;

/**
 * Puts codes on an item's stack, from which purchases are served in the order in which they were added. A code that the
 * item has or had is left out, so that the same list can be given again.
 * @returns how many are new, and how many were known or stood twice in the list
 * @throws UserError for an empty list, too long a list, and too long a code
 */
export async function addCodes(
  ctx: Pick<Context, 'db'>,
  input: { token: Address; item: number; codes: string[] },
): Promise<{ added: number; duplicates: number }> {
  const { token, item } = input;
  const given = input.codes.map((code) => code.trim()).filter((code) => code !== '');
  if (given.length === 0) throw new UserError('CodesMissing', 'There is no code in this: write one code a line.');
  if (given.length > MOST_CODES)
    throw new UserError('CodesTooMany', `These are more than ${MOST_CODES} codes: add them in parts.`, {
      most: `${MOST_CODES}`,
    });
  if (given.some((code) => code.length > LONGEST_CODE))
    throw new UserError('CodeTooLong', `A code has at most ${LONGEST_CODE} characters: write one code a line.`, {
      most: `${LONGEST_CODE}`,
    });
  const unique = [...new Set(given)];
  const added = await ctx.db
    .insert(table)
    .values(unique.map((code) => ({ token, item, code })))
    .onConflictDoNothing()
    .returning({ id: table.id });
  return { added: added.length, duplicates: given.length - added.length };
}
