import { UserError } from '../../errors.ts';
import { changeClan, checkChangeClan, createClan, invite, joinClan, noClan } from '../../operations/clan.ts';
import {
  type Clan,
  getClanBoard,
  getClanMembers,
  getClanOf,
  getClans,
  getInvitations,
} from '../../operations/getClans.ts';
import { meetUser } from '../../operations/meetUser.ts';
import { ask, begin, carryOut } from '../buttons/confirm.ts';
import type { StateOf } from '../buttons/state.ts';
import type { Face } from '../face.ts';
import type { Say } from '../locales/say.ts';
import type { Reply } from '../replies/reply.ts';
import { code, mention, money, oneLine, short, when } from '../replies/text.ts';
import { turning } from '../replies/turning.ts';
import { type Call, type Command, leaf, type Person, type Press, type Suggest } from './command.ts';

const ROWS = 10;
/** Members named in a clan's list. */
const NAMED = 30;

type Asked = Pick<Press, 'author' | 'community' | 'say'>;

const WHO = { member: { type: 'member', about: 'clan.member', required: true } } as const;

type Ending = 'expel' | 'setLeader' | 'leaveClan' | 'dissolveClan';

const withMember = (kind: Ending) =>
  leaf({
    about: `clan.${kind}.description`,
    options: WHO,
    visibility: 'private',
    run: (face, call) => askFor(face, call, kind, call.args.member.id),
  });

const alone = (kind: Ending) =>
  leaf({
    about: `clan.${kind}.description`,
    options: {},
    visibility: 'private',
    run: (face, call) => askFor(face, call, kind, null),
  });

export const clanCommand: Command = {
  name: 'clan',
  group: 'social',
  feature: 'clans',
  title: 'clan.name',
  about: 'clan.description',
  permissions: null,
  aliases: { clan: 'show' },
  leaves: {
    show: {
      ...leaf({
        about: 'clan.show.description',
        options: { clan: { type: 'text', max: 40, about: 'clan.clan', suggest: suggestClans } },
        visibility: 'public',
        run: showClan,
      }),
      title: 'clan.show.name',
    },
    board: {
      ...leaf({
        about: 'clan.board.description',
        options: {},
        visibility: 'public',
        run: (face, call) => clanBoard(face, call, 0),
      }),
      title: 'clan.board.name',
    },
    create: {
      ...leaf({
        about: 'clan.create.description',
        options: { name: { type: 'text', max: 32, about: 'clan.called', required: true } },
        visibility: 'private',
        run: (face, call) =>
          begin(face, call, {
            kind: 'createClan',
            data: { name: call.args.name },
            title: call.say('clan.title'),
            submitted: call.say('clan.submitted'),
            run: (by) => createClan(face.ctx, { ...by, name: call.args.name }),
          }),
      }),
      title: 'clan.create.name',
    },
    invite: {
      ...leaf({
        about: 'clan.invite.description',
        options: WHO,
        visibility: 'private',
        run: inviteNow,
      }),
      title: 'clan.invite.name',
    },
    join: {
      ...leaf({
        about: 'clan.join.description',
        options: { clan: { type: 'text', max: 40, about: 'clan.clan', suggest: suggestInvitations } },
        visibility: 'private',
        run: async (face, call) => joinNow(face, call, (await invitationOf(face, call, call.args.clan)).clan),
      }),
      title: 'clan.join.name',
    },
    leave: { ...alone('leaveClan'), title: 'clan.leave.name' },
    expel: { ...withMember('expel'), title: 'clan.expel.name' },
    leader: { ...withMember('setLeader'), title: 'clan.leader.name' },
    dissolve: { ...alone('dissolveClan'), title: 'clan.dissolve.name' },
  },
};

export const nameOf = (say: Say, { name, clan }: Pick<Clan, 'name' | 'clan'>) =>
  name === null ? say('clan.nameless', { clan }) : `**${oneLine(name, 60)}**`;

