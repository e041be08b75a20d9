/**
 * Every function that the signer may call for members, exactly those of the deployment's allowlist: which accounts it is
 * for, how much gas it may have, and what it takes from a member.
 */
import type { Value } from './arguments.ts';

/** Accounts that are the operator's own, and what each is there for. Nobody's wallet may ever own them. */
export const OPERATORS = {
  reporter: 'report activity, and end challenges and claims whose time has come',
  fulfiller: 'answer redemptions and hold draws',
} as const;
export type Operator = keyof typeof OPERATORS;
type Actor = 'member' | Operator;

/**
 * What a call takes from a member, in base units of `token`, at most.
 * - `given`: it leaves the account: counted against the member's, the community's and the signer's day
 * - `promised`: how much of it leaves depends on what the chain holds; counted against the community's and the signer's day
 * - `spent`: it is burned in the shop: no day counts it, but a PIN may be asked for it
 */
type Move = { token: bigint; amount: bigint; kind: 'given' | 'promised' | 'spent' };

export type Rule = {
  by: readonly Actor[];
  /** Least and most gas of a call. */
  gas: readonly [number, number];
  /** Elements that a list among the arguments may have. */
  most: number;
  /** @returns what is wrong with the arguments: the refusal's rule and its sentence */
  fault: (values: Value[]) => readonly [rule: string, sentence: string] | undefined;
  moves: (values: Value[]) => Move[];
  /** Place of the argument that names the community; null where the call has none. */
  token: number | null;
  /** Whether the call sets its member's own ceiling, to its second argument. */
  ceiling: boolean;
};

const rule = (changes: Partial<Rule> = {}): Rule => ({
  by: ['member'],
  gas: [20_000, 1_000_000],
  most: 0,
  fault: () => undefined,
  moves: () => [],
  token: 0,
  ceiling: false,
  ...changes,
});

const number = (value: Value | undefined) => {
  if (typeof value !== 'bigint') throw new Error('The argument is no single word.');
  return value;
};
const list = (value: Value | undefined) => {
  if (!Array.isArray(value)) throw new Error('The argument is no list.');
  return value;
};

/** Units that one purchase or listing may have (IShop). */
const MAX_QUANTITY = 0xffffn;
/** Slots of a task without an end (ITasks). */
const UNLIMITED = 0xffff_ffffn;
const upkeep = { reporter: ['member', 'reporter'], fulfiller: ['member', 'fulfiller'] } as const;

/** What a task ties up: base units a claim, times claims. Each claim of an unlimited one is counted by the token alone. */
const escrow = (terms: Value | undefined) => {
  const [reward, slots] = list(terms);
  return number(reward) * (number(slots) === UNLIMITED ? 1n : number(slots));
};
const quantityFault = (quantity: bigint) =>
  quantity === 0n || quantity > MAX_QUANTITY
    ? (['arguments', `There must be 1 to ${MAX_QUANTITY} units.`] as const)
    : undefined;
/** The contract refuses them too; here they are refused before their member has to hear of it from the chain. */
const collectibleFault = (assets: Value[]) =>
  assets.some((asset) => number(list(asset)[0]) !== 0n)
    ? (['collectible', 'Collectibles are parted with by own wallets alone.'] as const)
    : undefined;
const assetsOf = (side: Value | undefined) => list(list(side)[1]);
const amountOf = (side: Value | undefined) => number(list(side)[0]);
const given = (token: Value | undefined, amount: Value | undefined): Move[] => [
  { token: number(token), amount: number(amount), kind: 'given' },
];

const TERMS = '(uint96,uint32,uint16,uint8,bool,bool,bytes32,bytes32)';
export const ASSET = '(address,uint256,uint32)';
export const SIDE = `(uint96,${ASSET}[])`;
/** Assets on one side of a trade (IMarket). */
const ASSETS = 5;

