import {
  ActivityType,
  Client,
  Events,
  GatewayDispatchEvents,
  GatewayIntentBits,
  type GatewayMessageReactionAddDispatchData,
  type Message,
  Options,
  type PartialMessage,
  Partials,
  type PresenceData,
  REST,
} from 'discord.js';
import { isAddress } from 'viem';
import type { Faults } from '../chain/relay.ts';
import type { Context } from '../context.ts';
import { listen } from '../db/notify.ts';
import { RetryableError } from '../errors.ts';
import { endChallenges } from '../operations/endChallenges.ts';
import { getInstallation, INSTALLATION_CHANGED } from '../operations/installation.ts';
import { ACTIVITY_REPORTED } from '../operations/reportActivities.ts';
import { SETTINGS_CHANGED } from '../operations/settings.ts';
import { makeRequest } from './acknowledging.ts';
import { alerting } from './alerts.ts';
import { announcing } from './announcing.ts';
import { apiPort } from './apiPort.ts';
import { openClosing } from './closing.ts';
import { endTrades } from './commands/trade.ts';
import { communityLookup } from './community.ts';
import { conductNews } from './conductNews.ts';
import { drawSeeds } from './drawSeeds.ts';
import { forgetAudiences, payInvites } from './earningWorks.ts';
import { isShutOut, shutOut } from './errors.ts';
import { onReaction } from './events/audience.ts';
import { onAuditLogEntry } from './events/auditLog.ts';
import { onGuildCreate } from './events/greet.ts';
import { openInvites } from './events/invites.ts';
import { onMessage, onMessageDelete } from './events/messages.ts';
import { openPresence } from './events/presence.ts';
import { openRepeats } from './events/repeats.ts';
import { onThreadCreate } from './events/rooms.ts';
import { openVoice } from './events/voice.ts';
import { openWatch } from './events/watch.ts';
import { onMemberJoin } from './events/welcome.ts';
import type { Face } from './face.ts';
import { finalEvents } from './finalEvents.ts';
import { checkFulfillable, checkRole } from './fulfilment/check.ts';
import { openFulfilment } from './fulfilment/consumer.ts';
import { guard } from './guard.ts';
import type { Intents } from './intents.ts';
import { openLeading } from './leading.ts';
import { LOGGED, logEvent, writeLog } from './log.ts';
import { news, remind } from './news.ts';
import { openOutlast } from './outlast.ts';
import { openPictures } from './pictures/open.ts';
import { keepPosts } from './posts/keepPosts.ts';
import { requireWritable } from './posts/requireWritable.ts';
import { registerCommands, registerMetadata } from './register.ts';
import { delivery } from './replies/deliver.ts';
import { finisher } from './replies/finish.ts';
import { openReplies } from './replies/replies.ts';
import { openSettling } from './settling.ts';
import { watchSignals } from './signals.ts';
import { onInteraction } from './slash.ts';
import { openStaff } from './staffMembers.ts';
import { taskExpiry } from './taskExpiry.ts';
import { taskRoles } from './taskRoles.ts';
import { keepTierRoles, tierNews } from './tiers.ts';
import { systemTimers, type Timers } from './timers.ts';
import { openTurns } from './turns.ts';

/** More than one connection can send. */
const ANSWERS_A_SECOND = 1_000;
/** They keep the database's connections busy; of more, commands would only have to wait longer for theirs. */
const MESSAGES_AT_ONCE = 24;
/** A challenge's steps are due at midnight: nobody minds some minutes. */
const CHALLENGES_MS = 5 * 60_000;

/**
 * Connects the bot to Discord, or to the local one, and takes up what was left unfinished.
 * @throws FatalError where Discord does not let it in
 */
