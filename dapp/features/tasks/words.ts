import type { ClaimResponse, TaskResponse } from '@guildmint/bot/api/routes/walletClaims.ts';
import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';

const CLAIM_STATES: Record<ClaimResponse['state'], MessageDescriptor> = {
  claimed: msg`Claimed by you`,
  submitted: msg`In review`,
  rejected: msg`Rejected`,
  accepted: msg`Accepted and paid`,
  expired: msg`Out of time`,
  abandoned: msg`Given up`,
};
export const claimWords = (state: ClaimResponse['state']) => i18n._(CLAIM_STATES[state]);

export const titleOf = ({ title, task }: TaskResponse) => title || t`Task ${task}`;
