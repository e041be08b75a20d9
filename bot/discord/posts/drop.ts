import type { Context } from '../../context.ts';
import { getDrop } from '../../operations/drop.ts';
import type { Community } from '../community.ts';
import type { Say } from '../locales/say.ts';
import { mention, money, quote, when } from '../replies/text.ts';
import type { Shown } from './keepPosts.ts';

/** A drop as its message shows it: what there is, what is left of it, and who took. @throws UserError where it is gone */
export async function dropPost(ctx: Context, community: Community, say: Say, number: number): Promise<Shown> {
  const drop = await getDrop(ctx, { token: community.token, drop: number });
  const { places, taken, takers, over, endsAt } = drop;
  const line = say('drop.line', { amount: money(say, community, drop.amount), places, who: mention(drop.userId) });
  const names = takers.map(mention).join(' ');
  const who = taken > takers.length ? say('drop.more', { who: names, count: taken - takers.length }) : names;
  const ended = taken < places ? say('drop.ended', { when: when(endsAt), taken, places }) : say('drop.over');
  return {
    over,
    nextAt: over ? null : endsAt,
    reply: {
      tone: over ? 'pending' : 'gift',
      title: `🪂 ${say('drop.title')}`,
      blocks: [
        line + quote(drop.message),
        over ? ended : say('drop.left', { left: places - taken, places, when: when(endsAt) }),
        ...(taken > 0 ? [say('drop.takers', { who })] : []),
      ],
      ...(over
        ? {}
        : {
            buttons: [
              {
                ...{ label: say('drop.grab'), emoji: '🪂', look: 'success' },
                press: { verb: 'grabHere', drop: BigInt(number) },
              },
            ],
          }),
    },
  };
}
