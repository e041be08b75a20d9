import type { Address } from 'viem';
import type { Transaction } from '../../db/database.ts';
import { UserError } from '../../errors.ts';
import type { Press } from '../commands/command.ts';
import type { Face } from '../face.ts';
import type { Pending } from '../replies/replies.ts';
import type { Button, Reply } from '../replies/reply.ts';
import { when } from '../replies/text.ts';
import type { State, StateOf } from './state.ts';

/** How long a question waits for earnings to be settled, so that it can show the balance after. */
export const PATIENCE_MS = 2_000;

/** How long a question may be answered. */
export const ANSWER_WITHIN_MS = 5 * 60_000;

export type ConfirmState =
  | StateOf<'confirmGift'>
  | StateOf<'confirmGraduation'>
  | StateOf<'confirmRecovery'>
  | StateOf<'confirmBuy'>
  | StateOf<'confirmRefund'>
  | StateOf<'confirmUse'>
  | StateOf<'confirmTask'>
  | StateOf<'confirmTaskEnd'>
  | StateOf<'confirmAbandon'>
  | StateOf<'confirm'>;

/** What is kept of a call whose reply will be finished later. */
function pendingOf(face: Face, call: Press, rest: Pick<Pending, 'kind' | 'asking' | 'data'>): Pending {
  const { author, say, community, place } = call;
  const { ephemeral } = place;
  const { guildId, global } = community;
  return {
    ...{ ...rest, ephemeral, guildId, author, locale: say.locale, at: face.ctx.clock() },
    ...(global && { global }),
  };
}

/**
 * Asks before something is done. The buttons carry all they need; the row beside them makes them work once, and holds
 * what does not fit into a button.
 */
export async function ask(
  face: Face,
  call: Press,
  question: {
    kind: Exclude<Pending['kind'], 'claimDaily' | 'cancelGraduation' | 'setCeiling'>;
    data: Pending['data'];
    /** `note`: what stands before the word on how long it may be answered. */
    reply: Omit<Reply, 'tone'>;
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
  const expires = call.say('gift.expires', { when: when(base.expires) });
  const note = question.reply.note ? `${question.reply.note} ${expires}` : expires;
  return { ...question.reply, tone: 'pending', note, buttons, operation: { id: call.id, sent: false } };
}

/** What an operation of a member is given: its id, whose it is, and the reply that commits with it. */
type By = { id: string; token: Address; userId: string; alongside: (tx: Transaction) => Promise<void> };

/** Does at once what needs no question, and notes where its outcome is to be told. @returns what is shown meanwhile */
export async function begin(
  face: Face,
  call: Press,
  work: {
    kind: Pending['kind'];
    data?: Pending['data'];
    title: string;
    submitted: string;
    run: (by: By) => Promise<unknown>;
  },
): Promise<Reply> {
  const { say, community, author, id, place } = call;
  const { kind, data = {}, title, submitted } = work;
  const pending = pendingOf(face, call, { kind, asking: false, data });
  const alongside = (tx: Transaction) => face.replies.begin(tx, id, place, pending);
  await work.run({ id, token: community.token, userId: author.id, alongside });
  return {
    ...{ tone: 'pending', title, blocks: [submitted], note: say('state.submitted') },
    operation: { id, sent: true },
  };
}

/**
 * Does what was confirmed. Its operation is the question's id, so that it is done once however often it is confirmed.
 * @returns what the question shows until the outcome is known
 */
export async function carryOut(
  { replies }: Face,
  { say, community, place }: Press,
  { operation, author }: Pick<ConfirmBase, 'operation' | 'author'>,
  submitted: string,
  run: (by: By) => Promise<unknown>,
): Promise<Reply> {
  const alongside = (tx: Transaction) => replies.claim(tx, operation, place);
  await run({ id: operation, token: community.token, userId: author, alongside });
  return {
    ...{ tone: 'pending', title: say('state.submitted'), blocks: [submitted] },
    operation: { id: operation, sent: true },
  };
}

export type ConfirmBase = { operation: string; author: string; expires: number };

/** @throws UserError for a button that is someone else's, or too old */
export function requireOwnAndFresh(state: State, userId: string, now: number): void {
  if ('author' in state && state.author !== userId)
    throw new UserError('ButtonForeign', 'This button belongs to somebody else: give the command yourself.');
  if ('expires' in state && state.expires <= now) throw expired();
}

export const expired = () =>
  new UserError('ButtonExpired', 'This button has expired and nothing was changed: give the command again.');
