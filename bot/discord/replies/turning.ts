import type { Say } from '../locales/say.ts';
import type { Button, Reply } from './reply.ts';

/** ◀ ▶ below a list, where it has more than a page. @param to the page that begins there */
export function turning(
  say: Say,
  { offset, rows, total }: { offset: number; rows: number; total: number },
  to: (offset: bigint) => Button['press'],
): Pick<Reply, 'note' | 'buttons'> {
  if (total <= rows) return {};
  return {
    note: say('leaderboard.page', { from: offset + 1, to: Math.min(offset + rows, total), total }),
    buttons: [
      { label: '◀', press: to(BigInt(Math.max(0, offset - rows))), disabled: offset === 0 },
      { label: '▶', press: to(BigInt(offset + rows)), disabled: offset + rows >= total },
    ],
  };
}
