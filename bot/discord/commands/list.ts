import { alertsCommand } from './alerts.ts';
import { announceCommand } from './announce.ts';
import { awardCommand, deductCommand } from './award.ts';
import { balanceCommand } from './balance.ts';
import { buyCommand, redeemCommand } from './buy.ts';
import type { Command } from './command.ts';
import { configCommand } from './config.ts';
import { dailyCommand } from './daily.ts';
import { dropCommand } from './drop.ts';
import { economyCommand, seasonCommand } from './economy.ts';
import { embedCommand } from './embed.ts';
import { giftCommand } from './gift.ts';
import { helpCommand } from './help.ts';
import { historyCommand } from './history.ts';
import { inventoryCommand } from './inventory.ts';
import { itemCommand } from './item.ts';
import { leaderboardCommand } from './leaderboard.ts';
import { appealCommand, penaltyCommand } from './penalty.ts';
import { privacyCommand } from './privacy.ts';
import { profileCommand } from './profile.ts';
import { refundCommand } from './refund.ts';
import { reviewCommand } from './review.ts';
import { rewardsCommand } from './rewards.ts';
import { setupCommand } from './setup.ts';
import { shopCommand } from './shop.ts';
import { signalsCommand } from './signals.ts';
import { SOCIAL_COMMANDS } from './social.ts';
import { achievementsCommand, statsCommand, streakCommand, tierCommand } from './standing.ts';
import { syncCommand } from './sync.ts';
import { taskCommand } from './task.ts';
import { claimCommand, myTasksCommand, taskSubmitCommand, tasksCommand } from './tasks.ts';
import { useCommand } from './use.ts';
import { walletCommand } from './wallet.ts';

export const COMMANDS: readonly Command[] = [
  balanceCommand,
  dailyCommand,
  giftCommand,
  shopCommand,
  buyCommand,
  rewardsCommand,
  redeemCommand,
  inventoryCommand,
  refundCommand,
  useCommand,
  tasksCommand,
  claimCommand,
  taskSubmitCommand,
  myTasksCommand,
  taskCommand,
  reviewCommand,
  walletCommand,
  profileCommand,
  tierCommand,
  streakCommand,
  achievementsCommand,
  statsCommand,
  leaderboardCommand,
  historyCommand,
  ...SOCIAL_COMMANDS,
  itemCommand,
  signalsCommand,
  awardCommand,
  deductCommand,
  dropCommand,
  announceCommand,
  alertsCommand,
  embedCommand,
  penaltyCommand,
  appealCommand,
  privacyCommand,
  economyCommand,
  seasonCommand,
  syncCommand,
  setupCommand,
  configCommand(() => COMMANDS),
  helpCommand(() => COMMANDS),
];
