import { UserError } from '../../errors.ts';
import { abandonTask, checkAbandonTask } from '../../operations/abandonTask.ts';
import { claimTask } from '../../operations/claimTask.ts';
import { escalateTask } from '../../operations/escalateTask.ts';
import { type ClaimedTask, getClaim, getClaims, getTask, getTasks, type Task } from '../../operations/getTasks.ts';
import type { ProofFile } from '../../operations/proofFiles.ts';
import { submitTask } from '../../operations/submitTask.ts';
import { ask, begin, carryOut } from '../buttons/confirm.ts';
import { outThere, wayOut } from '../buttons/global.ts';
import type { StateOf } from '../buttons/state.ts';
import type { Community } from '../community.ts';
import type { Face } from '../face.ts';
import { readFiles } from '../files.ts';
import type { Say } from '../locales/say.ts';
import type { Button, Reply } from '../replies/reply.ts';
import { code, mention, money, oneLine, when } from '../replies/text.ts';
import { turning } from '../replies/turning.ts';
import { type Command, type Form, leaf, type Press, readNumber, type Suggest } from './command.ts';

const ROWS = 6;
/** Of a description in a list. */
const ABOUT_LENGTH = 200;
/** What the form for a proof takes, and its option. */
const PROOF_LENGTH = 2_000;

type Asked = Pick<Press, 'author' | 'community' | 'say'>;

export const tasksCommand: Command = {
  name: 'tasks',
  group: 'tasks',
  feature: 'tasks',
  title: 'tasks.name',
  about: 'tasks.description',
  permissions: null,
  aliases: { tasks: '' },
  leaves: {
    '': leaf({
      about: 'tasks.description',
      options: {},
      visibility: 'private',
      run: (face, call) => tasksPage(face, call, 0),
    }),
  },
};

export const claimCommand: Command = {
  name: 'claim',
  group: 'tasks',
  feature: 'tasks',
  title: 'claim.name',
  about: 'claim.description',
  permissions: null,
  aliases: { claim: '' },
  leaves: {
    '': leaf({
      about: 'claim.description',
      options: {
        task: {
          type: 'text',
          max: 20,
          about: 'task.task',
          required: true,
          suggest: suggestTasks(({ state }) => state === 'open'),
        },
      },
      visibility: 'private',
      run: (face, call) => claimNow(face, call, readTask(call.args.task)),
    }),
  },
};

export const myTasksCommand: Command = {
  name: 'my_tasks',
  group: 'tasks',
  title: 'mine.name',
  about: 'mine.description',
  permissions: null,
  aliases: { my_tasks: '', mytasks: '' },
  leaves: {
    '': leaf({
      about: 'mine.description',
      options: {},
      visibility: 'private',
      run: (face, call) => myTasksPage(face, call, 0),
    }),
  },
};

export const taskSubmitCommand: Command = {
  name: 'task_submit',
  group: 'tasks',
  title: 'submit.name',
  about: 'submit.description',
  permissions: null,
  aliases: { task_submit: '', submit: '' },
  leaves: {
    '': leaf({
      about: 'submit.description',
      options: {
        claim: { type: 'text', max: 20, about: 'submit.claim', required: true, suggest: suggestOwn },
        proof: { type: 'text', max: PROOF_LENGTH, about: 'submit.proof' },
        file1: { type: 'file', about: 'submit.file' },
        file2: { type: 'file', about: 'submit.file' },
        file3: { type: 'file', about: 'submit.file' },
        file4: { type: 'file', about: 'submit.file' },
        file5: { type: 'file', about: 'submit.file' },
      },
      visibility: 'private',
      async run(face, call) {
        const { claim, proof, file1, file2, file3, file4, file5 } = call.args;
        const files = await readFiles([file1, file2, file3, file4, file5].filter((file) => file !== null));
        return submitNow(face, call, readTask(claim), { proof, files });
      },
    }),
  },
};

/** Of a task or a claim. @throws UserError */
export function readTask(typed: string): number {
  const number = readNumber(typed);
  if (number === null)
    throw new UserError('TaskNotNumber', 'Give the number, such as 12: /tasks and /my_tasks show what there is.');
  return number;
}

export const titleOf = (say: Say, { about, task }: Task) =>
  about ? oneLine(about.title, 100) : say('tasks.untitled', { task });

