/** Two members put tokens and receipts together and both accept; the chain hands all of it over, or nothing. */
import { marketAbi } from '@guildmint/contracts/abi.ts';
import { and, asc, desc, eq, gte, isNull, lt, notExists, or } from 'drizzle-orm';
import {
  type Address,
  encodeAbiParameters,
  encodeFunctionData,
  getAbiItem,
  type Hex,
  keccak256,
  zeroAddress,
} from 'viem';
import type { Context } from '../context.ts';
import type { DraftSide } from '../db/appSchema.ts';
import type { Transaction } from '../db/database.ts';
import { tradeDrafts, trades } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { type Act, act } from './act.ts';
import { getTransferable, requireUnits } from './list.ts';
import { requireCustodial } from './requireCustodial.ts';
import { requireAffordable } from './requirePossible.ts';
import { accountOf } from './who.ts';

/** A proposal with five things on each side; the exchange of them. Measured with one: 146,000 and 132,000. */
const [PROPOSE_GAS, ACCEPT_GAS, CANCEL_GAS] = [500_000, 1_500_000, 80_000];
/** How long both have. */
const OPEN_MS = 24 * 3_600_000;
const REMEMBERED_MS = 30 * OPEN_MS;
/** The contract's own bound of one side. */
const MOST_ITEMS = 5;

export type Draft = typeof tradeDrafts.$inferSelect;
const NOTHING: DraftSide = { amount: '0', items: [] };

/** Begins one. Nothing moves before both have accepted. @throws UserError for oneself as the other */
export async function draftTrade(
  ctx: Context,
  input: { token: Address; userId: string; other: string; amount: bigint; channelId: string; locale: string },
): Promise<Draft> {
  const { token, userId, other, amount, channelId, locale } = input;
  if (userId === other) throw new UserError('MarketWithSelf', 'You cannot trade with yourself: choose another member.');
  await requireCustodial(ctx, userId);
  const [draft] = await ctx.db
    .insert(tradeDrafts)
    .values({
      ...{ token, first: userId, second: other, channelId, locale, secondSide: NOTHING },
      firstSide: { amount: `${amount}`, items: [] },
      expiresAt: new Date(ctx.clock() + OPEN_MS),
    })
    .returning();
  if (!draft) throw new Error('The draft was not stored.');
  return draft;
}

/** Those of a member's that are open, as they stand, the latest first. */
export async function getDrafts(ctx: Context, { token, userId }: { token: Address; userId: string }): Promise<Draft[]> {
  const theirs = or(eq(tradeDrafts.first, userId), eq(tradeDrafts.second, userId));
  const rows = await ctx.db
    .select({ id: tradeDrafts.id })
    .from(tradeDrafts)
    .where(and(eq(tradeDrafts.token, token), eq(tradeDrafts.state, 'open'), theirs))
    .orderBy(desc(tradeDrafts.id));
  const all = await Promise.all(rows.map((row) => getDraft(ctx, row)));
  return all.filter(({ state }) => state === 'open');
}

/** A draft as it stands, by the chain too. @throws UserError for one that is gone */
export async function getDraft(ctx: Context, { id }: { id: number }): Promise<Draft> {
  const [draft] = await ctx.db.select().from(tradeDrafts).where(eq(tradeDrafts.id, id));
  if (!draft) throw new UserError('TradeGone', 'This trade is gone: begin a new one with /trade.');
  if (draft.state !== 'open' || !draft.operation || !draft.proposer) return draft;
  const outcome = await ctx.chain.outcome(draft.operation);
  // Refused on the chain: nobody has accepted.
  if (outcome?.state === 'failed') return change(ctx, draft, { proposer: null, operation: null, trade: null });
  const trade = draft.trade ?? (await numberOf(ctx, draft));
  if (trade === null) return draft;
  const [row] = await ctx.db
    .select({ state: trades.state })
    .from(trades)
    .where(and(eq(trades.token, draft.token), eq(trades.trade, trade)));
  const state = row?.state ?? 'open';
  if (state === draft.state && trade === draft.trade) return draft;
  return change(ctx, draft, { trade, state });
}

