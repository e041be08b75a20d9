/** Schema `chain` mirrors contract events: only the indexer writes it, and it may be deleted at any time. */
import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  bigserial,
  boolean,
  date,
  index,
  integer,
  json,
  jsonb,
  pgSchema,
  primaryKey,
  smallint,
  text,
} from 'drizzle-orm/pg-core';
import { amount, hex, instant } from './columns.ts';

export const chain = pgSchema('chain');

export const blockNumber = () => bigint({ mode: 'number' });

/** One row: the block up to which every other table of this schema speaks. */
export const cursor = chain.table('cursor', {
  id: smallint().primaryKey().default(1),
  chainId: bigint({ mode: 'number' }).notNull(),
  /** Hash of block 0: tells a restarted local network from the one indexed. */
  genesis: hex().notNull(),
  /** keccak256 of the indexed contracts' addresses: another deployment begins afresh. */
  deployment: hex().notNull(),
  /** Version of the handlers and tables that the rows were made by: rows of another are built again from `log_blocks`. */
  projection: hex().notNull(),
  number: blockNumber().notNull(),
  hash: hex().notNull(),
  at: instant().notNull(),
});

/** The newest blocks, kept as deep as a reorg may reach. */
export const blocks = chain.table('blocks', {
  number: blockNumber().primaryKey(),
  hash: hex().notNull(),
  at: instant().notNull(),
});

/**
 * Blocks with every log of our contracts, those without a handler too, as the node gave it: all tables below can be built again
 * from these without a node.
 */
export const logBlocks = chain.table('log_blocks', {
  number: blockNumber().primaryKey(),
  hash: hex().notNull(),
  at: instant().notNull(),
  /** How many. */
  events: integer().notNull(),
  /** Address of the contract and first topic, one after the other, of each kind of them: by it kinds are found. */
  kinds: hex().notNull(),
  /** `encodeRaw` tells how they lie there. */
  logs: hex().notNull(),
});

/** Indexes that are missing while many rows are written, with the statement that makes each again. */
export const deferred = chain.table('deferred', { name: text().primaryKey(), statement: text().notNull() });

/** How to take a block's row changes back; written by a trigger on every other table of this schema. */
export const undo = chain.table(
  'undo',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    block: blockNumber().notNull(),
    relation: text().notNull(),
    /** The row before the change; null if it was inserted. */
    before: jsonb(),
    /** The row after the change; null if it was deleted. */
    after: jsonb(),
  },
  (t) => [index().on(t.block)],
);

/** ICommunities.Caps. */
export type Caps = {
  memberDay: number;
  memberWeek: number;
  communityDay: number;
  silver: number;
  gold: number;
  platinum: number;
  tierByBalance: boolean;
};

/** IEarnings.Activity in its order, as history, statistics and presets call them. */
export const ACTIVITY_TYPES = [
  'send_message',
  'share_file',
  'create_room',
  'join_room',
  'popular_message',
  'helpful_content',
  'media_shared',
  'room_moderator',
] as const;

/** IToken.Rates with its lists unpacked: by activity, by streak of 3, 7, 14 and 30 days, by tier. */
export type Rates = {
  rewards: number[];
  limits: number[];
  streakBps: number[];
  tierBps: number[];
  seasonBps: number;
  registration: number;
  daily: number;
  grace: boolean;
  counted: boolean;
};

/** IGifts.Policy; a limit is null where the tier has none. */
export type GiftPolicy = { limits: (number | null)[]; bonusBps: number; perDay: number };

/** IEarnings.Milestones: rewards in earning units, the award budget of an admin and day in earning units too. */
export type Milestones = {
  weeklyStreak: number;
  monthlyActive: number;
  invite: number;
  rolling: boolean;
  awardBudget: string;
};
/** IEarnings.Decay */
export type Decay = { bps: number; idleWeeks: number };
/** IEarnings.Season: unix seconds, closing exclusive. */
export type Season = { opens: number; closes: number; bps: number };
/** ITasks.Policy as it was set: 0 stands for the module's default. Base units as a decimal string, seconds. */
export type TaskPolicy = { staffOnly: boolean; maxOpen: number; reviewPeriod: number; issueBudget: string };
/** IConduct.Policy: seconds. */
export type ConductPolicy = { resets: boolean; perDay: number; suspension: number; longSuspension: number };

