import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { STATES } from './proof.ts';

type State = (typeof STATES)[number];

const STATES_NAMED: Record<State, MessageDescriptor> = {
  none: msg`Unknown`,
  open: msg`Waits for its secret`,
  revealed: msg`Decided, waits for its turn`,
  drawn: msg`Drawn`,
  forfeited: msg`Not revealed in time`,
  void: msg`Void`,
};
export const stateWords = (state: State) => i18n._(STATES_NAMED[state]);

export const STATE_COLOURS: Record<State, string> = {
  none: 'bg-field text-muted',
  open: 'bg-gold-soft text-gold',
  revealed: 'bg-gold-soft text-gold',
  drawn: 'bg-accent-soft text-accent',
  forfeited: 'bg-field text-muted',
  void: 'bg-field text-muted',
};

const ENDED: Partial<Record<State, MessageDescriptor>> = {
  forfeited: msg`The secret was not revealed in time: the buyer was refunded and got the bond on top.`,
  void: msg`The purchase was settled otherwise, or too late: the bond was burned and nothing was drawn.`,
};
/** What came of a draw that gave nothing out. */
export const endedWords = (state: State) => ENDED[state] && i18n._(ENDED[state]);
