/** The modules' part of schema `chain`: what members do with tokens beside holding them. */
import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, jsonb, primaryKey, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { blockNumber, chain } from './chainSchema.ts';
import { amount, hex, instant } from './columns.ts';

/** Who holds how many receipts of an item: the shop's ERC-1155 balances. */
export const receipts = chain.table(
  'receipts',
  {
    token: hex().notNull(),
    item: integer().notNull(),
    owner: hex().notNull(),
    quantity: bigint({ mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.token, t.owner, t.item] })],
);

export const achievements = chain.table(
  'achievements',
  {
    token: hex().notNull(),
    achievement: integer().notNull(),
    /** IAchievements.Metric */
    metric: smallint().notNull(),
    threshold: amount().notNull(),
    /** Base units. */
    reward: amount().notNull(),
    uri: text().notNull(),
    retired: boolean().notNull().default(false),
    /** By how many members. */
    claimed: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.token, t.achievement] })],
);

/** Achievements claimed: one non-transferable NFT each. */
export const badges = chain.table(
  'badges',
  {
    badge: bigint({ mode: 'number' }).primaryKey(),
    token: hex().notNull(),
    achievement: integer().notNull(),
    member: hex().notNull(),
    /** Base units. */
    paid: amount().notNull(),
    at: instant().notNull(),
    txHash: hex().notNull(),
  },
  (t) => [uniqueIndex('badges_by_member').on(t.token, t.member, t.achievement)],
);

/** ITasks.Task with its terms. */
export const tasks = chain.table(
  'tasks',
  {
    token: hex().notNull(),
    task: integer().notNull(),
    creator: hex().notNull(),
    /** Paid by issuance; otherwise from the creator's balance. */
    issued: boolean().notNull(),
    cancelled: boolean().notNull().default(false),
    /** Null: never. */
    expiresAt: instant(),
    openClaims: integer().notNull().default(0),
    completed: integer().notNull().default(0),
    expired: integer().notNull().default(0),
    /** Of all and of those still free; null: unlimited. */
    slots: bigint({ mode: 'number' }),
    left: bigint({ mode: 'number' }),
    /** Base units a claim. */
    reward: amount().notNull(),
    /** Both until the task expires and for each claim; 0: no limit. */
    hours: integer().notNull(),
    reviewers: smallint().notNull(),
    proofRequired: boolean().notNull(),
    repeatable: boolean().notNull(),
    roleHash: hex().notNull(),
    textHash: hex().notNull(),
    createdAt: instant().notNull(),
    /** Place of the last change. */
    block: blockNumber().notNull(),
    logIndex: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.token, t.task] }),
    index('tasks_by_position').on(t.block, t.logIndex),
    index('tasks_by_text').on(t.textHash),
  ],
);

export const CLAIM_STATES = ['claimed', 'submitted', 'rejected', 'accepted', 'expired', 'abandoned'] as const;

/** ITasks.Claim */
export const claims = chain.table(
  'claims',
  {
    token: hex().notNull(),
    claim: integer().notNull(),
    task: integer().notNull(),
    claimant: hex().notNull(),
    state: text({ enum: CLAIM_STATES }).notNull(),
    /** As the task had them when it was claimed. */
    reward: amount().notNull(),
    reviewers: smallint().notNull(),
    proofRequired: boolean().notNull(),
    roleHash: hex().notNull(),
    escalated: boolean().notNull().default(false),
    /** Votes of the present round. */
    approvals: integer().notNull().default(0),
    rejections: integer().notNull().default(0),
    round: integer().notNull().default(0),
    /** Null: none. */
    deadline: instant(),
    claimedAt: instant().notNull(),
    submittedAt: instant(),
    proofHash: hex(),
    /** Place of the last change. */
    block: blockNumber().notNull(),
    logIndex: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.token, t.claim] }),
    index('claims_by_task').on(t.token, t.task),
    index('claims_by_claimant').on(t.token, t.claimant, t.claim.desc()),
    index('claims_submitted').on(t.token, t.submittedAt).where(sql`${t.state} = 'submitted'`),
    index('claims_by_position').on(t.block, t.logIndex),
  ],
);

/** Votes on submissions. */
export const reviews = chain.table(
  'reviews',
  {
    token: hex().notNull(),
    claim: integer().notNull(),
    round: integer().notNull(),
    reviewer: hex().notNull(),
    accept: boolean().notNull(),
    reasonHash: hex().notNull(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.token, t.claim, t.round, t.reviewer] })],
);

