/** What a person reads when the chain says no: what happened, and what to do. One sentence for every custom error. */
import { formatUnits } from 'viem';
import type { Revert } from './revert.ts';

/** How a community's amounts are written. */
export type Unit = { symbol: string; decimals: number };

type Args = Record<string, string>;
type Words = {
  amount(name: string): string;
  /** On a day, at a time. */
  time(name: string): string;
  /** The same behind a preposition. */
  until(name: string): string;
  tier(name: string): string;
  /** Who holds one of these roles, or is the owner, who may do all that they may. */
  role(name: string): string;
  args: Args;
};

/** 2^48 − 1: how the contracts write an end that there is none of. */
const FOREVER = '281474976710655';
/** By their bits, lowest first. */
const roles = ['an admin', 'a moderator', 'a reporter', 'a fulfiller', 'a pauser'];
const tiers = ['bronze', 'silver', 'gold', 'platinum'];
const busy = 'The server did something out of turn; nothing happened, please try again.';
const operator = 'The server is not set up for this: please tell the operator.';

/** Basis points as a person writes them. */
const percent = (bps: string | undefined) => `${Number(bps) / 100} %`;

const capReached = (w: Words) =>
  w.args.from === '0'
    ? `The reward is ${w.amount('reward')}, and this community’s caps leave ${w.amount('left')}, now and later: ask an admin to raise them.`
    : `The reward is ${w.amount('reward')}, and ${w.amount('left')} more can be earned for now: claim it ${w.time('from')}, nothing is lost.`;

