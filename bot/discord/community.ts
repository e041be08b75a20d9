import { tokenAbi } from '@guildmint/contracts/abi.ts';
import { eq } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { guilds } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import type { PinDigits } from '../operations/setPin.ts';
import { type Feature, readSettings, type Settings } from '../operations/settings.ts';

/** What the face needs to know of a server's economy. */
export type Community = {
  guildId: string;
  token: Address;
  symbol: string;
  decimals: number;
  /** Decimals that members may use in an amount: 0 where the community deals in whole coins. */
  places: number;
  pinDigits: PinDigits;
  prefix: string;
  prefixCommands: boolean;
  /** Names that this server gave to commands, for example `{ top: 'leaderboard' }`. */
  aliases: Record<string, string>;
  /** What this server has switched off. */
  off: Feature[];
  /** What this server's own commands are called. */
  customNames: string[];
  /** All that this server chose. */
  settings: Settings;
  /** The operator's own, looked at from another server. */
  global?: true;
};

const FRESH_MS = 15_000;

/**
 * Which community a Discord server is. Every message asks, so the answer is kept for some seconds; there are as many
 * entries as servers.
 */
export function communityLookup(ctx: Context) {
  const units = new Map<Address, Promise<Pick<Community, 'symbol' | 'decimals'>>>();
  const known = new Map<string, { at: number; community: Promise<Community | null> }>();

  return Object.assign(communityOf, {
    /** What was kept may be old: a server chose something else. Rare enough to ask anew for all. */
    forget: () => known.clear(),
  });

  async function communityOf(guildId: string): Promise<Community | null> {
    const kept = known.get(guildId);
    if (kept && ctx.clock() - kept.at < FRESH_MS) return kept.community;
    const community = find(guildId);
    known.set(guildId, { at: ctx.clock(), community });
    try {
      // A server without an economy is asked again at once: it may be set up this very minute.
      const found = await community;
      if (!found) known.delete(guildId);
      return found;
    } catch (error) {
      known.delete(guildId);
      throw error;
    }
  }

  async function find(guildId: string): Promise<Community | null> {
    const [row] = await ctx.db.select().from(guilds).where(eq(guilds.id, guildId));
    if (!row) return null;
    const { token, prefix, settings } = row;
    const chosen = readSettings(settings);
    const { aliases, off, customCommands, prefixCommands, wholeCoins, pinDigits: digits } = chosen;
    const unit = await unitOf(token);
    const places = wholeCoins ? 0 : unit.decimals;
    const pinDigits = digits ? { least: digits, most: digits } : { least: 4, most: 6 };
    return {
      guildId,
      token,
      pinDigits,
      prefix,
      prefixCommands,
      aliases,
      off,
      ...unit,
      places,
      customNames: Object.keys(customCommands),
      settings: chosen,
    };
  }

  /** From the token itself, which never changes it: the indexed copy may be in the making. */
  async function unitOf(token: Address) {
    const contract = { address: token, abi: tokenAbi } as const;
    const unit =
      units.get(token) ??
      Promise.all([
        ctx.chain.client.readContract({ ...contract, functionName: 'symbol' }),
        ctx.chain.client.readContract({ ...contract, functionName: 'decimals' }),
      ]).then(([symbol, decimals]) => ({ symbol, decimals }));
    units.set(token, unit);
    unit.catch(() => units.delete(token));
    return unit;
  }
}

/** @throws UserError telling how a server becomes a community */
export function requireCommunity(community: Community | null): Community {
  if (community) return community;
  throw new UserError('NoCommunity', 'This server has no economy yet: the operator of this bot must set one up first.');
}
