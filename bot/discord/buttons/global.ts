/**
 * The operator's own community, whose shop and tasks other servers may show. A button that is marked as global acts on it
 * wherever it is pressed, and so do all that come of it.
 */
import { UserError } from '../../errors.ts';
import { getBalance } from '../../operations/getBalance.ts';
import type { Form, Press } from '../commands/command.ts';
import type { Community } from '../community.ts';
import type { Face } from '../face.ts';
import type { Say } from '../locales/say.ts';
import type { Button, Reply } from '../replies/reply.ts';
import { money } from '../replies/text.ts';
import type { State } from './state.ts';

/** What begins something, and the setting that a server must have chosen for it. */
const BEGINS = { shop: 'globalShop', buyHere: 'globalShop', tasks: 'globalTasks', claimTask: 'globalTasks' } as const;
/** What is begun may be finished, also where it is shown no longer. */
const GOES_ON: readonly State['verb'][] = [
  ...(['confirmBuy', 'inventory', 'codes', 'giveBack', 'confirmRefund', 'useUp', 'confirmUse', 'wish'] as const),
  ...(['submitTask', 'myTasks', 'abandonTask', 'confirmAbandon', 'escalateTask', 'cancel'] as const),
];

const begins = (verb: State['verb']): verb is keyof typeof BEGINS => verb in BEGINS;

/** @returns null where there is none, and on the operator's own server */
async function operators(face: Face, home: Community): Promise<Community | null> {
  const { guildId } = face.ctx.config.operator;
  if (!guildId || guildId === home.guildId) return null;
  const community = await face.communityOf(guildId);
  return community && { ...community, global: true };
}

/** Which community a button acts on. @throws UserError where its server does not show that any more */
export async function actsOn(face: Face, home: Community, state: State): Promise<Community> {
  if (!state.global) return home;
  const community = await operators(face, home);
  const shown = begins(state.verb) ? home.settings[BEGINS[state.verb]] : GOES_ON.includes(state.verb);
  if (!community || !shown)
    throw new UserError('GlobalOff', 'This server does not show the operator’s shop or tasks: ask its staff.');
  return community;
}

/** The button that leads there; none where the server shows no such thing, or where one is there already. */
export async function wayOut(
  face: Face,
  { home, say, author, to }: { home: Community; say: Say; author: string; to: 'shop' | 'tasks' },
): Promise<Button[]> {
  if (home.global || !home.settings[BEGINS[to]]) return [];
  const community = await operators(face, home);
  if (!community || community.off.includes(to)) return [];
  const first = { author, offset: 0n, global: true } as const;
  const press: State = to === 'shop' ? { verb: 'shop', like: 0n, ...first } : { verb: 'tasks', ...first };
  return [{ label: say(`global.${to}`, { symbol: community.symbol }), emoji: '🌐', press }];
}

const marked = (button: Button): Button => ({ ...button, press: { ...button.press, global: true } });

/** What a page of it says first: whose it is, and what the member has there. */
export async function outThere({ ctx }: Face, { community, say, author }: Pick<Press, 'community' | 'say' | 'author'>) {
  const { balance } = await getBalance(ctx, { token: community.token, who: { userId: author.id } });
  return say('global.how', { symbol: community.symbol, balance: money(say, community, balance) });
}

/** The same with all its buttons marked, where it tells of the operator's community. */
export function globally<R extends Pick<Reply, 'rows' | 'buttons' | 'selects'>>(
  { global }: { global?: boolean },
  reply: R,
): R {
  if (!global) return reply;
  const { rows, buttons, selects } = reply;
  return {
    ...reply,
    ...(rows && { rows: rows.map((row) => (row.button ? { ...row, button: marked(row.button) } : row)) }),
    ...(buttons && { buttons: buttons.map(marked) }),
    ...(selects && { selects: selects.map((select) => ({ ...select, press: { ...select.press, global: true } })) }),
  };
}

/** What a form comes back with. */
export const globalForm = ({ global }: Community, form: Form): Form =>
  global ? { ...form, submit: { ...form.submit, global: true } } : form;
