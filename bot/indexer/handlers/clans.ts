import { clansAbi } from '@guildmint/contracts/abi.ts';
import { and, eq, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { Address } from 'viem';
import { addressIn, lower, momentOf } from '../../chain/log.ts';
import { clanChallenges, clans, invitations, memberships, scores } from '../../db/schema.ts';
import { type Handler, on } from '../handler.ts';
import { describe, take, taken } from '../movements.ts';
import { addTo, change, issuedKey, type Rows } from '../rows.ts';

export const clanHandlers: Handler[] = [
  on('clans', clansAbi, 'ClanCreated', ({ token, clan, leader, textHash }, log, rows) => {
    const row = { ...keyOf(token, clan), leader: lower(leader), size: 0, textHash, createdAt: momentOf(log.at) };
    rows.writes.push((tx) => tx.insert(clans).values(row));
  }),
  on('clans', clansAbi, 'ClanInvited', ({ token, clan, member }, log, rows) => {
    const row = { ...keyOf(token, clan), member: lower(member), open: true, at: momentOf(log.at) };
    rows.writes.push((tx) =>
      tx
        .insert(invitations)
        .values(row)
        .onConflictDoUpdate({
          target: [invitations.token, invitations.member, invitations.clan],
          set: { open: true, at: row.at },
        }),
    );
  }),
  on('clans', clansAbi, 'ClanJoined', ({ token, clan, member }, log, rows) => {
    const entered = { clan: Number(clan), since: momentOf(log.at), until: null };
    rows.writes.push((tx) =>
      tx
        .insert(memberships)
        .values({ token: lower(token), member: lower(member), ...entered })
        .onConflictDoUpdate({ target: [memberships.token, memberships.member], set: entered }),
    );
    const { invited } = whichOf(token, clan, member);
    rows.writes.push((tx) => tx.update(invitations).set({ open: false }).where(invited));
    changeClan(rows, token, clan, { size: sql`${clans.size} + 1` });
  }),
  on('clans', clansAbi, 'ClanLeft', ({ token, clan, member }, log, rows) => {
    const { belongs } = whichOf(token, clan, member);
    rows.writes.push((tx) =>
      tx
        .update(memberships)
        .set({ until: momentOf(log.at) })
        .where(belongs),
    );
    changeClan(rows, token, clan, { size: sql`${clans.size} - 1` });
  }),
  on('clans', clansAbi, 'ClanLeaderSet', ({ token, clan, leader }, _log, rows) =>
    changeClan(rows, token, clan, { leader: lower(leader) }),
  ),
  on('clans', clansAbi, 'ClanDissolved', ({ token, clan }, log, rows) =>
    changeClan(rows, token, clan, { dissolvedAt: momentOf(log.at) }),
  ),
  on('clans', clansAbi, 'ChallengeCreated', (args, log, rows, waiting) => {
    const [token, creator, challenge] = [lower(args.token), lower(args.creator), Number(args.challenge)];
    const { pool, issued, textHash, firstDay, lastDay, tallyDays } = args;
    if (issued) rows.issued.add(issuedKey({ noun: 'challenges', token, number: challenge }));
    else describe(take(waiting, token, creator, log.address, pool)?.sent ?? null, 'challenge_pool', { challenge });
    const row = {
      ...{ token, challenge, creator, state: 'open' as const, issued, firstDay, lastDay, tallyDays },
      ...{ pool, left: pool, textHash },
    };
    rows.writes.push((tx) => tx.insert(clanChallenges).values(row));
  }),
  on('clans', clansAbi, 'ChallengeCancelled', ({ token, challenge }, _log, rows) =>
    changeChallenge(rows, token, challenge, { state: 'cancelled' }),
  ),
  on('clans', clansAbi, 'Tallied', ({ token, challenge, clan, member, score }, _log, rows) => {
    const row = {
      ...{ token: lower(token), challenge: Number(challenge), member: lower(member) },
      ...{ clan: Number(clan), score: Number(score) },
    };
    rows.writes.push((tx) => tx.insert(scores).values(row));
    changeChallenge(rows, token, challenge, { total: sql`${clanChallenges.total} + ${row.score}` });
  }),
  on('clans', clansAbi, 'ChallengeClosed', ({ token, challenge }, _log, rows) =>
    changeChallenge(rows, token, challenge, { state: 'closed' }),
  ),
  on(
    'clans',
    clansAbi,
    'BonusPaid',
    (args, log, rows, waiting) => {
      const [token, member, challenge] = [lower(args.token), lower(args.member), Number(args.challenge)];
      const { amount } = args;
      if (amount > 0n) {
        describe(taken(waiting, log, token, log.address, member, amount).received, 'bonus', { challenge });
        // What an admin put up was earned once already.
        if (rows.issued.has(issuedKey({ noun: 'challenges', token, number: challenge })))
          addTo(rows, 'earned', token, member, amount, log.at);
      }
      const scored = and(eq(scores.token, token), eq(scores.challenge, challenge), eq(scores.member, member));
      rows.writes.push((tx) => tx.update(scores).set({ paid: amount }).where(scored));
      const days = sql`(select s.score from chain.scores s where s.token = ${clanChallenges.token}
        and s.challenge = ${clanChallenges.challenge} and s.member = ${sql.param(member, scores.member)})`;
      changeChallenge(rows, token, args.challenge, {
        left: sql`${clanChallenges.left} - ${amount.toString()}::numeric`,
        paid: sql`${clanChallenges.paid} + ${days}`,
      });
    },
    {
      issued: (log, want) =>
        want({ noun: 'challenges', token: addressIn(log.topics[1]), number: Number(log.topics[2]) }),
    },
  ),
  on('clans', clansAbi, 'PoolReturned', ({ token, challenge, amount }, log, rows, waiting) => {
    const back = waiting.findLast((m) => m.token === lower(token) && m.from === log.address && m.amount === amount);
    if (back)
      describe(take(waiting, back.token, back.from, back.to, amount)!.received, 'challenge_return', {
        challenge: Number(challenge),
      });
    changeChallenge(rows, token, challenge, { left: sql`${clanChallenges.left} - ${amount.toString()}::numeric` });
  }),
];

const keyOf = (token: Address, clan: bigint) => ({ token: lower(token), clan: Number(clan) });

const whichOf = (token: Address, clan: bigint, member: Address) => ({
  invited: and(
    eq(invitations.token, lower(token)),
    eq(invitations.member, lower(member)),
    eq(invitations.clan, Number(clan)),
  ),
  belongs: and(eq(memberships.token, lower(token)), eq(memberships.member, lower(member))),
});

function changeClan(rows: Rows, token: Address, clan: bigint, to: PgUpdateSetSource<typeof clans>) {
  change(rows, clans, and(eq(clans.token, lower(token)), eq(clans.clan, Number(clan))), to);
}

function changeChallenge(rows: Rows, token: Address, challenge: bigint, to: PgUpdateSetSource<typeof clanChallenges>) {
  const where = and(eq(clanChallenges.token, lower(token)), eq(clanChallenges.challenge, Number(challenge)));
  change(rows, clanChallenges, where, to);
}
