import { sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import type { Transaction } from '../db/database.ts';
import { UserError } from '../errors.ts';

const MINUTE_MS = 60_000;
/** What moves tokens of who asks for it. */
const MOVING = [
  ...['claimDaily', 'gift', 'buy', 'refund', 'transfer', 'createTask'],
  ...['buyListing', 'propose', 'accept', 'offerSwap', 'takeSwap', 'rain'],
];

/**
 * Lets a member move tokens so many times a minute: through Discord, the API and a linked wallet together, on whichever
 * server. Holds the place until the transaction commits; the same operation twice counts once.
 * @param asked.account custodial, or a wallet's own
 * @throws UserError `TooManyCommands` with the moment of the next
 */
export async function requirePace(
  ctx: Context,
  tx: Transaction,
  asked: { id: string; verb: string; account: Address },
): Promise<void> {
  if (!MOVING.includes(asked.verb)) return;
  const account = Buffer.from(asked.account.slice(2), 'hex');
  const { rows } = await tx.execute<{ user_id: string; address: Buffer }>(sql`
    with who as (
      select user_id from app.links where address = ${account} union select id from app.users where address = ${account}
    )
    select user_id, address from app.links where user_id in (select user_id from who)
    union select id, address from app.users where id in (select user_id from who)`);
  const own = [account, ...rows.map(({ address }) => address)];
  const name = rows[0]?.user_id ?? asked.account.toLowerCase();
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`guildmint_pace:${name}`}))`);
  const now = ctx.clock();
  const { rows: latest } = await tx.execute<{ created_at: Date; same: boolean }>(sql`
    select created_at, id = ${asked.id} as same from app.outbox
    where account = any(${sql.param(own)}) and verb = any(${sql.param(MOVING)})
      and created_at > ${new Date(now - MINUTE_MS)}
    order by created_at desc`);
  const { commandsAMinute } = ctx.config;
  const oldest = latest[commandsAMinute - 1];
  if (!oldest || latest.some(({ same }) => same)) return;
  const nextAt = Math.ceil((new Date(oldest.created_at).getTime() + MINUTE_MS) / 1000);
  const seconds = Math.max(1, nextAt - Math.floor(now / 1000));
  throw new UserError(
    'TooManyCommands',
    `Tokens can be moved ${commandsAMinute} times a minute: the next time in ${seconds} seconds.`,
    { most: `${commandsAMinute}`, nextAt: `${nextAt}` },
  );
}