export async function startDiscord(
  ctx: Context,
  { intents, timers = systemTimers, faults }: { intents: Intents; timers?: Timers; faults?: Faults | undefined },
): Promise<{ port: ReturnType<typeof apiPort>; takeUp(): Promise<void>; close(): Promise<void> }> {
  const { applicationId, apiUrl, token, clientSecret } = ctx.config.discord;
  const restOptions = apiUrl ? { api: apiUrl, cdn: new URL('/cdn', apiUrl).href } : {};
  const closing = openClosing();
  const client = new Client({
    intents: intents.asked,
    ws: closing.ws,
    rest: { ...restOptions, makeRequest: makeRequest() },
    presence: await presenceOf(ctx),
    allowedMentions: { parse: [], repliedUser: false },
    // Messages are answered, not remembered; members come with the events that concern them.
    partials: [Partials.Message],
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      UserManager: { maxSize: 2_000, keepOverLimit: (user) => user.id === user.client.user.id },
      GuildMemberManager: { maxSize: 50, keepOverLimit: (member) => member.id === member.client.user.id },
    }),
  });
  const { rest } = client;
  rest.setToken(token);
  const communityOf = communityLookup(ctx);
  // Discord does not count answers to interactions towards the bot's fifty requests a second; discord.js would.
  const answers = new REST({ ...rest.options, globalRequestsPerSecond: ANSWERS_A_SECOND });
  const deliver = delivery({ rest, answers, applicationId, clock: ctx.clock });
  const replies = openReplies({ ctx, timers, finish: finisher(ctx, deliver, communityOf) });
  const pictures = openPictures(ctx.log);
  const settling = openSettling({ ctx, timers });
  const { outlast, close: endOutlasting } = openOutlast(timers);
  const fulfilment: Face['fulfilment'] = {
    check: (planned) => checkFulfillable({ ctx, client }, planned),
    checkRole: (planned) => checkRole({ client }, planned),
  };
  const checkChannel: Face['checkChannel'] = (planned) => requireWritable(client, planned);
  const guildOf = (guildId: string) => {
    const guild = client.guilds.cache.get(guildId);
    if (!guild?.available) throw new RetryableError(`the server ${guildId} is unknown`);
    return guild;
  };
  const face: Face = {
    ctx,
    communityOf,
    replies,
    deliver,
    settling,
    outlast,
    pictures,
    fulfilment,
    checkChannel,
    hearsOfMembers: intents.mayHearOfMembers,
    readsMessages: intents.asked.includes(GatewayIntentBits.MessageContent),
    guildOf,
  };

  const busy = new Set<Promise<void>>();
  /** Handlers answer their own errors; what still comes out is told to the operator, and the bot goes on. */
  const handle =
    <A extends unknown[]>(name: string, handler: (...args: A) => Promise<void>) =>
    (...args: A) => {
      const work: Promise<void> = handler(...args)
        .catch((error) => ctx.log.error({ err: error, event: name }, 'a Discord event could not be handled'))
        .finally(() => busy.delete(work));
      busy.add(work);
    };
  const on = <A extends unknown[]>(handler: (known: Face, ...args: A) => Promise<void>) =>
    handle(handler.name, (...args: A) => handler(face, ...args));
  /** The same for what members did, which Discord tells once. */
  const heard = <A extends unknown[]>(handler: (known: Face, ...args: A) => Promise<void>) =>
    handle(handler.name, (...args: A) => outlast(() => handler(face, ...args)));
  client.on(Events.InteractionCreate, on(onInteraction));
  const memory = { isRepeat: openRepeats(ctx.clock), watch: openWatch(ctx), inTurn: openTurns(MESSAGES_AT_ONCE) };
  client.on(
    Events.MessageCreate,
    handle('onMessage', (message) => onMessage(face, memory, message)),
  );
  const onDelete = handle('onMessageDelete', (message: Message | PartialMessage) =>
    outlast(() => onMessageDelete(face, memory, message)),
  );
  client.on(Events.MessageDelete, onDelete);
  client.on(Events.MessageBulkDelete, (messages) => {
    for (const message of messages.values()) onDelete(message);
  });
  client.on(Events.GuildCreate, on(onGuildCreate));
  const staff = openStaff({ client, hears: intents.asked.includes(GatewayIntentBits.GuildMembers) });
  client.ws.on(GatewayDispatchEvents.GuildMemberUpdate, on(staff.onChange));
  client.ws.on(GatewayDispatchEvents.GuildMemberRemove, on(staff.onLeft));
  const presence = openPresence(client);
  client.ws.on(GatewayDispatchEvents.GuildMemberRemove, heard(presence.onLeave));
  client.on(Events.GuildMemberAdd, heard(presence.onReturn));
  client.on(Events.GuildMemberAdd, on(onMemberJoin));
  const invites = openInvites(client);
  client.on(
    Events.GuildMemberAdd,
    handle('onInvited', (member) => invites.onMember(face, member)),
  );
  client.on(Events.GuildAuditLogEntryCreate, heard(onAuditLogEntry));
  client.on(Events.ThreadCreate, heard(onThreadCreate));
  const voice = openVoice({ client, timers, handle: (work) => handle('onStayed', work)() });
  client.on(Events.VoiceStateUpdate, on(voice.onVoiceState));
  client.ws.on(
    GatewayDispatchEvents.MessageReactionAdd,
    handle('onReaction', (data: GatewayMessageReactionAddDispatchData) =>
      outlast(() => onReaction(face, client, data)),
    ),
  );
  client.on(Events.Error, (error) => ctx.log.warn({ err: error }, 'the connection to Discord had an error'));

  const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
  try {
    await registerCommands(rest, applicationId, ctx.log);
    if (clientSecret) await registerMetadata(rest, applicationId, ctx.log);
    await client.login(token);
    await ready;
  } catch (cause) {
    await closing.close(client);
    throw isShutOut(cause) ? shutOut(cause) : cause;
  }
  const changes = await listen(ctx.db, SETTINGS_CHANGED, communityOf.forget);
  const shown = await listen(
    ctx.db,
    INSTALLATION_CHANGED,
    handle('showPresence', async () => {
      client.user?.setPresence(await presenceOf(ctx));
    }),
  );
  const reports = await listen(ctx.db, ACTIVITY_REPORTED, (token) => {
    if (isAddress(token)) settling.notice(token);
    else handle('takeUpActivity', settling.start)();
  });
  await settling.start();
  await voice.start(face);
  handle('countInvites', invites.start)(face);
  await replies.start();
  const { custodian, tasks, gifts, shop, market, clans, earnings, conduct, communities } = ctx.chain.deployment;
  const told = news({ deliver, communityOf });
  const leading = await openLeading(ctx, {
    events: finalEvents(
      [
        [custodian, guard(deliver)],
        [tasks, taskRoles({ client, deliver })],
        [conduct, conductNews({ client, deliver })],
        [gifts, told.gifts],
        [tasks, told.tasks],
        [shop, told.shop],
        [market, told.market],
        [clans, told.clans],
        [earnings, logEvent, LOGGED.earnings],
        [conduct, logEvent, LOGGED.conduct],
        [shop, logEvent, LOGGED.shop],
        [communities, logEvent, LOGGED.communities],
      ],
      [told.tiers, tierNews({ client, deliver })],
    ),
    trades: endTrades({ deliver, communityOf }),
    reminders: remind({ deliver, communityOf }),
    async challenges(leading) {
      await endChallenges(leading);
      return CHALLENGES_MS;
    },
    invites: payInvites,
    audiences: forgetAudiences,
    signals: watchSignals({ client, deliver }),
    tierRoles: keepTierRoles({ client, deliver }),
    posts: keepPosts({ client, deliver, communityOf }),
    taskExpiry,
    drawSeeds,
    alerting: alerting({ client, deliver, communityOf }),
    staff: staff.look,
    presence: presence.look,
    announcing: announcing({ client, deliver }),
    log: writeLog({ client, deliver, communityOf }),
  });
  const handingOver = await openFulfilment({ ctx, client, deliver, communityOf, faults });

  return {
    /** Takes up what another connection left waiting when it was closed. */
    takeUp: settling.start,
    port: apiPort({ client, deliver, checkChannel, fulfilment, since: new Date(ctx.clock()) }),
    async close() {
      await changes.close();
      await shown.close();
      await reports.close();
      await handingOver.close();
      await leading.close();
      endOutlasting();
      // What is being answered still needs the connection.
      await Promise.all(busy);
      await closing.close(client);
      voice.close();
      await settling.close();
      await Promise.all(busy);
      await pictures.close();
      await replies.close();
    },
  };
}

const ACTIVITY_TYPES = {
  custom: ActivityType.Custom,
  playing: ActivityType.Playing,
  listening: ActivityType.Listening,
  watching: ActivityType.Watching,
  competing: ActivityType.Competing,
} as const;

/** What the operator chose to be seen of the bot. */
async function presenceOf(ctx: Context): Promise<PresenceData> {
  const { presence, activity, statusText } = await getInstallation(ctx);
  const name = statusText ?? ctx.config.discord.status;
  return { status: presence, activities: [{ name, type: ACTIVITY_TYPES[activity], state: name }] };
}
