import { PermissionFlagsBits } from 'discord.js';
import { UserError } from '../../errors.ts';
import { appeal, checkLift, lift } from '../../operations/appeal.ts';
import { getConduct } from '../../operations/getConduct.ts';
import { getPenalties } from '../../operations/getPenalties.ts';
import { meetUser } from '../../operations/meetUser.ts';
import { namesOf } from '../../operations/named.ts';
import { ban, checkPenalise, penalise } from '../../operations/penalise.ts';
import { ask, begin, carryOut } from '../buttons/confirm.ts';
import type { StateOf } from '../buttons/state.ts';
import type { Face } from '../face.ts';
import type { Key } from '../locales/en.ts';
import type { Say } from '../locales/say.ts';
import type { Reply } from '../replies/reply.ts';
import { code, mention, quote, short, when } from '../replies/text.ts';
import { type Call, type Command, leaf, type Press, readNumber } from './command.ts';

const REASON_LENGTH = 500;
/** The token's word for a ban. */
const FOREVER = 2 ** 48 - 1;
const LISTED = 10;

const sentence = (verb: 'penalise' | 'ban') =>
  leaf({
    about: `penalty.${verb}.description`,
    options: {
      member: { type: 'member', about: 'award.member', required: true },
      reason: { type: 'text', max: REASON_LENGTH, about: 'penalty.reason', required: true },
    },
    visibility: 'private',
    run: (face, call) => askPenalty(face, call, verb, call.args),
  });

const standing = leaf({
  about: 'penalty.list.description',
  options: { member: { type: 'member', about: 'penalty.list.member' } },
  visibility: 'private',
  run: (face, call) => listPenalties(face, call, call.args.member?.id ?? null),
});

const lifting = leaf({
  about: 'penalty.lift.description',
  options: {
    penalty: { type: 'text', max: 20, about: 'penalty.number', required: true },
    reason: { type: 'text', max: REASON_LENGTH, about: 'penalty.reason', required: true },
  },
  visibility: 'private',
  async run(face, call) {
    const { say, community, author, args } = call;
    const penalty = await requirePenalty(face, call, args.penalty);
    const lifted = { token: community.token, userId: author.id, penalty: penalty.penalty, reason: args.reason };
    await checkLift(face.ctx, lifted);
    const who = (await namesOf(face.ctx, [penalty.member])).get(penalty.member);
    const values = { number: penalty.penalty, who: who ? mention(who.id) : code(short(penalty.member)) };
    return ask(face, call, {
      kind: 'lift',
      data: { penalty: `${penalty.penalty}`, reason: args.reason },
      confirm: (base) => ({ verb: 'confirm', ...base, cost: 0n }),
      reply: {
        title: say('penalty.lift.title'),
        blocks: [say('penalty.lift.ask', values) + quote(args.reason), line(say, penalty)],
      },
    });
  },
});

/** For moderators of the community: the contract asks for that role. */
export const penaltyCommand: Command = {
  name: 'penalty',
  group: 'staff',
  role: 'moderator',
  title: 'penalty.name',
  about: 'penalty.description',
  permissions: PermissionFlagsBits.ModerateMembers,
  // Typed, everybody would read along.
  aliases: {},
  leaves: {
    give: { title: 'penalty.penalise.name', ...sentence('penalise') },
    ban: { title: 'penalty.ban.name', ...sentence('ban') },
    lift: { title: 'penalty.lift.name', ...lifting },
    list: { title: 'penalty.list.name', ...standing },
  },
};

/** For whom a penalty was given to: sees what stands, and asks that it is looked at again. */
export const appealCommand: Command = {
  name: 'appeal',
  group: 'account',
  title: 'appeal.name',
  about: 'appeal.description',
  permissions: null,
  aliases: {},
  leaves: {
    '': leaf({
      about: 'appeal.description',
      options: {
        penalty: { type: 'text', max: 20, about: 'appeal.penalty' },
        statement: { type: 'text', max: REASON_LENGTH, about: 'appeal.statement' },
      },
      visibility: 'private',
      async run(face, call) {
        const { say, author, args } = call;
        if (args.penalty === null && args.statement === null) return listPenalties(face, call, author.id);
        const appealed =
          args.penalty === null ? await latestOf(face, call) : await requirePenalty(face, call, args.penalty);
        if (!appealed) return listPenalties(face, call, author.id);
        const { penalty } = appealed;
        return begin(face, call, {
          kind: 'appeal',
          data: { penalty: `${penalty}` },
          title: say('appeal.title'),
          submitted: say('appeal.submitted', { number: penalty }),
          run: (by) => appeal(face.ctx, { ...by, penalty, reason: args.statement ?? '' }),
        });
      },
    }),
  },
};

