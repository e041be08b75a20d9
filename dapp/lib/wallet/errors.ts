/** What a holder reads when the contracts or the wallet say no: what happened, and what to do. */
import {
  achievementsAbi,
  clansAbi,
  communitiesAbi,
  custodianAbi,
  earningsAbi,
  forwarderAbi,
  giftsAbi,
  marketAbi,
  memberAccountAbi,
  shopAbi,
  stashAbi,
  tasksAbi,
  tokenAbi,
} from '@guildmint/contracts/abi.ts';
import { BaseError, decodeErrorResult, type Hex } from 'viem';
import { formatAmount } from '../amount.ts';
import { ApiError } from '../api.ts';
import { chainOf, GONE, Refused } from './said.ts';

export type Unit = { symbol: string; decimals: number };
/** A failure in words, and its stable name. */
export type Told = { code: string; sentence: string };

type Args = Record<string, unknown>;
type Words = { amount(name: string): string; time(name: string): string; tier(name: string): string; args: Args };

const TIERS = ['bronze', 'silver', 'gold', 'platinum'];
const ended = 'This no longer stands as you saw it: look at it again.';

const capReached = (w: Words) =>
  `Your limits leave ${w.amount('left')} for now and this pays ${w.amount('reward')}: claim it ${w.args.from ? w.time('from') : 'later'}.`;