const sentences: Record<string, (words: Words) => string> = {
  // Gifts
  GiftsToSelf: () => 'You cannot give to yourself: choose somebody else.',
  GiftsZeroAmount: () => 'The amount must be more than zero.',
  GiftsBadRecipient: () => 'Gifts cannot go to this address: choose a member.',
  GiftsDayLimit: (w) =>
    w.args.left === '0'
      ? `You have given all that a ${w.tier('tier')} member may give today: try again tomorrow (UTC).`
      : `As a ${w.tier('tier')} member you can still give ${w.amount('left')} today: choose a smaller amount.`,
  GiftsTooMany: (w) =>
    w.args.perDay === '0'
      ? 'Nothing can be given in this community yet: an admin sets its gift rules first.'
      : `You have made ${w.args.perDay} gifts today, which is the most: try again tomorrow (UTC).`,
  GiftsNotAdmin: () => 'Only an admin of this community may change its gift rules: ask one.',
  GiftsBadPolicy: (w) =>
    `A bonus of ${percent(w.args.bonusBps)} is too much: give recipients ${percent(w.args.most)} of the gift at most.`,

  // Token
  ERC20InsufficientBalance: (w) =>
    `You have ${w.amount('balance')} and need ${w.amount('needed')}: earn some more or choose a smaller amount.`,
  ERC20InvalidReceiver: () => 'This address cannot receive tokens: choose another.',
  ERC20InvalidSender: () => busy,
  ERC20InvalidSpender: () => 'This address cannot be allowed to spend: choose another.',
  ERC20InvalidApprover: () => busy,
  ERC20InsufficientAllowance: (w) =>
    `The spender may move ${w.amount('allowance')} and wants ${w.amount('needed')}: allow more first.`,
  TokenAlreadyClaimed: (w) => `You have claimed today: the next daily opens ${w.time('nextDayStartsAt')}.`,
  TokenMemberCeiling: (w) =>
    w.args.left === '0'
      ? 'The bot may move no more of your tokens today: try again tomorrow (UTC), or raise your daily limit.'
      : `The bot may move ${w.amount('left')} more of your tokens today: choose a smaller amount, or raise your daily limit.`,
  TokenCommunityCeiling: (w) =>
    w.args.left === '0'
      ? 'The bot has moved as much of this community’s tokens as one day allows: try again tomorrow (UTC).'
      : `The bot may move ${w.amount('left')} more of this community’s tokens today: choose a smaller amount.`,
  TokenCommunityDayCap: (w) =>
    w.args.left === '0'
      ? 'The community has issued all that it may today: try again tomorrow (UTC).'
      : `The community may issue ${w.amount('left')} more today: choose a smaller amount, or go on tomorrow (UTC).`,
  TokenPaused: () => 'This community is paused: an admin can end the pause.',
  TokenClosed: () => 'This token moves only through the community’s own functions: use a gift instead.',
  TokenSupplyCap: (w) =>
    w.args.left === '0'
      ? 'The community has issued all that it ever may, or its budget is empty: nothing more can be issued now.'
      : `Only ${w.amount('left')} more can be issued, by the supply cap or the budget: choose a smaller amount.`,
  TokenMaxBalance: (w) => `Nobody may hold more than ${w.amount('max')}: choose a smaller amount.`,
  TokenBadReport: () => operator,
  TokenRefundAbove: () => operator,
  TokenNotModule: () => 'This function is switched off in this community: an admin can enable it.',
  TokenNotRegistry: () => operator,
  TokenSuspended: (w) =>
    w.args.until === FOREVER
      ? 'This member is banned and earns nothing here: appeal to an admin.'
      : `This member earns nothing until ${w.until('until')}: try again then, or appeal to an admin.`,
  TokenBanned: () => 'This member is banned from this community’s economy: appeal to an admin.',
  TokenNoClawback: () =>
    'This community has given up for good the right to take tokens from members: nothing was taken.',
  TokenIsModule: () => 'This address belongs to one of the community’s own functions: choose a member.',
  TokenPermitExpired: () => 'The permission was signed too long ago: sign a new one.',
  TokenPermitBadSigner: () => 'The permission was signed by another wallet: sign with the one that owns the tokens.',

  // Wrapped tokens
  WrappedTokenBadTransfer: (w) =>
    `The wrapped token credited ${w.amount('received')} in place of ${w.amount('asked')}: tokens that take a fee cannot be wrapped.`,
  WrappedTokenTooMuch: (w) => `No more than ${w.amount('most')} can be wrapped in all: choose a smaller amount.`,
  WrappedTokenNotOwner: () => 'Only the owner of this community may take from its budget.',
  WrappedTokenBudget: (w) => `The budget holds ${w.amount('left')}: choose a smaller amount.`,

  // Earnings
  EarningsNotReporter: () => 'The bot may not report activity here: the community’s owner grants it the reporter role.',
  EarningsNotAdmin: () => 'Only an admin of this community may do this: ask one.',
  EarningsBadSettlement: () =>
    'This settlement was already made or comes too early: the bot settles it again by itself.',
  EarningsBadRates: (w) =>
    w.args.field === 'limits'
      ? 'Limits a day hold only what is counted: switch counting on, or take the limits away.'
      : `The rates’ ${w.args.field} bear a multiplier of zero, which pays nothing: use 10,000 for none.`,
  EarningsBadSeason: (w) =>
    `The season’s ${w.args.field} is out of bounds: it ends after it begins, multiplies by more than zero, and takes the next free number.`,
  EarningsTooManySeasons: (w) => `A community has at most ${w.args.most} seasons: replace an old one.`,
  EarningsNothing: () => 'There is nothing to be earned here: an admin has set no reward for it.',

  EarningsBadDecay: (w) =>
    w.args.field === 'clawback'
      ? 'This community has given up for good the right to take tokens from members: its balances cannot decay.'
      : `The decay’s ${w.args.field} is out of bounds: at most half a balance a week, after 1 to 4 idle weeks.`,
  EarningsTooEarly: (w) => `It is too early: the next one opens ${w.time('from')}.`,
  EarningsNotReached: (w) => `Only ${w.args.days_} of ${w.args.needed} days are reached: go on.`,
  EarningsSuspended: (w) =>
    w.args.until === FOREVER
      ? 'You are banned and earn nothing here: appeal to an admin.'
      : `You earn nothing until ${w.until('until')}: claim it then, or appeal to an admin.`,
  EarningsCapReached: (w) => capReached(w),
  EarningsBadInvite: () => 'Nobody can invite themselves: name the member who brought the friend.',
  EarningsInvited: () => 'This friend was invited already, and the reward is paid.',
  EarningsNotRegistered: () => 'This member has done nothing here yet: write a message first.',
  EarningsAwardBudget: (w) => `You may award ${w.amount('left')} more today: choose less, or go on tomorrow (UTC).`,
  EarningsNotLower: (w) => `The balance is ${w.amount('balance')} already: choose a lower one.`,
  EarningsPaused: () => 'This community is paused, and idle balances lose nothing meanwhile: try again when it is not.',
  EarningsTooMany: (w) => `At most ${w.args.most} members at a time: send fewer.`,

  // Shop
  ShopUnknownItem: () => 'There is no such item in this shop: look at what it sells.',
  ShopInactive: () => 'This item is not on sale at the moment: choose another.',
  ShopNotOpenYet: (w) => `This item is not on sale yet: its sale opens ${w.time('opensAt')}.`,
  ShopClosed: (w) => `The sale of this item closed ${w.time('closedAt')}: choose another.`,
  ShopSoldOut: (w) =>
    w.args.left === '0'
      ? 'This item is sold out: try again when there is more of it.'
      : `Only ${w.args.left} of this item are left: choose fewer.`,
  ShopMemberLimit: (w) =>
    w.args.left === '0'
      ? `You have bought all ${w.args.perMember} that a member may have of this item: choose another.`
      : `A member may have ${w.args.perMember} of this item, so you can buy ${w.args.left} more: choose fewer.`,
  ShopTierTooLow: (w) =>
    `This item is for ${w.tier('required')} members and you are ${w.tier('tier')}: earn some more to reach that tier.`,
  ShopItemRequired: (w) => `This item is for members who have item ${w.args.item} of this shop: buy that one first.`,
  ShopPriceAbove: (w) => `The price is now ${w.amount('price')}: look at it again and confirm if you still want it.`,
  ShopBadQuantity: (w) =>
    w.args.most === '0'
      ? 'Nothing is left of this that could be taken.'
      : `The quantity must be between 1 and ${w.args.most}: choose another.`,
  ShopNotBuyer: () => 'Only the member who bought this may do so: choose one of your own purchases.',
  ShopNotRefundable: () => 'Nothing is due for this purchase (any more): it cannot be refunded.',
  ShopNotRequested: () => 'This redemption is no longer open: it was fulfilled, refused or refunded.',
  ShopTooLate: (w) => `The redemption was due ${w.time('deadline')}: its buyer may take the price back, or refuse it.`,
  ShopNotFulfilled: () => 'This has not been handed over yet: use it once it is.',
  ShopExpired: (w) => `This ended ${w.time('expiredAt')}: buy it again to use it.`,
  ShopUsedUp: (w) =>
    w.args.left === '0'
      ? 'This is used up: buy another to go on.'
      : `This can be used ${w.args.left} more times: choose between 1 and that.`,
  ShopNotTransferable: () => 'This item belongs to who bought it: it cannot be passed on.',
  ShopMissingRole: (w) => `Only ${w.role('role')} may do this in the community’s shop: ask them.`,
  ShopBadItem: (w) => `The item’s field ${w.args.field} is out of bounds, or does not go with the others: correct it.`,
  ShopUnlimited: () => 'This item’s stock is unlimited: set it to a number first.',
  ShopNotModule: () => 'Only a module of this community may move receipts: use the market.',
  ShopZeroAddress: () => 'An address is missing: enter one.',
  ERC1155InsufficientBalance: () => 'You no longer hold enough of these receipts: get them back first.',
  ERC1155InvalidSender: () => busy,
  ERC1155InvalidReceiver: () => 'This address cannot receive receipts: choose another.',
  ERC1155MissingApprovalForAll: () => 'These receipts are somebody else’s: ask their owner.',
  ERC1155InvalidApprover: () => busy,
  ERC1155InvalidOperator: () => 'This address cannot be allowed to move receipts: choose another.',
  ERC1155InvalidArrayLength: () => busy,

  // Communities
  CommunitiesUnknown: () => 'This community is not part of this deployment: choose another.',
  CommunitiesNotOwner: () => 'Only the community’s owner may do this: ask the owner.',
  CommunitiesNotCurator: () => 'Only the deployment’s curator may do this.',
  CommunitiesMissingRole: (w) => `Only ${w.role('role')} of this community may do this: ask them.`,
  CommunitiesBadCaps: () =>
    'These caps or tiers are out of bounds: tiers must rise, and the community needs a daily cap.',
  CommunitiesBadName: () =>
    'The name or symbol is empty, longer than 31 bytes or bears a control character: choose another.',
  CommunitiesBadUnderlying: () =>
    'This token cannot be wrapped: give an ERC-20 of at most 18 decimals that is no community’s, and no supply cap.',
  CommunitiesModuleUnknown: () => 'This module is not in the catalogue: choose another.',
  CommunitiesModuleListed: () => 'This module is already in the catalogue.',
  CommunitiesBadModule: () => 'This module does not trust this deployment: choose another.',
  CommunitiesTooEarly: (w) => `The change waits for its time-lock: repeat it ${w.time('readyAt')}.`,
  CommunitiesNothingScheduled: () => 'No such change is scheduled.',
  CommunitiesZeroAddress: () => 'An address is missing: enter one.',

  // Custodian
  CustodianGraduated: () => 'Your account is your own now: use your wallet in the dApp.',
  CustodianPaused: (w) =>
    w.args.until === FOREVER
      ? 'The operator has paused everything for safety: your tokens stay yours, please try again later.'
      : `Everything is paused for safety: try again ${w.time('until')}.`,
  CustodianExpired: () => 'The request took too long: please try again.',
  CustodianBadSequence: () => busy,
  CustodianBadNonce: () => busy,
  CustodianBadSigner: () =>
    'The signature is not by the expected key: sign with the right wallet, or tell the operator.',
  CustodianBadOps: () => operator,
  CustodianNotAllowed: () => 'The bot may not do this for members: use your own wallet in the dApp.',
  CustodianUnderfunded: () => busy,
  CustodianReentered: () => busy,
  CustodianNotGuardian: () => 'Only the guardian may do this.',
  CustodianNotSentinel: () => 'Only the sentinel may do this.',
  CustodianSentinelSpent: () => 'The sentinel has paused once already: the guardian must arm it again.',
  CustodianSignerServed: () => 'This key has been the signer before: choose a new one.',
  CustodianTooEarly: (w) => `This has to wait: try again ${w.time('readyAt')}.`,
  CustodianRotationPending: (w) =>
    `A new signer is pending, who can be accepted ${w.time('readyAt')}: accept or cancel it before ending the pause.`,
  CustodianNotRecovery: () => 'Only the account’s recovery address may do this.',
  CustodianNothingPending: () => 'Nothing is pending: request it first.',
  CustodianBadTarget: () => 'This contract does not trust the Custodian: choose another.',
  CustodianZeroAddress: () => 'An address is missing: enter one.',
  CustodianBadDistrust: () => 'The moment of distrust lies in the future: choose an earlier one.',

  // A graduated member's account
  MemberAccountNotOwner: () => 'Only the account’s owner may do this: use the owner’s wallet.',
  MemberAccountInitialized: () => 'The account already has its owner.',
  MemberAccountBadSignature: () => 'The signature is not by the account’s owner: sign with the owner’s wallet.',
  MemberAccountExpired: () => 'The signed request is too old: sign a new one.',
  MemberAccountZeroAddress: () => 'An address is missing: enter one.',

  // Stash
  StashMissingRole: () => 'Only staff of this community may do this with its NFTs: ask an admin.',
  StashNotReceived: () => 'This NFT did not arrive, or is here already: check the collection and the number.',
  StashDrawsOpen: () => 'A draw is open, and the NFTs stand still until it is over: try again in some minutes.',
  StashNoNft: (w) => `There are only ${w.args.size} NFTs to draw: count from 0.`,
  StashNotInPool: () => 'This NFT is not among those to draw: check the collection and the number.',
  StashTooMany: (w) => `At most ${w.args.most} at a time: send fewer.`,
  StashZeroSeed: () => operator,
  StashSeedKnown: () => operator,
  StashNoCommitment: () => operator,
  StashNotCommitter: () =>
    'This draw secret is used, cancelled or another’s: only who committed it takes it back, unused.',
  StashNoSeed: () => 'No draw is prepared for this purchase: the server will refund it, or prepare one and sell again.',
  StashBondTooLow: () => operator,
  StashPoolTooSmall: () => 'There are not as many NFTs left to draw: the purchase will be refunded.',
  StashNotRedeemable: () => 'This purchase waits for no draw.',
  StashRequested: () => 'The draw of this purchase was asked for already.',
  StashTooLittleTime: () => 'Less than four hours are left to hand this over, too few for a draw: it will be refunded.',
  StashNotOpen: () => 'This draw is not open: it is decided, or there is none of this number.',
  StashWrongSeed: () => operator,
  StashTooEarly: (w) => `This is possible from block ${w.args.fromBlock}: try again in a minute.`,
  StashTooLate: () => 'The draw was not revealed in time: it is forfeit, and the buyer gets price and bond.',
  StashNotOwner: () => 'This NFT is not yours.',
  StashNotModule: () => operator,

  // Achievements
  AchievementsNotAdmin: () => 'Only an admin of this community may set achievements: ask one.',
  AchievementsBadThreshold: () => 'There must be something to reach: choose a threshold of 1 or more.',
  AchievementsUnknown: () => 'There is no such achievement: look at the list.',
  AchievementsRetired: () => 'This achievement is no longer given: choose another.',
  AchievementsClaimed: () => 'You have claimed this achievement already: the badge is yours.',
  AchievementsNotReached: (w) => `You have reached ${w.args.progress} of ${w.args.threshold}: go on.`,
  AchievementsSuspended: (w) =>
    w.args.until === FOREVER
      ? 'You are banned and earn nothing here: appeal to an admin.'
      : `You earn nothing until ${w.until('until')}: claim it then, or appeal to an admin.`,
  AchievementsCapReached: (w) => capReached(w),
  AchievementsLocked: () => 'Badges stay with who earned them.',
  ERC721NonexistentToken: () => 'There is no such badge or NFT: check the number.',
  ERC721InvalidOwner: () => 'This address cannot own one: choose another.',
  ERC721InvalidReceiver: () => 'This address cannot receive it: choose another.',
  ERC721InvalidSender: () => busy,
  ERC721IncorrectOwner: () => 'It belongs to somebody else.',
  ERC721InsufficientApproval: () => 'It belongs to somebody else, who has not allowed this.',
  ERC721InvalidApprover: () => 'It belongs to somebody else, who alone may allow this.',
  ERC721InvalidOperator: () => 'This address cannot be allowed to act: choose another.',

  // Tasks
  TasksNotCommunity: () => 'There is no community with this token: check the address.',
  TasksMissingRole: (w) => `Only ${w.role('role')} of this community may do this: ask them.`,
  TasksStaffOnly: () => 'In this community only the staff create tasks: ask a moderator.',
  TasksBadTerms: (w) => `The task’s ${w.args.field} is out of bounds: choose another.`,
  TasksUnknown: () => 'There is no such task: look at the list.',
  TasksNotCreator: () => 'Only who created this task, or an admin, may do this.',
  TasksClosed: (w) =>
    w.args.expiredAt === '0'
      ? 'This task was cancelled: choose another.'
      : `This task ended ${w.time('expiredAt')}: choose another.`,
  TasksNoSlot: () => 'All slots of this task are taken: choose another, or wait for one to become free.',
  TasksNotBinding: () =>
    'The bot promised this task’s rewards for somebody it does not speak for now: ask its creator to save the task again.',
  TasksOwnTask: () => 'You cannot claim your own task.',
  TasksBanned: () => 'Banned members cannot claim tasks: appeal to an admin.',
  TasksTooManyOpen: (w) => `You have ${w.args.most} claims open, which is the most: finish or give up one first.`,
  TasksNotAgain: () => 'You have claimed this task before: choose another.',
  TasksIssueBudget: (w) =>
    `You may have ${w.amount('left')} more issued as rewards today: choose less, or go on tomorrow (UTC).`,
  TasksUnknownClaim: () => 'There is no such claim: look at the list.',
  TasksNotClaimant: () => 'This claim is somebody else’s.',
  TasksBadState: () => 'The claim has moved on meanwhile: look at it again.',
  TasksPastDeadline: (w) => `The deadline was ${w.time('deadline')}: the claim has lapsed.`,
  TasksProofRequired: () => 'This task asks for a proof: add one.',
  TasksNotReviewer: () => 'You may not review this claim: its creator does, or the staff, and nobody their own.',
  TasksReviewed: () => 'You have reviewed this submission already.',
  TasksTooEarly: (w) => `It is too early: try again ${w.time('from')}.`,
  TasksNoDeadline: () => 'This claim never lapses: cancel its task, which gives it a week to hand in.',
  TasksPaused: () => 'This community is paused: an admin can end the pause.',

  // Market
  MarketNotAdmin: () => 'Only an admin of this community may set the market’s fee: ask one.',
  MarketFeeTooHigh: () => 'The fee may be 10 % at most: choose a lower one.',
  MarketFeeAbove: (w) => `The market’s fee is ${Number(w.args.feeBps) / 100} % by now: look at it before you list.`,
  MarketNotEnabled: () => 'This community has no market: an admin can switch it on.',
  MarketNotCommunity: () => 'There is no community with this token: check the address.',
  MarketPaused: () => 'This community is paused: try again when it goes on.',
  MarketBanned: () => 'This member is banned here, and nothing of theirs can change hands.',
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
  MarketNotCustodial: () =>
    'What this is worth is not known to the contracts, so the bot may not part with it: link your own wallet.',
  MarketNotBinding: () => 'This was agreed through the bot for somebody it no longer speaks for: ask for it anew.',
  MarketTooLittle: (w) =>
    `Who offered this has ${w.amount('balance')} and promised ${w.amount('amount')}: ask for less, or wait.`,
  MarketEmpty: () => 'Nothing is offered or asked for: put something in.',
  MarketSameToken: () => 'Both sides are the same token: choose another community’s.',
  // Clans
  ClansNotCommunity: () => 'There is no community with this token: check the address.',
  ClansNotAdmin: () => 'Only an admin of this community may run challenges: ask one.',
  ClansInClan: () => 'You are in a clan already: leave it first.',
  ClansNotInClan: () => 'This member is in no clan.',
  ClansNotLeader: () => 'Only the clan’s leader may do this: ask them.',
  ClansUnknown: () => 'There is no such clan any more: choose another.',
  ClansNotInvited: () => 'You have no invitation to this clan: ask its leader for one.',
  ClansFull: (w) => `A clan has at most ${w.args.most} members, and this one is full.`,
  ClansBanned: () => 'Banned members cannot be in a clan: appeal to an admin.',
  ClansLeaderStays: (w) =>
    `A leader cannot go while ${w.args.others} others are in the clan: hand it over first, or dissolve it.`,
  ClansBadChallenge: (w) => `The challenge’s ${w.args.field} is out of bounds: choose another.`,
  ClansUnknownChallenge: () => 'There is no such challenge open: look at the list.',
  ClansTooEarly: (w) => `This opens ${w.time('from')}: try again then.`,
  ClansTooLate: (w) => `This was possible until ${w.until('until')}.`,
  ClansTooMany: (w) => `At most ${w.args.most} members at a time: send fewer.`,
  ClansNotClosed: () => 'The challenge’s scores are not final yet: close it first.',
  ClansOwnWallet: () => 'Tokens for a challenge are issued from an admin’s own wallet only: use one, or pay the pool.',

  // Conduct
  ConductMissingRole: (w) => `Only ${w.role('role')} of this community may do this: ask them.`,
  ConductPolicyFixed: () => 'The policy on penalties was set for good when the community began: it stays as it is.',
  ConductBadPolicy: (w) =>
    w.args.field === 'resets'
      ? 'This community has given up for good the right to take tokens from members: leave resets off.'
      : `The policy’s ${w.args.field} is out of bounds: 1 to 255 penalties a day, and suspensions of up to 365 days, the longer one last.`,
  ConductNoPolicy: () => 'This community has no policy on penalties yet: its owner sets one first.',
  ConductSelf: () => 'You cannot judge yourself: ask somebody else.',
  ConductStaff: () => 'Only the community’s owner may judge its staff, and nobody the owner.',
  ConductBadMember: () => 'This address is nobody’s: choose a member.',
  ConductBanned: () => 'This member is banned already: lift that first to judge anew.',
  ConductTooManyToday: (w) =>
    `You have given ${w.args.perDay} penalties today, which is the most: go on tomorrow (UTC).`,
  ConductTooManySevereToday: (w) =>
    `The bot takes part in ${w.args.perDay} resets or bans a day at most: use an own wallet, or go on tomorrow (UTC).`,
  ConductTooManyLiftedToday: (w) =>
    `The bot takes back ${w.args.perDay} penalties a day for you at most: use an own wallet, or go on tomorrow (UTC).`,
  ConductTooManyStanding: (w) => `Against this member ${w.args.most} penalties stand already: only a ban is left.`,
  ConductUnknownPenalty: () => 'There is no such penalty: look at the list.',
  ConductNotYours: () => 'Only the penalised member may appeal.',
  ConductAppealed: () => 'You have appealed already: an admin will look at it.',
  ConductLifted: () => 'This penalty was lifted before: nothing is left of it.',

  // Forwarder and OpenZeppelin's libraries
  ERC2771ForwarderExpiredRequest: () => 'The signed request is too old: sign a new one.',
  ERC2771ForwarderInvalidSigner: () => 'The request was signed by another wallet: sign with the right one.',
  ERC2771ForwarderMismatchedValue: () => busy,
  ERC2771ForwarderNoRefundReceiver: () => busy,
  ERC2771UntrustfulTarget: () => 'This contract does not take forwarded requests.',
  InvalidAccountNonce: () => 'The signed request was used or overtaken: sign a new one.',
  AddressEmptyCode: () => 'There is no contract at this address: check it.',
  FailedCall: () => 'The call failed and gave no reason: please tell the operator.',
  InsufficientBalance: () => 'The wallet has not enough coins for the fee: top it up.',
  FailedDeployment: () => operator,
  InvalidShortString: () => operator,
  ReentrancyGuardReentrantCall: () => busy,
  CheckpointUnorderedInsertion: () => operator,
  SafeERC20FailedOperation: () =>
    'The other token refused the transfer: check your balance and what you allowed this one to take.',
  StringTooLong: () => 'The name is too long: choose a shorter one.',
  ECDSAInvalidSignature: () => 'The signature is damaged: sign again.',
  ECDSAInvalidSignatureLength: () => 'The signature is damaged: sign again.',
  ECDSAInvalidSignatureS: () => 'The signature is damaged: sign again.',
  SafeCastOverflowedUintDowncast: () => 'The number is too large: choose a smaller one.',

  // Solidity's own, and ours
  Error: (w) => `The contract refused (${w.args.message ?? 'no reason'}): please tell the operator.`,
  Panic: () => 'The contract met a fault of its own: please tell the operator.',
  NoReason: () => 'The call failed without a reason: please try again, and tell the operator if it happens twice.',
  Unknown: () => 'The contract refused for a reason that this version does not know: please tell the operator.',
  SignerRefused: (w) =>
    w.args.rule === 'day-limit'
      ? 'The bot may move no more of your tokens today: try again tomorrow (UTC), or raise your daily limit.'
      : `The signer refused: ${w.args.reason ?? 'it is outside its policy.'}`,
  AccountNotGraduated: () => 'This account is not a wallet’s own (yet): finish its graduation first.',
  CallTooLarge: () => 'This is more than one block can hold: do it in smaller parts.',
  ChainRestarted: () => 'The network was restarted before this was done: please do it again.',
};

