import { confirmClan } from '../commands/clan.ts';
import type { Press } from '../commands/command.ts';
import { confirmBuyListing, confirmList } from '../commands/market.ts';
import { confirmPenalty } from '../commands/penalty.ts';
import { confirmRain } from '../commands/rain.ts';
import { confirmOfferSwap, confirmTakeSwap } from '../commands/swap.ts';
import { confirmTaskEdit } from '../commands/task.ts';
import { confirmTrade } from '../commands/trade.ts';
import type { Face } from '../face.ts';
import type { Pending } from '../replies/replies.ts';
import type { Reply } from '../replies/reply.ts';
import { expired } from './confirm.ts';
import type { StateOf } from './state.ts';

type Confirm = (face: Face, press: Press, state: StateOf<'confirm'>, data: Record<string, string>) => Promise<Reply>;

const CONFIRMS: Partial<Record<Pending['kind'], Confirm>> = {
  penalise: confirmPenalty('penalise'),
  ban: confirmPenalty('ban'),
  lift: confirmPenalty('lift'),
  editTask: confirmTaskEdit,
  list: confirmList,
  buyListing: confirmBuyListing,
  acceptTrade: confirmTrade,
  offerSwap: confirmOfferSwap,
  takeSwap: confirmTakeSwap,
  rain: confirmRain,
  leaveClan: confirmClan('leaveClan'),
  expel: confirmClan('expel'),
  setLeader: confirmClan('setLeader'),
  dissolveClan: confirmClan('dissolveClan'),
};

/** Does what was asked about. @throws UserError if it was answered before */
export async function confirmAsked(face: Face, press: Press, state: StateOf<'confirm'>): Promise<Reply> {
  const { kind, data } = await face.replies.requireAsked(state.operation);
  const confirm = CONFIRMS[kind];
  // Asked by a bot of another version.
  if (!confirm) throw expired();
  return confirm(face, press, state, data);
}
