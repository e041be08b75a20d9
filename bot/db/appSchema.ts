/** Schema `app` holds what exists nowhere else; it is what a backup is for. */
import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { Sentence } from '../errors.ts';
import { amount, content, hex, instant } from './columns.ts';

export const app = pgSchema('app');

const blockNumber = () => bigint({ mode: 'number' });

/** People on Discord whom the bot has met: their custodial address, and how to show them. */
export const users = app.table(
  'users',
  {
    id: text().primaryKey(),
    address: hex().notNull(),
    name: text().notNull(),
    avatar: text(),
    seenAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex().on(t.address),
    // Staff look members up by the beginning of a name.
    index('users_by_name').on(sql`lower(${t.name}) collate "C"`, t.id),
  ],
);

/** Which community a Discord server is. */
export const guilds = app.table(
  'guilds',
  {
    id: text().primaryKey(),
    token: hex().notNull(),
    name: text().notNull(),
    prefix: text().notNull().default('!'),
    /** Classic alias names for prefix commands, e.g. topbroski → leaderboard; server-wide switches. */
    settings: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [uniqueIndex().on(t.token)],
);

/** What community a server's staff want, until its owner's wallet has created it. */
export const plannedCommunities = app.table('planned_communities', {
  guildId: text().primaryKey(),
  /** Who wants it. */
  userId: text().notNull(),
  name: text().notNull(),
  symbol: text().notNull(),
  preset: text({ enum: ['broski', 'securechat', 'taskbot'] }).notNull(),
  at: instant().notNull(),
});

/** Who bears a Discord role that stands for an on-chain one, as Discord told last. */
export const staffMembers = app.table(
  'staff_members',
  { token: hex().notNull(), userId: text().notNull(), role: text({ enum: ['admin', 'moderator'] }).notNull() },
  (t) => [primaryKey({ columns: [t.token, t.userId] })],
);

/** Activity seen and not yet settled, or settled by the named operation. */
export const activity = app.table(
  'activity',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    token: hex().notNull(),
    userId: text().notNull(),
    /** IEarnings.Activity, 0–7; 255 for registration. */
    activity: smallint().notNull(),
    count: integer().notNull().default(1),
    /** What it came from, for example a message id: the same thing reported twice counts once. */
    source: text().notNull(),
    at: instant().notNull(),
    /** Outbox id of the settlement that reports it; null while it waits. */
    settlement: text(),
  },
  (t) => [
    uniqueIndex('activity_once').on(t.token, t.source, t.activity, t.userId),
    // Each look at a balance asks what of it waits.
    index('activity_by_member').on(t.userId, t.token),
    index('activity_by_settlement').on(t.settlement),
    index('activity_waiting').on(t.token, t.id),
  ],
);