export const communities = chain.table('communities', {
  token: hex().primaryKey(),
  owner: hex().notNull(),
  name: text().notNull(),
  symbol: text().notNull(),
  decimals: smallint().notNull(),
  supplyCap: amount().notNull(),
  maxBalance: amount().notNull(),
  closed: boolean().notNull(),
  clawback: boolean().notNull(),
  paused: boolean().notNull().default(false),
  supply: amount().notNull().default(sql`0`),
  issued: amount().notNull().default(sql`0`),
  burned: amount().notNull().default(sql`0`),
  /** What a wrapped token holds itself, to pay from; base units. */
  budget: amount().notNull().default(sql`0`),
  /** Null until set; figures in earning units (10^max(decimals-3, 0) base units). */
  caps: jsonb().$type<Caps>(),
  rates: jsonb().$type<Rates>(),
  giftPolicy: jsonb().$type<GiftPolicy>(),
  createdBlock: blockNumber().notNull(),
  /** The token that is wrapped; null for a native one. */
  underlying: hex(),
  /** Who may accept the ownership. */
  pendingOwner: hex(),
  milestones: jsonb().$type<Milestones>(),
  decay: jsonb().$type<Decay>(),
  weekendBps: integer().notNull().default(10_000),
  /** By number, from 0. */
  seasons: jsonb().$type<Season[]>().notNull().default([]),
  taskPolicy: jsonb().$type<TaskPolicy>(),
  conductPolicy: jsonb().$type<ConductPolicy>(),
  /** Of each sale, burned. */
  marketFeeBps: integer().notNull().default(0),
  /** Members by tier as the token said, bronze first. Contracts are none. */
  tiers: jsonb().$type<number[]>().notNull().default([0, 0, 0, 0]),
});

/** Calls that wait for the time-lock: ICommunities.Scheduled. */
export const schedules = chain.table('schedules', {
  /** keccak256 of the call. */
  id: hex().primaryKey(),
  token: hex().notNull(),
  call: hex().notNull(),
  readyAt: instant().notNull(),
  state: text({ enum: ['waiting', 'done', 'cancelled'] }).notNull(),
});

/** Modules that any community may choose. */
export const catalogue = chain.table('catalogue', {
  module: hex().primaryKey(),
  name: text().notNull(),
  block: blockNumber().notNull(),
});

export const roles = chain.table(
  'roles',
  { token: hex().notNull(), account: hex().notNull(), roles: integer().notNull() },
  (t) => [primaryKey({ columns: [t.token, t.account] })],
);

export const modules = chain.table(
  'modules',
  { token: hex().notNull(), module: hex().notNull(), enabled: boolean().notNull() },
  (t) => [primaryKey({ columns: [t.token, t.module] })],
);

/** The token's word for a ban. */
export const BANNED = 2 ** 48 - 1;

