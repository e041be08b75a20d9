import { getLeaderboard } from '../../operations/getLeaderboard.ts';
import { meetUser } from '../../operations/meetUser.ts';
import type { Face } from '../face.ts';
import type { Key } from '../locales/en.ts';
import type { Button, Reply, Select } from '../replies/reply.ts';
import { code, money, nameOf, short } from '../replies/text.ts';
import { type Command, leaf, type Press } from './command.ts';

const BY = ['earned', 'balance', 'spent', 'gifted'] as const;
const PERIODS = ['all', 'season', 'month', 'week', 'day'] as const;
const ROWS = 10;
const MEDALS = ['🥇', '🥈', '🥉'];

export const leaderboardCommand: Command = {
  name: 'leaderboard',
  group: 'boards',
  feature: 'boards',
  title: 'leaderboard.name',
  about: 'leaderboard.description',
  permissions: null,
  aliases: { leaderboard: '', top: '', topbroski: '', lb: '' },
  leaves: {
    '': leaf({
      about: 'leaderboard.description',
      options: {
        by: { type: 'choice', choices: BY, about: 'leaderboard.by' },
        period: { type: 'choice', choices: PERIODS, about: 'leaderboard.period' },
      },
      visibility: 'public',
      async run(face, call) {
        await meetUser(face.ctx, call.author);
        const { by, period } = call.args;
        const author = call.author.id;
        return leaderboardPage(face, call, {
          author,
          by: by ?? 'earned',
          period: period ?? 'all',
          offset: 0,
          jump: '',
        });
      },
    }),
  },
};

type Page = { author: string; by: string; period: string; offset: number; jump: string };

/** One page. `jump` "me" turns to the page on which the author stands. */
export async function leaderboardPage(
  { ctx }: Face,
  { community, say, values }: Pick<Press, 'community' | 'say' | 'values'>,
  page: Page,
): Promise<Reply> {
  const [chosen] = values ?? [];
  const by = BY.find((name) => name === (page.jump === 'by' ? chosen : page.by)) ?? 'earned';
  const period = PERIODS.find((name) => name === (page.jump === 'period' ? chosen : page.period)) ?? 'all';
  const ask = (offset: number) =>
    getLeaderboard(ctx, { token: community.token, by, period, limit: ROWS, offset, me: { userId: page.author } });

  let offset = Math.max(0, page.offset);
  let board = await ask(offset);
  if (page.jump === 'me' && board.me) {
    offset = Math.floor((board.me.rank - 1) / ROWS) * ROWS;
    board = await ask(offset);
  }
  const title = `🏆 ${say(`leaderboard.title.${by}`)} · ${say(`choice.${period}`)}`;

  const lines = board.rows.map(({ rank, name, address, amount }) => {
    const who = name ? nameOf(name) : code(short(address));
    return `${MEDALS[rank - 1] ?? `**#${rank}**`} ${who} — **${money(say, community, amount)}**`;
  });
  const { me, total } = board;
  const mine = me
    ? say('leaderboard.you', { rank: me.rank, amount: money(say, community, me.amount) })
    : say('leaderboard.unranked');
  const to = (at: number, jump = ''): Button['press'] => ({
    verb: 'leaderboard',
    author: page.author,
    by,
    period,
    offset: BigInt(Math.max(0, at)),
    jump,
  });
  const menu = (name: 'by' | 'period', choices: readonly string[], now: string): Select => ({
    placeholder: say(`leaderboard.${name}`),
    kind: 'text',
    options: choices.map((value) => ({ label: say(choiceKey(value)), value })),
    chosen: [now],
    press: to(0, name),
  });
  const selects = [
    // What one holds has no period.
    ...(by === 'balance' ? [] : [menu('period', PERIODS, period)]),
    menu('by', BY, by),
  ];
  if (total === 0) return { tone: 'info', title, blocks: [say(`leaderboard.empty.${by}`)], selects };
  const blocks = [lines.join('\n'), mine];
  if (total <= ROWS) return { tone: 'info', title, blocks, selects };
  return {
    tone: 'info',
    title,
    blocks,
    selects,
    note: say('leaderboard.page', { from: offset + 1, to: offset + board.rows.length, total }),
    buttons: [
      { label: '◀', press: to(offset - ROWS), disabled: offset === 0 },
      { label: '▶', press: to(offset + ROWS), disabled: offset + ROWS >= total },
      { label: say('leaderboard.mine'), look: 'primary', press: to(offset, 'me'), disabled: !me },
    ],
  };
}

/** Names of the choices, for pickers. */
export const choiceKey = (choice: string) => `choice.${choice}` as Key;
