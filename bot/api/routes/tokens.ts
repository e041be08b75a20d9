import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { award, deduct } from '../../operations/award.ts';
import { awardTogether, MOST_PAYMENTS } from '../../operations/awardTogether.ts';
import { claimDaily } from '../../operations/claimDaily.ts';
import { getAudit } from '../../operations/getAudit.ts';
import { getBalance } from '../../operations/getBalance.ts';
import { getEarningSummary } from '../../operations/getEarningSummary.ts';
import { getPeriodSums } from '../../operations/getFlows.ts';
import { getTiers, TIERS } from '../../operations/getProgress.ts';
import { getStats, SPANS } from '../../operations/getStats.ts';
import { getTransactions } from '../../operations/getTransactions.ts';
import { gift } from '../../operations/gift.ts';
import { shareIds } from '../../operations/rain.ts';
import { ACTIVITIES, type Activity } from '../../operations/reportActivity.ts';
import { carryOut, operationAnswers, operationId, toOperation, writeHeaders } from '../answer.ts';
import { guarded } from '../authority.ts';
import { answers, json, jsonBody } from '../content.ts';
import { either, pinInput, reasonInput, toBaseUnits, tokensInput } from '../inputs.ts';
import { linkPages, paged, pageOf, pageQuery } from '../paged.ts';
import {
  addressSchema,
  amountSchema,
  communityQuery,
  discordIdOrAddress,
  idParam,
  toAmount,
  toWho,
} from '../schemas.ts';
import { operationSchema } from '../shopSchemas.ts';
import { auditSchema, toAudit } from '../userSchemas.ts';
import { toTransaction, transactionSchema } from './transactions.ts';

const tags = ['Tokens'];
const here = { query: communityQuery };
const writing = { query: communityQuery, headers: writeHeaders };

const memberFields = {
  userId: discordIdOrAddress.optional().openapi({ description: 'A Discord id or an address' }),
  user_id: discordIdOrAddress.optional().openapi({ description: 'The same as `userId`' }),
};

const payment = z.object({ ...memberFields, amount: tokensInput, reason: reasonInput.optional() });

const awarding = guarded('admin', {
  method: 'post',
  path: '/api/tokens/award',
  summary: 'Issues tokens to a member',
  description: 'Inside the community’s budget of the day and the admin’s own.',
  tags,
  'x-scope': 'tokens:write',
  request: { ...writing, body: jsonBody(payment) },
  responses: operationAnswers,
});

const deducting = guarded('admin', {
  method: 'post',
  path: '/api/tokens/deduct',
  summary: 'Takes up to an amount from a member',
  description: 'Only in communities created with clawback.',
  tags,
  'x-scope': 'tokens:write',
  request: { ...writing, body: jsonBody(payment) },
  responses: operationAnswers,
});

const payments = z.object({
  payments: z
    .array(z.object({ ...memberFields, amount: tokensInput }))
    .min(1)
    .max(MOST_PAYMENTS),
  reason: reasonInput.optional(),
});

export const togetherSchema = z
  .object({
    operations: z.array(operationSchema).openapi({ description: 'One for each, in the order of the request' }),
  })
  .openapi('Operations');

const together = (verb: 'award' | 'deduct') =>
  guarded('admin', {
    method: 'post',
    path: `/api/tokens/${verb}/bulk`,
    summary: verb === 'award' ? 'Issues tokens to several members' : 'Takes tokens from several members',
    description: 'All of them or nobody: the contracts are asked about each and about the sum before anything is sent.',
    tags,
    'x-scope': 'tokens:write',
    request: { ...writing, body: jsonBody(payments) },
    responses: {
      ...operationAnswers,
      200: { description: 'Taken before', content: json(togetherSchema) },
      202: { description: 'Taken: each can be followed', content: json(togetherSchema) },
    },
  });
const awardingTogether = together('award');
const deductingTogether = together('deduct');

