/** What the parts of /config share. */
import { UserError } from '../../errors.ts';
import { FEATURES, type Settings, setSettings } from '../../operations/settings.ts';
import type { Face } from '../face.ts';
import type { Reply } from '../replies/reply.ts';
import { type Command, type Press, readNumber } from './command.ts';

/** What may be switched: whole commands, and ways of using them. */
export const SWITCHES = [...FEATURES, 'messages', 'prefix'] as const;

export function isOn({ off, messageEarning, prefixCommands }: Settings, feature: (typeof SWITCHES)[number]): boolean {
  if (feature === 'messages') return messageEarning;
  return feature === 'prefix' ? prefixCommands : !off.includes(feature);
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
