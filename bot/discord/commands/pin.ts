import type { Address } from 'viem';
import { getPin, type PinState } from '../../operations/getPin.ts';
import { needsPin, requirePin } from '../../operations/givePin.ts';
import { cancelPinReset, resetPin } from '../../operations/resetPin.ts';
import { type PinDigits, setPin } from '../../operations/setPin.ts';
import type { State } from '../buttons/state.ts';
import type { Face } from '../face.ts';
import type { Say } from '../locales/say.ts';
import type { Button, Reply } from '../replies/reply.ts';
import { when } from '../replies/text.ts';
import { type Form, leaf, type Press } from './command.ts';

const PIN = { least: 4, most: 6 };

export const pinLeaf = leaf({
  about: 'wallet.pin.description',
  options: {},
  visibility: 'private',
  form: setPinForm,
  // Typed into a channel it would be everybody's: the button opens the same form.
  async run(_face, { say, author }) {
    return {
      tone: 'info',
      title: say('pin.title'),
      blocks: [say('pin.form')],
      buttons: [setPinButton(say, author.id)],
    };
  },
});

export const forgotLeaf = leaf({
  about: 'wallet.forgot.description',
  options: {},
  visibility: 'private',
  async run(face, call) {
    const { say, author, id } = call;
    const from = await resetPin(face.ctx, { userId: author.id });
    const reply = resetReply(say, author.id, from);
    await face.deliver.direct(author.id, { ...reply, buttons: [] }, `d${id}`);
    return reply;
  },
});

export const setPinButton = (say: Say, author: string): Button => ({
  label: say('pin.set'),
  emoji: '🔑',
  look: 'primary',
  press: { verb: 'setPin', author },
});

/** That a forgotten PIN will be replaceable, and how to keep it. */
export const resetReply = (say: Say, author: string, from: Date): Reply => ({
  tone: 'pending',
  title: say('forgot.title'),
  blocks: [say('forgot.text', { when: when(from, 'f') })],
  buttons: [{ label: say('forgot.keep'), look: 'danger', press: { verb: 'keepPin', author } }],
});

/** The form that sets a PIN: with the old one, where there is one. @throws UserError while no PIN may be tried */
export async function setPinForm({ ctx }: Face, { say, community, author }: Press): Promise<Form> {
  const { state } = await getPin(ctx, { userId: author.id });
  if (state !== 'none') await requirePin(ctx, { userId: author.id });
  const { least, most } = community.pinDigits;
  const digits = least === most ? `${least}` : `${least}–${most}`;
  return {
    title: say('pin.title'),
    fields: {
      ...(state === 'none' ? {} : { old: { label: say('pin.old'), ...PIN } }),
      pin: { label: say('pin.new', { digits }), least, most },
    },
    submit: { verb: 'setPin', author: author.id },
  };
}

/** What was written into that form. @throws UserError */
export async function savePin(
  face: Face,
  { say, community, author, id }: Press,
  { pin, old }: { pin: string; old: string | null },
): Promise<Reply> {
  const digits: PinDigits = community.pinDigits;
  await setPin(face.ctx, { userId: author.id, pin, old, digits });
  const done: Reply = { tone: 'success', title: say('pin.title'), blocks: [say('pin.saved')] };
  // To be heard of by whoever did not do it.
  await face.deliver.direct(author.id, { ...done, note: say('pin.notYou') }, `d${id}`);
  return { ...done, note: say('pin.never') };
}

export async function keepPin({ ctx }: Face, { say, author }: Press): Promise<Reply> {
  const kept = await cancelPinReset(ctx, { userId: author.id });
  return { tone: 'success', title: say('forgot.title'), blocks: [say(kept ? 'forgot.kept' : 'forgot.nothing')] };
}

/**
 * The form that asks for the PIN before a button does its work; null where it needs none.
 * @throws UserError for a member who has none, or whose PIN cannot be tried at this moment
 */
export async function pinForm(face: Face, { say, community, author }: Press, state: State): Promise<Form | null> {
  if (!(await isGuarded(face, community.token, state))) return null;
  if ('operation' in state) await face.replies.requireAsked(state.operation);
  await requirePin(face.ctx, { userId: author.id });
  return {
    title: say('pin.enterTitle'),
    fields: { pin: { label: say('pin.enter'), ...PIN } },
    submit: state,
  };
}

async function isGuarded({ ctx }: Face, token: Address, state: State): Promise<boolean> {
  switch (state.verb) {
    case 'confirmGift':
      return needsPin(ctx, { token, amount: state.amount });
    case 'confirmBuy':
      return needsPin(ctx, { token, amount: state.maxPrice });
    case 'confirm':
    case 'confirmTask':
      return needsPin(ctx, { token, amount: state.cost });
    case 'confirmGraduation':
    case 'confirmRecovery':
    case 'link':
      return true;
    default:
      return false;
  }
}

/** How it stands with a member's PIN, in a line. */
export function pinLine(say: Say, { state, retryAt }: PinState, amount: string): string {
  if (state === 'none') return say('pin.none', { amount });
  if (state === 'locked') return say('pin.locked');
  const waits = retryAt && retryAt.getTime() > 0 ? ` ${say('pin.waits', { when: when(retryAt) })}` : '';
  return say('pin.isSet', { amount }) + waits;
}
