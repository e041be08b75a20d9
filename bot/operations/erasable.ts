/** Where something about a member is stored off-chain, and what becomes of it when they have it erased. */
import { and, eq, inArray, isNotNull, like, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Address } from 'viem';
import type { Transaction } from '../db/database.ts';
import {
  activity,
  announcements,
  apiKeys,
  audiences,
  challenges,
  deliveries,
  departures,
  drops,
  fulfilments,
  grabs,
  holds,
  joins,
  links,
  logLines,
  notes,
  notifications,
  outbox,
  pins,
  plannedCommunities,
  proofFiles,
  refreshTokens,
  replies,
  sessions,
  signals,
  staffLog,
  staffMembers,
  texts,
  tierRoles,
  tradeDrafts,
  users,
} from '../db/schema.ts';

/** What the member reads it under. */
export const PRIVACY_KINDS = [
  'profile',
  'activity',
  'operations',
  'replies',
  'texts',
  'wallet',
  'pin',
  'redemptions',
  'notices',
  'conduct',
  'staff',
] as const;
export type PrivacyKind = (typeof PRIVACY_KINDS)[number];

export type Me = { userId: string; account: Address; now: Date };

export type Holding = {
  table: PgTable;
  kind: PrivacyKind;
  /** What is theirs in it. */
  theirs: (me: Me) => SQL | undefined;
  /** `stripped`: what accounting needs stays, without the person. `kept`: stays as long as it guards something. */
  becomes: 'deleted' | 'stripped' | 'kept';
  /** Columns that are a key to something, and are shown to nobody. */
  hides?: readonly string[];
  erase: (tx: Transaction, me: Me) => Promise<unknown>;
};

/** What stands where a person was. */
const ERASED = 'erased';

const deleted = (table: PgTable, kind: PrivacyKind, theirs: Holding['theirs']): Holding => ({
  ...{ table, kind, theirs, becomes: 'deleted' },
  erase: (tx, me) => tx.delete(table).where(theirs(me)),
});
const kept = (table: PgTable, kind: PrivacyKind, theirs: Holding['theirs']): Holding => ({
  ...{ table, kind, theirs, becomes: 'kept' },
  erase: async () => undefined,
});

/** Proofs that somebody shall still look at. */
const waiting = sql`(select c.proof_hash from chain.claims c where c.state = 'submitted' and c.proof_hash is not null)`;

