/** What a server's staff may choose, and what of it is refused: the same whichever face they use. */
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';
import { FEATURES, getSettings, readSettings, type Settings, setSettings } from './settings.ts';

/** What is switched by a setting of its own. */
const FLAGS = {
  messages: 'messageEarning',
  reactions: 'reactionEarning',
  rooms: 'auditEarning',
  invites: 'inviteEarning',
  expiry: 'autoExpiry',
  prefix: 'prefixCommands',
  global_shop: 'globalShop',
  global_tasks: 'globalTasks',
} as const satisfies Record<string, keyof Settings>;
type Flag = keyof typeof FLAGS;
const isFlag = (name: string): name is Flag => name in FLAGS;

/** What may be switched: whole commands, what is paid for, and ways of using them. */
export const SWITCHES = [
  ...FEATURES,
  ...(['messages', 'reactions', 'rooms', 'invites', 'expiry', 'prefix'] as const satisfies Flag[]),
  ...(['global_shop', 'global_tasks'] as const satisfies Flag[]),
] as const;
export type Switch = (typeof SWITCHES)[number];

export const isOn = (chosen: Settings, name: Switch): boolean =>
  isFlag(name) ? chosen[FLAGS[name]] : !chosen.off.includes(name);

/** What makes one of them on or off. */
export function switched(name: Switch, on: boolean): (now: Settings) => Partial<Settings> {
  if (isFlag(name)) return () => ({ [FLAGS[name]]: on });
  return ({ off }) => ({ off: [...off.filter((each) => each !== name), ...(on ? [] : [name])] });
}

/** Figures that a server may set, each within bounds of its own. */
export const FIGURES = [
  'popularReactors',
  'mediaAudience',
  'helpfulVotes',
  'messageLength',
  'voiceSeconds',
  'inviteActiveDays',
  'inviteAccountDays',
] as const satisfies (keyof Settings)[];
export type Figure = (typeof FIGURES)[number];

/** @param value null for what is no number @throws UserError for what is none, or out of its bounds */
export function requireFigure(name: Figure, value: number | null): Partial<Settings> {
  // What does not fit is read as the product's own figure.
  if (value === null || readSettings({ [name]: value })[name] !== value)
    throw new UserError('FigureInvalid', 'That figure is out of its bounds: choose one nearer to what it is now.');
  return { [name]: value };
}

export const MOST_ALIASES = 50;
const MOST_CUSTOM = 50;
export const MOST_RULES = 50;
/** Of a text that the staff write. */
export const LONGEST_TEXT = 1_500;

/** Names that a server may give of its own. */
const NAME = /^[\p{L}\p{N}_-]{1,32}$/u;

/** @param taken what commands are called @throws UserError for what cannot be typed as one word, or means something already */
export function requireFreeName(taken: readonly string[], typed: string): string {
  const name = typed.trim().toLowerCase();
  if (!NAME.test(name))
    throw new UserError('NameInvalid', 'A name is one word of letters, digits, - or _, at most 32 of them.');
  if (taken.includes(name)) throw new UserError('NameTaken', 'That is the name of a command already: choose another.');
  return name;
}

/**
 * What gives a server a command of its own, or takes it away.
 * @param input.answer null: taken away
 * @throws UserError for a name that cannot be typed or is taken, and for one too many
 */
export function customCommand(
  taken: readonly string[],
  { name: typed, answer }: { name: string; answer: string | null },
): { name: string; change: (now: Settings) => Partial<Settings> } {
  const name = requireFreeName(taken, typed);
  const change = ({ aliases, customCommands: { [name]: _, ...others } }: Settings) => {
    if (Object.hasOwn(aliases, name))
      throw new UserError('NameTaken', 'That is the name of a command already: choose another.');
    if (answer !== null && Object.keys(others).length >= MOST_CUSTOM)
      throw new UserError('CustomFull', `A server may have ${MOST_CUSTOM} commands of its own: remove one first.`);
    return { customCommands: answer === null ? others : { ...others, [name]: answer } };
  };
  return { name, change };
}

/** @throws UserError for a custom command that there is not */
export async function forgetCustomCommand(
  ctx: Context,
  { token, name }: { token: Address; name: string },
): Promise<void> {
  const wanted = name.trim().toLowerCase();
  const unknown = () => new UserError('CommandUnknown', 'There is no such command here: look at the list.');
  const { customCommands } = await getSettings(ctx, { token });
  if (!Object.hasOwn(customCommands, wanted)) throw unknown();
  const change = ({ customCommands: { [wanted]: _, ...others } }: Settings) => ({ customCommands: others });
  await setSettings(ctx, { token, change });
}

/**
 * All names that a server gives to commands, each with the command that it means.
 * @throws UserError for a name that cannot be typed or is taken, a command that there is not, and for one too many
 */
export function requireAliases(taken: readonly string[], typed: Record<string, string>): Record<string, string> {
  const aliases = Object.entries(typed).map(([name, meant]) => [
    requireFreeName(taken, name),
    requireCommand(taken, meant),
  ]);
  if (aliases.length > MOST_ALIASES)
    throw new UserError('AliasesFull', `A server may have ${MOST_ALIASES} names of its own: remove one first.`);
  return Object.fromEntries(aliases);
}

/** @throws UserError for what is no command that can be typed */
export function requireCommand(taken: readonly string[], typed: string): string {
  const meant = typed.trim().toLowerCase().replace(/^\W+/, '');
  if (taken.includes(meant)) return meant;
  throw new UserError('AliasUnknown', 'There is no command of that name to be typed: see the names with /help.');
}
