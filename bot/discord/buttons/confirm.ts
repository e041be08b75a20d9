import { UserError } from '../../errors.ts';
import type { Press } from '../commands/command.ts';
import type { Face } from '../face.ts';
import type { Pending } from '../replies/replies.ts';
import type { Button, Reply } from '../replies/reply.ts';
import type { State, StateOf } from './state.ts';

/** How long a question may be answered. */
export const ANSWER_WITHIN_MS = 5 * 60_000;

export type ConfirmState =
  | StateOf<'confirmGift'>
  | StateOf<'confirmGraduation'>
  | StateOf<'confirmRecovery'>
  | StateOf<'confirmBuy'>
  | StateOf<'confirmRefund'>
  | StateOf<'confirmUse'>;

/** What is kept of a call whose reply will be finished later. */
export function pendingOf(face: Face, call: Press, rest: Pick<Pending, 'kind' | 'asking' | 'data'>): Pending {
  const { author, say, community, place } = call;
  const { ephemeral } = place;
  return { ...rest, ephemeral, guildId: community.guildId, author, locale: say.locale, at: face.ctx.clock() };
}

/**
 * Asks before something is done. The buttons carry all they need; the row beside them makes them work once, and holds
 * what does not fit into a button.
 */
export async function ask(
  face: Face,
  call: Press,
  question: {
    kind: 'gift' | 'graduate' | 'setRecovery' | 'buy' | 'refund' | 'use';
    data: Pending['data'];
    reply: Reply;
    confirm: (base: ConfirmBase) => ConfirmState;
  },
): Promise<Reply> {
  const base = { operation: call.id, author: call.author.id, expires: face.ctx.clock() + ANSWER_WITHIN_MS };
  const { kind, data } = question;
  await face.replies.begin(face.ctx.db, call.id, call.place, pendingOf(face, call, { kind, data, asking: true }));
  const buttons: Button[] = [
    { label: call.say('button.confirm'), emoji: '✅', look: 'success', press: question.confirm(base) },
    { label: call.say('button.cancel'), look: 'secondary', press: { verb: 'cancel', ...base } },
  ];
  return { ...question.reply, tone: 'pending', buttons, operation: { id: call.id, sent: false } };
}

export type ConfirmBase = { operation: string; author: string; expires: number };

/** @throws UserError for a button that is someone else's, or too old */
export function requireOwnAndFresh(state: State, userId: string, now: number): void {
  if (state.author !== userId)
    throw new UserError('ButtonForeign', 'This button belongs to somebody else: give the command yourself.');
  if ('expires' in state && state.expires <= now) throw expired();
}

export const expired = () =>
  new UserError('ButtonExpired', 'This button has expired and nothing was changed: give the command again.');
