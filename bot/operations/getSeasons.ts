import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { getCommunity } from './getCommunity.ts';

/**
 * A community's event windows by number, with whether each is open now.
 * @returns unix seconds, closing exclusive; basis points of the reward
 * @throws UserError if the community is unknown
 */
export async function getSeasons(ctx: Context, input: { token: Address }) {
  const { seasons } = await getCommunity(ctx, input);
  const now = ctx.clock() / 1000;
  return seasons.map((season, number) => ({ number, ...season, open: now >= season.opens && now < season.closes }));
}