async function askPenalty(
  face: Face,
  call: Call<unknown>,
  verb: 'penalise' | 'ban',
  { member, reason }: { member: { id: string; name: string; avatar: string | null; bot: boolean }; reason: string },
): Promise<Reply> {
  const { say, community, author } = call;
  if (member.bot) throw new UserError('RecipientBot', 'Bots have no account: choose a person.');
  await meetUser(face.ctx, member);
  const { token } = community;
  await checkPenalise(face.ctx, { token, userId: author.id, member: member.id, reason, verb });
  const next = verb === 'ban' ? null : await getConduct(face.ctx, { token, who: { userId: member.id } });
  const kind = next ? next.next : 'ban';
  const until = next?.seconds ? when(face.ctx.clock() + next.seconds * 1000, 'f') : '';
  const what = say(`penalty.will.${kind}`, { until });
  return ask(face, call, {
    kind: verb,
    data: { to: member.id, reason },
    confirm: (base) => ({ verb: 'confirm', ...base, cost: 0n }),
    reply: {
      title: say('penalty.title'),
      blocks: [say('penalty.ask', { who: mention(member.id), what }) + quote(reason), say('penalty.reads')],
    },
  });
}

/** Does what was asked about, whichever of the three it was. */
export const confirmPenalty =
  (verb: 'penalise' | 'ban' | 'lift') =>
  (face: Face, press: Press, state: StateOf<'confirm'>, data: Record<string, string>): Promise<Reply> => {
    const { to = '', reason = '', penalty = '' } = data;
    const submitted = press.say('penalty.submitted');
    return carryOut(face, press, state, submitted, (by) => {
      if (verb === 'lift') return lift(face.ctx, { ...by, penalty: Number(penalty), reason });
      return (verb === 'ban' ? ban : penalise)(face.ctx, { ...by, member: to, reason });
    });
  };

async function listPenalties({ ctx }: Face, { say, community }: Press, member: string | null): Promise<Reply> {
  const who = member === null ? {} : { who: { userId: member } };
  const found = await getPenalties(ctx, { token: community.token, ...who });
  const title = say('penalty.list.title');
  if (found.length === 0) return { tone: 'info', title, blocks: [say('penalty.list.empty')] };
  const shown = found.slice(0, LISTED);
  const names = await namesOf(
    ctx,
    shown.map((each) => each.member),
  );
  const lines = shown.map((each) => {
    const name = names.get(each.member);
    return `${name ? mention(name.id) : code(short(each.member))} · ${line(say, each)}`;
  });
  const note =
    found.length > LISTED ? { note: say('leaderboard.page', { from: 1, to: LISTED, total: found.length }) } : {};
  return { tone: 'info', title, blocks: [lines.join('\n')], ...note };
}

type Penalty = Awaited<ReturnType<typeof getPenalties>>[number];

/** `#3 · suspension until … · appealed · lifted` */
export function line(say: Say, { penalty, kind, givenAt, until, statementHash, liftedBy }: Penalty): string {
  const parts = [
    code(`#${penalty}`),
    say(`penalty.kind.${kind}` as Key),
    when(givenAt),
    ...(until > 0 && until !== FOREVER ? [say('penalty.until', { until: when(until * 1000, 'f') })] : []),
    ...(statementHash ? [say('penalty.appealed')] : []),
    ...(liftedBy ? [say('penalty.lifted')] : []),
  ];
  return parts.join(' · ');
}

/** What somebody means who names no number: the last one that stands. */
async function latestOf({ ctx }: Face, { community, author }: Press): Promise<Penalty | undefined> {
  const own = await getPenalties(ctx, { token: community.token, who: { userId: author.id } });
  return own.find(({ liftedBy }) => !liftedBy);
}

/** @throws UserError for a number that this community has no penalty of */
async function requirePenalty({ ctx }: Face, { community }: Press, typed: string): Promise<Penalty> {
  const number = readNumber(typed);
  const found = (await getPenalties(ctx, { token: community.token })).find(({ penalty }) => penalty === number);
  if (!found) throw new UserError('ConductUnknownPenalty', 'There is no such penalty: look at the list.');
  return found;
}