const giving = guarded('member', {
  method: 'post',
  path: '/api/tokens/gift',
  summary: 'Gives tokens to another member',
  tags,
  'x-scope': 'tokens:write',
  request: {
    ...writing,
    body: jsonBody(
      z.object({
        to: discordIdOrAddress.optional().openapi({ description: 'Discord id of who receives it' }),
        recipientId: discordIdOrAddress.optional().openapi({ description: 'The same as `to`' }),
        recipient_id: discordIdOrAddress.optional(),
        amount: tokensInput,
        message: z.string().max(500).optional().openapi({ description: 'Of it only a salted hash goes on-chain' }),
        pin: pinInput,
      }),
    ),
  },
  responses: operationAnswers,
});

const claiming = guarded('member', {
  method: 'post',
  path: '/api/tokens/claim-daily',
  summary: 'Claims the caller’s daily reward',
  tags,
  'x-scope': 'tokens:write',
  request: writing,
  responses: operationAnswers,
});

const period = z.enum(SPANS, { error: `must be one of ${SPANS.join(', ')}` });
const periodQuery = period
  .default('all')
  .openapi({ description: 'Up to now: the UTC day, the week from Monday, the month, or ever' });

export const earningSchema = z
  .object({
    community: addressSchema,
    period,
    total: amountSchema.openapi({ description: 'As boards count it' }),
    moved: amountSchema.openapi({ description: 'All that came, or left, of whatever kind' }),
    byType: z.array(z.object({ type: z.string(), category: z.string(), count: z.int(), amount: amountSchema })),
  })
  .openapi('MemberStatistics');

const statistics = (what: 'earning' | 'spending') =>
  guarded('anyone', {
    'x-in-community': true,
    method: 'get',
    path: `/api/tokens/${what}-stats/{id}`,
    summary: what === 'earning' ? 'What a member earned, by kind' : 'What a member spent, by kind',
    tags,
    request: { params: idParam, ...here, query: communityQuery.extend({ period: periodQuery }) },
    responses: answers('As the cache knows it', earningSchema),
  });
const earning = statistics('earning');
const spending = statistics('spending');

export const tierSchema = z
  .object({
    community: addressSchema,
    address: addressSchema,
    tier: z.enum(TIERS),
    basis: z.enum(['lifetime', 'balance']).openapi({ description: 'Earned in all, or held now' }),
    reached: amountSchema.openapi({ description: 'Of that' }),
    nextTier: z.enum(TIERS).nullable(),
    nextTierAt: amountSchema.nullable(),
    missing: amountSchema.nullable(),
    benefits: z.object({
      giftsADay: amountSchema.nullable().openapi({ description: 'Null: without a limit' }),
      multiplierBps: z.int().openapi({ description: 'Of earnings, basis points' }),
    }),
    tiers: z.array(
      z.object({
        tier: z.enum(TIERS),
        from: amountSchema,
        giftsADay: amountSchema.nullable(),
        multiplierBps: z.int(),
      }),
    ),
  })
  .openapi('Tier');

const tier = guarded('anyone', {
  'x-in-community': true,
  method: 'get',
  path: '/api/tokens/tier/{id}',
  summary: 'A member’s tier, what it brings, and how far the next is',
  tags,
  request: { params: idParam, ...here },
  responses: answers('As the cache knows it', tierSchema),
});

const COUNTED = Object.keys(ACTIVITIES).filter((name): name is Activity => name !== 'registration');

export const capSchema = z
  .object({
    community: addressSchema,
    address: addressSchema,
    capReached: z.boolean().openapi({ description: 'Nothing more can be earned at the moment' }),
    left: amountSchema.openapi({ description: 'What can still be earned: the least of what follows' }),
    earnedToday: amountSchema,
    earnedThisWeek: amountSchema,
    leftToday: amountSchema.nullable().openapi({ description: 'Of the member’s day; null: without a cap' }),
    leftThisWeek: amountSchema.nullable(),
    communityLeft: amountSchema.nullable().openapi({ description: 'Of the community’s day' }),
    issuable: amountSchema.nullable().openapi({ description: 'Of what may exist' }),
    activities: z.array(
      z.object({
        activity: z.enum(COUNTED),
        counted: z.int().openapi({ description: 'Today' }),
        limit: z.int().nullable().openapi({ description: 'A day; null: none' }),
      }),
    ),
    multiplierBps: z.int().openapi({ description: 'Of an activity counted now, basis points' }),
    nextDailyAt: z.iso.datetime(),
    suspendedUntil: z.iso.datetime().nullable().openapi({ description: 'Far away: for good' }),
  })
  .openapi('CapCheck');

