import type { Client, Guild, REST } from 'discord.js';
import { and, eq } from 'drizzle-orm';
import type { Faults } from '../../chain/relay.ts';
import type { Context } from '../../context.ts';
import { fulfilments } from '../../db/schema.ts';
import { RetryableError } from '../../errors.ts';
import type { PurchaseId } from '../../operations/fulfil.ts';
import type { Community } from '../community.ts';
import type { Delivery } from '../replies/deliver.ts';

/** What the parts of the fulfilment share. Made once, in consumer.ts. */
export type Desk = {
  ctx: Context;
  client: Client;
  rest: REST;
  deliver: Delivery;
  communityOf: (guildId: string) => Promise<Community | null>;
  /** Called at each named step; a test may end the process there. */
  faults: Faults;
};

export type FulfilmentRow = typeof fulfilments.$inferSelect;

/** A redemption as its purchase says, and how far the bot is with it. */
export type Task = PurchaseId & {
  item: number;
  itemName: string;
  kind: number;
  buyer: `0x${string}`;
  txHash: `0x${string}`;
  guildId: string | null;
  row: FulfilmentRow | null;
};

/** Comes again later: after a pause that grows, or the named one. */
export class Later extends RetryableError {
  readonly ms: number | undefined;
  constructor(message: string, ms?: number) {
    super(message);
    this.ms = ms;
  }
}

/** Moves a row on from one state, and only from it: whoever comes second changes nothing. */
export async function move(
  { ctx }: Desk,
  row: FulfilmentRow,
  change: Partial<Omit<FulfilmentRow, 'token' | 'purchase'>>,
): Promise<FulfilmentRow> {
  const { token, purchase, state } = row;
  const [moved] = await ctx.db
    .update(fulfilments)
    .set({ ...change, updatedAt: new Date(ctx.clock()) })
    .where(and(eq(fulfilments.token, token), eq(fulfilments.purchase, purchase), eq(fulfilments.state, state)))
    .returning();
  if (!moved) throw new Later(`purchase ${purchase} is not ${state} any more`);
  return moved;
}

/** @throws Later while Discord has not told of the server, or it is out of order */
export function guildOf({ client }: Desk, guildId: string | null): Guild {
  const guild = guildId ? client.guilds.cache.get(guildId) : undefined;
  if (!guild?.available) throw new Later(`the server ${guildId} is unavailable`);
  return guild;
}
