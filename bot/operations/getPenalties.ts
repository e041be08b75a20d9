import { and, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Address, Hex } from 'viem';
import type { Context } from '../context.ts';
import { penalties, texts } from '../db/schema.ts';
import { namesOf } from './named.ts';
import { accountOf, type Who } from './who.ts';

/** A community's penalties, the latest first; those of one member, where one is named. */
export async function getPenalties(ctx: Context, input: { token: Address; who?: Who }) {
  const member = input.who && (await accountOf(ctx, input.who));
  return ctx.db
    .select()
    .from(penalties)
    .where(and(eq(penalties.token, input.token), member && eq(penalties.member, member)))
    .orderBy(desc(penalties.penalty));
}

export const PENALTY_STATES = ['standing', 'appealed', 'lifted'] as const;
export type PenaltyState = (typeof PENALTY_STATES)[number];

const isState = {
  standing: isNull(penalties.liftedBy),
  appealed: and(isNull(penalties.liftedBy), isNotNull(penalties.statementHash)),
  lifted: isNotNull(penalties.liftedBy),
};

/** Some of a community's penalties, the latest first, with names and with the texts whose hashes they carry. */
export async function getPenaltiesPage(
  ctx: Context,
  input: { token: Address; who?: Who | undefined; state?: PenaltyState | undefined; limit: number; offset: number },
) {
  const member = input.who && (await accountOf(ctx, input.who));
  const rows = await ctx.db
    .select()
    .from(penalties)
    .where(
      and(
        eq(penalties.token, input.token),
        member && eq(penalties.member, member),
        input.state && isState[input.state],
      ),
    )
    .orderBy(desc(penalties.penalty))
    .limit(input.limit)
    .offset(input.offset);
  const hashes = rows
    .flatMap(({ reasonHash, statementHash, liftReasonHash }) => [reasonHash, statementHash, liftReasonHash])
    .filter((hash) => hash !== null);
  const [names, said] = await Promise.all([
    namesOf(
      ctx,
      rows.flatMap(({ member: of, by }) => [of, by]),
    ),
    hashes.length === 0
      ? []
      : ctx.db.select({ hash: texts.hash, text: texts.text }).from(texts).where(inArray(texts.hash, hashes)),
  ]);
  const textOf = new Map(said.map(({ hash, text }) => [hash, text]));
  const read = (hash: Hex | null) => (hash === null ? null : (textOf.get(hash) ?? null));
  const someone = (address: Address) => {
    const { id = null, name = null } = names.get(address) ?? {};
    return { address, userId: id, name };
  };
  return rows.map(({ penalty, kind, givenAt, until, taken, ...row }) => ({
    ...{ penalty, kind, givenAt, until, taken, liftedBy: row.liftedBy },
    ...{ member: someone(row.member), by: someone(row.by) },
    state: stateOf(row),
    reason: read(row.reasonHash),
    appeal: read(row.statementHash),
    liftReason: read(row.liftReasonHash),
  }));
}

function stateOf({
  liftedBy,
  statementHash,
}: Pick<typeof penalties.$inferSelect, 'liftedBy' | 'statementHash'>): PenaltyState {
  if (liftedBy) return 'lifted';
  return statementHash ? 'appealed' : 'standing';
}