/** Tasks of which this holds. */
export function suggestTasks(wanted: (task: Task, userId: string) => boolean): Suggest {
  return async ({ ctx }, { community, userId, typed, say }) =>
    (await getTasks(ctx, { token: community.token, open: false }))
      .filter((task) => wanted(task, userId))
      .map((task) => ({
        name: `#${task.task} ${task.about?.title ?? ''} · ${money(say, community, task.reward)}`,
        value: `${task.task}`,
      }))
      .filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()));
}

async function suggestOwn(...[{ ctx }, { community, userId, typed }]: Parameters<Suggest>) {
  const claimed = await getClaims(ctx, { token: community.token, who: { userId } });
  return claimed
    .filter(mayBeHandedIn)
    .map(({ claim, task }) => ({ name: `#${claim.claim} ${task.about?.title ?? ''}`, value: `${claim.claim}` }))
    .filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()));
}

/** One page of the tasks that may be claimed. */
export async function tasksPage(face: Face, { author, community, say }: Asked, offset: number): Promise<Reply> {
  const all = await getTasks(face.ctx, { token: community.token, open: true });
  const { symbol, global } = community;
  const title = global ? `🌐 ${say('global.tasks', { symbol })}` : `📋 ${say('tasks.title')}`;
  const more: Button[] = global
    ? [{ label: say('mine.title'), emoji: '📋', press: { verb: 'myTasks', author: author.id, offset: 0n } }]
    : await wayOut(face, { home: community, say, author: author.id, to: 'tasks' });
  if (all.length === 0) return { tone: 'info', title, blocks: [say('tasks.empty')], buttons: more };
  const { buttons = [], ...turned } = turning(say, { offset, rows: ROWS, total: all.length }, (at) => ({
    ...{ verb: 'tasks', author: author.id, offset: at },
  }));
  return {
    tone: 'info',
    title,
    blocks: global ? [await outThere(face, { community, say, author })] : [],
    rows: all.slice(offset, offset + ROWS).map((task) => ({
      text: taskLine(say, community, task),
      ...(task.creatorId === author.id
        ? {}
        : {
            button: {
              label: say('tasks.claim'),
              look: 'primary' as const,
              press: { verb: 'claimTask' as const, author: author.id, task: BigInt(task.task) },
            },
          }),
    })),
    ...turned,
    buttons: [...buttons, ...more],
  };
}

function taskLine(say: Say, community: Community, task: Task): string {
  const { about, reward, left, slots, expiresAt, creatorId, issued, proofRequired } = task;
  const notes = [
    say('tasks.reward', { amount: money(say, community, reward) }),
    slots === null || left === null ? say('tasks.unlimited') : say('tasks.slots', { left, slots }),
    ...(expiresAt ? [say('tasks.until', { when: when(expiresAt) })] : []),
    ...(proofRequired ? [say('tasks.proof')] : []),
    ...(creatorId && !issued ? [say('tasks.by', { who: mention(creatorId) })] : []),
  ];
  const more = about?.description ? `\n${oneLine(about.description, ABOUT_LENGTH)}` : '';
  return `${code(`#${task.task}`)} **${titleOf(say, task)}**${about ? ` · ${oneLine(about.category, 40)}` : ''}${more}\n-# ${notes.join(' · ')}`;
}

/** Claims a task for whoever pressed or wrote. @throws UserError */
export async function claimNow(face: Face, press: Press, number: number): Promise<Reply> {
  const { say, community } = press;
  const { task } = await getTask(face.ctx, { token: community.token, task: number });
  return begin(face, press, {
    kind: 'claimTask',
    data: { task: `${task}` },
    title: say('claim.title'),
    submitted: say('claim.submitted', { task }),
    run: (by) => claimTask(face.ctx, { ...by, task }),
  });
}

/** Hands work in. @throws UserError */
export async function submitNow(
  face: Face,
  press: Press,
  number: number,
  handedIn: { proof: string | null; files?: ProofFile[] },
): Promise<Reply> {
  const { say, community } = press;
  const { claim } = await getClaim(face.ctx, { token: community.token, claim: number });
  return begin(face, press, {
    kind: 'submitTask',
    data: { claim: `${claim.claim}` },
    title: say('submit.title'),
    submitted: say('submit.submitted', { claim: number }),
    run: (by) => submitTask(face.ctx, { ...by, claim: number, ...handedIn }),
  });
}

