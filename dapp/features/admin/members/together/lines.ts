import type { NamedResponse } from '@guildmint/bot/api/routes/users.ts';
import { t } from '@lingui/core/macro';
import { isAddress } from 'viem';
import { parseAmount } from '../../../../lib/amount.ts';
import type { Member } from '../use-members.ts';

/** Members at once, as the API has it. */
export const MOST = 100;

/** What a line asks for, as it was written. */
export type Line = { place: number; name: string; typed: string };
/** The same once it is known who is meant: a payment of base units, or one sentence that says what to correct. */
export type Checked = { line: Line; member: Member | null; amount: bigint; fault: string | undefined };

const bare = (cell: string) =>
  cell
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .replace(/^<@!?(\d+)>$/, '$1')
    .replace(/^@/, '')
    .trim();

/**
 * Reads a list of names, each on a line: alone, or with an amount behind the last comma, semicolon or tab, as tables are
 * exported. A heading is left out, and so are empty lines.
 * @param usual the amount of who has none of their own
 */
export function readLines(text: string, usual: string): Line[] {
  const rows = text.split(/\r?\n/).map((row) => {
    const [, name = row, typed = ''] = /^(.*)[,;\t]([^,;\t]*)$/.exec(row) ?? [];
    return { name: bare(name), typed: bare(typed) };
  });
  const isHeading = ({ typed }: { typed: string }, place: number) => place === 0 && typed !== '' && !/\d/.test(typed);
  return rows
    .filter((row, place) => row.name !== '' && !isHeading(row, place))
    .map(({ name, typed }, i) => ({ place: i + 1, name, typed: typed || usual.trim() }));
}

/** @param found who bears each name, in the lines' order */
export function checkLines(lines: Line[], found: NamedResponse['found'], decimals: number): Checked[] {
  const seen = new Set<string>();
  return lines.map((line, i) => {
    const users = found[i]?.users ?? [];
    const member = users.length === 1 ? users[0]! : null;
    const amount = parseAmount(line.typed, decimals);
    const fault = faultOf(line, users, seen) ?? (typeof amount === 'string' ? amount : undefined);
    if (member) seen.add(member.address);
    return { line, member, amount: typeof amount === 'string' ? 0n : amount, fault };
  });
}

function faultOf({ name }: Line, users: Member[], seen: Set<string>): string | undefined {
  const hasChecksum = /^0x/.test(name) && /[A-F]/.test(name) && /[a-f]/.test(name.slice(2));
  if (hasChecksum && !isAddress(name)) return t`That address has a typing mistake: copy it again.`;
  if (users.length === 0) return t`No member bears this name: write a Discord id or an address instead.`;
  if (users.length > 1) return t`Several members bear this name: write a Discord id or an address instead.`;
  if (seen.has(users[0]!.address)) return t`Named twice: put the amounts together.`;
}