/** The number that the proposal got, once it is indexed: told by its terms, because two may trade more than once at a time. */
async function numberOf(ctx: Context, draft: Draft): Promise<number | null> {
  if (!draft.operation || !draft.proposer) return null;
  const outcome = await ctx.chain.outcome(draft.operation);
  if (!outcome?.block) return null;
  const [proposer, other] = await partiesOf(ctx, draft);
  const rows = await ctx.db
    .select({ trade: trades.trade, termsHash: trades.termsHash })
    .from(trades)
    .where(
      and(
        eq(trades.token, draft.token),
        eq(trades.proposer, proposer),
        eq(trades.other, other),
        gte(trades.block, outcome.block),
        // Of several alike each is one draft's.
        notExists(
          ctx.db
            .select({ id: tradeDrafts.id })
            .from(tradeDrafts)
            .where(and(eq(tradeDrafts.token, trades.token), eq(tradeDrafts.trade, trades.trade))),
        ),
      ),
    )
    .orderBy(asc(trades.trade));
  const give = assetsOf(sideOf(draft, draft.proposer));
  const want = assetsOf(sideOf(draft, otherOf(draft, draft.proposer)));
  const found = rows.find(
    ({ trade, termsHash }) => termsHash === hashOf([draft.token, BigInt(trade), FIRST_VERSION, give, want]),
  );
  return found?.trade ?? null;
}

/** Of a proposal; each counter-proposal would be one more. */
const FIRST_VERSION = 1;

type Terms = [Address, bigint, number, ReturnType<typeof assetsOf>, ReturnType<typeof assetsOf>];
/** As the contract makes it. */
const hashOf = (terms: Terms): Hex =>
  keccak256(encodeAbiParameters(getAbiItem({ abi: marketAbi, name: 'termsHash' }).inputs, terms));

const partiesOf = (ctx: Context, draft: Draft) =>
  Promise.all([
    accountOf(ctx, { userId: draft.proposer ?? draft.first }),
    accountOf(ctx, { userId: otherOf(draft, draft.proposer ?? draft.first) }),
  ]);

async function change(ctx: Context | { db: Transaction }, { id, version }: Draft, to: Partial<Draft>): Promise<Draft> {
  const same = and(eq(tradeDrafts.id, id), eq(tradeDrafts.version, version));
  const [changed] = await ctx.db.update(tradeDrafts).set(to).where(same).returning();
  if (!changed) throw tradeChanged();
  return changed;
}

const tradeChanged = () =>
  new UserError('TradeChanged', 'The other has changed this trade meanwhile: look at it again before you accept.');

export const otherOf = ({ first, second }: Draft, userId: string) => (userId === first ? second : first);
export const sideOf = ({ first, firstSide, secondSide }: Draft, userId: string) =>
  userId === first ? firstSide : secondSide;

/** @throws UserError for who is no party, and for what is over */
function requireOpen(ctx: Context, draft: Draft, userId: string): void {
  if (userId !== draft.first && userId !== draft.second)
    throw new UserError('MarketNotParty', 'This is between other members: you cannot act in it.');
  if (draft.state !== 'open') throw new UserError('MarketNoTrade', 'This trade is over: it was done or cancelled.');
  if (draft.expiresAt.getTime() <= ctx.clock())
    throw new UserError('TradeExpired', 'This trade has expired: begin a new one with /trade.');
}

/**
 * Puts something else in for one of the two; whatever was accepted before is taken back, also on the chain.
 * @param input.id of the operation that does so
 * @throws UserError for who is no party, for what they do not have, and while an acceptance is on its way
 */