/** The form in which work is handed in. */
export function submitForm(say: Say, author: string, claim: bigint): Form {
  return {
    title: say('submit.title'),
    fields: { text: { label: say('submit.proof'), long: true, most: PROOF_LENGTH } },
    submit: { verb: 'submitTask', author, claim },
  };
}

export async function escalateNow(face: Face, press: Press, claim: number): Promise<Reply> {
  const { say } = press;
  return begin(face, press, {
    kind: 'escalateTask',
    data: { claim: `${claim}` },
    title: say('claim.escalateTitle'),
    submitted: say('claim.escalating', { claim }),
    run: (by) => escalateTask(face.ctx, { ...by, claim }),
  });
}

/** One page of what the author claimed, newest first. */
export async function myTasksPage({ ctx }: Face, { author, community, say }: Asked, offset: number): Promise<Reply> {
  const all = await getClaims(ctx, { token: community.token, who: { userId: author.id } });
  const title = `📋 ${say('mine.title')}`;
  if (all.length === 0) return { tone: 'info', title, blocks: [say('mine.empty')] };
  const page = all.slice(offset, offset + ROWS);
  const open = page.flatMap(({ claim }) =>
    ['claimed', 'rejected'].includes(claim.state) ? [{ claim: BigInt(claim.claim) }] : [],
  );
  return {
    tone: 'info',
    title,
    blocks: [],
    rows: page.map((claimed) => {
      const button = buttonOf(say, author.id, claimed);
      return { text: claimLine(say, community, claimed), ...(button ? { button } : {}) };
    }),
    ...turning(say, { offset, rows: ROWS, total: all.length }, (at) => ({
      verb: 'myTasks',
      author: author.id,
      offset: at,
    })),
    ...(all.length <= ROWS && open.length > 0
      ? {
          buttons: open.slice(0, 5).map(
            ({ claim }): Button => ({
              label: `${say('mine.abandon')} #${claim}`,
              press: { verb: 'abandonTask', author: author.id, claim },
            }),
          ),
        }
      : {}),
  };
}

const mayBeHandedIn = ({ claim }: ClaimedTask) => claim.state === 'claimed' || claim.state === 'rejected';

function buttonOf(say: Say, author: string, claimed: ClaimedTask): Button | undefined {
  const carried = { author, claim: BigInt(claimed.claim.claim) };
  if (mayBeHandedIn(claimed))
    return { label: say('mine.submit'), look: 'primary', press: { verb: 'submitTask', ...carried } };
  if (claimed.claim.state === 'submitted' && !claimed.claim.escalated)
    return { label: say('mine.escalate'), press: { verb: 'escalateTask', ...carried } };
  return undefined;
}

function claimLine(say: Say, community: Community, { claim, task }: ClaimedTask): string {
  const open = claim.state === 'claimed' || claim.state === 'rejected';
  const notes = [
    say(`mine.state.${claim.state}`),
    ...(open && claim.deadline ? [say('mine.due', { when: when(claim.deadline) })] : []),
    ...(claim.state === 'submitted' && claim.reviewers > 1
      ? [say('review.votes', { approvals: claim.approvals, reviewers: claim.reviewers })]
      : []),
  ];
  const why = claim.state === 'rejected' && claim.reason ? `\n> ${oneLine(claim.reason, ABOUT_LENGTH)}` : '';
  return `${code(`#${claim.claim}`)} **${titleOf(say, task)}** · ${money(say, community, claim.reward)}${why}\n-# ${notes.join(' · ')}`;
}

/** Asks, because most tasks can be claimed once only. */
export async function askAbandon(face: Face, press: Press, number: number): Promise<Reply> {
  const { say, community, author } = press;
  const { token } = community;
  const { claim, task } = await getClaim(face.ctx, { token, claim: number });
  await checkAbandonTask(face.ctx, { token, userId: author.id, claim: number });
  return ask(face, press, {
    kind: 'abandonTask',
    data: { claim: `${claim.claim}` },
    confirm: (base) => ({ verb: 'confirmAbandon', ...base, claim: BigInt(number) }),
    reply: {
      title: say('claim.abandonTitle'),
      blocks: [say('claim.abandonAsk', { claim: number, title: titleOf(say, task) })],
    },
  });
}

export async function confirmAbandon(face: Face, press: Press, state: StateOf<'confirmAbandon'>): Promise<Reply> {
  const claim = Number(state.claim);
  const submitted = press.say('claim.abandoning', { claim });
  return carryOut(face, press, state, submitted, (by) => abandonTask(face.ctx, { ...by, claim }));
}
