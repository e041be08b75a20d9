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
import { t } from '@lingui/core/macro';
import { BaseError, decodeErrorResult, type Hex } from 'viem';
import { formatAmount, formatCount } from '../amount.ts';
import { ApiError } from '../api.ts';
import { locale } from '../language.ts';
import { TIERS, tierWord } from '../tiers.ts';
import { chainOf, gone, Refused } from './said.ts';

export type Unit = { symbol: string; decimals: number };
/** A failure in words, and its stable name. */
export type Told = { code: string; sentence: string };

type Args = Record<string, unknown>;
type Words = {
  amount(name: string): string;
  count(name: string): string;
  time(name: string): string;
  tier(name: string): string;
  args: Args;
};

const ended = () => t`This no longer stands as you saw it: look at it again.`;

const capReached = (w: Words) =>
  w.args.from
    ? t`Your limits leave ${w.amount('left')} for now and this pays ${w.amount('reward')}: claim it ${w.time('from')}.`
    : t`Your limits leave ${w.amount('left')} for now and this pays ${w.amount('reward')}: claim it later.`;

const SENTENCES: Record<string, (words: Words) => string> = {
  ERC20InsufficientBalance: (w) =>
    t`You have ${w.amount('balance')} and need ${w.amount('needed')}: earn some more first.`,
  ERC20InvalidReceiver: () => t`This address cannot receive tokens: choose another.`,
  TokenAlreadyClaimed: (w) => t`You have claimed today: the next daily opens ${w.time('nextDayStartsAt')}.`,
  TokenCommunityDayCap: () => t`The community has issued all that it may today: try again tomorrow (UTC).`,
  TokenPaused: () => t`This community is paused: an admin can end the pause.`,
  TokenClosed: () => t`This token moves only through the community’s own functions: send it as a gift.`,
  TokenBanned: () => t`You are banned from this community’s economy: appeal to an admin.`,
  TokenSuspended: (w) =>
    w.args.until === 281_474_976_710_655n
      ? t`You are banned and earn nothing here: appeal to an admin.`
      : t`You earn nothing until ${w.time('until')}: claim it then, or appeal to an admin.`,
  EarningsTooEarly: (w) => t`It is too early: the next daily opens ${w.time('from')}.`,
  TokenMaxBalance: (w) => t`Nobody may hold more than ${w.amount('max')}: choose a smaller amount.`,
  TokenSupplyCap: () => t`The community has reached its supply cap: nothing more can be issued.`,
  TokenNotModule: () => t`This is switched off in this community: an admin can enable it.`,
  GiftsToSelf: () => t`You cannot send to yourself: choose somebody else.`,
  GiftsZeroAmount: () => t`The amount must be more than zero.`,
  GiftsBadRecipient: () => t`Nothing can be sent to this address: choose a member.`,
  GiftsDayLimit: (w) =>
    w.args.left === 0n
      ? t`You have sent all that a ${w.tier('tier')} member may send today: try again tomorrow (UTC).`
      : t`As a ${w.tier('tier')} member you can still send ${w.amount('left')} today: choose a smaller amount.`,
  GiftsTooMany: (w) => t`You have sent ${w.count('perDay')} gifts today, which is the most: try again tomorrow (UTC).`,
  EarningsNotAdmin: () => t`Admins and the owner alone may do this: connect such a wallet.`,
  EarningsTooManySeasons: (w) =>
    t`A community has room for ${w.count('most')} seasons: open the next one when one of them is over.`,
  CommunitiesNotOwner: () => t`The owner alone may do this: connect the owner’s wallet.`,
  CommunitiesBadCaps: () =>
    t`These caps cannot be: the community’s day must be above zero, and tiers must rise from silver to platinum.`,
  CommunitiesTooEarly: (w) => t`The time-lock is not over: put it into force from ${w.time('readyAt')}.`,
  CommunitiesNothingScheduled: ended,
  CommunitiesMissingRole: () => t`Your wallet has no right to this: ask the owner.`,
  EarningsNothing: () => t`There is nothing to claim here: an admin has set no daily reward.`,
  ShopUnknownItem: () => t`There is no such item: look at what the shop sells.`,
  ShopInactive: () => t`This item is not on sale at the moment: choose another.`,
  ShopNotOpenYet: (w) => t`This item is not on sale yet: its sale opens ${w.time('opensAt')}.`,
  ShopClosed: (w) => t`The sale of this item closed ${w.time('closedAt')}: choose another.`,
  ShopSoldOut: (w) =>
    w.args.left === 0n
      ? t`This item is sold out: try again when there is more of it.`
      : t`Only ${w.count('left')} are left: choose fewer.`,
  ShopMemberLimit: (w) =>
    w.args.left === 0n
      ? t`You have bought all ${w.count('perMember')} that a member may have of this item.`
      : t`A member may have ${w.count('perMember')} of this item: you can buy ${w.count('left')} more.`,
  ShopTierTooLow: (w) =>
    t`This item is for ${w.tier('required')} members and you are ${w.tier('tier')}: earn some more first.`,
  ShopItemRequired: (w) => t`This needs item ${w.count('item')} of this shop: buy that one first.`,
  ShopPriceAbove: (w) => t`The price is now ${w.amount('price')}: look at it again and buy if you still want it.`,
  ShopBadQuantity: (w) =>
    w.args.most === 0n ? t`Nothing is left of this.` : t`Choose between 1 and ${w.count('most')}.`,
  ShopNotBuyer: () => t`Only who bought this may do so: switch to the account that did.`,
  ShopNotRefundable: () => t`Nothing is due for this purchase (any more): it cannot be refunded.`,
  ShopNotFulfilled: () => t`This has not been handed over yet: use it once it is.`,
  ShopExpired: (w) => t`This ended ${w.time('expiredAt')}: buy it again to use it.`,
  ShopUsedUp: (w) =>
    w.args.left === 0n ? t`This is used up: buy another to go on.` : t`This can be used ${w.count('left')} more times.`,
  ERC1155InsufficientBalance: () => t`You no longer hold enough of these receipts: get them back first.`,
  EarningsNotReached: (w) =>
    t`You have ${w.count('days_')} of ${w.count('needed')} days: come back on the days to come.`,
  EarningsSuspended: (w) => t`You earn nothing until ${w.time('until')}: claim it then.`,
  EarningsCapReached: (w) => capReached(w),
  AchievementsUnknown: ended,
  AchievementsRetired: () => t`This achievement is no longer given: your progress counts for the others.`,
  AchievementsClaimed: () => t`You bear this badge already.`,
  AchievementsNotReached: () => t`You have not reached this yet: go on as you do.`,
  AchievementsSuspended: (w) => t`You earn nothing until ${w.time('until')}: claim it then.`,
  AchievementsCapReached: (w) => capReached(w),
  TasksUnknown: () => t`There is no such task: look at the list.`,
  TasksClosed: () => t`This task takes no more claims: choose another.`,
  TasksNoSlot: () => t`All places of this task are taken: choose another, or look again later.`,
  TasksNotBinding: () => t`Its creator has to renew this task before it can be claimed: choose another.`,
  TasksOwnTask: () => t`This task is your own: others do it.`,
  TasksBanned: () => t`You are banned from this community’s economy: appeal to an admin.`,
  TasksTooManyOpen: (w) => t`You have ${w.count('most')} claims open, which is the most: finish or give up one first.`,
  TasksNotAgain: () => t`You have claimed this task before, and it can be done once.`,
  TasksUnknownClaim: () => t`There is no such claim: look at the list.`,
  TasksNotClaimant: () => t`Only who claimed this may do so: switch to the account that did.`,
  TasksBadState: ended,
  TasksPastDeadline: (w) => t`Its time ended ${w.time('deadline')}: claim a task anew.`,
  TasksProofRequired: () => t`This task asks for a proof: write what you did.`,
  TasksTooEarly: (w) => t`The reviewers have time until ${w.time('from')}: turn to the staff then.`,
  TasksPaused: () => t`This community is paused: an admin can end the pause.`,
  MarketFeeAbove: (w) =>
    t`The market’s fee is ${formatCount(Number(w.args.feeBps) / 100)} % by now: look at it before you list.`,
  MarketNotEnabled: () => t`This community has no market: an admin can switch it on.`,
  MarketPaused: () => t`This community is paused: try again when it goes on.`,
  MarketBanned: () => t`A banned member’s things cannot change hands: appeal to an admin if it is you.`,
  MarketZeroPrice: () => t`The price is zero: enter an amount.`,
  MarketBadQuantity: (w) => t`You can take 1 to ${w.count('most')} of this: choose another number.`,
  MarketBadExpiry: (w) => t`It must end in the future, and ${w.time('latest')} at the latest: choose another end.`,
  MarketNotTransferable: () => t`This item belongs to who bought it: it cannot be sold.`,
  MarketNotOwned: (w) => t`Its owner has only ${w.count('held')} of this: choose something that is there.`,
  MarketNoListing: () => t`This listing is over: it was sold or cancelled.`,
  MarketNoTrade: () => t`This trade is over: it was done or cancelled.`,
  MarketNoSwap: () => t`This offer is over: it was taken or cancelled.`,
  MarketExpired: (w) => t`This ended ${w.time('expiredAt')}: ask for a new one.`,
  MarketNotSeller: () => t`Only its seller may cancel a listing.`,
  MarketNotParty: () => t`This is between other members: you cannot act in it.`,
  MarketWithSelf: () => t`You cannot trade with yourself: choose another member.`,
  MarketPriceAbove: (w) => t`This costs ${w.amount('price')}, more than the ${w.amount('maxPrice')} you agreed to.`,
  MarketTermsChanged: () => t`The terms have changed: look at them again before you agree.`,
  MarketTooManyAssets: (w) => t`Each side can put in at most ${w.count('most')} things: choose fewer.`,
  MarketNotBinding: () => t`This was agreed through the bot for somebody it no longer speaks for: ask for it anew.`,
  MarketTooLittle: (w) =>
    t`Who offered this has ${w.amount('balance')} and promised ${w.amount('amount')}: ask for less, or wait.`,
  MarketEmpty: () => t`Nothing is offered or asked for: put something in.`,
  MarketSameToken: () => t`Both sides are the same token: choose another community’s.`,
  ClansInClan: () => t`You are in a clan already: leave it first.`,
  ClansNotInClan: () => t`You are in no clan, or that member is not in yours: look at it again.`,
  ClansNotLeader: () => t`Only the clan’s leader may do this: ask them.`,
  ClansUnknown: () => t`There is no such clan any more: choose another.`,
  ClansNotInvited: () => t`You have no invitation to this clan: ask its leader for one.`,
  ClansFull: (w) => t`A clan has at most ${w.count('most')} members, and this one is full.`,
  ClansBanned: () => t`Banned members cannot be in a clan: appeal to an admin.`,
  ClansLeaderStays: (w) =>
    t`A leader cannot go while ${w.count('others')} others are in the clan: hand it over first, or dissolve it.`,
  StashNotOwner: () => t`This collectible is not yours (any more): reload the page.`,
  CustodianTooEarly: (w) => t`This has to wait: try again ${w.time('readyAt')}.`,
  CustodianPaused: () => t`Everything is paused for safety: your tokens stay yours, try again later.`,
  CustodianNothingPending: () => t`Nothing waits to be finished: ask for it again.`,
  CustodianGraduated: () => t`The account has its owner already: reload the page.`,
  CustodianBadSigner: () => t`The signature is by another wallet: switch to the one that shall own the account.`,
  CustodianNotAllowed: () => t`The bot may not do this for members: act with your own wallet.`,
  MemberAccountNotOwner: () => t`This account belongs to another wallet: switch to its owner.`,
  MemberAccountBadSignature: () => t`The request was overtaken by another one: sign again.`,
  MemberAccountExpired: () => t`The signed request is too old: sign again.`,
  ERC2771ForwarderExpiredRequest: () => t`The signed request is too old: sign again.`,
  ERC2771ForwarderInvalidSigner: () => t`The request was overtaken by another one: sign again.`,
  InvalidAccountNonce: () => t`The request was overtaken by another one: sign again.`,
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
      unit ? `${formatAmount(BigInt((args[key] as bigint) ?? 0), unit.decimals)} ${unit.symbol}` : t`a limited amount`,
    count: (key: string) => formatCount(BigInt((args[key] as bigint) ?? 0)),
    time: (key: string) =>
      new Date(Number(args[key] ?? 0) * 1000).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' }),
    tier: (key: string) => tierWord(TIERS[Number(args[key])] ?? 'bronze'),
  };
  return (
    SENTENCES[name]?.(words) ??
    t`The contracts refused this: reload the page, and tell the community’s staff if it stays so.`
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
    return reverted ? { code: 'Reverted', sentence: ended() } : null;
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
    return { code: 'Disconnected', sentence: gone() };
  if (hasCode(error, 4100))
    return {
      code: 'Unauthorised',
      sentence: t`The wallet does not let this page use that account: connect it again.`,
    };
  if (hasCode(error, -32002))
    return { code: 'Busy', sentence: t`The wallet is still asking you something: open it and answer there.` };
  if (says(error, /chain/i) && says(error, /match|mismatch|switch/i))
    return { code: 'WrongNetwork', sentence: t`The wallet is on another network: switch it and try again.` };
  if (says(error, /HTTP request failed|failed to fetch|took too long|RPC Request failed/i))
    return { code: 'NodeSilent', sentence: t`The chain does not answer and nothing was sent: try again in a moment.` };
  return {
    code: 'Wallet',
    sentence: t`The wallet could not do this and nothing was sent: try again, or reconnect it.`,
  };
}

export const noGas = (coin: string, gasless: boolean) =>
  gasless
    ? t`The wallet has too little ${coin} to pay the network’s fee: go gasless below, or top it up.`
    : t`The wallet has too little ${coin} to pay the network’s fee: top it up.`;