const cap = guarded('anyone', {
  'x-in-community': true,
  method: 'post',
  path: '/api/tokens/check-cap',
  summary: 'How much of which cap is left, as the contract says now',
  description: 'Reads only.',
  tags,
  request: { ...here, body: jsonBody(z.object(memberFields)) },
  responses: answers('At the latest block', capSchema),
});

export const auditedSchema = paged('transactions', transactionSchema)
  .extend({ community: addressSchema, audit: auditSchema })
  .openapi('AuditPage');

const audit = guarded('anyone', {
  'x-in-community': true,
  method: 'get',
  path: '/api/tokens/audit/{id}',
  summary: 'The events that make up a balance, and their sum beside cache and contract',
  tags,
  request: { params: idParam, ...here, query: communityQuery.extend(pageQuery.shape) },
  responses: answers('One page of events, the newest first', auditedSchema),
});

/** Beyond any amount: the contract’s word for no limit. */
const LIMITLESS = 2n ** 96n - 1n;
const FOR_GOOD = new Date('9999-12-31T00:00:00Z');

export type Routes =
  | typeof awarding
  | typeof deducting
  | typeof awardingTogether
  | typeof deductingTogether
  | typeof giving
  | typeof claiming
  | typeof tier
  | typeof cap
  | typeof audit;

