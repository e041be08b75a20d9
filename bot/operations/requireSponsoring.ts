import { type SQLWrapper, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Transaction } from '../db/database.ts';
import { outbox } from '../db/schema.ts';
import { UserError } from '../errors.ts';

/** Sponsored transactions of one account. */
const A_MINUTE = 5;
const A_DAY = 50;
/** Of all accounts together. */
const ALL_A_DAY = 3000;
/** Of all wallets together that are nobody's on Discord: they cost nothing to invent, gas does. */
const STRANGERS_A_DAY = 500;

/**
 * Whether the operator pays for one more transaction of an account. Holds the place until the transaction commits.
 * @param now milliseconds
 * @throws UserError that says how long to wait
 */
export async function requireSponsoring(tx: Transaction, account: Address, now: number): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('guildmint_sponsor'))`);
  const bytes = Buffer.from(account.slice(2), 'hex');
  const known = (address: SQLWrapper) => sql`(
    exists (select from app.links l where l.address = ${address})
    or exists (select from app.users u where u.address = ${address}))`;
  const since = (seconds: number) => new Date(now - seconds * 1000);
  const [counted] = await tx
    .select({
      minute: sql<number>`count(*) filter (where ${outbox.account} = ${bytes} and ${outbox.createdAt} > ${since(60)})::int`,
      day: sql<number>`count(*) filter (where ${outbox.account} = ${bytes})::int`,
      all: sql<number>`count(*)::int`,
      strangers: sql<number>`count(*) filter (where not ${known(sql`${outbox.account}`)})::int`,
      isKnown: sql<boolean>`${known(sql`${bytes}`)}`,
    })
    .from(outbox)
    .where(sql`${outbox.id} like 's:%' and ${outbox.createdAt} > ${since(86_400)}`);
  const { minute, day, all, strangers, isKnown } = counted!;
  if (minute >= A_MINUTE)
    throw new UserError(
      'SponsorTooOften',
      `Only ${A_MINUTE} transactions a minute are paid for you: wait a minute, or pay the gas yourself.`,
    );
  if (day >= A_DAY)
    throw new UserError(
      'SponsorTooOften',
      `Only ${A_DAY} transactions in 24 hours are paid for you: come back tomorrow, or pay the gas yourself.`,
    );
  if (!isKnown && strangers >= STRANGERS_A_DAY)
    throw new UserError(
      'SponsorStrangers',
      'The operator has paid for as many unlinked wallets as it can in 24 hours: link yours with /wallet link on Discord, or pay the gas yourself.',
    );
  if (all >= ALL_A_DAY)
    throw new UserError(
      'SponsorTooMany',
      'The operator has paid for all that it can in 24 hours: come back later, or pay the gas yourself.',
    );
}
