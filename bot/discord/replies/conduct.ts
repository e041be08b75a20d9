/** How ended what staff decided about a member, and what a member asked of them. */
import { and, desc, eq } from 'drizzle-orm';
import { penalties } from '../../db/schema.ts';
import { accountOf } from '../../operations/who.ts';
import { line } from '../commands/penalty.ts';
import type { Done, Told } from './finish.ts';
import type { ConductKind } from './replies.ts';
import { mention } from './text.ts';

const judged = async ({ ctx, community, say, pending }: Done): Promise<Told> => {
  const { to = '' } = pending.data;
  const member = await accountOf(ctx, { userId: to });
  const [newest] = await ctx.db
    .select()
    .from(penalties)
    .where(and(eq(penalties.token, community.token), eq(penalties.member, member)))
    .orderBy(desc(penalties.penalty))
    .limit(1);
  const about = newest ? [line(say, newest)] : [];
  return { title: say('penalty.title'), blocks: [say('penalty.confirmed', { who: mention(to) }), ...about] };
};

export const CONDUCT_KINDS: Record<ConductKind, (done: Done) => Promise<Told>> = {
  penalise: judged,
  ban: judged,
  async lift({ say, pending }) {
    const number = pending.data.penalty ?? '';
    return { title: say('penalty.lift.title'), blocks: [say('penalty.lift.confirmed', { number })] };
  },
  async appeal({ say, pending }) {
    const number = pending.data.penalty ?? '';
    return { title: say('appeal.title'), blocks: [say('appeal.confirmed', { number })] };
  },
};
