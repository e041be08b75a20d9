import { getAddress } from 'viem';
import { UserError } from '../../errors.ts';
import { parseAmount } from '../../operations/amount.ts';
import { createChallenge } from '../../operations/createChallenge.ts';
import { close } from '../../operations/endChallenges.ts';
import { type Challenge, getChallenges, getProvisionalScores } from '../../operations/getClans.ts';
import { begin } from '../buttons/confirm.ts';
import type { Face } from '../face.ts';
import type { Say } from '../locales/say.ts';
import type { Reply } from '../replies/reply.ts';
import { bar, code, money, oneLine, short, when } from '../replies/text.ts';
import { turning } from '../replies/turning.ts';
import { nameOf } from './clan.ts';
import { type Call, type Command, leaf, type Press, readNumber, type Suggest } from './command.ts';

const ROWS = 6;
/** Clans shown of one challenge. */
const CLANS = 15;
const DAYS = '7';
/** Days in which scores are counted afterwards: the server counts on the first of them. */
const TALLY_DAYS = 2;
const DAY_MS = 86_400_000;

type Asked = Pick<Press, 'author' | 'community' | 'say'>;

const NUMBER = {
  type: 'text',
  max: 20,
  about: 'challenge.challenge',
  required: true,
  suggest: suggestChallenges,
} as const;

export const challengeCommand: Command = {
  name: 'challenge',
  group: 'social',
  feature: 'clans',
  title: 'challenge.name',
  about: 'challenge.description',
  permissions: null,
  aliases: { challenge: 'list', challenges: 'list' },
  leaves: {
    list: {
      ...leaf({
        about: 'challenge.list.description',
        options: {},
        visibility: 'public',
        run: (face, call) => challengesPage(face, call, 0),
      }),
      title: 'challenge.list.name',
    },
    show: {
      ...leaf({
        about: 'challenge.show.description',
        options: { challenge: NUMBER },
        visibility: 'public',
        run: showChallenge,
      }),
      title: 'challenge.show.name',
    },
    create: {
      ...leaf({
        about: 'challenge.create.description',
        options: {
          title: { type: 'text', max: 100, about: 'challenge.called', required: true },
          pool: { type: 'text', max: 40, about: 'challenge.poolOption', required: true },
          days: { type: 'text', max: 2, about: 'challenge.days' },
          start: { type: 'choice', choices: ['today', 'tomorrow'], about: 'challenge.start' },
          pays: { type: 'choice', choices: ['mine', 'issued'], about: 'challenge.pays' },
        },
        visibility: 'private',
        run: prepareChallenge,
      }),
      title: 'challenge.create.name',
    },
    close: {
      ...leaf({
        about: 'challenge.close.description',
        options: { challenge: NUMBER },
        visibility: 'private',
        async run(face, call) {
          const { challenge } = await find(face, call, call.args.challenge);
          return begin(face, call, {
            kind: 'close',
            data: { challenge: `${challenge}` },
            title: call.say('challenge.closeTitle', { challenge }),
            submitted: call.say('challenge.closing'),
            run: (by) => close(face.ctx, { ...by, challenge }),
          });
        },
      }),
      title: 'challenge.close.name',
    },
  },
};

async function suggestChallenges(...[{ ctx }, { community, typed, say }]: Parameters<Suggest>) {
  const all = await getChallenges(ctx, { token: community.token });
  return all
    .map((each) => ({
      name: `#${each.challenge} ${each.title ?? ''} · ${say(`challenge.state.${stateOf(each, ctx.clock())}`)}`,
      value: `${each.challenge}`,
    }))
    .filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()));
}

/** @throws UserError */
async function find({ ctx }: Face, { community }: Asked, typed: string): Promise<Challenge> {
  const number = readNumber(typed);
  const found = (await getChallenges(ctx, { token: community.token })).find(({ challenge }) => challenge === number);
  if (!found) throw new UserError('ClansUnknownChallenge', 'There is no such challenge: see /challenge list.');
  return found;
}

const STATES = ['soon', 'running', 'counting', 'due', 'paying', 'paid', 'cancelled'] as const;
type State = (typeof STATES)[number];

function stateOf({ state, firstDay, lastDay, tallyDays, paid, total }: Challenge, now: number): State {
  const today = Math.floor(now / DAY_MS);
  if (state === 'cancelled') return 'cancelled';
  if (state === 'closed') return paid < total ? 'paying' : 'paid';
  if (today < firstDay) return 'soon';
  if (today <= lastDay) return 'running';
  return today <= lastDay + tallyDays ? 'counting' : 'due';
}