export async function putIn(
  ctx: Context,
  input: { id: string; draft: number; userId: string; side: DraftSide },
): Promise<Draft> {
  const { userId, side } = input;
  const draft = await getDraft(ctx, { id: input.draft });
  requireOpen(ctx, draft, userId);
  await requireHeld(ctx, draft.token, userId, side);
  const to = userId === draft.first ? { firstSide: side } : { secondSide: side };
  const fresh = { ...to, version: draft.version + 1, proposer: null, operation: null, trade: null };
  await takeBack(ctx, { id: input.id, draft, userId }, (tx) => change({ db: tx }, draft, fresh));
  return getDraft(ctx, { id: draft.id });
}

/** Ends it for both. @throws UserError for who is no party, and while an acceptance is on its way */
export async function cancelTrade(ctx: Context, input: { id: string; draft: number; userId: string }): Promise<Draft> {
  const draft = await getDraft(ctx, { id: input.draft });
  requireOpen(ctx, draft, input.userId);
  await takeBack(ctx, { ...input, draft }, (tx) => change({ db: tx }, draft, { state: 'cancelled' }));
  return { ...draft, state: 'cancelled' };
}

/** Changes a draft, and takes its proposal back where there is one on the chain. */
async function takeBack(
  ctx: Context,
  { id, draft, userId }: { id: string; draft: Draft; userId: string },
  alongside: (tx: Transaction) => Promise<unknown>,
): Promise<void> {
  const { token, proposer, trade } = draft;
  if (proposer && trade === null)
    throw new UserError('TradeBusy', 'An acceptance is on its way to the chain: try again in a moment.');
  if (trade === null) {
    await ctx.db.transaction(alongside);
    return;
  }
  const data = encodeFunctionData({ abi: marketAbi, functionName: 'cancelTrade', args: [token, BigInt(trade)] });
  const call = { id, token, userId, verb: 'cancelTrade', target: 'market', data, gas: CANCEL_GAS } as const;
  await act(ctx, { ...call, alongside: async (tx) => void (await alongside(tx)) });
}

/** @throws UserError for more than the member has, or what cannot be passed on */
async function requireHeld(ctx: Context, token: Address, userId: string, { amount, items }: DraftSide): Promise<void> {
  if (items.length > MOST_ITEMS)
    throw new UserError('MarketTooManyAssets', `Each side can put in ${MOST_ITEMS} things at most: choose fewer.`, {
      most: `${MOST_ITEMS}`,
    });
  const held = await getTransferable(ctx, { token, who: { userId } });
  for (const { item, quantity } of items) {
    requireUnits(quantity);
    const own = held.find((each) => each.item === item)?.quantity ?? 0;
    if (own < quantity)
      throw new UserError('TradeNotHeld', `You have ${own} of item #${item} to pass on: put in fewer.`, {
        held: `${own}`,
        item: `${item}`,
      });
  }
  const { balance } = await ctx.chain.standingOf(token, await ctx.chain.accountOf(userId));
  if (balance < BigInt(amount))
    throw new UserError('TradeTooLittle', 'You do not have that much: put in less.', { balance: `${balance}` });
}

type Accepting = { draft: number; version: number; userId: string };

/**
 * Refuses what would be refused, and shows what the member would accept.
 * @returns base units that they hold now
 * @throws UserError for who is no party or has accepted, an empty or changed trade, and for what the contract refuses
 */
export async function checkAccept(
  ctx: Context,
  { patienceMs, ...input }: Accepting & { patienceMs: number },
): Promise<{ draft: Draft; balance: bigint }> {
  const { userId } = input;
  const { draft, ...call } = await acceptance(ctx, input);
  const account = await requireCustodial(ctx, userId);
  await requireHeld(ctx, draft.token, userId, sideOf(draft, userId));
  await requireAffordable(ctx, { ...call, token: draft.token, userId, target: 'market' }, patienceMs);
  return { draft, balance: (await ctx.chain.standingOf(draft.token, account)).balance };
}

