import type { Feature } from '../../operations/settings.ts';
import { challengesPage } from '../commands/challenge.ts';
import { clanBoard, joinNow } from '../commands/clan.ts';
import { type Press, requireFeature } from '../commands/command.ts';
import { askBuyListing, cancelNow, marketPage } from '../commands/market.ts';
import { switchNotification } from '../commands/notifications.ts';
import { askTakeSwap, cancelSwapNow, swapsPage } from '../commands/swap.ts';
import { askAccept, cancelTradeNow } from '../commands/trade.ts';
import type { Face } from '../face.ts';
import type { Reply } from '../replies/reply.ts';
import { expired } from './confirm.ts';
import { confirmAsked } from './confirmAsked.ts';
import type { SOCIAL_SHAPES } from './socialStates.ts';
import type { State } from './state.ts';

type Verb = keyof typeof SOCIAL_SHAPES;

/** As press.ts has them. */
export const SOCIAL_WHISPERED: readonly Verb[] = [
  'buyListing',
  'cancelListing',
  'joinClan',
  'acceptTrade',
  'cancelTrade',
  'takeSwap',
  'cancelSwap',
];
export const SOCIAL_FORMS: readonly Verb[] = ['confirm', 'putIn'];

/** What its server may have switched off since the button was shown. */
const FEATURES: Partial<Record<Verb, Feature>> = {
  ...{ market: 'market', buyListing: 'market' },
  ...{ clans: 'clans', joinClan: 'clans', challenges: 'clans' },
  ...{ putIn: 'trades', acceptTrade: 'trades', swaps: 'trades', takeSwap: 'trades' },
};

/** Does what a button among members stands for. @throws UserError */
export async function pressSocial(face: Face, pressed: Press, state: Extract<State, { verb: Verb }>): Promise<Reply> {
  const feature = FEATURES[state.verb];
  if (feature) requireFeature({ feature }, pressed.community);
  switch (state.verb) {
    case 'confirm':
      return confirmAsked(face, pressed, state);
    case 'market':
      return marketPage(face, pressed, { offset: Number(state.offset), own: state.own === 1n });
    case 'buyListing':
      return askBuyListing(face, pressed, Number(state.listing), '1');
    case 'cancelListing':
      return cancelNow(face, pressed, Number(state.listing));
    case 'clans':
      return clanBoard(face, pressed, Number(state.offset));
    case 'joinClan':
      return joinNow(face, pressed, Number(state.clan));
    case 'challenges':
      return challengesPage(face, pressed, Number(state.offset));
    case 'acceptTrade':
      return askAccept(face, pressed, state);
    case 'cancelTrade':
      return cancelTradeNow(face, pressed, state);
    case 'putIn':
      throw expired();
    case 'swaps':
      return swapsPage(face, pressed, Number(state.offset));
    case 'takeSwap':
      return askTakeSwap(face, pressed, Number(state.swap));
    case 'cancelSwap':
      return cancelSwapNow(face, pressed, Number(state.swap));
    case 'notify':
      return switchNotification(face, pressed, state);
  }
}