/** NFTs that lie in the stash, or did. */
export const nfts = chain.table(
  'nfts',
  {
    collection: hex().notNull(),
    id: amount().notNull(),
    token: hex().notNull(),
    state: text({ enum: ['pool', 'won', 'withdrawn'] }).notNull(),
    /** Whose it is; null while it lies in the pool. */
    owner: hex(),
    /** The draw in which it was won. */
    draw: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.collection, t.id] }),
    index('nfts_by_owner').on(t.token, t.owner),
    index('nfts_in_pool').on(t.token).where(sql`${t.state} = 'pool'`),
  ],
);

/** Seeds committed for draws to come. */
export const commitments = chain.table(
  'commitments',
  {
    token: hex().notNull(),
    commitment: integer().notNull(),
    by: hex().notNull(),
    /** Base units. */
    bond: amount().notNull(),
    seedHash: hex().notNull(),
    committedAt: instant().notNull(),
    state: text({ enum: ['free', 'used', 'cancelled'] }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.token, t.commitment] }),
    index('commitments_free').on(t.token, t.commitment).where(sql`${t.state} = 'free'`),
  ],
);

export const draws = chain.table(
  'draws',
  {
    token: hex().notNull(),
    draw: integer().notNull(),
    purchase: bigint({ mode: 'number' }).notNull(),
    commitment: integer().notNull(),
    /** The block whose hash is mixed in. */
    targetBlock: blockNumber().notNull(),
    state: text({ enum: ['open', 'revealed', 'drawn', 'forfeited', 'void'] }).notNull(),
    seed: hex(),
    blockHash: hex(),
  },
  (t) => [
    primaryKey({ columns: [t.token, t.draw] }),
    uniqueIndex('draws_by_purchase').on(t.token, t.purchase),
    index('draws_open').on(t.token, t.draw).where(sql`${t.state} in ('open', 'revealed')`),
  ],
);

/** IMarket.Listing */
export const listings = chain.table(
  'listings',
  {
    token: hex().notNull(),
    listing: integer().notNull(),
    seller: hex().notNull(),
    /** An NFT's; null: receipts of the shop, `asset` being the item. */
    collection: hex(),
    asset: amount().notNull(),
    quantity: integer().notNull(),
    left: integer().notNull(),
    /** Base units a unit. */
    price: amount().notNull(),
    feeBps: integer().notNull(),
    /** Of the operator's signer when it was made for a custodial seller; 0: by an own wallet. */
    epoch: integer().notNull(),
    expiresAt: instant().notNull(),
    state: text({ enum: ['open', 'sold', 'cancelled'] }).notNull(),
    listedAt: instant().notNull(),
    block: blockNumber().notNull(),
    logIndex: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.token, t.listing] }),
    index('listings_open').on(t.token, t.listing.desc()).where(sql`${t.state} = 'open'`),
    index('listings_by_seller').on(t.token, t.seller),
    index('listings_by_position').on(t.block, t.logIndex),
  ],
);

export const sales = chain.table(
  'sales',
  {
    token: hex().notNull(),
    block: blockNumber().notNull(),
    logIndex: integer().notNull(),
    listing: integer().notNull(),
    seller: hex().notNull(),
    buyer: hex().notNull(),
    quantity: integer().notNull(),
    /** Base units in all, and what of it was burned. */
    price: amount().notNull(),
    fee: amount().notNull(),
    at: instant().notNull(),
    txHash: hex().notNull(),
  },
  (t) => [primaryKey({ columns: [t.token, t.block, t.logIndex] }), index('sales_by_listing').on(t.token, t.listing)],
);

/** IMarket.Side; amounts and ids as decimal strings, `collection` null for receipts of the shop. */
export type TradeSide = {
  amount: string;
  assets: { collection: `0x${string}` | null; id: string; quantity: number }[];
};

/** The latest version of what two members propose to one another. */
export const trades = chain.table(
  'trades',
  {
    token: hex().notNull(),
    trade: integer().notNull(),
    proposer: hex().notNull(),
    other: hex().notNull(),
    version: integer().notNull(),
    /** From the proposer, and from the other. */
    give: jsonb().$type<TradeSide>().notNull(),
    want: jsonb().$type<TradeSide>().notNull(),
    termsHash: hex().notNull(),
    expiresAt: instant().notNull(),
    state: text({ enum: ['open', 'done', 'cancelled'] }).notNull(),
    block: blockNumber().notNull(),
    logIndex: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.token, t.trade] }),
    index('trades_by_proposer').on(t.token, t.proposer),
    index('trades_by_other').on(t.token, t.other),
    index('trades_by_position').on(t.block, t.logIndex),
  ],
);

