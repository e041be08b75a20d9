/** What the parts of /config share. */
import { UserError } from '../../errors.ts';
import { FEATURES, readSettings, type Settings, setSettings } from '../../operations/settings.ts';
import type { Face } from '../face.ts';
import type { Reply } from '../replies/reply.ts';
import { type Command, type Press, readNumber } from './command.ts';

/** What is switched by a setting of its own. */
const FLAGS = {
  messages: 'messageEarning',
  reactions: 'reactionEarning',
  rooms: 'auditEarning',
  invites: 'inviteEarning',
  expiry: 'autoExpiry',
  prefix: 'prefixCommands',
} as const satisfies Record<string, keyof Settings>;
type Flag = keyof typeof FLAGS;
const isFlag = (name: string): name is Flag => name in FLAGS;

/** What may be switched: whole commands, what is paid for, and ways of using them. */
export const SWITCHES = [
  ...FEATURES,
  ...(['messages', 'reactions', 'rooms', 'invites', 'expiry', 'prefix'] as const satisfies Flag[]),
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

/** @throws UserError for what is none, or out of its bounds */
export function readFigure(name: (typeof FIGURES)[number], typed: string): Partial<Settings> {
  const value = readNumber(typed);
  // What does not fit is read as the product's own figure.
  if (value === null || readSettings({ [name]: value })[name] !== value)
    throw new UserError('FigureInvalid', 'That figure is out of its bounds: choose one nearer to what it is now.');
  return { [name]: value };
}

/** Changes what a server chose, and lets everybody see it at once. @returns what is told of it */
export async function choose(
  { ctx, communityOf }: Face,
  { say, community }: Press,
  change: Parameters<typeof setSettings>[1]['change'],
  done: string,
): Promise<Reply> {
  await setSettings(ctx, { token: community.token, change });
  communityOf.forget();
  return { tone: 'success', title: say('config.title'), blocks: [done] };
}

/** Names that a server may give of its own. */
const NAME = /^[\p{L}\p{N}_-]{1,32}$/u;

/** @throws UserError for what cannot be typed as one word, or means something already */
export function requireFreeName(commands: readonly Command[], typed: string): string {
  const name = typed.trim().toLowerCase();
  if (!NAME.test(name))
    throw new UserError('NameInvalid', 'A name is one word of letters, digits, - or _, at most 32 of them.');
  if (commands.some(({ aliases }) => Object.hasOwn(aliases, name)))
    throw new UserError('NameTaken', 'That is the name of a command already: choose another.');
  return name;
}

/** `75`, `75%` or `75 %` as basis points. @throws UserError */
export function readPercent(typed: string, most: number): number {
  const percent = readNumber(typed.replace(/\s*%$/, ''));
  if (percent === null || percent * 100 > most)
    throw new UserError('PercentInvalid', `Give a whole percentage from 0 to ${most / 100}.`, {
      most: `${most / 100}`,
    });
  return percent * 100;
}
