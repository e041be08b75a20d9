import { PermissionFlagsBits } from 'discord.js';
import { UserError } from '../../errors.ts';
import {
  getSuspects,
  judgeSuspect,
  type Signal,
  type Suspect,
  VERDICTS,
  type Verdict,
} from '../../operations/signals.ts';
import { expired } from '../buttons/confirm.ts';
import type { StateOf } from '../buttons/state.ts';
import type { Face } from '../face.ts';
import type { Say } from '../locales/say.ts';
import { note } from '../log.ts';
import type { Button, Reply } from '../replies/reply.ts';
import { mention, money, when } from '../replies/text.ts';
import { turning } from '../replies/turning.ts';
import { type Command, isPermitted, leaf, type Press } from './command.ts';

/** For the staff: what looks like abuse, with the decision beside it. */
export const signalsCommand: Command = {
  name: 'signals',
  group: 'staff',
  title: 'signals.name',
  about: 'signals.description',
  permissions: PermissionFlagsBits.ModerateMembers,
  aliases: {},
  leaves: {
    '': leaf({
      about: 'signals.description',
      options: {},
      visibility: 'private',
      run: (face, call) => signalsPage(face, call, 0),
    }),
  },
};

/** One member a page: the signs about them, and what can be decided. */
export async function signalsPage(
  { ctx }: Face,
  { author, community, say }: Pick<Press, 'author' | 'community' | 'say'>,
  offset: number,
): Promise<Reply> {
  const suspects = await getSuspects(ctx, { token: community.token });
  const title = `🔎 ${say('signals.title')}`;
  const place = Math.min(offset, suspects.length - 1);
  const suspect = suspects[place];
  if (!suspect) return { tone: 'info', title, blocks: [say('signals.empty')] };
  const { userId, heldSince, waiting, signs } = suspect;
  const { note: page, buttons = [] } = turning(say, { offset: place, rows: 1, total: suspects.length }, (to) => ({
    ...{ verb: 'signals', author: author.id, offset: to },
  }));
  const held = heldSince ? `\n⏸️ ${say('signals.held', { when: when(heldSince), count: waiting })}` : '';
  return {
    tone: 'pending',
    title,
    blocks: [
      `## ${mention(userId)}${held}`,
      signs
        .map((sign) => `• ${signWords(say, community, sign)}\n-# ${when(sign.firstAt)} – ${when(sign.lastAt)}`)
        .join('\n'),
    ],
    note: [page, say('signals.note')].filter(Boolean).join(' · '),
    buttons: [...verdicts(say, author.id, suspect, place), ...buttons],
  };
}

function verdicts(say: Say, author: string, { userId, heldSince }: Suspect, place: number): Button[] {
  const press = (verdict: Verdict): Button['press'] => ({
    ...{ verb: 'judgeSuspect', author, member: userId, verdict, offset: BigInt(place) },
  });
  if (!heldSince)
    return [
      { label: say('signals.fine'), emoji: '✅', look: 'success', press: press('fine') },
      { label: say('signals.hold'), emoji: '⏸️', look: 'danger', press: press('hold') },
    ];
  return [
    { label: say('signals.release'), emoji: '▶️', look: 'success', press: press('fine') },
    { label: say('signals.forget'), emoji: '🗑️', look: 'danger', press: press('forget') },
  ];
}

function signWords(say: Say, community: Press['community'], { kind, evidence, others }: Signal): string {
  const { count = '', account = '', joined = '', amount } = evidence;
  const values = {
    ...{ count, account, joined, others: others.map(mention).join(' ') },
    amount: amount ? money(say, community, BigInt(amount)) : '',
  };
  return say(`signals.kind.${kind}`, values);
}

/** Decides about the member of a page, and shows who is next. @throws UserError for who is no staff any more */
export async function judgeSuspectNow(face: Face, press: Press, state: StateOf<'judgeSuspect'>): Promise<Reply> {
  const { author, community, permissions } = press;
  const { member: userId } = state;
  const verdict = VERDICTS.find((each) => each === state.verdict);
  if (!verdict) throw expired();
  if (!isPermitted(signalsCommand, permissions))
    throw new UserError('NotAllowed', 'This command is for the staff of this server.');
  const { token } = community;
  await judgeSuspect(face.ctx, { token, userId, by: author.id, verdict });
  const values = { staff: mention(author.id), who: mention(userId) };
  await note(face.ctx, { token, what: `signal.${verdict}`, values, source: press.id });
  face.settling.notice(token);
  return signalsPage(face, press, Number(state.offset));
}