/**
 * Accepts for one of the two: the first one's acceptance puts the offer on the chain, the second one's carries it out.
 * @param input.pin needed where what the member gives is above the community's threshold
 * @returns false if this id was submitted before
 * @throws UserError as {@link checkAccept}, and for a missing or wrong PIN
 */
export async function acceptTrade(
  ctx: Context,
  { draft: number, version, pin = null, ...by }: Accepting & Act & { token: Address; pin?: string | null },
): Promise<boolean> {
  const { userId, id, alongside } = by;
  const { draft, data, gas, verb } = await acceptance(ctx, { draft: number, version, userId });
  const note = async (tx: Transaction) => {
    await alongside?.(tx);
    if (verb === 'accept') return;
    // Should both accept at once, one of them is the first.
    const alone = and(eq(tradeDrafts.id, number), eq(tradeDrafts.version, version), isNull(tradeDrafts.proposer));
    const noted = await tx
      .update(tradeDrafts)
      .set({ proposer: userId, operation: id })
      .where(alone)
      .returning({ id: tradeDrafts.id });
    if (noted.length === 0) throw tradeChanged();
  };
  const spends = { amount: BigInt(sideOf(draft, userId).amount), pin };
  return act(ctx, { ...by, verb, target: 'market', data, gas, spends, alongside: note });
}

async function acceptance(
  ctx: Context,
  { draft: id, version, userId }: Accepting,
): Promise<{ draft: Draft; verb: 'propose' | 'accept'; data: Hex; gas: number }> {
  const draft = await getDraft(ctx, { id });
  requireOpen(ctx, draft, userId);
  if (draft.version !== version) throw tradeChanged();
  const { token, proposer, trade } = draft;
  const mine = assetsOf(sideOf(draft, userId));
  const theirs = assetsOf(sideOf(draft, otherOf(draft, userId)));
  if ([mine, theirs].every(({ amount, assets }) => amount === 0n && assets.length === 0))
    throw new UserError('MarketEmpty', 'Nothing is offered or asked for: put something in.');
  if (proposer === userId)
    throw new UserError('TradeAccepted', 'You have accepted already: now it is the other’s turn.');
  if (proposer === null) {
    const other = await ctx.chain.accountOf(otherOf(draft, userId));
    const until = Math.floor(draft.expiresAt.getTime() / 1000);
    const args = [token, other, mine, theirs, until] as const;
    const data = encodeFunctionData({ abi: marketAbi, functionName: 'propose', args });
    return { draft, verb: 'propose', data, gas: PROPOSE_GAS };
  }
  if (trade === null)
    throw new UserError('TradeBusy', 'An acceptance is on its way to the chain: try again in a moment.');
  const args = [token, BigInt(trade), await ctx.chain.accountOf(proposer), FIRST_VERSION, theirs, mine] as const;
  const data = encodeFunctionData({ abi: marketAbi, functionName: 'accept', args });
  return { draft, verb: 'accept', data, gas: ACCEPT_GAS };
}

const assetsOf = ({ amount, items }: DraftSide) => ({
  amount: BigInt(amount),
  assets: items.map(({ item, quantity }) => ({ collection: zeroAddress, id: BigInt(item), quantity })),
});

/** Ends those whose time is over, and forgets what ended long ago. @returns the ones that ended now */
export async function expireTrades(ctx: Context): Promise<Draft[]> {
  const now = ctx.clock();
  await ctx.db.delete(tradeDrafts).where(lt(tradeDrafts.expiresAt, new Date(now - REMEMBERED_MS)));
  return ctx.db
    .update(tradeDrafts)
    .set({ state: 'expired' })
    .where(and(eq(tradeDrafts.state, 'open'), lt(tradeDrafts.expiresAt, new Date(now))))
    .returning();
}

/** Where a draft's message is. */
export async function placeDraft(ctx: Context, { id, messageId }: { id: number; messageId: string }): Promise<void> {
  await ctx.db.update(tradeDrafts).set({ messageId }).where(eq(tradeDrafts.id, id));
}
