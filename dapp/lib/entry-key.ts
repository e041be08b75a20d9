import type { HistoryResponse } from '@guildmint/bot/api/routes/history.ts';

/** Tells movements apart: no two of one transaction leave the same balance behind in the same way. */
export const entryKey = ({ txHash, type, balanceAfter }: HistoryResponse['entries'][number]) =>
  `${txHash} ${type} ${balanceAfter.value}`;