/** Every address that ever held or earned a community's token, custodial or not. */
// Boards leave out who has nothing, and so do their indexes: most rows change one of the sums only.
export const members = chain.table(
  'members',
  {
    token: hex().notNull(),
    address: hex().notNull(),
    balance: amount().notNull().default(sql`0`),
    earned: amount().notNull().default(sql`0`),
    spent: amount().notNull().default(sql`0`),
    gifted: amount().notNull().default(sql`0`),
    received: amount().notNull().default(sql`0`),
    /** 0 bronze … 3 platinum, as the token said. */
    tier: smallint().notNull().default(0),
    /** UTC day of the last daily claim, and the streak that it reported. */
    claimedOn: date({ mode: 'string' }),
    streak: integer().notNull().default(0),
    /** Custodial ceiling that the member set, base units a UTC day, and from when it holds; null: the community's. */
    ceiling: amount(),
    ceilingFrom: instant(),
    /** Unix seconds until which it earns nothing; 0: it may, {@link BANNED}: never again. */
    suspendedUntil: bigint({ mode: 'number' }).notNull().default(0),
    /** A module's escrow or a token's own budget: it has a balance, and is nobody. */
    contract: boolean().notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.token, t.address] }),
    index('members_by_balance')
      .on(t.token, t.balance.desc().nullsFirst(), t.address)
      .where(sql`${t.balance} > 0 and not ${t.contract}`),
    index('members_by_earned').on(t.token, t.earned.desc().nullsFirst(), t.address).where(sql`${t.earned} > 0`),
    index('members_by_spent').on(t.token, t.spent.desc().nullsFirst(), t.address).where(sql`${t.spent} > 0`),
    index('members_by_gifted').on(t.token, t.gifted.desc().nullsFirst(), t.address).where(sql`${t.gifted} > 0`),
  ],
);

/** The same sums by UTC day, by week (its Monday), by month (its first), and by season while its window is open. */
export const periods = chain.table(
  'periods',
  {
    token: hex().notNull(),
    address: hex().notNull(),
    period: text({ enum: ['day', 'week', 'month', 'season'] }).notNull(),
    /** Unix day (UTC) on which it starts; of a season its number. */
    starts: integer().notNull(),
    earned: amount().notNull().default(sql`0`),
    spent: amount().notNull().default(sql`0`),
    gifted: amount().notNull().default(sql`0`),
    received: amount().notNull().default(sql`0`),
  },
  (t) => [
    primaryKey({ columns: [t.token, t.period, t.starts, t.address] }),
    index('periods_by_earned')
      .on(t.token, t.period, t.starts, t.earned.desc().nullsFirst(), t.address)
      .where(sql`${t.earned} > 0`),
    index('periods_by_spent')
      .on(t.token, t.period, t.starts, t.spent.desc().nullsFirst(), t.address)
      .where(sql`${t.spent} > 0`),
    index('periods_by_gifted')
      .on(t.token, t.period, t.starts, t.gifted.desc().nullsFirst(), t.address)
      .where(sql`${t.gifted} > 0`),
  ],
);

/** Why a balance moved, by the category that it counts to. The giving side comes first where there are two. */
export const CATEGORIES = {
  earn: 'activity',
  daily: 'reward',
  weekly_streak: 'reward',
  monthly_active: 'reward',
  invite_friend: 'reward',
  achievement: 'reward',
  award: 'reward',
  gift: 'social',
  gift_received: 'social',
  gift_bonus: 'reward',
  task_escrow: 'task',
  task_return: 'task',
  task_reward: 'task',
  challenge_pool: 'clan',
  challenge_return: 'clan',
  bonus: 'clan',
  market_purchase: 'market',
  market_sale: 'market',
  market_fee: 'market',
  trade_send: 'market',
  trade_receive: 'market',
  swap_send: 'market',
  swap_receive: 'market',
  bond: 'draw',
  bond_return: 'draw',
  shop_purchase: 'spending',
  refund: 'spending',
  deduction: 'conduct',
  reset: 'conduct',
  decay: 'conduct',
  wrap: 'wrapping',
  unwrap: 'wrapping',
  transfer_send: 'transfer',
  transfer_receive: 'transfer',
  issue: 'issuance',
  burn: 'spending',
} as const;
export type EntryType = keyof typeof CATEGORIES;
export const ENTRY_TYPES = Object.keys(CATEGORIES) as [EntryType, ...EntryType[]];

/** The type of most entries: what members earn is most of what happens. */
export const MOST_COMMON: EntryType = 'earn';
const common = (type: AnyPgColumn) => sql`${type} = ${sql.raw(`'${MOST_COMMON}'`)}`;
const uncommon = (type: AnyPgColumn) => sql`${type} <> ${sql.raw(`'${MOST_COMMON}'`)}`;

