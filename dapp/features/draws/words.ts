import type { STATES } from './proof.ts';

type State = (typeof STATES)[number];

export const STATE_WORDS: Record<State, string> = {
  none: 'Unknown',
  open: 'Waits for its secret',
  revealed: 'Decided, waits for its turn',
  drawn: 'Drawn',
  forfeited: 'Not revealed in time',
  void: 'Void',
};

export const STATE_COLOURS: Record<State, string> = {
  none: 'bg-field text-muted',
  open: 'bg-gold-soft text-gold',
  revealed: 'bg-gold-soft text-gold',
  drawn: 'bg-accent-soft text-accent',
  forfeited: 'bg-field text-muted',
  void: 'bg-field text-muted',
};

/** What came of a draw that gave nothing out. */
export const ENDED_WORDS: Partial<Record<State, string>> = {
  forfeited: 'The secret was not revealed in time: the buyer was refunded and got the bond on top.',
  void: 'The purchase was settled otherwise, or too late: the bond was burned and nothing was drawn.',
};
