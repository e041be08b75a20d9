import type { Address } from 'viem';
import type { Context } from '../context.ts';
import type { Database } from '../db/database.ts';
import { bytesOf, prepared, together } from '../db/together.ts';
import { type CommunityInfo, earningUnit } from './getCommunity.ts';

const REGISTRATION = 255;

/**
 * What a member's unsettled activity will earn, about: per-activity and daily limits count, multipliers do not.
 * @returns base units
 */
export async function pendingOf(
  ctx: Context,
  input: { community: CommunityInfo; address: Address; earnedToday: bigint; asOfBlock: number },
): Promise<bigint> {
  const { rates, caps, decimals } = input.community;
  if (!rates) return 0n;
  const counts = await waitingOf(ctx.db, input);
  let units = 0;
  for (const { activity: kind, count } of counts) {
    if (kind === REGISTRATION) units += rates.registration;
    else if (count > 0) units += Math.min(count, rates.limits[kind] || count) * (rates.rewards[kind] ?? 0);
  }
  const pending = BigInt(units) * earningUnit(decimals);
  const left = BigInt(caps?.memberDay ?? 0) * earningUnit(decimals) - input.earnedToday;
  if (!caps?.memberDay || pending <= left) return pending;
  return left > 0n ? left : 0n;
}

// What is mined counts until the indexer has come so far: without this the amount would vanish for a moment.
const WAITING = `
  select a.i::int, x.activity, sum(x.count)::int as count
  from unnest($1::bytea[], $2::bytea[], $3::bigint[]) with ordinality as a (token, address, block, i)
  join app.users u on u.address = a.address
  join app.activity x on x.user_id = u.id and x.token = a.token
  left join app.outbox o on o.id = x.settlement
  where x.settlement is null or o.state not in ('mined', 'final') or o.block > a.block
  group by a.i, x.activity`;

type Asked = { community: CommunityInfo; address: Address; asOfBlock: number };

const waitingOf = together(async (db: Database, keys: Asked[]) => {
  const rows = await prepared<{ i: number; activity: number; count: number }>(db, WAITING, [
    bytesOf(keys.map(({ community }) => community.token)),
    bytesOf(keys.map(({ address }) => address)),
    keys.map(({ asOfBlock }) => asOfBlock),
  ]);
  const counts = keys.map((): { activity: number; count: number }[] => []);
  for (const { i, activity, count } of rows) counts[i - 1]!.push({ activity, count });
  return counts;
});