const entryColumns = () => ({
  token: hex().notNull(),
  address: hex().notNull(),
  block: blockNumber().notNull(),
  /** Place of the token's Transfer in the block. */
  logIndex: integer().notNull(),
  /** Signed: what the movement did to the balance. */
  amount: amount().notNull(),
  balanceAfter: amount().notNull(),
  /** The other side; null where tokens were issued or burned. */
  counterparty: hex(),
  type: text({ enum: ENTRY_TYPES }).notNull(),
  /** As text: of hundreds of thousands of rows none is searched by what stands in it. */
  metadata: json().$type<Record<string, unknown>>().notNull().default({}),
  at: instant().notNull(),
  txHash: hex().notNull(),
});

/** History: one row per movement and member concerned, so a gift makes two. Reading it reads {@link archivedEntries} too. */
export const entries = chain.table('entries', entryColumns(), (t) => [
  primaryKey({ columns: [t.block, t.logIndex, t.address] }),
  // By the address first: rows are told apart by its first bytes, so that the index is made in half the time.
  index('entries_by_member').on(t.address, t.token, t.block, t.logIndex),
  // A community's own newest, of all types or of some: among the rows of all communities they may be few. Those of one block
  // are alike here and kept as one; their places in it are sorted when they are read.
  index('entries_by_type').on(t.token, t.type, t.block).where(uncommon(t.type)),
  // Of the type that most are of, the type would only make it larger.
  index('entries_most_common').on(t.token, t.block).where(common(t.type)),
]);

/**
 * Old history, set aside so that what is looked at daily stays small. It inherits from {@link entries} (as its migration says),
 * so that whoever reads that reads both, and `only chain.entries` reads what was not set aside. Blocks that may be
 * reorganised never come here.
 */
export const archivedEntries = chain.table('archived_entries', entryColumns(), (t) => [
  primaryKey({ columns: [t.block, t.logIndex, t.address] }),
  index('archived_entries_by_member').on(t.address, t.token, t.block, t.logIndex),
  index('archived_entries_by_type').on(t.token, t.type, t.block).where(uncommon(t.type)),
  index('archived_entries_most_common').on(t.token, t.block).where(common(t.type)),
]);

/** What the Custodian said of accounts: graduation, recovery. */
export const accounts = chain.table('accounts', {
  address: hex().primaryKey(),
  /** The wallet that owns it since it graduated. */
  owner: hex(),
  pendingOwner: hex(),
  pendingReadyAt: instant(),
  recovery: hex(),
  recoveryEffectiveAt: instant(),
  /** When an exit that the recovery address announced is due. */
  exitReadyAt: instant(),
  /** The last signed request that was made void; null: none. */
  voidedNonce: amount(),
});

/** One row: who acts for the members, and who may stop it. */
export const custody = chain.table('custody', {
  id: smallint().primaryKey().default(1),
  signer: hex(),
  epoch: integer().notNull().default(0),
  guardian: hex(),
  /** Null: none. */
  sentinel: hex(),
  /** Unix seconds; 0: it runs, the greatest value of 48 bits: until the guardian ends it. */
  pausedUntil: bigint({ mode: 'number' }).notNull().default(0),
  sealed: boolean().notNull().default(false),
  pendingSigner: hex(),
  pendingSignerReadyAt: instant(),
  /** From when the present signer's recoveries count as planted; null: it is trusted. */
  distrustFrom: instant(),
  pendingGuardian: hex(),
  pendingGuardianReadyAt: instant(),
});

/** What the Custodian forwards. */
export const allowlist = chain.table(
  'allowlist',
  {
    target: hex().notNull(),
    selector: hex().notNull(),
    allowed: boolean().notNull(),
    /** From when a widening that waits may be carried out. */
    readyAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.target, t.selector] })],
);

