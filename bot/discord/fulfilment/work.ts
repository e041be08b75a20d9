/** What there is to do, read anew each time from what happened: nothing is pushed, so nothing can get lost. */
import { and, asc, eq, gt, gte, inArray, isNotNull, isNull, lte, ne, notInArray, or, type SQL } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { cursor, fulfilments, guilds, items, purchases } from '../../db/schema.ts';
import { ASKED, BY_STAFF } from '../../operations/fulfilments.ts';
import type { Task } from './desk.ts';
import { MARGIN } from './take.ts';

/** Looked at together; the rest follows. */
const MOST = 1_000;

/** Redemptions at final depth that are open, taken up and unfinished, or over. */
export async function openTasks(ctx: Context): Promise<Task[]> {
  const [head] = await ctx.db.select({ number: cursor.number, at: cursor.at }).from(cursor);
  if (!head) return [];
  const depth = head.number - ctx.config.confirmations;
  const now = new Date(Math.max(ctx.clock(), head.at.getTime()));
  const soon = new Date(now.getTime() + MARGIN * 1000);
  const wanted = and(eq(purchases.state, 'requested'), gt(purchases.quantity, purchases.returned));
  const decided = or(ne(purchases.state, 'requested'), gte(purchases.returned, purchases.quantity));
  // One question for each, as each has an index of its own.
  const parts = [
    and(wanted, lte(purchases.boughtBlock, depth), isNull(fulfilments.state)),
    and(
      inArray(fulfilments.state, ['taken', 'given', 'declined']),
      // What the staff were told of is theirs until it is decided, and what its buyer was asked about waits for an answer.
      or(
        isNull(fulfilments.reason),
        notInArray(fulfilments.reason, [BY_STAFF, ASKED]),
        and(eq(fulfilments.reason, ASKED), or(isNotNull(fulfilments.input), lte(purchases.fulfilBy, soon))),
        decided,
      ),
    ),
    and(
      eq(fulfilments.state, 'fulfilled'),
      or(isNotNull(fulfilments.roleId), isNotNull(fulfilments.channelId)),
      or(lte(purchases.expiresAt, now), and(gte(purchases.returned, purchases.quantity), lte(purchases.block, depth))),
    ),
  ];
  const rows = (await Promise.all(parts.map((part) => read(ctx, part)))).flat();
  return rows.map(({ purchase: { token, purchase, item, kind, buyer, txHash }, row, guildId, itemName }) => ({
    token,
    purchase,
    item,
    kind,
    buyer,
    txHash,
    guildId,
    row,
    itemName: itemName ?? `#${item}`,
  }));
}

function read(ctx: Context, part: SQL | undefined) {
  return ctx.db
    .select({ purchase: purchases, row: fulfilments, guildId: guilds.id, itemName: items.name })
    .from(purchases)
    .leftJoin(fulfilments, and(eq(fulfilments.token, purchases.token), eq(fulfilments.purchase, purchases.purchase)))
    .leftJoin(guilds, eq(guilds.token, purchases.token))
    .leftJoin(items, and(eq(items.token, purchases.token), eq(items.item, purchases.item)))
    .where(part)
    .orderBy(asc(purchases.boughtBlock), asc(purchases.token), asc(purchases.purchase))
    .limit(MOST);
}