/** Operations on their way to the chain. The id is the idempotency key. */
export const outbox = app.table(
  'outbox',
  {
    id: text().primaryKey(),
    /** Order of arrival. */
    position: bigserial({ mode: 'number' }).notNull(),
    /** Business verb: gift, claimDaily, settle, graduate … */
    verb: text().notNull(),
    token: hex(),
    /** For whom: a Discord user id, or `reporter`. */
    userId: text().notNull(),
    account: hex().notNull(),
    /** `call`: forwarded by the Custodian in a batch. `direct`: a transaction of its own. */
    kind: text({ enum: ['call', 'direct'] }).notNull(),
    target: hex().notNull(),
    /** Calldata with selector, without the appended member address. */
    data: hex().notNull(),
    /** Gas that the Custodian guarantees the call. */
    gas: integer().notNull(),
    /** By which the signer knows that the member gave the PIN for this very operation. */
    proof: hex(),
    state: text({ enum: ['queued', 'signed', 'broadcast', 'mined', 'final', 'failed'] })
      .notNull()
      .default('queued'),
    batch: bigint({ mode: 'number' }),
    /** Place in the batch. */
    index: integer(),
    /** Decoded revert or refusal: error name and arguments as strings. */
    error: jsonb().$type<{ name: string; args: Record<string, string> }>(),
    txHash: hex(),
    block: blockNumber(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    index('outbox_by_state').on(t.state, t.position),
    index('outbox_by_batch').on(t.batch),
    // What a member may do in a minute is counted by account.
    index('outbox_by_account').on(t.account, t.createdAt),
    // What the operator pays for on wallets' behalf is counted by account.
    index('outbox_sponsored').on(t.createdAt, t.account).where(sql`${t.id} like 's:%'`),
  ],
);

/** What one transaction carries: a signed Custodian batch, or a direct call. */
export const batches = app.table(
  'batches',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    kind: text({ enum: ['call', 'direct'] }).notNull(),
    /** Genesis hash of the chain it was made for: a restarted local network counts its sequences anew. */
    genesis: hex().notNull(),
    lane: amount(),
    sequence: bigint({ mode: 'number' }),
    to: hex().notNull(),
    data: hex().notNull(),
    deadline: instant(),
    state: text({ enum: ['signed', 'broadcast', 'mined', 'final', 'failed'] }).notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [uniqueIndex().on(t.genesis, t.to, t.lane, t.sequence), index('batches_by_state').on(t.state, t.id)],
);

/** Every transaction ever signed for a batch, attempted or replaced: none is forgotten. */
export const transactions = app.table(
  'transactions',
  {
    hash: hex().primaryKey(),
    batch: bigint({ mode: 'number' }).notNull(),
    wallet: hex().notNull(),
    nonce: integer().notNull(),
    raw: hex().notNull(),
    /** Highest price per gas offered, wei. */
    feePerGas: amount().notNull(),
    createdAt: instant().notNull(),
    block: blockNumber(),
    blockHash: hex(),
  },
  (t) => [index().on(t.batch), index().on(t.wallet, t.nonce)],
);

/** What the operator paid for gas, shared among the operations that a transaction carried. */
export const gas = app.table(
  'gas',
  {
    txHash: hex().notNull(),
    /** Outbox id. */
    operation: text().notNull(),
    token: hex(),
    verb: text().notNull(),
    /** Paid on behalf of a wallet that signed for itself. */
    sponsored: boolean().notNull(),
    /** That paid. */
    wallet: hex().notNull(),
    block: blockNumber().notNull(),
    gas: bigint({ mode: 'number' }).notNull(),
    wei: amount().notNull(),
    /** When its receipt was seen. */
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.txHash, t.operation] }), index('gas_by_time').on(t.at)],
);

/** Replies that shall be edited once their operation is confirmed or failed; they outlive a restart. */
export const replies = app.table(
  'replies',
  {
    operation: text().primaryKey(),
    channelId: text().notNull(),
    /** Null until posted. */
    messageId: text(),
    /** Interaction token, valid 15 minutes; null for prefix commands, whose message the bot edits as itself. */
    interactionToken: text(),
    expiresAt: instant(),
    model: jsonb().$type<Record<string, unknown>>().notNull(),
    doneAt: instant(),
  },
  (t) => [index('replies_waiting').on(t.doneAt)],
);

/** Texts whose salted hash is on-chain. */
export const texts = app.table('texts', {
  hash: hex().primaryKey(),
  salt: hex().notNull(),
  text: text().notNull(),
});

/** Own wallets of Discord users, each proven by a signature. */
export const links = app.table(
  'links',
  { address: hex().primaryKey(), userId: text().notNull(), linkedAt: instant().notNull() },
  (t) => [uniqueIndex('links_by_user').on(t.userId)],
);

/**
 * Members' PINs as the signer wrote them: hashed, and bound to their member by the signer's own MAC. Which record is the
 * present one, and how often it was tried, only the signer knows.
 */
export const pins = app.table('pins', {
  userId: text().primaryKey(),
  record: hex().notNull(),
  setAt: instant().notNull(),
});

/** Texts that a wallet shall sign to prove itself, each good for one use. */
export const challenges = app.table('challenges', {
  /** Unguessable; for `link` it is what Discord showed to its member alone. */
  nonce: text().primaryKey(),
  purpose: text({ enum: ['link', 'graduate'] }).notNull(),
  userId: text().notNull(),
  /** Wallet that asked, and what it was given to sign; null until then. */
  address: hex(),
  message: text(),
  expiresAt: instant().notNull(),
  usedAt: instant(),
});

