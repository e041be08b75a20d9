import type { Guild } from 'discord.js';
import type { Context } from '../context.ts';
import type { communityLookup } from './community.ts';
import type { checkFulfillable, checkRole } from './fulfilment/check.ts';
import type { Outlast } from './outlast.ts';
import type { Pictures } from './pictures/open.ts';
import type { Delivery } from './replies/deliver.ts';
import type { Replies } from './replies/replies.ts';
import type { Settling } from './settling.ts';

/** What commands, buttons and events get. Made once, in start.ts. */
export type Face = {
  ctx: Context;
  communityOf: ReturnType<typeof communityLookup>;
  deliver: Delivery;
  replies: Replies;
  settling: Settling;
  outlast: Outlast;
  /** Whether Discord tells of who joins. */
  hearsOfMembers: boolean;
  /** Whether it lets the bot read what is written. */
  readsMessages: boolean;
  /** @throws RetryableError for a server of which Discord has not told yet */
  guildOf(guildId: string): Guild;
  pictures: Pictures;
  /** @throws UserError for a channel in which the bot may not write */
  checkChannel(planned: { guildId: string; channelId: string }): void;
  fulfilment: {
    /** @throws UserError if the item could not be handed over at this moment: asked before a member pays */
    check(planned: Parameters<typeof checkFulfillable>[1]): Promise<void>;
    /**
     * @returns what keeps the bot from giving the role
     * @throws UserError if the person could not give it
     */
    checkRole(planned: Parameters<typeof checkRole>[1]): ReturnType<typeof checkRole>;
  };
};
