import { and, asc, count, eq, isNull, ne } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { announcements, codes, itemSettings } from '../db/schema.ts';
import { getTemplates } from './announce.ts';
import { getChallenges, getClans } from './getClans.ts';
import { getCommunity } from './getCommunity.ts';
import { getItems } from './getItems.ts';
import { getSeasons } from './getSeasons.ts';
import { getTasks } from './getTasks.ts';
import { getSettings } from './settings.ts';

/** Rows of a part that are in memory at a time. */
const ROWS = 500;

/**
 * All that a community's staff set up or wrote: what the chain holds of members stays there, and codes and keys nobody gets.
 * @returns its parts in order, each to be read as it is written; amounts in base units
 */
function exportCommunity(
  ctx: Context,
  { token }: { token: Address },
): (readonly [name: string, rows: AsyncGenerator<object>])[] {
  return [
    ['about', whole(async () => [await about(ctx, token)])],
    ['settings', whole(async () => [await getSettings(ctx, { token })])],
    ['items', whole(() => getItems(ctx, { token }))],
    ['handovers', whole(() => handovers(ctx, token))],
    ['tasks', inPages((offset) => getTasks(ctx, { token, open: false, offset, limit: ROWS }))],
    ['announcements', inPages((offset) => announced(ctx, token, offset))],
    ['embeds', whole(() => getTemplates(ctx, { token }))],
    ['seasons', whole(() => getSeasons(ctx, { token }))],
    ['clans', whole(() => getClans(ctx, { token }))],
    ['challenges', whole(() => getChallenges(ctx, { token }))],
  ];
}

/** The same as one JSON document, piece by piece. */
export async function* exportText(ctx: Context, asked: { token: Address }): AsyncGenerator<string, void, undefined> {
  yield `{"community":${JSON.stringify(asked.token)}`;
  for (const [name, rows] of exportCommunity(ctx, asked)) {
    yield `,\n${JSON.stringify(name)}:[`;
    let between = '\n';
    for await (const row of rows) {
      yield between + JSON.stringify(row, exactly);
      between = ',\n';
    }
    yield ']';
  }
  yield '}\n';
}

const exactly = (_: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value);

async function about(ctx: Context, token: Address) {
  const { name, symbol, decimals, guild } = await getCommunity(ctx, { token });
  return { name, symbol, decimals, guild, exportedAt: new Date(ctx.clock()) };
}

const announced = ({ db }: Context, token: Address, offset: number) =>
  db
    .select()
    .from(announcements)
    .where(and(eq(announcements.token, token), ne(announcements.state, 'draft')))
    .orderBy(asc(announcements.id))
    .offset(offset)
    .limit(ROWS);

/** How items are handed over; of a webhook its host alone, and of codes how many are free. */
async function handovers({ db }: Context, token: Address) {
  const [set, free] = await Promise.all([
    db.select().from(itemSettings).where(eq(itemSettings.token, token)).orderBy(asc(itemSettings.item)),
    db
      .select({ item: codes.item, free: count() })
      .from(codes)
      .where(and(eq(codes.token, token), isNull(codes.purchase)))
      .groupBy(codes.item),
  ]);
  const numbers = [...new Set([...set, ...free].map(({ item }) => item))].sort((a, b) => a - b);
  return numbers.map((item) => {
    const { roleId = null, channelId = null, webhookUrl = null } = set.find((each) => each.item === item) ?? {};
    const webhookHost = webhookUrl && new URL(webhookUrl).host;
    return { item, roleId, channelId, webhookHost, freeCodes: free.find((each) => each.item === item)?.free ?? 0 };
  });
}

async function* whole<T extends object>(read: () => Promise<readonly T[]>): AsyncGenerator<T> {
  yield* await read();
}

async function* inPages<T extends object>(read: (offset: number) => Promise<T[]>): AsyncGenerator<T> {
  for (let offset = 0; ; offset += ROWS) {
    const rows = await read(offset);
    yield* rows;
    if (rows.length < ROWS) return;
  }
}