/** Who leads what, among servers that share the database. */
export const leaders = app.table(
  'leaders',
  {
    role: text().primaryKey(),
    /** Rises with each take-over; whoever commits as the leader checks that it is still its own. */
    fence: bigint({ mode: 'number' }).notNull(),
    /** The leader's database session: when it has ended, so has the lead. */
    pid: integer().notNull(),
    sessionStart: instant().notNull(),
    expiresAt: instant().notNull(),
  },
  // As part of a key the number can be held by a key share lock, which lets the lease be renewed meanwhile.
  (t) => [uniqueIndex('leaders_fence').on(t.role, t.fence)],
);

/** Up to which block a consumer of the chain's events has done its work. */
export const marks = app.table('marks', { name: text().primaryKey(), block: blockNumber().notNull() });

/**
 * How often what answers rest on has changed, where a number says it and no block does. `names`: who is behind an address, who
 * has left, and what the communities' servers are called; triggers count it at the end of each transaction that changes one.
 */
export const changes = app.table('changes', { name: text().primaryKey(), times: bigint({ mode: 'number' }).notNull() });

/** What hands an item over on Discord: nothing of it may stand on-chain. */
export const itemSettings = app.table(
  'item_settings',
  {
    token: hex().notNull(),
    item: integer().notNull(),
    roleId: text(),
    /** Where its pinned messages stand, or under which its private threads hang. */
    channelId: text(),
    /** Who is asked to hand it over, by a signed request. */
    webhookUrl: text(),
  },
  (t) => [primaryKey({ columns: [t.token, t.item] })],
);

/** Codes to be given away, each to one purchase. */
export const codes = app.table(
  'codes',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    token: hex().notNull(),
    item: integer().notNull(),
    code: text().notNull(),
    purchase: bigint({ mode: 'number' }),
    assignedAt: instant(),
  },
  (t) => [
    uniqueIndex('codes_once').on(t.token, t.item, t.code),
    index('codes_free').on(t.token, t.item, t.id).where(sql`${t.purchase} is null`),
    index('codes_by_purchase').on(t.token, t.purchase),
  ],
);

/** Redemptions that the bot has taken up, and how far it is with each. */
export const fulfilments = app.table(
  'fulfilments',
  {
    token: hex().notNull(),
    purchase: bigint({ mode: 'number' }).notNull(),
    /**
     * `taken`: about to be handed over; `given`: handed over, to be recorded on-chain; `fulfilled`; `declined`: cannot be
     * handed over, to be refused on-chain; `refused`; `ended`: what was given has been taken back.
     */
    state: text({ enum: ['taken', 'given', 'fulfilled', 'declined', 'refused', 'ended'] }).notNull(),
    userId: text(),
    /** The role given, so that the same one is taken back. */
    roleId: text(),
    /** The channel or thread made, or where the pinned message stands; and that message. */
    channelId: text(),
    messageId: text(),
    /** What the buyer asked for: a colour, or the words to be pinned. */
    input: text(),
    /** Why it was declined: name of an error. */
    reason: text(),
    updatedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.token, t.purchase] }), index('fulfilments_by_state').on(t.state)],
);

/** Messages on Discord that show something as it stands on the chain: edited as that changes. */
export const posts = app.table(
  'posts',
  {
    token: hex().notNull(),
    kind: text({ enum: ['task', 'review', 'item', 'drop'] }).notNull(),
    /** Number of the task, item or drop, or of the claim whose submission is reviewed. */
    subject: integer().notNull(),
    channelId: text().notNull(),
    /** Null until posted. */
    messageId: text(),
    /**
     * `pending_sync`: to be shown, or shown anew; `synced`; `orphaned`: its message was deleted; `closed`: shows how it ended,
     * for good.
     */
    state: text({ enum: ['pending_sync', 'synced', 'orphaned', 'closed'] }).notNull(),
    /** How often its message was deleted. */
    lost: integer().notNull().default(0),
    /** Place of the subject's change that is shown. */
    block: blockNumber(),
    logIndex: integer(),
    /** When to look again though nothing has changed: after a failure, or when time itself changes it. */
    nextAt: instant(),
    /** Discord's refusal, as of the last failure. */
    error: text(),
  },
  (t) => [
    primaryKey({ columns: [t.token, t.kind, t.subject] }),
    index('posts_due').on(t.nextAt).where(sql`${t.state} <> 'closed'`),
    index('posts_by_message').on(t.messageId),
  ],
);

