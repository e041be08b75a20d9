import { balanceCommand } from './balance.ts';
import type { Command } from './command.ts';
import { dailyCommand } from './daily.ts';
import { giftCommand } from './gift.ts';
import { helpCommand } from './help.ts';
import { historyCommand } from './history.ts';
import { leaderboardCommand } from './leaderboard.ts';
import { walletCommand } from './wallet.ts';

export const COMMANDS: readonly Command[] = [
  balanceCommand,
  dailyCommand,
  giftCommand,
  walletCommand,
  leaderboardCommand,
  historyCommand,
  helpCommand(() => COMMANDS),
];