/** Calls of batches that failed. */
export const failures = chain.table(
  'failures',
  {
    lane: amount().notNull(),
    sequence: bigint({ mode: 'number' }).notNull(),
    index: integer().notNull(),
    member: hex().notNull(),
    /** Revert data, cut at 256 bytes. */
    reason: hex().notNull(),
  },
  (t) => [primaryKey({ columns: [t.lane, t.sequence, t.index] }), index('failures_by_member').on(t.member)],
);

/** Batches that ran, and the calls of them that failed. */
export const executions = chain.table(
  'executions',
  {
    lane: amount().notNull(),
    sequence: bigint({ mode: 'number' }).notNull(),
    calls: integer().notNull(),
    failed: integer().notNull(),
    block: blockNumber().notNull(),
    txHash: hex().notNull(),
  },
  (t) => [primaryKey({ columns: [t.lane, t.sequence] })],
);

/** IShop.Terms in its own words; times are unix seconds, 0 for none, prices base units as decimal strings. */
export type ItemTerms = {
  price: string;
  salePrice: string;
  perMember: number;
  duration: number;
  heldItem: number;
  opens: number;
  closes: number;
  saleOpens: number;
  saleCloses: number;
  fulfilWithin: number;
  uses: number;
  /** IShop.Refund: 0 none, 1 timed, 2 unused */
  refund: number;
  /** IShop.Fulfilment: 0 none, 1 role, 2 colour role, 3 channel, 4 pin, 5 code, 6 NFT, 7 tier lift, 8 manual, 9 webhook */
  kind: number;
  minTier: number;
  active: boolean;
  transferable: boolean;
};

export const items = chain.table(
  'items',
  {
    token: hex().notNull(),
    item: integer().notNull(),
    name: text().notNull(),
    category: text().notNull(),
    uri: text().notNull(),
    contentHash: hex().notNull(),
    roleHash: hex().notNull(),
    terms: jsonb().$type<ItemTerms>().notNull(),
    /** Units on stock; null: unlimited. */
    left: bigint({ mode: 'number' }),
    /** Units bought or granted and not given back. */
    sold: bigint({ mode: 'number' }).notNull().default(0),
    /** Place of the last change. */
    block: blockNumber().notNull(),
    logIndex: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.token, t.item] }), index('items_by_position').on(t.block, t.logIndex)],
);

/** Receipts: IShop.Purchase. */
export const purchases = chain.table(
  'purchases',
  {
    token: hex().notNull(),
    purchase: bigint({ mode: 'number' }).notNull(),
    item: integer().notNull(),
    buyer: hex().notNull(),
    quantity: integer().notNull(),
    /** Units refunded or removed. */
    returned: integer().notNull().default(0),
    /** Uses over all units. */
    used: bigint({ mode: 'number' }).notNull().default(0),
    /** Uses, refund class and fulfilment kind under which it was made: later edits of the item leave them. */
    uses: integer().notNull(),
    refund: smallint().notNull(),
    kind: smallint().notNull(),
    unitPrice: amount().notNull(),
    boughtAt: instant().notNull(),
    /** Null: never. */
    expiresAt: instant(),
    /** Null: there is nothing to fulfil. */
    fulfilBy: instant(),
    /** As IShop.State: `none` where there is nothing to hand over. */
    state: text({ enum: ['none', 'requested', 'fulfilled', 'refused'] }).notNull(),
    granted: boolean().notNull().default(false),
    txHash: hex().notNull(),
    /** Block of the purchase itself. */
    boughtBlock: blockNumber().notNull(),
    /** Place of the last change. */
    block: blockNumber().notNull(),
    logIndex: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.token, t.purchase] }),
    index('purchases_by_buyer').on(t.token, t.buyer, t.purchase.desc()),
    index('purchases_requested').on(t.boughtBlock).where(sql`${t.state} = 'requested'`),
    index('purchases_by_position').on(t.block, t.logIndex),
  ],
);