/** What one member puts into a trade: base units as a decimal string, and receipts of the shop by item. */
export type DraftSide = { amount: string; items: { item: number; quantity: number }[] };

/** Trades that two members are putting together; what both accepted is on the chain. */
export const tradeDrafts = app.table(
  'trade_drafts',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    token: hex().notNull(),
    /** Discord ids: who began, and with whom. */
    first: text().notNull(),
    second: text().notNull(),
    firstSide: jsonb().$type<DraftSide>().notNull(),
    secondSide: jsonb().$type<DraftSide>().notNull(),
    /** One more with each change, which takes back what was accepted. */
    version: integer().notNull().default(1),
    /** Who accepted first, whose offer goes on-chain, and by which operation. */
    proposer: text(),
    operation: text(),
    /** Its number there, once it is known. */
    trade: integer(),
    state: text({ enum: ['open', 'done', 'cancelled', 'expired'] })
      .notNull()
      .default('open'),
    channelId: text().notNull(),
    /** Null until it is posted. */
    messageId: text(),
    locale: text().notNull(),
    expiresAt: instant().notNull(),
  },
  (t) => [index('trade_drafts_by_first').on(t.first), index('trade_drafts_by_second').on(t.second)],
);

/** What members want to be told by direct message. */
export const notifications = app.table('notifications', {
  userId: text().primaryKey(),
  kinds: jsonb().$type<string[]>().notNull().default([]),
  /** As of the last choice. */
  locale: text().notNull(),
  /** When Discord last refused a message to this member, and took none since; null: never. */
  closedAt: instant(),
});

/** Direct messages by what they tell: each is told once. */
export const notes = app.table(
  'notes',
  {
    nonce: text().primaryKey(),
    userId: text().notNull(),
    /** Waits for the member's next command, because their inbox is closed; null once it is told. */
    reply: jsonb().$type<Record<string, unknown>>(),
    at: instant().notNull(),
  },
  (t) => [index('notes_waiting').on(t.userId).where(sql`${t.reply} is not null`), index('notes_by_time').on(t.at)],
);

/** How far the sentinel has looked at the Custodian's events, on each chain. */
export const sentinel = app.table('sentinel', {
  genesis: hex().primaryKey(),
  block: blockNumber().notNull(),
});

/** What happened, as a line in the channel that the staff chose for it. */
export const staffLog = app.table(
  'staff_log',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    token: hex().notNull(),
    what: text().notNull(),
    values: jsonb().$type<Record<string, string>>().notNull(),
    /** Names what it tells of, so that it is told once. */
    source: text().notNull(),
    at: instant().notNull(),
    /** Null until then; kept a while, because the same event may be handed over again. */
    postedAt: instant(),
  },
  (t) => [
    uniqueIndex('staff_log_once').on(t.token, t.source),
    index('staff_log_waiting').on(t.token, t.id).where(sql`${t.postedAt} is null`),
  ],
);

/** An amount for each of the first members who take it. */
export const drops = app.table('drops', {
  id: bigserial({ mode: 'number' }).primaryKey(),
  token: hex().notNull(),
  /** Discord id of the admin in whose name it is awarded. */
  userId: text().notNull(),
  /** Base units for each. */
  amount: amount().notNull(),
  places: integer().notNull(),
  message: text(),
  createdAt: instant().notNull(),
  endsAt: instant().notNull(),
});

/** Who took what of a drop; the outbox holds the award. */
export const grabs = app.table(
  'grabs',
  {
    drop: bigint({ mode: 'number' }).notNull(),
    userId: text().notNull(),
    /** Outbox id. */
    operation: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.drop, t.userId] })],
);

