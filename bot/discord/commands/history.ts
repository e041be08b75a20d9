import { getHistory } from '../../operations/getHistory.ts';
import type { Face } from '../face.ts';
import { en, type Key } from '../locales/en.ts';
import type { Button, Reply } from '../replies/reply.ts';
import { money, nameOf, party, transaction, when } from '../replies/text.ts';
import { type Command, leaf, type Press } from './command.ts';

const ROWS = 8;

export const historyCommand: Command = {
  name: 'history',
  group: 'account',
  title: 'history.name',
  about: 'history.description',
  permissions: null,
  aliases: { history: '' },
  leaves: {
    '': leaf({
      about: 'history.description',
      options: {},
      visibility: 'private',
      run: (face, call) => historyPage(face, call, null),
    }),
  },
};

/** One page of the author's own movements, newest first. */
export async function historyPage(
  { ctx }: Face,
  { author, community, say }: Pick<Press, 'author' | 'community' | 'say'>,
  before: string | null,
): Promise<Reply> {
  const { entries, next } = await getHistory(ctx, {
    token: community.token,
    who: { userId: author.id },
    limit: ROWS,
    ...(before ? { before } : {}),
  });
  const title = say('history.title');
  if (entries.length === 0) return { tone: 'info', title, blocks: [say('history.empty')] };
  const lines = entries.map((entry) => {
    const key = `type.${entry.type}`;
    const who = entry.counterparty ? party(entry.counterparty) : '';
    const what =
      key in en
        ? say(key as Key, { who, what: nameOf(`${entry.metadata.name ?? ''}`) })
        : say('type.other', { type: entry.type });
    const sign = entry.amount < 0n ? '' : '+';
    const tx = transaction(ctx.config, entry.txHash);
    // A block's time may run a little ahead of the clock on the wall.
    const at = when(Math.min(entry.at.getTime(), ctx.clock()));
    const after = say('history.after', { amount: money(say, community, entry.balanceAfter) });
    return `**${sign}${money(say, community, entry.amount)}** · ${what} · ${at}\n-# ${after} · ${tx}`;
  });
  const to = (cursor: string): Button['press'] => ({ verb: 'history', author: author.id, before: cursor });
  const buttons: Button[] = [
    ...(before ? [{ label: say('history.newest'), press: to('') }] : []),
    ...(next ? [{ label: `${say('history.older')} ▶`, press: to(next) }] : []),
  ];
  return { tone: 'info', title, blocks: [lines.join('\n')], buttons };
}