/** Names that have a sentence; a test compares them with the contracts' errors. */
export const sentenceNames = Object.keys(sentences);

/** @param unit of the community concerned; without one, amounts are not named */
export function sentenceFor(error: Revert, unit: Unit | null): string {
  const { args } = error;
  return (sentences[error.name] ?? sentences.Unknown!)({
    args,
    amount: (name) =>
      unit ? `${readable(BigInt(args[name] ?? 0), unit.decimals)} ${unit.symbol}` : 'a limited amount',
    time: (name) => moment(Number(args[name] ?? 0)),
    until: (name) => moment(Number(args[name] ?? 0)).replace(/^on /, ''),
    tier: (name) => tiers[Number(args[name])] ?? 'this',
    role: (name) =>
      [...roles.filter((_, bit) => (Number(args[name] ?? 0) >> bit) & 1), 'the owner']
        .join(', ')
        .replace(/, ([^,]*)$/, ' or $1'),
  });
}

/** Grouped, cut to four decimals and never rounded up. */
function readable(value: bigint, decimals: number) {
  const [whole = '0', fraction = ''] = formatUnits(value, decimals).split('.');
  const cut = fraction.slice(0, 4).replace(/0+$/, '');
  if (value > 0n && whole === '0' && cut === '') return '<0.0001';
  return `${BigInt(whole).toLocaleString('en-US')}${cut ? `.${cut}` : ''}`;
}

function moment(seconds: number) {
  if (!Number.isFinite(seconds) || seconds > 8.64e12) return 'later';
  const text = new Date(seconds * 1000).toISOString();
  return `on ${text.slice(0, 10)} at ${text.slice(11, 16)} UTC`;
}