/** What an announcement shows, or a template for one. */
export type Embed = {
  title: string | null;
  text: string;
  /** 24 bits. */
  colour: number | null;
  /** https only. */
  image: string | null;
  footer: string | null;
  /** Headed paragraphs below the text; absent: none. */
  fields?: { name: string; value: string; inline: boolean }[];
};

export const announcements = app.table(
  'announcements',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    token: hex().notNull(),
    channelId: text().notNull(),
    content: jsonb().$type<Embed>().notNull(),
    /** Who wrote it. */
    userId: text().notNull(),
    /** When it is posted, or was. */
    at: instant().notNull(),
    /** `draft`: shown to its writer alone. `failed`: Discord refused it, and it is tried again. */
    state: text({ enum: ['draft', 'scheduled', 'failed', 'posted'] }).notNull(),
    pinned: boolean().notNull().default(false),
    messageId: text(),
    /** Discord's refusal, as of the last failure. */
    error: text(),
    /** When to try again. */
    nextAt: instant(),
    /** Name of the template that it was made of. */
    template: text(),
  },
  (t) => [
    index('announcements_by_token').on(t.token, t.id),
    index('announcements_by_message').on(t.messageId),
    index('announcements_due').on(t.at).where(sql`${t.state} in ('scheduled', 'failed')`),
  ],
);

/** Embeds that a server saved to use again. */
export const templates = app.table(
  'templates',
  { token: hex().notNull(), name: text().notNull(), content: jsonb().$type<Embed>().notNull() },
  (t) => [primaryKey({ columns: [t.token, t.name] })],
);

/** What the store alerts and season announcements of a server have told of. */
export const alerts = app.table('alerts', {
  token: hex().primaryKey(),
  /** Of the latest look. */
  at: instant().notNull(),
  /** Items on sale, the end of each flash sale by item, each season by what was told of it. */
  seen: jsonb()
    .$type<{ items: number[]; sales: Record<string, number>; nfts: number; seasons: Record<string, string> }>()
    .notNull(),
});

/** Files handed in as a proof: Discord's own addresses of them expire. */
export const proofFiles = app.table(
  'proof_files',
  {
    /** As the proof stands on-chain: its text names the files and their hashes. */
    proofHash: hex().notNull(),
    place: smallint().notNull(),
    /** Discord id of who handed it in; of who did so by their own wallet, its address. */
    userId: text().notNull(),
    name: text().notNull(),
    type: text().notNull(),
    /** Bytes. */
    size: integer().notNull(),
    bytes: content().notNull(),
  },
  (t) => [primaryKey({ columns: [t.proofHash, t.place] }), index('proof_files_by_user').on(t.userId)],
);

/**
 * Who reacted to a message, answered it, or found it helpful: it earns its author something once there are enough. Kept for
 * as long as a message may still become popular.
 */
export const audiences = app.table(
  'audiences',
  {
    messageId: text().primaryKey(),
    token: hex().notNull(),
    channelId: text().notNull(),
    /** Null until known. */
    authorId: text(),
    reactors: text().array().notNull().default([]),
    repliers: text().array().notNull().default([]),
    voters: text().array().notNull().default([]),
    /** Whether it earned as that; null while undecided. */
    popular: boolean(),
    media: boolean(),
    helpful: boolean(),
    /** Of the first of them. */
    at: instant().notNull(),
  },
  (t) => [index('audiences_by_time').on(t.at)],
);

/** Who came to a server, and by whose invitation as far as Discord's counts tell. */
export const joins = app.table(
  'joins',
  {
    token: hex().notNull(),
    userId: text().notNull(),
    inviterId: text(),
    at: instant().notNull(),
    /** `waiting`: until the friend was active on days enough; `void`: will not be paid. */
    state: text({ enum: ['waiting', 'submitted', 'void'] }).notNull(),
    /** When to look again. */
    nextAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.token, t.userId] }),
    index('joins_due').on(t.nextAt).where(sql`${t.state} = 'waiting'`),
  ],
);

