import { sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Transaction } from '../db/database.ts';
import { outbox } from '../db/schema.ts';
import { UserError } from '../errors.ts';

/** Sponsored transactions of one account. */
const A_MINUTE = 5;
const A_DAY = 50;
/** Of all accounts together: wallets cost nothing to invent, gas does. */
const ALL_A_DAY = 3000;

/**
 * Whether the operator pays for one more transaction of an account. Holds the place until the transaction commits.
 * @param now milliseconds
 * @throws UserError that says how long to wait
 */
export async function requireSponsoring(tx: Transaction, account: Address, now: number): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('guildmint_sponsor'))`);
  const bytes = Buffer.from(account.slice(2), 'hex');
  const since = (seconds: number) => new Date(now - seconds * 1000);
  const [counted] = await tx
    .select({
      minute: sql<number>`count(*) filter (where ${outbox.account} = ${bytes} and ${outbox.createdAt} > ${since(60)})::int`,
      day: sql<number>`count(*) filter (where ${outbox.account} = ${bytes})::int`,
      all: sql<number>`count(*)::int`,
    })
    .from(outbox)
    .where(sql`${outbox.id} like 's:%' and ${outbox.createdAt} > ${since(86_400)}`);
  const { minute, day, all } = counted!;
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
  if (all >= ALL_A_DAY)
    throw new UserError(
      'SponsorTooMany',
      'The operator has paid for all that it can in 24 hours: come back later, or pay the gas yourself.',
    );
}