/** By contract, as the deployment names it, and function. */
export const RULES = {
  earnings: {
    'settle(address,uint64,uint256[])': rule({
      by: ['reporter'],
      gas: [50_000, 14_000_000],
      most: 2000,
      fault: ([, , reports]) =>
        list(reports).length === 0 ? ['arguments', 'The settlement has no reports.'] : undefined,
    }),
    'claimDaily(address)': rule(),
    'claimWeeklyStreak(address)': rule(),
    'claimMonthlyActive(address)': rule(),
    'rewardInvite(address,address,address)': rule({ by: ['reporter'] }),
    // Staff's: bounded by the contract's budget of a day and admin; whom they take from does not decide about it.
    'award(address,address,uint256,bytes32)': rule(),
    'deduct(address,address,uint256,bytes32)': rule(),
    'setLower(address,address,uint256,bytes32)': rule(),
  },
  gifts: {
    'gift(address,address,uint256,bytes32)': rule({
      fault: ([, to]) => (to === 0n ? ['recipient', 'The gift has no recipient.'] : undefined),
      moves: ([token, , amount]) => given(token, amount),
    }),
  },
  shop: {
    'buy(address,uint256,uint256,uint256)': rule({
      fault: ([, , quantity]) => quantityFault(number(quantity)),
      moves: ([token, , , most]) => [{ token: number(token), amount: number(most), kind: 'spent' }],
    }),
    'use(address,uint256,uint256)': rule(),
    'refund(address,uint256,uint256)': rule(),
    'fulfil(address,uint256)': rule({ by: ['fulfiller'] }),
    'refuse(address,uint256,bytes32)': rule({ by: ['fulfiller'] }),
  },
  achievements: { 'claimAchievement(address,uint256)': rule() },
  tasks: {
    [`createTask(address,${TERMS},bool)`]: rule({
      // What staff have issued comes from a budget of the day, not from their account.
      moves: ([token, terms, issued]) => (issued === 1n ? [] : given(token, escrow(terms))),
    }),
    [`editTask(address,uint256,${TERMS})`]: rule({
      // Only what is put up anew leaves the account, and only the chain knows how much that is.
      moves: ([token, , terms]) => [{ token: number(token), amount: escrow(terms), kind: 'promised' }],
    }),
    'cancelTask(address,uint256)': rule(),
    'claimTask(address,uint256)': rule(),
    'submitTask(address,uint256,bytes32)': rule(),
    'abandonTask(address,uint256)': rule(),
    'expireTask(address,uint256)': rule({ by: upkeep.reporter }),
    'reviewTask(address,uint256,bool,bytes32)': rule(),
    'escalateTask(address,uint256)': rule(),
  },
  stash: {
    'commit(address,bytes32[],uint96)': rule({
      by: upkeep.fulfiller,
      gas: [20_000, 5_000_000],
      most: 50,
      moves: ([token, seeds, bond]) => given(token, number(bond) * BigInt(list(seeds).length)),
    }),
    'cancelCommitment(address,uint256)': rule({ by: upkeep.fulfiller }),
    'requestDraw(address,uint256)': rule({ by: upkeep.fulfiller }),
    'reveal(address,uint256,bytes32)': rule({ by: upkeep.fulfiller, gas: [20_000, 3_000_000] }),
    'forfeit(address,uint256)': rule({ by: upkeep.fulfiller, gas: [20_000, 3_000_000] }),
    'settle(address,uint256)': rule({ by: upkeep.fulfiller, gas: [20_000, 5_000_000] }),
  },
  clans: {
    'createClan(address,bytes32)': rule(),
    'invite(address,uint256,address)': rule(),
    'joinClan(address,uint256)': rule(),
    'leaveClan(address)': rule(),
    'expel(address,address)': rule(),
    'setLeader(address,address)': rule(),
    'dissolveClan(address)': rule(),
    'tally(address,uint256,address[])': rule({ by: upkeep.reporter, gas: [20_000, 8_000_000], most: 100 }),
    'close(address,uint256)': rule({ by: upkeep.reporter }),
    'payBonus(address,uint256,address[])': rule({ by: upkeep.reporter, gas: [20_000, 8_000_000], most: 100 }),
  },
  market: {
    // What receipts are worth the chain knows alone, which counts them at their price.
    [`list(address,${ASSET},uint96,uint40,uint16)`]: rule({
      fault: ([, asset]) => collectibleFault([asset!]) ?? quantityFault(number(list(asset)[2])),
    }),
    'cancelListing(address,uint256)': rule(),
    [`buy(address,uint256,${ASSET},uint256)`]: rule({
      fault: ([, , asset]) => quantityFault(number(list(asset)[2])),
      moves: ([token, , , most]) => given(token, most),
    }),
    [`propose(address,address,${SIDE},${SIDE},uint40)`]: rule({
      most: ASSETS,
      fault: ([, , give]) => collectibleFault(assetsOf(give)),
      moves: ([token, , give]) => given(token, amountOf(give)),
    }),
    [`counter(address,uint256,address,uint32,${SIDE},${SIDE},uint40)`]: rule({
      most: ASSETS,
      fault: ([, , , , give]) => collectibleFault(assetsOf(give)),
      moves: ([token, , , , give]) => given(token, amountOf(give)),
    }),
    [`accept(address,uint256,address,uint32,${SIDE},${SIDE})`]: rule({
      gas: [20_000, 2_000_000],
      most: ASSETS,
      // The proposer gives, and the one who accepts hands over what was wanted.
      fault: ([, , , , , want]) => collectibleFault(assetsOf(want)),
      moves: ([token, , , , , want]) => given(token, amountOf(want)),
    }),
    'cancelTrade(address,uint256)': rule(),
    'offerSwap(address,uint96,address,uint96,address,uint40)': rule({
      moves: ([token, amount]) => given(token, amount),
    }),
    'takeSwap(uint256,address,uint96,address,uint96)': rule({
      token: 1,
      moves: ([, , , wanted, amount]) => given(wanted, amount),
    }),
    'cancelSwap(uint256)': rule({ token: null }),
  },
  conduct: {
    'penalise(address,address,bytes32)': rule(),
    'ban(address,address,bytes32)': rule(),
    'appeal(address,uint256,bytes32)': rule(),
    'lift(address,uint256,bytes32)': rule(),
  },
  communities: {
    'setCeiling(address,uint96)': rule({ ceiling: true }),
  },
} satisfies Record<string, Record<string, Rule>>;
export type Contract = keyof typeof RULES;