/** What looks like abuse, for the staff to judge; of texts no more than that they were alike. */
export const signals = app.table(
  'signals',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    token: hex().notNull(),
    userId: text().notNull(),
    kind: text({ enum: ['young', 'seconds', 'ring', 'alike'] }).notNull(),
    /** How much there is of it, by the kind's own count. */
    strength: integer().notNull(),
    /** Discord ids of others who are part of it. */
    others: text().array().notNull().default([]),
    /** Figures for the sentence that tells of it. */
    evidence: jsonb().$type<Record<string, string>>().notNull(),
    firstAt: instant().notNull(),
    lastAt: instant().notNull(),
    /** Null until the staff decided. */
    decision: text({ enum: ['fine', 'held'] }),
    decidedBy: text(),
    decidedAt: instant(),
    /** When the staff were told of it. */
    noticedAt: instant(),
  },
  (t) => [
    uniqueIndex('signals_once').on(t.token, t.userId, t.kind),
    index('signals_open').on(t.token, t.lastAt).where(sql`${t.decision} is null`),
  ],
);

/** Members whose activity is not settled until the staff have decided. */
export const holds = app.table(
  'holds',
  {
    token: hex().notNull(),
    userId: text().notNull(),
    /** Discord id of who decided so. */
    by: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.token, t.userId] })],
);

/** The role that a member bears for their tier, as the bot gave it. */
export const tierRoles = app.table(
  'tier_roles',
  {
    token: hex().notNull(),
    userId: text().notNull(),
    /** Null where none is given for the tier. */
    roleId: text(),
    /** When to try again what Discord refused. */
    nextAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.token, t.userId] })],
);

/** Secrets committed for draws to come, kept until they are revealed: worthless to who does not also make the blocks. */
export const seeds = app.table(
  'seeds',
  { token: hex().notNull(), seedHash: hex().notNull(), seed: hex().notNull(), at: instant().notNull() },
  (t) => [primaryKey({ columns: [t.token, t.seedHash] })],
);

/** Writes that were named by an `Idempotency-Key`, for a day: the same key with another body is refused. */
export const requests = app.table(
  'requests',
  {
    /** Hash of caller, route and key. */
    key: hex().primaryKey(),
    /** Hash of what was asked. */
    body: hex().notNull(),
    /** Id of what was made, of writes that are no operation. */
    made: text(),
    at: instant().notNull(),
  },
  (t) => [index('requests_by_time').on(t.at)],
);

/** Who has left a server. Coming back ends it. */
export const departures = app.table(
  'departures',
  {
    token: hex().notNull(),
    /** The custodial account: what there is of theirs on the chain stays. */
    address: hex().notNull(),
    /** Null once what was stored about them has been removed. */
    userId: text(),
    leftAt: instant().notNull(),
    /** When that was; since then boards do not show them. */
    clearedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.token, t.address] }), index('departures_by_time').on(t.token, t.leftAt, t.address)],
);

/** What the operator reads of the server's log: what went wrong, and what people did with a right to. */
export const logLines = app.table(
  'log_lines',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    at: instant().notNull(),
    /** `act`: what somebody did on purpose; the others as in the log. */
    level: text({ enum: ['act', 'warn', 'error', 'fatal'] }).notNull(),
    /** Of the server. */
    part: text(),
    message: text().notNull(),
    details: jsonb().$type<Record<string, string>>().notNull(),
    /** Discord id, or `operator`; null for what nobody did. */
    userId: text(),
  },
  (t) => [index('log_lines_by_level').on(t.level, t.id)],
);

/** What the simulator was last asked about a community's figures. */
export const simulations = app.table('simulations', {
  token: hex().primaryKey(),
  /** Names this time: the server that runs it writes under this name, and stops once it finds another. */
  run: text().notNull(),
  state: text({ enum: ['running', 'done', 'failed', 'cancelled'] }).notNull(),
  /** A life in days, then the search for better figures in shorter lives. */
  part: text({ enum: ['life', 'advice'] }).notNull(),
  done: integer().notNull(),
  of: integer().notNull(),
  /** Of the part; null while nobody can say. */
  secondsLeft: integer(),
  members: integer().notNull(),
  days: integer().notNull(),
  startedAt: instant().notNull(),
  /** When the server that runs it wrote last: where it falls silent it has ended. */
  heardAt: instant().notNull(),
  /** Why it failed. */
  fault: jsonb().$type<Sentence>(),
  /** Of the last one that was done: it stays while another is made, and when that comes to nothing. */
  report: jsonb().$type<Record<string, unknown>>(),
  /** Of the last one under the community's own figures: to try others does not take it away. */
  own: jsonb().$type<Record<string, unknown>>(),
});

