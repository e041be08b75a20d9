/** What of the contracts can be replaced by a newer version, and what is to be done instead where it cannot. */

/** Keeps nothing but a policy and the day's counts: the policy is carried over, and the counts begin again. */
export const REPLACEABLE = ['Gifts'] as const;
export type Replaceable = (typeof REPLACEABLE)[number];

/** A new contract begins empty, and nobody can write into it what the old one knows. */
const KEEPS: Record<string, string> = {
  Earnings: 'who was paid for an invitation, and when weeks and months were claimed last',
  Shop: 'items, purchases and their receipts',
  Achievements: 'which achievements were claimed',
  Tasks: 'tasks, claims and the rewards that are put up',
  Stash: 'NFTs and draws',
  Clans: 'clans and challenges',
  Conduct: 'penalties',
  Market: 'listings, offers and trades',
};
const FIXED: Record<string, string> = {
  Custodian: 'members’ accounts follow from its address',
  MemberAccount: 'members’ accounts are copies of it',
  Communities: 'every community’s token answers to it alone',
  Token: 'it holds its members’ balances',
  WrappedToken: 'it holds its members’ balances',
  ERC2771Forwarder: 'every contract trusts it since its own deployment',
};

export const isReplaceable = (name: string): name is Replaceable => (REPLACEABLE as readonly string[]).includes(name);

/** Why a contract stays as it is, and what to do instead; null for what is none of ours. */
export function whyNot(name: string): string | null {
  if (KEEPS[name])
    return `${name} cannot be upgraded: it keeps ${KEEPS[name]}, and a new one would begin without. Leave it in place, and use a new version in a deployment of its own (another folder, another DATA_DIR) for new communities.`;
  if (FIXED[name])
    return `${name} cannot be upgraded: ${FIXED[name]}. A fault in it is met by pausing; a new version is a deployment of its own, to which members move by their own hand (docs/LEAVING.md).`;
  return null;
}