const SENTENCES: Record<string, (words: Words) => string> = {
  ERC20InsufficientBalance: (w) =>
    `You have ${w.amount('balance')} and need ${w.amount('needed')}: earn some more first.`,
  ERC20InvalidReceiver: () => 'This address cannot receive tokens: choose another.',
  TokenAlreadyClaimed: (w) => `You have claimed today: the next daily opens ${w.time('nextDayStartsAt')}.`,
  TokenCommunityDayCap: () => 'The community has issued all that it may today: try again tomorrow (UTC).',
  TokenPaused: () => 'This community is paused: an admin can end the pause.',
  TokenClosed: () => 'This token moves only through the community’s own functions: send it as a gift.',
  TokenBanned: () => 'You are banned from this community’s economy: appeal to an admin.',
  TokenSuspended: (w) =>
    w.args.until === 281_474_976_710_655n
      ? 'You are banned and earn nothing here: appeal to an admin.'
      : `You earn nothing until ${w.time('until')}: claim it then, or appeal to an admin.`,
  EarningsTooEarly: (w) => `It is too early: the next daily opens ${w.time('from')}.`,
  TokenMaxBalance: (w) => `Nobody may hold more than ${w.amount('max')}: choose a smaller amount.`,
  TokenSupplyCap: () => 'The community has reached its supply cap: nothing more can be issued.',
  TokenNotModule: () => 'This is switched off in this community: an admin can enable it.',
  GiftsToSelf: () => 'You cannot send to yourself: choose somebody else.',
  GiftsZeroAmount: () => 'The amount must be more than zero.',
  GiftsBadRecipient: () => 'Nothing can be sent to this address: choose a member.',
  GiftsDayLimit: (w) =>
    w.args.left === 0n
      ? `You have sent all that a ${w.tier('tier')} member may send today: try again tomorrow (UTC).`
      : `As a ${w.tier('tier')} member you can still send ${w.amount('left')} today: choose a smaller amount.`,
  GiftsTooMany: (w) => `You have sent ${w.args.perDay} gifts today, which is the most: try again tomorrow (UTC).`,
  EarningsNotAdmin: () => 'Admins and the owner alone may do this: connect such a wallet.',
  EarningsTooManySeasons: (w) =>
    `A community has room for ${w.args.most} seasons: open the next one when one of them is over.`,
  CommunitiesNotOwner: () => 'The owner alone may do this: connect the owner’s wallet.',
  CommunitiesBadCaps: () =>
    'These caps cannot be: the community’s day must be above zero, and tiers must rise from silver to platinum.',
  CommunitiesTooEarly: (w) => `The time-lock is not over: put it into force from ${w.time('readyAt')}.`,
  CommunitiesNothingScheduled: () => ended,
  CommunitiesMissingRole: () => 'Your wallet has no right to this: ask the owner.',
  EarningsNothing: () => 'There is nothing to claim here: an admin has set no daily reward.',
  ShopUnknownItem: () => 'There is no such item: look at what the shop sells.',
  ShopInactive: () => 'This item is not on sale at the moment: choose another.',
  ShopNotOpenYet: (w) => `This item is not on sale yet: its sale opens ${w.time('opensAt')}.`,
  ShopClosed: (w) => `The sale of this item closed ${w.time('closedAt')}: choose another.`,
  ShopSoldOut: (w) =>
    w.args.left === 0n
      ? 'This item is sold out: try again when there is more of it.'
      : `Only ${w.args.left} are left: choose fewer.`,
  ShopMemberLimit: (w) =>
    w.args.left === 0n
      ? `You have bought all ${w.args.perMember} that a member may have of this item.`
      : `A member may have ${w.args.perMember} of this item: you can buy ${w.args.left} more.`,
  ShopTierTooLow: (w) =>
    `This item is for ${w.tier('required')} members and you are ${w.tier('tier')}: earn some more first.`,
  ShopItemRequired: (w) => `This needs item ${w.args.item} of this shop: buy that one first.`,
  ShopPriceAbove: (w) => `The price is now ${w.amount('price')}: look at it again and buy if you still want it.`,
  ShopBadQuantity: (w) => (w.args.most === 0n ? 'Nothing is left of this.' : `Choose between 1 and ${w.args.most}.`),
  ShopNotBuyer: () => 'Only who bought this may do so: switch to the account that did.',
  ShopNotRefundable: () => 'Nothing is due for this purchase (any more): it cannot be refunded.',
  ShopNotFulfilled: () => 'This has not been handed over yet: use it once it is.',
  ShopExpired: (w) => `This ended ${w.time('expiredAt')}: buy it again to use it.`,
  ShopUsedUp: (w) =>
    w.args.left === 0n ? 'This is used up: buy another to go on.' : `This can be used ${w.args.left} more times.`,
  ERC1155InsufficientBalance: () => 'You no longer hold enough of these receipts: get them back first.',
  EarningsNotReached: (w) => `You have ${w.args.days_} of ${w.args.needed} days: come back on the days to come.`,
  EarningsSuspended: (w) => `You earn nothing until ${w.time('until')}: claim it then.`,
  EarningsCapReached: (w) => capReached(w),
  AchievementsUnknown: () => ended,
  AchievementsRetired: () => 'This achievement is no longer given: your progress counts for the others.',
  AchievementsClaimed: () => 'You bear this badge already.',
  AchievementsNotReached: () => 'You have not reached this yet: go on as you do.',
  AchievementsSuspended: (w) => `You earn nothing until ${w.time('until')}: claim it then.`,
  AchievementsCapReached: (w) => capReached(w),
  TasksUnknown: () => 'There is no such task: look at the list.',
  TasksClosed: () => 'This task takes no more claims: choose another.',
  TasksNoSlot: () => 'All places of this task are taken: choose another, or look again later.',
  TasksNotBinding: () => 'Its creator has to renew this task before it can be claimed: choose another.',
  TasksOwnTask: () => 'This task is your own: others do it.',
  TasksBanned: () => 'You are banned from this community’s economy: appeal to an admin.',
  TasksTooManyOpen: (w) => `You have ${w.args.most} claims open, which is the most: finish or give up one first.`,
  TasksNotAgain: () => 'You have claimed this task before, and it can be done once.',
  TasksUnknownClaim: () => 'There is no such claim: look at the list.',
  TasksNotClaimant: () => 'Only who claimed this may do so: switch to the account that did.',
  TasksBadState: () => ended,
  TasksPastDeadline: (w) => `Its time ended ${w.time('deadline')}: claim a task anew.`,
  TasksProofRequired: () => 'This task asks for a proof: write what you did.',
  TasksTooEarly: (w) => `The reviewers have time until ${w.time('from')}: turn to the staff then.`,
  TasksPaused: () => 'This community is paused: an admin can end the pause.',
  MarketFeeAbove: (w) => `The market’s fee is ${Number(w.args.feeBps) / 100} % by now: look at it before you list.`,
  MarketNotEnabled: () => 'This community has no market: an admin can switch it on.',
  MarketPaused: () => 'This community is paused: try again when it goes on.',
  MarketBanned: () => 'A banned member’s things cannot change hands: appeal to an admin if it is you.',
  MarketZeroPrice: () => 'The price is zero: enter an amount.',
  MarketBadQuantity: (w) => `You can take 1 to ${w.args.most} of this: choose another number.`,
  MarketBadExpiry: (w) => `It must end in the future, and ${w.time('latest')} at the latest: choose another end.`,
  MarketNotTransferable: () => 'This item belongs to who bought it: it cannot be sold.',
  MarketNotOwned: (w) => `Its owner has only ${w.args.held} of this: choose something that is there.`,
  MarketNoListing: () => 'This listing is over: it was sold or cancelled.',
  MarketNoTrade: () => 'This trade is over: it was done or cancelled.',
  MarketNoSwap: () => 'This offer is over: it was taken or cancelled.',
  MarketExpired: (w) => `This ended ${w.time('expiredAt')}: ask for a new one.`,
  MarketNotSeller: () => 'Only its seller may cancel a listing.',
  MarketNotParty: () => 'This is between other members: you cannot act in it.',
  MarketWithSelf: () => 'You cannot trade with yourself: choose another member.',
  MarketPriceAbove: (w) => `This costs ${w.amount('price')}, more than the ${w.amount('maxPrice')} you agreed to.`,
  MarketTermsChanged: () => 'The terms have changed: look at them again before you agree.',
  MarketTooManyAssets: (w) => `Each side can put in at most ${w.args.most} things: choose fewer.`,
  MarketNotBinding: () => 'This was agreed through the bot for somebody it no longer speaks for: ask for it anew.',
  MarketTooLittle: (w) =>
    `Who offered this has ${w.amount('balance')} and promised ${w.amount('amount')}: ask for less, or wait.`,
  MarketEmpty: () => 'Nothing is offered or asked for: put something in.',
  MarketSameToken: () => 'Both sides are the same token: choose another community’s.',
  ClansInClan: () => 'You are in a clan already: leave it first.',
  ClansNotInClan: () => 'You are in no clan, or that member is not in yours: look at it again.',
  ClansNotLeader: () => 'Only the clan’s leader may do this: ask them.',
  ClansUnknown: () => 'There is no such clan any more: choose another.',
  ClansNotInvited: () => 'You have no invitation to this clan: ask its leader for one.',
  ClansFull: (w) => `A clan has at most ${w.args.most} members, and this one is full.`,
  ClansBanned: () => 'Banned members cannot be in a clan: appeal to an admin.',
  ClansLeaderStays: (w) =>
    `A leader cannot go while ${w.args.others} others are in the clan: hand it over first, or dissolve it.`,
  StashNotOwner: () => 'This collectible is not yours (any more): reload the page.',
  CustodianTooEarly: (w) => `This has to wait: try again ${w.time('readyAt')}.`,
  CustodianPaused: () => 'Everything is paused for safety: your tokens stay yours, try again later.',
  CustodianNothingPending: () => 'Nothing waits to be finished: ask for it again.',
  CustodianGraduated: () => 'The account has its owner already: reload the page.',
  CustodianBadSigner: () => 'The signature is by another wallet: switch to the one that shall own the account.',
  CustodianNotAllowed: () => 'The bot may not do this for members: act with your own wallet.',
  MemberAccountNotOwner: () => 'This account belongs to another wallet: switch to its owner.',
  MemberAccountBadSignature: () => 'The request was overtaken by another one: sign again.',
  MemberAccountExpired: () => 'The signed request is too old: sign again.',
  ERC2771ForwarderExpiredRequest: () => 'The signed request is too old: sign again.',
  ERC2771ForwarderInvalidSigner: () => 'The request was overtaken by another one: sign again.',
  InvalidAccountNonce: () => 'The request was overtaken by another one: sign again.',
};