/** Every table that names a person; a test holds it against the schema. */
export const HOLDINGS: readonly Holding[] = [
  deleted(users, 'profile', ({ userId }) => eq(users.id, userId)),
  deleted(activity, 'activity', ({ userId }) => eq(activity.userId, userId)),
  {
    ...{ table: audiences, kind: 'activity', becomes: 'deleted' },
    theirs: ({ userId }) =>
      or(
        eq(audiences.authorId, userId),
        sql`${userId} = any(${audiences.reactors} || ${audiences.repliers} || ${audiences.voters})`,
      ),
    async erase(tx, { userId }) {
      await tx.delete(audiences).where(eq(audiences.authorId, userId));
      const without = (column: typeof audiences.reactors) => sql<string[]>`array_remove(${column}, ${userId})`;
      const rest = {
        reactors: without(audiences.reactors),
        repliers: sql<string[]>`array_remove(${audiences.repliers}, ${userId})`,
        voters: sql<string[]>`array_remove(${audiences.voters}, ${userId})`,
      };
      await tx
        .update(audiences)
        .set(rest)
        .where(sql`${userId} = any(${audiences.reactors} || ${audiences.repliers} || ${audiences.voters})`);
    },
  },
  {
    ...{ table: joins, kind: 'activity', becomes: 'deleted' },
    theirs: ({ userId }) => or(eq(joins.userId, userId), eq(joins.inviterId, userId)),
    async erase(tx, { userId }) {
      await tx.delete(joins).where(eq(joins.userId, userId));
      await tx.update(joins).set({ inviterId: null }).where(eq(joins.inviterId, userId));
    },
  },
  {
    // The other's part of an open one stays as it is until it is over.
    ...{ table: tradeDrafts, kind: 'operations', becomes: 'deleted' },
    theirs: ({ userId }) => or(eq(tradeDrafts.first, userId), eq(tradeDrafts.second, userId)),
    erase: (tx, { userId, now }) =>
      tx
        .delete(tradeDrafts)
        .where(
          and(
            or(eq(tradeDrafts.first, userId), eq(tradeDrafts.second, userId)),
            or(ne(tradeDrafts.state, 'open'), lt(tradeDrafts.expiresAt, now)),
          ),
        ),
  },
  {
    // That boards leave somebody out is no secret, and stays.
    ...{ table: departures, kind: 'activity', becomes: 'stripped' },
    theirs: ({ userId }) => eq(departures.userId, userId),
    erase: (tx, { userId, now }) =>
      tx.update(departures).set({ userId: null, clearedAt: now }).where(eq(departures.userId, userId)),
  },
  // By which the role is taken back when the tier changes.
  kept(tierRoles, 'activity', ({ userId }) => eq(tierRoles.userId, userId)),
  {
    ...{ table: outbox, kind: 'operations', becomes: 'stripped' },
    theirs: ({ userId }) => eq(outbox.userId, userId),
    erase: (tx, { userId }) =>
      tx
        .update(outbox)
        .set({ userId: ERASED })
        .where(and(eq(outbox.userId, userId), inArray(outbox.state, ['final', 'failed']))),
  },
  {
    // An open one still keeps its member from taking twice.
    ...{ table: grabs, kind: 'operations', becomes: 'deleted' },
    theirs: ({ userId }) => eq(grabs.userId, userId),
    erase: (tx, { userId, now }) =>
      tx
        .delete(grabs)
        .where(
          and(
            eq(grabs.userId, userId),
            inArray(grabs.drop, tx.select({ id: drops.id }).from(drops).where(lt(drops.endsAt, now))),
          ),
        ),
  },
  {
    ...{ table: replies, kind: 'replies', becomes: 'deleted' },
    // By it whoever reads on could answer in the bot's name to whoever asked, for a quarter of an hour.
    hides: ['interactionToken'],
    theirs: ({ userId }) =>
      or(sql`${replies.model} #>> '{author,id}' = ${userId}`, sql`${replies.model} #>> '{data,to}' = ${userId}`),
    // What is on its way is told first: it is deleted by itself a day later.
    erase: (tx, me) =>
      tx
        .delete(replies)
        .where(
          and(
            or(
              sql`${replies.model} #>> '{author,id}' = ${me.userId}`,
              sql`${replies.model} #>> '{data,to}' = ${me.userId}`,
            ),
            or(isNotNull(replies.doneAt), sql`(${replies.model} ->> 'asking')::boolean`),
          ),
        ),
  },
  // Messages with gifts, proofs and appeals; what was published for all, such as tasks, is theirs who use it.
  deleted(
    texts,
    'texts',
    ({ account }) =>
      sql`${texts.hash} in (
        select c.proof_hash from chain.claims c where c.claimant = ${users.address.mapToDriverValue(account)} and c.state <> 'submitted'
        union select p.statement_hash from chain.penalties p where p.member = ${users.address.mapToDriverValue(account)} and p.lifted_by is not null
        union select decode(substring(e.metadata ->> 'messageHash' from 3), 'hex') from chain.entries e
          where e.address = ${users.address.mapToDriverValue(account)} and e.type = 'gift' and e.metadata ->> 'messageHash' is not null)`,
  ),
  deleted(proofFiles, 'texts', ({ userId }) =>
    and(eq(proofFiles.userId, userId), sql`${proofFiles.proofHash} not in ${waiting}`),
  ),
  deleted(links, 'wallet', ({ userId }) => eq(links.userId, userId)),
  deleted(challenges, 'wallet', ({ userId }) => eq(challenges.userId, userId)),
  {
    ...{ table: sessions, kind: 'profile', becomes: 'deleted', hides: ['credential'] },
    theirs: ({ userId }) => eq(sessions.userId, userId),
    async erase(tx, { userId }) {
      const theirs = tx.select({ id: sessions.id }).from(sessions).where(eq(sessions.userId, userId));
      await tx.delete(refreshTokens).where(inArray(refreshTokens.session, theirs));
      await tx.delete(sessions).where(eq(sessions.userId, userId));
    },
  },
  { ...deleted(apiKeys, 'staff', ({ userId }) => eq(apiKeys.userId, userId)), hides: ['hash'] },
  // Its hash guards the account for as long as there is one.
  kept(pins, 'pin', ({ userId }) => eq(pins.userId, userId)),
  {
    ...{ table: fulfilments, kind: 'redemptions', becomes: 'stripped' },
    theirs: ({ userId }) => eq(fulfilments.userId, userId),
    // A role that is to be taken back needs to know from whom.
    erase: (tx, { userId }) =>
      tx
        .update(fulfilments)
        .set({ userId: null, input: null })
        .where(
          and(
            eq(fulfilments.userId, userId),
            sql`(${fulfilments.state} in ('refused', 'ended') or (${fulfilments.state} = 'fulfilled' and ${fulfilments.roleId} is null))`,
          ),
        ),
  },
  deleted(notifications, 'notices', ({ userId }) => eq(notifications.userId, userId)),
  deleted(notes, 'notices', ({ userId }) => eq(notes.userId, userId)),
  deleted(deliveries, 'notices', ({ userId, account }) =>
    or(like(deliveries.body, `%"${userId}"%`), like(deliveries.body, `%"${account}"%`)),
  ),
  {
    ...{ table: signals, kind: 'conduct', becomes: 'deleted' },
    theirs: ({ userId }) =>
      or(eq(signals.userId, userId), sql`${userId} = any(${signals.others})`, eq(signals.decidedBy, userId)),
    // What the staff hold somebody for is not shaken off like that.
    async erase(tx, { userId }) {
      const open = sql`${signals.decision} is distinct from 'held'`;
      await tx.delete(signals).where(and(eq(signals.userId, userId), open));
      await tx
        .update(signals)
        .set({ others: sql`array_remove(${signals.others}, ${userId})` })
        .where(sql`${userId} = any(${signals.others})`);
      await tx.update(signals).set({ decidedBy: ERASED }).where(eq(signals.decidedBy, userId));
    },
  },
  {
    ...{ table: holds, kind: 'conduct', becomes: 'kept' },
    theirs: ({ userId }) => or(eq(holds.userId, userId), eq(holds.by, userId)),
    erase: (tx, { userId }) => tx.update(holds).set({ by: ERASED }).where(eq(holds.by, userId)),
  },
  {
    ...{ table: announcements, kind: 'staff', becomes: 'stripped' },
    theirs: ({ userId }) => eq(announcements.userId, userId),
    async erase(tx, { userId }) {
      const own = eq(announcements.userId, userId);
      await tx.delete(announcements).where(and(own, eq(announcements.state, 'draft')));
      await tx.update(announcements).set({ userId: ERASED }).where(own);
    },
  },
  {
    ...{ table: drops, kind: 'staff', becomes: 'stripped' },
    theirs: ({ userId }) => eq(drops.userId, userId),
    // An open one still awards in that name.
    erase: (tx, { userId, now }) =>
      tx
        .update(drops)
        .set({ userId: ERASED })
        .where(and(eq(drops.userId, userId), lt(drops.endsAt, now))),
  },
  {
    ...{ table: plannedCommunities, kind: 'staff', becomes: 'stripped' },
    theirs: ({ userId }) => eq(plannedCommunities.userId, userId),
    erase: (tx, { userId }) =>
      tx.update(plannedCommunities).set({ userId: ERASED }).where(eq(plannedCommunities.userId, userId)),
  },
  {
    ...{ table: logLines, kind: 'staff', becomes: 'stripped' },
    theirs: ({ userId }) => eq(logLines.userId, userId),
    erase: (tx, { userId }) => tx.update(logLines).set({ userId: ERASED }).where(eq(logLines.userId, userId)),
  },
  // Written anew for as long as they bear the role on Discord.
  deleted(staffMembers, 'staff', ({ userId }) => eq(staffMembers.userId, userId)),
  deleted(staffLog, 'staff', ({ userId }) => sql`${staffLog.values}::text like ${`%<@${userId}>%`}`),
];
