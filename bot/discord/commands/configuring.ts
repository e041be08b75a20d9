/** What the parts of /config share. */
import { UserError } from '../../errors.ts';
import { type Figure, requireFigure } from '../../operations/configure.ts';
import { setSettings } from '../../operations/settings.ts';
import type { Face } from '../face.ts';
import type { Reply } from '../replies/reply.ts';
import { type Command, type Press, readNumber } from './command.ts';

/** A figure that was typed. @throws UserError for what is none, or out of its bounds */
export const readFigure = (name: Figure, typed: string) => requireFigure(name, readNumber(typed));

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

/** What may be typed of our own commands. */
export const namesOf = (commands: readonly Command[]) => commands.flatMap(({ aliases }) => Object.keys(aliases));

/** `75`, `75%` or `75 %` as basis points. @throws UserError */
export function readPercent(typed: string, most: number): number {
  const percent = readNumber(typed.replace(/\s*%$/, ''));
  if (percent === null || percent * 100 > most)
    throw new UserError('PercentInvalid', `Give a whole percentage from 0 to ${most / 100}.`, {
      most: `${most / 100}`,
    });
  return percent * 100;
}