export function tokens(app: OpenAPIHono, ctx: Context) {
  app.openapi(awarding, async (c) => {
    const { decimals } = c.get('community');
    const { userId, user_id, amount, reason } = c.req.valid('json');
    const member = either('userId', userId, user_id);
    const paid = { ...c.get('caller').doer, member, amount: toBaseUnits(amount, decimals), reason };
    return carryOut(c, ctx, (id) => award(ctx, { ...paid, id }));
  });
  app.openapi(deducting, async (c) => {
    const { decimals } = c.get('community');
    const { userId, user_id, amount, reason } = c.req.valid('json');
    const member = either('userId', userId, user_id);
    const taken = { ...c.get('caller').doer, member, amount: toBaseUnits(amount, decimals), reason };
    return carryOut(c, ctx, (id) => deduct(ctx, { ...taken, id }));
  });
  for (const [route, verb] of [
    [awardingTogether, 'award'],
    [deductingTogether, 'deduct'],
  ] as const)
    app.openapi(route, async (c) => {
      const { token, decimals } = c.get('community');
      const asked = c.req.valid('json');
      const named = asked.payments.map(({ userId, user_id, amount }) => ({
        member: either('userId', userId, user_id),
        amount: toBaseUnits(amount, decimals),
      }));
      const id = await operationId(c, ctx);
      const by = { token, userId: c.get('caller').by.userId, verb, reason: asked.reason };
      const sent = await awardTogether(ctx, { ...by, id, payments: named });
      const ids = shareIds(
        id,
        named.map(({ member }) => member),
      );
      const outcomes = await Promise.all(ids.map((one) => ctx.chain.outcome(one)));
      c.header('cache-control', 'no-store');
      return c.json(
        { operations: outcomes.filter((one) => one !== null).map((outcome) => toOperation(c, outcome)) },
        sent ? 202 : 200,
      );
    });
  app.openapi(giving, async (c) => {
    const { token, decimals } = c.get('community');
    const asked = c.req.valid('json');
    const to = either('to', asked.to, asked.recipientId ?? asked.recipient_id);
    const given = { token, from: c.get('caller').by.userId, to, amount: toBaseUnits(asked.amount, decimals) };
    const { message = null, pin = null } = asked;
    return carryOut(c, ctx, (id) => gift(ctx, { ...given, id, message, pin }));
  });
  app.openapi(claiming, async (c) => {
    const { token } = c.get('community');
    const userId = c.get('caller').by.userId;
    return carryOut(c, ctx, (id) => claimDaily(ctx, { id, token, userId }));
  });
  for (const [route, what] of [
    [earning, 'earned'],
    [spending, 'spent'],
  ] as const)
    app.openapi(route, async (c) => {
      const { token, decimals } = c.get('community');
      const { period: span } = c.req.valid('query');
      const who = toWho(c.req.valid('param').id);
      const [stats, sums] = await Promise.all([
        getStats(ctx, { token, who, span }),
        span === 'all' ? null : getPeriodSums(ctx, { token, who, span }),
      ]);
      const some = stats.byType.filter(({ amount }) => (what === 'earned' ? amount > 0n : amount < 0n));
      const size = (value: bigint) => toAmount(value < 0n ? -value : value, decimals);
      return c.json(
        {
          ...{ community: token, period: span, total: size((sums ?? stats)[what]) },
          moved: size(some.reduce((sum, { amount }) => sum + amount, 0n)),
          byType: some.map((one) => ({ ...one, amount: size(one.amount) })),
        },
        200,
      );
    });
  app.openapi(tier, async (c) => {
    const { token, decimals } = c.get('community');
    const [found, tiers] = await Promise.all([
      getBalance(ctx, { token, who: toWho(c.req.valid('param').id) }),
      getTiers(ctx, { token }),
    ]);
    const amount = (value: bigint) => toAmount(value, decimals);
    const reached = found.tierBasis === 'balance' ? found.balance : found.lifetimeEarned;
    const all = tiers.map(({ from, gifts, bps }, place) => ({
      ...{ tier: TIERS[place] ?? 'bronze', from: amount(from), multiplierBps: bps },
      giftsADay: gifts === null ? null : amount(gifts),
    }));
    const own = all[found.tier]!;
    return c.json(
      {
        ...{ community: token, address: found.address, tier: own.tier, basis: found.tierBasis },
        reached: amount(reached),
        nextTier: found.nextTierAt === null ? null : (TIERS[found.tier + 1] ?? null),
        nextTierAt: found.nextTierAt === null ? null : amount(found.nextTierAt),
        missing: found.nextTierAt === null ? null : amount(found.nextTierAt - reached),
        benefits: { giftsADay: own.giftsADay, multiplierBps: own.multiplierBps },
        tiers: all,
      },
      200,
    );
  });
  app.openapi(cap, async (c) => {
    const { token, decimals } = c.get('community');
    const asked = c.req.valid('json');
    const who = toWho(either('userId', asked.userId, asked.user_id));
    const found = await getEarningSummary(ctx, { token, who });
    const amount = (value: bigint) => toAmount(value, decimals);
    const limited = (value: bigint) => (value >= LIMITLESS ? null : amount(value));
    c.header('cache-control', 'no-store');
    return c.json(
      {
        ...{ community: token, address: found.address, capReached: found.capReached, left: amount(found.left) },
        ...{ earnedToday: amount(found.earnedToday), earnedThisWeek: amount(found.earnedThisWeek) },
        ...{ leftToday: limited(found.leftToday), leftThisWeek: limited(found.leftThisWeek) },
        ...{ communityLeft: limited(found.communityLeft), issuable: limited(found.issuable) },
        activities: COUNTED.map((activity) => {
          const place = ACTIVITIES[activity];
          return { activity, counted: found.counts[place] ?? 0, limit: found.limits[place] || null };
        }),
        multiplierBps: Number(found.multiplierBps),
        nextDailyAt: new Date(Number(found.nextDailyAt) * 1000).toISOString(),
        suspendedUntil: momentOf(found.suspendedUntil, ctx.clock())?.toISOString() ?? null,
      },
      200,
    );
  });
  app.openapi(audit, async (c) => {
    const { token, decimals } = c.get('community');
    const who = toWho(c.req.valid('param').id);
    const page = pageOf(c.req.valid('query'));
    const [found, { transactions, next }] = await Promise.all([
      getAudit(ctx, { token, who }),
      getTransactions(ctx, {
        ...{ token, who, archived: true, order: 'newest', limit: page.limit },
        ...{ after: page.cursor, offset: page.offset },
      }),
    ]);
    linkPages(c, next);
    const shown = transactions.map((one) => toTransaction(one, decimals));
    return c.json({ community: token, audit: toAudit(found, decimals), transactions: shown, next }, 200);
  });
}

/** @param until unix seconds; what is past is over */
function momentOf(until: bigint, now: number): Date | null {
  const ms = Number(until) * 1000;
  if (ms <= now) return null;
  return ms >= FOR_GOOD.getTime() ? FOR_GOOD : new Date(ms);
}
