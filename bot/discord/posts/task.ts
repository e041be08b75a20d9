import type { Context } from '../../context.ts';
import { getTask } from '../../operations/getTasks.ts';
import { roleOfTask } from '../../operations/roleOfTask.ts';
import { titleOf } from '../commands/tasks.ts';
import type { Community } from '../community.ts';
import type { Say } from '../locales/say.ts';
import { code, mention, money, quote, when } from '../replies/text.ts';
import type { Shown } from './keepPosts.ts';

/** A task as its message shows it, for everybody. @throws UserError where it is gone */
export async function taskPost(ctx: Context, community: Community, say: Say, number: number): Promise<Shown> {
  const task = await getTask(ctx, { token: community.token, task: number });
  const { about, reward, slots, left, expiresAt, state, proofRequired, creatorId, issued, completed, reviewers } = task;
  const role = await roleOfTask(ctx, task);
  const facts = [
    say('tasks.reward', { amount: money(say, community, reward) }),
    slots === null || left === null ? say('tasks.unlimited') : say('tasks.slots', { left, slots }),
    ...(state === 'open' || !expiresAt ? [] : [say(`tasks.state.${state}`)]),
    ...(proofRequired ? [say('tasks.proof')] : []),
    ...(role ? [say('tasks.role', { role: `<@&${role}>` })] : []),
    ...(reviewers > 1 ? [say('posts.reviewers', { reviewers })] : []),
    ...(completed > 0 ? [say('posts.done', { count: completed })] : []),
  ];
  const over = state === 'ended' || state === 'cancelled';
  const ends = expiresAt ? say(over ? 'posts.ended' : 'tasks.until', { when: when(expiresAt) }) : null;
  const from = creatorId && !issued ? say('tasks.by', { who: mention(creatorId) }) : null;
  return {
    over,
    nextAt: over ? null : expiresAt,
    reply: {
      tone: state === 'open' ? 'info' : 'pending',
      title: `📋 ${titleOf(say, task)}`,
      blocks: [`${facts.join(' · ')}${quote(about?.description)}`],
      note: [code(`#${task.task}`), about?.category, ends, from].filter(Boolean).join(' · '),
      ...(over
        ? {}
        : {
            buttons: [
              {
                label: say('tasks.claim'),
                look: 'primary',
                disabled: state !== 'open',
                press: { verb: 'claimHere', task: BigInt(task.task) },
              },
            ],
          }),
    },
  };
}