const choices = (all: Clan[], typed: string) =>
  all
    .map(({ clan, name, size }) => ({ name: `${name ?? `#${clan}`} · ${size}`, value: `${clan}` }))
    .filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()));

async function suggestClans(...[{ ctx }, { community, typed }]: Parameters<Suggest>) {
  return choices(await getClans(ctx, { token: community.token }), typed);
}

async function suggestInvitations(...[{ ctx }, { community, userId, typed }]: Parameters<Suggest>) {
  return choices(await getInvitations(ctx, { token: community.token, who: { userId } }), typed);
}

/** @throws UserError for who is in none */
async function ownClan({ ctx }: Face, { community, author }: Asked): Promise<Clan> {
  const own = await getClanOf(ctx, { token: community.token, who: { userId: author.id } });
  if (!own) throw noClan();
  return own.clan;
}

/** By number or name. @throws UserError */
function find(all: Clan[], named: string): Clan {
  const typed = named.trim().toLowerCase();
  const found = all.find(
    ({ clan, name }) => `${clan}` === typed || `#${clan}` === typed || name?.toLowerCase() === typed,
  );
  if (!found) throw new UserError('ClanMissing', 'There is no such clan here: see /clan board.');
  return found;
}

async function invitationOf({ ctx }: Face, { community, author }: Asked, named: string | null): Promise<Clan> {
  const { token } = community;
  if (named) return find(await getClans(ctx, { token }), named);
  const [latest] = await getInvitations(ctx, { token, who: { userId: author.id } });
  if (!latest) throw new UserError('ClansNotInvited', 'You have no invitation to a clan: ask a leader for one.');
  return latest;
}

/** Asks before something that is hard to take back. @throws UserError for what would be refused */
async function askFor(face: Face, call: Press, kind: Ending, member: string | null): Promise<Reply> {
  const { say, community, author } = call;
  const { token } = community;
  const clan = await checkChangeClan(face.ctx, { token, userId: author.id, verb: kind, member });
  const values = { clan: nameOf(say, clan), who: member === null ? '' : mention(member) };
  return ask(face, call, {
    kind,
    data: member === null ? {} : { member },
    confirm: (base) => ({ verb: 'confirm', ...base, cost: 0n }),
    reply: {
      title: say('clan.title'),
      blocks: [say(`clan.${kind}.ask`, values)],
    },
  });
}

/** Does what was asked about a clan. */
export const confirmClan =
  (verb: Ending) =>
  (
    face: Face,
    press: Press,
    state: StateOf<'confirm'>,
    { member = null }: { member?: string | null },
  ): Promise<Reply> =>
    carryOut(face, press, state, press.say('clan.submitted'), (by) => changeClan(face.ctx, { ...by, verb, member }));

async function inviteNow(face: Face, call: Call<{ member: Person }>): Promise<Reply> {
  const { say, args } = call;
  const { member } = args;
  if (member.bot) throw new UserError('RecipientBot', 'Bots have no account: choose a person.');
  const clan = await ownClan(face, call);
  await meetUser(face.ctx, member);
  return begin(face, call, {
    kind: 'invite',
    data: { member: member.id, clan: `${clan.clan}`, name: clan.name ?? '' },
    title: say('clan.title'),
    submitted: say('clan.submitted'),
    run: (by) => invite(face.ctx, { ...by, member: member.id }),
  });
}

/** Joins a clan that invited the author. @throws UserError */
export async function joinNow(face: Face, press: Press, clan: number): Promise<Reply> {
  const { say } = press;
  return begin(face, press, {
    kind: 'joinClan',
    data: { clan: `${clan}` },
    title: say('clan.title'),
    submitted: say('clan.submitted'),
    run: (by) => joinClan(face.ctx, { ...by, clan }),
  });
}

async function showClan(face: Face, call: Call<{ clan: string | null }>): Promise<Reply> {
  const { community, say, args } = call;
  const { token } = community;
  const clan = args.clan ? find(await getClans(face.ctx, { token }), args.clan) : await ownClan(face, call);
  const members = await getClanMembers(face.ctx, { token, clan: clan.clan });
  const board = await getClanBoard(face.ctx, { token });
  const place = board.findIndex((each) => each.clan === clan.clan);
  const names = members.slice(0, NAMED).map(({ userId, member }) => (userId ? mention(userId) : code(short(member))));
  const more = members.length > NAMED ? ` +${members.length - NAMED}` : '';
  const leader = clan.leaderId ? mention(clan.leaderId) : code(short(clan.leader));
  return {
    tone: 'info',
    title: `🛡️ ${clan.name === null ? say('clan.nameless', { clan: clan.clan }) : oneLine(clan.name, 60)}`,
    blocks: [
      `${say('clan.led', { who: leader })}\n${say('clan.earned', { amount: money(say, community, board[place]?.earned ?? 0n), rank: place + 1, total: board.length })}`,
      `${say('clan.members', { count: members.length })}\n${names.join(' ')}${more}`,
    ],
    note: `${code(`#${clan.clan}`)} · ${say('clan.since', { when: when(clan.createdAt) })}`,
  };
}

/** Clans by what their members earned this week. */
export async function clanBoard({ ctx }: Face, { author, community, say }: Asked, offset: number): Promise<Reply> {
  const all = await getClanBoard(ctx, { token: community.token });
  const title = `🛡️ ${say('clan.boardTitle')}`;
  if (all.length === 0) return { tone: 'info', title, blocks: [say('clan.empty')] };
  const lines = all.slice(offset, offset + ROWS).map((clan, place) => {
    const values = { count: clan.size, amount: money(say, community, clan.earned) };
    return `**#${offset + place + 1}** ${nameOf(say, clan)} · ${say('clan.line', values)}`;
  });
  return {
    tone: 'info',
    title,
    blocks: [lines.join('\n')],
    ...turning(say, { offset, rows: ROWS, total: all.length }, (at) => ({
      verb: 'clans',
      author: author.id,
      offset: at,
    })),
  };
}
