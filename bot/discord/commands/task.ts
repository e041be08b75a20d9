import { parseAmount } from '../../operations/amount.ts';
import { cancelTask, checkCancelTask } from '../../operations/cancelTask.ts';
import { checkTask, createTask, type NewTask } from '../../operations/createTask.ts';
import { checkEditTask, editTask, type TaskChange } from '../../operations/editTask.ts';
import { getTask } from '../../operations/getTasks.ts';
import { ask, carryOut, PATIENCE_MS } from '../buttons/confirm.ts';
import type { StateOf } from '../buttons/state.ts';
import type { Community } from '../community.ts';
import type { Face } from '../face.ts';
import type { Reply } from '../replies/reply.ts';
import { money, oneLine, sponsored, when } from '../replies/text.ts';
import { type Call, type Command, leaf, type Press } from './command.ts';
import { readTask, suggestTasks, titleOf } from './tasks.ts';

const HOURS = 168;
const UNLIMITED = 'unlimited';

const YES_NO = ['yes', 'no'] as const;

const create = leaf({
  about: 'task.create.description',
  options: {
    title: { type: 'text', max: 100, about: 'task.title', required: true },
    reward: { type: 'text', max: 40, about: 'task.reward', required: true },
    description: { type: 'text', max: 1_000, about: 'task.about' },
    slots: { type: 'text', max: 12, about: 'task.slots' },
    hours: { type: 'text', max: 6, about: 'task.hours' },
    category: { type: 'text', max: 40, about: 'task.category' },
    proof: { type: 'choice', choices: YES_NO, about: 'task.proof' },
    repeat: { type: 'choice', choices: YES_NO, about: 'task.repeat' },
    role: { type: 'role', about: 'task.role' },
    reviewers: { type: 'text', max: 1, about: 'task.reviewers' },
    pays: { type: 'choice', choices: ['mine', 'issued'], about: 'task.paidBy' },
  },
  visibility: 'private',
  async run(face, call) {
    const planned = plan(call);
    const { say, community, author } = call;
    const { cost, balance } = await checkTask(face.ctx, { ...planned, patienceMs: PATIENCE_MS });
    if (planned.roleId) await requireRole(face, community, planned.roleId, author.id);
    return ask(face, call, {
      kind: 'createTask',
      data: written(planned),
      confirm: (base) => ({ verb: 'confirmTask', ...base, cost }),
      reply: {
        title: say('task.createTitle'),
        blocks: [
          say('task.ask', { title: oneLine(planned.title, 100), amount: money(say, community, planned.reward) }),
          `${say('task.cost')}: ${costWords()}\n${sponsored(say, community, balance - cost)}`,
        ],
      },
    });

    function costWords() {
      if (planned.issued) return say('task.issued');
      return planned.slots === null ? say('task.perClaim') : `**${money(say, community, cost)}**`;
    }
  },
});

const edit = leaf({
  about: 'task.edit.description',
  options: {
    task: {
      type: 'text',
      max: 20,
      about: 'task.task',
      required: true,
      suggest: suggestTasks(({ state, creatorId }, userId) => state !== 'cancelled' && creatorId === userId),
    },
    title: { type: 'text', max: 100, about: 'task.title' },
    reward: { type: 'text', max: 40, about: 'task.reward' },
    description: { type: 'text', max: 1_000, about: 'task.about' },
    slots: { type: 'text', max: 12, about: 'task.slots' },
    hours: { type: 'text', max: 6, about: 'task.hours' },
    category: { type: 'text', max: 40, about: 'task.category' },
    proof: { type: 'choice', choices: YES_NO, about: 'task.proof' },
    reviewers: { type: 'text', max: 1, about: 'task.reviewers' },
  },
  visibility: 'private',
  async run(face, call) {
    const { say, community, author, args } = call;
    const { token } = community;
    const data = writtenChange(call);
    const [number, change] = [readTask(args.task), readChange(data)];
    const input = { token, userId: author.id, task: number, change, patienceMs: PATIENCE_MS };
    const { task, cost, balance } = await checkEditTask(face.ctx, input);
    const { hours = task.hours } = change;
    const ends = hours > 0 ? when(face.ctx.clock() + hours * 3_600_000) : say('task.noEnd');
    const moved = cost < 0n ? say('task.comesBack') : say('task.cost');
    return ask(face, call, {
      kind: 'editTask',
      data: { ...data, task: `${number}` },
      confirm: (base) => ({ verb: 'confirm', ...base, cost: cost > 0n ? cost : 0n }),
      reply: {
        title: say('task.editTitle'),
        blocks: [
          say('task.editAsk', { task: number, title: titleOf(say, task) }),
          `${moved}: **${money(say, community, cost < 0n ? -cost : cost)}**\n${say('task.endsThen')}: ${ends}\n${say('gift.after')}: **${money(say, community, balance - cost)}**`,
        ],
      },
    });
  },
});

type Changed = Pick<Planned['args'], 'description' | 'slots' | 'hours' | 'category' | 'proof' | 'reviewers'> & {
  title: string | null;
  reward: string | null;
};

/** What was said of it, as texts; the reward in base units. */
function writtenChange({ args, community }: Call<Changed>): Record<string, string> {
  const { reward, ...others } = args;
  const said = Object.entries(others).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const written = Object.fromEntries(said);
  if (reward === null) return written;
  return { ...written, reward: `${parseAmount(reward, community.decimals, community.places)}` };
}

