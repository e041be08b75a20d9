import { t } from '@lingui/core/macro';
import { type Address, isAddress } from 'viem';

export type Member = { address: string; userId: string | null; name: string | null };
/** Who is meant, several who may be, or one sentence that says what to do. */
export type Recipient = { is: Member } | { among: Member[] } | { fault: string; searching?: boolean };

type Known = {
  members: Member[];
  /** Whether more members are still being looked through. */
  more: boolean;
  /** Accounts that act, which cannot send to themselves. */
  own: Address | undefined;
  /** Addresses at which tokens would be lost. */
  contracts: string[];
};

/** A member by name or address. */
export function recipientOf(typed: string, { members, more, own, contracts }: Known): Recipient {
  const text = typed.trim();
  if (text === '') return { fault: t`Say to whom.` };
  if (/^0x/i.test(text)) return byAddress(text, members, own, contracts);
  const wanted = text.replace(/^@/, '').toLowerCase();
  const named = members.filter(({ name, address }) => name?.toLowerCase() === wanted && address !== own);
  if (named.length > 1) return { among: named };
  if (named[0]) return { is: named[0] };
  if (members.some(({ name }) => name?.toLowerCase() === wanted))
    return { fault: t`That is yourself: choose somebody else.` };
  return more
    ? { fault: t`Looking for this name …`, searching: true }
    : { fault: t`Nobody on the leaderboard bears this name: enter an address instead.` };
}

function byAddress(text: string, members: Member[], own: Address | undefined, contracts: string[]): Recipient {
  if (!/^0x[0-9a-f]{40}$/i.test(text)) return { fault: t`An address has 0x and 40 more characters: copy it again.` };
  // Capitals are a check sum; without any there is none to compare.
  const hasChecksum = /[A-F]/.test(text.slice(2)) && /[a-f]/.test(text.slice(2));
  const address = text.toLowerCase();
  if (hasChecksum && !isAddress(text)) return { fault: t`That address has a typing mistake: copy it again.` };
  if (address === own) return { fault: t`That is yourself: choose somebody else.` };
  if (contracts.includes(address) || /^0x0{40}$/.test(address))
    return { fault: t`Tokens sent there would be lost: choose a member.` };
  return { is: members.find((member) => member.address === address) ?? { address, userId: null, name: null } };
}
