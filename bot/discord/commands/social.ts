import { challengeCommand } from './challenge.ts';
import { clanCommand } from './clan.ts';
import type { Command } from './command.ts';
import { marketCommand } from './market.ts';
import { notificationsCommand } from './notifications.ts';
import { rainCommand } from './rain.ts';
import { swapCommand } from './swap.ts';
import { tradeCommand } from './trade.ts';

/** What members do with one another. */
export const SOCIAL_COMMANDS: readonly Command[] = [
  rainCommand,
  tradeCommand,
  swapCommand,
  marketCommand,
  clanCommand,
  challengeCommand,
  notificationsCommand,
];