/** When the present state ends by itself; null where it does not. */
function endOf({ firstDay, lastDay, tallyDays }: Challenge, state: State): number | null {
  if (state === 'soon') return firstDay * DAY_MS;
  if (state === 'running') return (lastDay + 1) * DAY_MS;
  return state === 'counting' ? (lastDay + tallyDays + 1) * DAY_MS : null;
}

function headOf(say: Say, now: number, challenge: Challenge): string {
  const state = stateOf(challenge, now);
  const end = endOf(challenge, state);
  return say(`challenge.state.${state}`) + (end === null ? '' : ` ${when(end)}`);
}

const titleOf = (say: Say, { title, challenge }: Challenge) =>
  title === null ? say('challenge.untitled', { challenge }) : oneLine(title, 100);

/** One page of challenges, the newest first. */
export async function challengesPage({ ctx }: Face, { author, community, say }: Asked, offset: number): Promise<Reply> {
  const all = await getChallenges(ctx, { token: community.token });
  const title = `⚔️ ${say('challenge.title')}`;
  if (all.length === 0) return { tone: 'info', title, blocks: [say('challenge.empty')] };
  const lines = all.slice(offset, offset + ROWS).map((each) => {
    const pool = say('challenge.pool', { amount: money(say, community, each.pool) });
    return `${code(`#${each.challenge}`)} **${titleOf(say, each)}** · ${pool}\n-# ${headOf(say, ctx.clock(), each)}`;
  });
  return {
    tone: 'info',
    title,
    blocks: [lines.join('\n')],
    ...turning(say, { offset, rows: ROWS, total: all.length }, (at) => ({
      verb: 'challenges',
      author: author.id,
      offset: at,
    })),
  };
}

/** What an admin's wallet sends to announce one. @throws UserError */
async function prepareChallenge(
  { ctx }: Face,
  call: Call<{ title: string; pool: string; days: string | null; start: string | null; pays: string | null }>,
): Promise<Reply> {
  const { community, author, say, args } = call;
  const { token, decimals, places } = community;
  const today = Math.floor(ctx.clock() / DAY_MS);
  const days = /^\d{1,2}$/.test(args.days ?? DAYS) ? Number(args.days ?? DAYS) : Number.NaN;
  const planned = {
    ...{
      token,
      sender: { userId: author.id },
      title: args.title,
      pool: parseAmount(args.pool, decimals, places),
      days,
    },
    ...{ firstDay: args.start === 'today' ? today : today + 1, tallyDays: TALLY_DAYS, issued: args.pays === 'issued' },
  };
  const { to, data, wallet } = await createChallenge(ctx, planned);
  const [from, until] = [planned.firstDay * DAY_MS, (planned.firstDay + days) * DAY_MS];
  const terms = { amount: money(say, community, planned.pool), from: when(from, 'f'), until: when(until, 'f') };
  return {
    tone: 'info',
    title: `⚔️ ${oneLine(args.title, 100)}`,
    blocks: [
      say('challenge.terms', terms),
      `${say('challenge.send', { wallet: code(short(wallet)) })}\n${say('challenge.to')}: ${code(getAddress(to))}\n${say('challenge.data')}:\n\`\`\`\n${data}\n\`\`\``,
    ],
    note: say('challenge.free'),
  };
}

/** A challenge with its clans' scores, and how the pool is split by them: as it would be now, or as it was. */
async function showChallenge(face: Face, call: Call<{ challenge: string }>): Promise<Reply> {
  const { ctx } = face;
  const { community, say } = call;
  const found = await find(face, call, call.args.challenge);
  const state = stateOf(found, ctx.clock());
  const counted = found.scores.length > 0 || state === 'paid' || state === 'paying';
  const scores = counted ? found.scores : await getProvisionalScores(ctx, found);
  const total = scores.reduce((sum, { score }) => sum + score, 0);
  const lines = scores.slice(0, CLANS).map(({ clan, name, score }, place) => {
    // Each member's part is rounded down by itself: a clan's is this at most.
    const amount = money(say, community, (found.pool * BigInt(score)) / BigInt(total));
    const values = { score, amount, bar: bar(BigInt(score), BigInt(total)) };
    return `**#${place + 1}** ${nameOf(say, { clan, name })} · ${say('challenge.line', values)}`;
  });
  const split = say(state === 'paid' ? 'challenge.wasSplit' : counted ? 'challenge.splits' : 'challenge.wouldSplit');
  return {
    tone: state === 'cancelled' ? 'failure' : 'info',
    title: `⚔️ ${titleOf(say, found)}`,
    blocks: [
      `${say('challenge.pool', { amount: money(say, community, found.pool) })} · ${headOf(say, ctx.clock(), found)}\n${say('challenge.rule')}`,
      lines.length > 0 ? `${split}\n${lines.join('\n')}` : say('challenge.noScores'),
    ],
    note: code(`#${found.challenge}`),
  };
}