function readChange({ title, description, category, reward, slots, hours, reviewers, proof }: Record<string, string>) {
  const unlimited = slots && ['-1', UNLIMITED].includes(slots.trim().toLowerCase());
  const change: TaskChange = {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(category === undefined ? {} : { category }),
    ...(reward === undefined ? {} : { reward: BigInt(reward) }),
    ...(slots === undefined ? {} : { slots: unlimited ? null : whole(slots) }),
    ...(hours === undefined ? {} : { hours: whole(hours) }),
    ...(reviewers === undefined ? {} : { reviewers: whole(reviewers) }),
    ...(proof === undefined ? {} : { proofRequired: proof === 'yes' }),
  };
  return change;
}

export async function confirmTaskEdit(
  face: Face,
  press: Press,
  state: StateOf<'confirm'>,
  { task: number = '', ...data }: Record<string, string>,
): Promise<Reply> {
  const { say, pin = null } = press;
  const task = Number(number);
  const submitted = say('task.editing', { task });
  return carryOut(face, press, state, submitted, (by) =>
    editTask(face.ctx, { ...by, task, change: readChange(data), pin }),
  );
}

const cancel = leaf({
  about: 'task.cancel.description',
  options: {
    task: {
      type: 'text',
      max: 20,
      about: 'task.task',
      required: true,
      suggest: suggestTasks(({ state, creatorId }, userId) => state !== 'cancelled' && creatorId === userId),
    },
  },
  visibility: 'private',
  async run(face, call) {
    const { say, community, author, args } = call;
    const { token } = community;
    const task = await getTask(face.ctx, { token, task: readTask(args.task) });
    await checkCancelTask(face.ctx, { token, userId: author.id, task: task.task });
    return ask(face, call, {
      kind: 'cancelTask',
      data: { task: `${task.task}` },
      confirm: (base) => ({ verb: 'confirmTaskEnd', ...base, task: BigInt(task.task) }),
      reply: {
        title: say('task.cancelTitle'),
        blocks: [say('task.cancelAsk', { task: task.task, title: titleOf(say, task) })],
      },
    });
  },
});

export const taskCommand: Command = {
  name: 'task',
  group: 'tasks',
  title: 'task.name',
  about: 'task.description',
  permissions: null,
  // So many options are no line to type.
  aliases: {},
  leaves: {
    create: { ...create, title: 'task.create.name' },
    edit: { ...edit, title: 'task.edit.name' },
    cancel: { ...cancel, title: 'task.cancel.name' },
  },
};

type Planned = Call<{
  title: string;
  reward: string;
  description: string | null;
  slots: string | null;
  hours: string | null;
  category: string | null;
  proof: string | null;
  repeat: string | null;
  role: string | null;
  reviewers: string | null;
  pays: string | null;
}>;

/** @throws UserError for what is no number */
function plan({ args, community, author }: Planned): NewTask {
  const slots = args.slots?.trim().toLowerCase() ?? '1';
  return {
    token: community.token,
    userId: author.id,
    title: args.title,
    description: args.description ?? '',
    category: args.category,
    reward: parseAmount(args.reward, community.decimals, community.places),
    slots: slots === UNLIMITED || slots === '-1' ? null : whole(slots),
    hours: args.hours === null ? HOURS : whole(args.hours),
    reviewers: args.reviewers === null ? 1 : whole(args.reviewers),
    proofRequired: args.proof !== 'no',
    repeatable: args.repeat === 'yes',
    roleId: args.role,
    issued: args.pays === 'issued',
  };
}

/** NaN for what is none: what bounds it, also says so. */
const whole = (typed: string) => (/^\d{1,12}$/.test(typed.trim()) ? Number(typed) : Number.NaN);

/** @throws UserError for a role that the bot could not give, or the author may not */
async function requireRole({ fulfilment }: Face, { guildId }: Community, roleId: string, userId: string) {
  const obstacle = await fulfilment.checkRole({ guildId, roleId, userId });
  if (obstacle) throw obstacle;
}

/** What is kept of a plan until it is confirmed, as texts. */
function written({ reward, slots, hours, reviewers, proofRequired, repeatable, issued, ...rest }: NewTask) {
  const { title, description, category, roleId } = rest;
  return {
    ...{ title, description, category: category ?? '', roleId: roleId ?? '' },
    ...{ reward: `${reward}`, slots: slots === null ? UNLIMITED : `${slots}`, hours: `${hours}` },
    ...{ reviewers: `${reviewers}`, proofRequired: `${proofRequired}`, repeatable: `${repeatable}` },
    issued: `${issued}`,
  };
}

export async function confirmTask(face: Face, press: Press, state: StateOf<'confirmTask'>): Promise<Reply> {
  const { say, pin = null } = press;
  const asked = await face.replies.requireAsked(state.operation);
  const { title = '', description = '', category, roleId, reward = '0', slots, ...rest } = asked.data;
  const planned = {
    ...{ title, description, category: category || null, roleId: roleId || null, reward: BigInt(reward) },
    ...{ slots: slots === UNLIMITED ? null : Number(slots), hours: Number(rest.hours) },
    ...{ reviewers: Number(rest.reviewers), proofRequired: rest.proofRequired === 'true' },
    ...{ repeatable: rest.repeatable === 'true', issued: rest.issued === 'true' },
  };
  const submitted = say('task.submitted', { title: oneLine(title, 100) });
  return carryOut(face, press, state, submitted, (by) => createTask(face.ctx, { ...by, ...planned, pin }));
}

export async function confirmTaskEnd(face: Face, press: Press, state: StateOf<'confirmTaskEnd'>): Promise<Reply> {
  const task = Number(state.task);
  const submitted = press.say('task.cancelling', { task });
  return carryOut(face, press, state, submitted, (by) => cancelTask(face.ctx, { ...by, task }));
}