/** Offers of one community's token for another's. */
export const swaps = chain.table(
  'swaps',
  {
    swap: integer().primaryKey(),
    maker: hex().notNull(),
    token: hex().notNull(),
    amount: amount().notNull(),
    wanted: hex().notNull(),
    wantedAmount: amount().notNull(),
    /** Who alone may take it, or took it; null: anyone. */
    taker: hex(),
    epoch: integer().notNull(),
    expiresAt: instant().notNull(),
    state: text({ enum: ['open', 'taken', 'cancelled'] }).notNull(),
    block: blockNumber().notNull(),
    logIndex: integer().notNull(),
  },
  (t) => [
    index('swaps_open').on(t.token, t.swap.desc()).where(sql`${t.state} = 'open'`),
    index('swaps_open_wanted').on(t.wanted, t.swap.desc()).where(sql`${t.state} = 'open'`),
    index('swaps_by_position').on(t.block, t.logIndex),
  ],
);

export const clans = chain.table(
  'clans',
  {
    token: hex().notNull(),
    clan: integer().notNull(),
    leader: hex().notNull(),
    size: integer().notNull(),
    textHash: hex().notNull(),
    createdAt: instant().notNull(),
    /** Null while it lives. */
    dissolvedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.token, t.clan] })],
);

/** A member's latest clan. */
export const memberships = chain.table(
  'memberships',
  {
    token: hex().notNull(),
    member: hex().notNull(),
    clan: integer().notNull(),
    since: instant().notNull(),
    /** Null while it lasts; a dissolved clan ends it without a word. */
    until: instant(),
  },
  (t) => [primaryKey({ columns: [t.token, t.member] }), index('memberships_by_clan').on(t.token, t.clan)],
);

/** Who may join a clan. */
export const invitations = chain.table(
  'invitations',
  {
    token: hex().notNull(),
    clan: integer().notNull(),
    member: hex().notNull(),
    open: boolean().notNull(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.token, t.member, t.clan] })],
);

/** IClans.Challenge */
export const clanChallenges = chain.table(
  'challenges',
  {
    token: hex().notNull(),
    challenge: integer().notNull(),
    creator: hex().notNull(),
    state: text({ enum: ['open', 'closed', 'cancelled'] }).notNull(),
    /** Paid by issuance; otherwise from the creator's balance. */
    issued: boolean().notNull(),
    /** Unix days (UTC), both counted. */
    firstDay: integer().notNull(),
    lastDay: integer().notNull(),
    tallyDays: smallint().notNull(),
    /** Base units. */
    pool: amount().notNull(),
    /** What is neither paid nor returned. */
    left: amount().notNull(),
    /** Active days tallied, and those of them that are paid. */
    total: bigint({ mode: 'number' }).notNull().default(0),
    paid: bigint({ mode: 'number' }).notNull().default(0),
    textHash: hex().notNull(),
  },
  (t) => [primaryKey({ columns: [t.token, t.challenge] })],
);

/** What members did for their clans in a challenge. */
export const scores = chain.table(
  'scores',
  {
    token: hex().notNull(),
    challenge: integer().notNull(),
    member: hex().notNull(),
    clan: integer().notNull(),
    /** Active days. */
    score: smallint().notNull(),
    /** The bonus, base units; null: not paid yet. */
    paid: amount(),
  },
  (t) => [
    primaryKey({ columns: [t.token, t.challenge, t.member] }),
    index('scores_by_clan').on(t.token, t.challenge, t.clan),
  ],
);

export const PENALTY_KINDS = ['warning', 'suspension', 'reset', 'ban'] as const;

/** IConduct.Penalty */
export const penalties = chain.table(
  'penalties',
  {
    token: hex().notNull(),
    penalty: integer().notNull(),
    member: hex().notNull(),
    kind: text({ enum: PENALTY_KINDS }).notNull(),
    givenAt: instant().notNull(),
    /** Unix seconds; 0: it suspends nobody, {@link BANNED}: for good. */
    until: bigint({ mode: 'number' }).notNull(),
    by: hex().notNull(),
    /** Base units that a reset took. */
    taken: amount().notNull(),
    reasonHash: hex().notNull(),
    /** Null: no appeal. */
    statementHash: hex(),
    /** Null while it stands. */
    liftedBy: hex(),
    liftReasonHash: hex(),
    /** Place of the last change. */
    block: blockNumber().notNull(),
    logIndex: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.token, t.penalty] }),
    index('penalties_by_member').on(t.token, t.member),
    index('penalties_appealed').on(t.token).where(sql`${t.statementHash} is not null and ${t.liftedBy} is null`),
    index('penalties_by_position').on(t.block, t.logIndex),
  ],
);
