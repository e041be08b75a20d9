import { achievementsAbi } from '@guildmint/contracts/abi.ts';
import { and, eq, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import { lower, momentOf, plain } from '../../chain/log.ts';
import { achievements, badges } from '../../db/schema.ts';
import { type Handler, on } from '../handler.ts';
import { reward } from '../movements.ts';
import { communityOf, unitOf } from '../rows.ts';

export const achievementHandlers: Handler[] = [
  on('achievements', achievementsAbi, 'AchievementDefined', (args, _log, rows) => {
    const token = lower(args.token);
    const row = {
      ...{ token, achievement: Number(args.achievement), metric: args.metric, threshold: args.threshold },
      ...{ reward: BigInt(args.reward) * unitOf(communityOf(rows, token)), uri: plain(args.uri) },
    };
    rows.writes.push((tx) => tx.insert(achievements).values(row));
  }),
  on('achievements', achievementsAbi, 'AchievementRetired', ({ token, achievement }, _log, rows) => {
    rows.writes.push((tx) => tx.update(achievements).set({ retired: true }).where(which(token, achievement)));
  }),
  on('achievements', achievementsAbi, 'AchievementClaimed', (args, log, rows, waiting) => {
    const [token, member] = [lower(args.token), lower(args.member)];
    const achievement = Number(args.achievement);
    const metadata = { achievement };
    reward(rows, waiting, log, { token, member, amount: args.paid, type: 'achievement', metadata });
    const badge = {
      ...{ badge: Number(args.badge), token, achievement, member, paid: args.paid },
      ...{ at: momentOf(log.at), txHash: log.txHash },
    };
    rows.writes.push((tx) => tx.insert(badges).values(badge));
    const claimed = sql`${achievements.claimed} + 1`;
    rows.writes.push((tx) => tx.update(achievements).set({ claimed }).where(which(token, args.achievement)));
  }),
];

const which = (token: Address, achievement: bigint) =>
  and(eq(achievements.token, lower(token)), eq(achievements.achievement, Number(achievement)));