const ERRORS = [
  tokenAbi,
  shopAbi,
  giftsAbi,
  earningsAbi,
  achievementsAbi,
  tasksAbi,
  marketAbi,
  clansAbi,
  stashAbi,
  communitiesAbi,
  custodianAbi,
  memberAccountAbi,
  forwarderAbi,
].flatMap((abi) => (abi as readonly { type: string }[]).filter(({ type }) => type === 'error'));

/** @param unit how the community's amounts are written; without it they are not named */
export function sentenceFor(name: string, args: Args = {}, unit: Unit | null = null): string {
  const words = {
    args,
    amount: (key: string) =>
      unit ? `${formatAmount(BigInt((args[key] as bigint) ?? 0), unit.decimals)} ${unit.symbol}` : 'a limited amount',
    time: (key: string) =>
      new Date(Number(args[key] ?? 0) * 1000).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' }),
    tier: (key: string) => TIERS[Number(args[key])] ?? 'this',
  };
  return (
    SENTENCES[name]?.(words) ??
    'The contracts refused this: reload the page, and tell the community’s staff if it stays so.'
  );
}

/** The revert inside an error of viem; null where it failed for another reason. */
export function refusalOf(error: unknown, unit: Unit | null = null): Told | null {
  if (!(error instanceof BaseError)) return null;
  let data: Hex | undefined;
  error.walk((cause) => {
    const found = (cause as { data?: unknown }).data;
    const hex = typeof found === 'object' && found ? (found as { data?: unknown }).data : found;
    if (typeof hex === 'string' && /^0x[0-9a-f]{8,}/i.test(hex)) data = hex as Hex;
    return false;
  });
  if (!data) {
    const reverted = error.walk(
      (cause) => /revert/i.test((cause as Error).name) || /reverted/i.test((cause as Error).message),
    );
    return reverted ? { code: 'Reverted', sentence: ended } : null;
  }
  try {
    const { errorName, args, abiItem } = decodeErrorResult({ abi: ERRORS as never, data }) as {
      errorName: string;
      args?: readonly unknown[];
      abiItem: { inputs?: readonly { name?: string }[] };
    };
    const named = Object.fromEntries((args ?? []).map((value, i) => [abiItem.inputs?.[i]?.name ?? `${i}`, big(value)]));
    return { code: errorName, sentence: sentenceFor(errorName, named, unit) };
  } catch {
    return { code: 'Unknown', sentence: sentenceFor('') };
  }
}

