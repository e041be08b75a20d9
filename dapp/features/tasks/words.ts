import type { ClaimResponse, TaskResponse } from '@guildmint/bot/api/routes/walletClaims.ts';

export const CLAIM_WORDS: Record<ClaimResponse['state'], string> = {
  claimed: 'Claimed by you',
  submitted: 'In review',
  rejected: 'Rejected',
  accepted: 'Accepted and paid',
  expired: 'Out of time',
  abandoned: 'Given up',
};

export const titleOf = ({ title, task }: TaskResponse) => title || `Task ${task}`;
