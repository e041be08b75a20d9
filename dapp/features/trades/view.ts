import type { TradeResponse } from '@guildmint/bot/api/routes/walletHoldings.ts';
import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Side } from '../market/steps.ts';

export type TradeState = 'forMe' | 'forThem' | 'expired' | 'done' | 'cancelled';

/** A trade as one of its two members sees it. @param now ms */
export function viewOf(trade: TradeResponse, own: string, now: number) {
  const isMine = trade.proposer.address === own;
  const [mine, theirs] = isMine ? [trade.give, trade.want] : [trade.want, trade.give];
  const state: TradeState =
    trade.state !== 'open'
      ? trade.state
      : Date.parse(trade.expiresAt) <= now
        ? 'expired'
        : isMine
          ? 'forThem'
          : 'forMe';
  return { mine: toSide(mine), theirs: toSide(theirs), who: isMine ? trade.other : trade.proposer, state };
}

/** As the contract takes it. */
export const toSide = ({ amount, assets }: TradeResponse['give']): Side => ({ amount: BigInt(amount.value), assets });

const STATES_NAMED: Record<TradeState, MessageDescriptor> = {
  forMe: msg`Waits for you`,
  forThem: msg`Waits for the other`,
  expired: msg`Out of time`,
  done: msg`Done`,
  cancelled: msg`Called off`,
};
export const stateWords = (state: TradeState) => i18n._(STATES_NAMED[state]);