/** Small integers arrive as numbers, and are compared with the others here. */
const big = (value: unknown) => (typeof value === 'number' ? BigInt(value) : value);

const hasCode = (error: unknown, ...codes: number[]) =>
  chainOf(error).some(({ code }) => codes.includes(code as number));
const says = (error: unknown, words: RegExp) =>
  chainOf(error).some(({ message, details }) => words.test(`${message} ${details}`));

/**
 * Any failure between the click and the block, in words.
 * @param gasless whether the operator could pay instead
 */
export function explain(error: unknown, unit: Unit | null, coin: string, gasless: boolean): Told {
  if (error instanceof ApiError || error instanceof Refused) return { code: error.code, sentence: error.message };
  const refusal = refusalOf(error, unit);
  if (refusal) return refusal;
  if (says(error, /insufficient funds|exceeds (the )?balance|doesn't have enough funds|gas \* gas ?(fee|price)/i))
    return { code: 'NoGas', sentence: noGas(coin, gasless) };
  if (hasCode(error, 4900, 4901) || says(error, /disconnected|connector not connected|not connected/i))
    return { code: 'Disconnected', sentence: GONE };
  if (hasCode(error, 4100))
    return { code: 'Unauthorised', sentence: 'The wallet does not let this page use that account: connect it again.' };
  if (hasCode(error, -32002))
    return { code: 'Busy', sentence: 'The wallet is still asking you something: open it and answer there.' };
  if (says(error, /chain/i) && says(error, /match|mismatch|switch/i))
    return { code: 'WrongNetwork', sentence: 'The wallet is on another network: switch it and try again.' };
  if (says(error, /HTTP request failed|failed to fetch|took too long|RPC Request failed/i))
    return { code: 'NodeSilent', sentence: 'The chain does not answer and nothing was sent: try again in a moment.' };
  return { code: 'Wallet', sentence: 'The wallet could not do this and nothing was sent: try again, or reconnect it.' };
}

export const noGas = (coin: string, gasless: boolean) =>
  `The wallet has too little ${coin} to pay the network’s fee: ${gasless ? 'go gasless below, or top it up' : 'top it up'}.`;