/** What the operator chose for all communities together: one row. */
export const installation = app.table('installation', {
  id: smallint().primaryKey(),
  settings: jsonb().$type<Record<string, unknown>>().notNull(),
});

/** Who is signed in to the API. Ended ones are kept until they would have expired anyway. */
export const sessions = app.table(
  'sessions',
  {
    id: text().primaryKey(),
    kind: text({ enum: ['operator', 'discord', 'wallet'] }).notNull(),
    /** Of who signed in with Discord. */
    userId: text(),
    /** Of who signed in with a wallet. */
    address: hex(),
    /** Of the operator: a MAC of name and password, so that changing them ends what they opened. */
    credential: hex(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    endedAt: instant(),
  },
  (t) => [index('sessions_by_expiry').on(t.expiresAt)],
);

/** Refresh tokens by their SHA-256. One that was used is kept: whoever shows it again has a copy, or was robbed of it. */
export const refreshTokens = app.table(
  'refresh_tokens',
  {
    hash: hex().primaryKey(),
    session: text().notNull(),
    usedAt: instant(),
  },
  (t) => [index('refresh_tokens_by_session').on(t.session)],
);

/** Nonces of wallets' sign-ins that were used, until they would have expired. */
export const spentNonces = app.table(
  'spent_nonces',
  { nonce: text().primaryKey(), expiresAt: instant().notNull() },
  (t) => [index('spent_nonces_by_expiry').on(t.expiresAt)],
);

/** Keys by which programs use the API in their maker's name, by their SHA-256. */
export const apiKeys = app.table(
  'api_keys',
  {
    id: text().primaryKey(),
    hash: hex().notNull(),
    token: hex().notNull(),
    name: text().notNull(),
    scopes: text().array().notNull(),
    /** Its maker, as they were signed in. */
    userId: text(),
    address: hex(),
    createdAt: instant().notNull(),
    /** Null: never. */
    expiresAt: instant(),
    /** To the minute. */
    usedAt: instant(),
    endedAt: instant(),
  },
  (t) => [uniqueIndex('api_keys_by_hash').on(t.hash), index('api_keys_by_community').on(t.token)],
);

/** Servers that a community's admins have told of what happens. Their keys follow from the bot's token and the version. */
export const webhooks = app.table(
  'webhooks',
  {
    id: text().primaryKey(),
    token: hex().notNull(),
    url: text().notNull(),
    /** Kinds of event; empty: all. */
    events: text().array().notNull(),
    /** Of the key: another one, another key. */
    version: integer().notNull().default(1),
    /** Null while it is told. */
    disabledAt: instant(),
    /** Why it is told no more. */
    note: text(),
    createdAt: instant().notNull(),
  },
  (t) => [index('webhooks_by_community').on(t.token)],
);

/** What webhooks were told, or are to be told, in this order each; kept for a week. */
export const deliveries = app.table(
  'deliveries',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    webhook: text().notNull(),
    /** Names the event for good: a receiver that has seen it is told twice. */
    event: text().notNull(),
    type: text().notNull(),
    body: text().notNull(),
    state: text({ enum: ['waiting', 'delivered', 'failed'] })
      .notNull()
      .default('waiting'),
    attempts: integer().notNull().default(0),
    /** Since when it has been tried. */
    since: instant().notNull(),
    nextAt: instant().notNull(),
    /** What the receiver answered last; null where it gave no answer. */
    status: integer(),
    createdAt: instant().notNull(),
    doneAt: instant(),
  },
  (t) => [
    uniqueIndex('deliveries_once').on(t.webhook, t.event),
    index('deliveries_by_webhook').on(t.webhook, t.id),
    index('deliveries_waiting').on(t.webhook, t.id).where(sql`${t.state} = 'waiting'`),
    index('deliveries_by_time').on(t.createdAt),
  ],
);
