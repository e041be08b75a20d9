import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { type Address, formatUnits } from 'viem';
import type { Context } from '../../context.ts';
import { CATEGORIES } from '../../db/schema.ts';
import { UserError } from '../../errors.ts';
import { archive } from '../../operations/archive.ts';
import { getAudit } from '../../operations/getAudit.ts';
import { getFlows } from '../../operations/getFlows.ts';
import { SPANS } from '../../operations/getStats.ts';
import {
  type CommunityTransaction,
  everyTransaction,
  getTransaction,
  getTransactions,
  type TransactionFilter,
} from '../../operations/getTransactions.ts';
import { validateTransaction } from '../../operations/validateTransaction.ts';
import { guarded } from '../authority.ts';
import { answers } from '../content.ts';
import { csvLine, textCell } from '../csv.ts';
import {
  daysInput,
  flagQuery,
  isOn,
  momentQuery,
  serverParam,
  type TokensInput,
  toBaseUnits,
  tokensInput,
  toMoment,
  typesQuery,
} from '../inputs.ts';
import { linkPages, paged, pageOf, pageQuery } from '../paged.ts';
import { problems } from '../problem.ts';
import { addressSchema, amountSchema, discordIdOrAddress, toAmount, toWho } from '../schemas.ts';
import { auditSchema, toAudit } from '../userSchemas.ts';
import { entrySchema, toEntry } from './history.ts';

export const transactionSchema = entrySchema
  .extend({
    id: z.string().openapi({ description: 'Block, place in it and account', example: '1042.3.0x7099…79c8' }),
    member: z.object({ address: addressSchema, userId: z.string().nullable(), name: z.string().nullable() }),
    archived: z.boolean().openapi({ description: 'Set aside: left out of lists unless they are asked for it' }),
  })
  .openapi('Transaction');
export type TransactionResponse = z.infer<typeof transactionSchema>;

export const toTransaction = (found: CommunityTransaction, decimals: number): z.infer<typeof transactionSchema> => ({
  ...found,
  ...toEntry(found, decimals),
});

const CATEGORY_NAMES = [...new Set(Object.values(CATEGORIES))];
const filterQuery = z.object({
  user_id: discordIdOrAddress.optional().openapi({ description: 'Of one member: a Discord id or an address' }),
  type: typesQuery.optional(),
  category: z.enum(CATEGORY_NAMES, { error: `must be one of ${CATEGORY_NAMES.join(', ')}` }).optional(),
  start_date: momentQuery.optional().openapi({ description: 'From then on; `from` is the same' }),
  end_date: momentQuery
    .optional()
    .openapi({ description: 'Before then, or to the end of a day that is named alone; `to` is the same' }),
  from: momentQuery.optional(),
  to: momentQuery.optional(),
  min_amount: tokensInput.optional().openapi({ description: 'Tokens moved, whichever way' }),
  max_amount: tokensInput.optional(),
  sort: z
    .enum(['newest', 'oldest', 'desc', 'asc'], { error: 'must be newest or oldest' })
    .default('newest')
    .openapi({ description: '`desc` is newest, `asc` is oldest' }),
  include_archived: flagQuery.optional().openapi({ description: 'Whether what was set aside is listed too' }),
});

function toFilter(
  query: z.output<typeof filterQuery>,
  { token, decimals }: { token: Address; decimals: number },
): TransactionFilter & { order: 'newest' | 'oldest' } {
  const size = (tokens: TokensInput | undefined) => (tokens === undefined ? undefined : toBaseUnits(tokens, decimals));
  return {
    token,
    who: query.user_id === undefined ? undefined : toWho(query.user_id),
    types: query.type,
    category: query.category,
    from: toMoment(query.from ?? query.start_date),
    to: toMoment(query.to ?? query.end_date, true),
    least: size(query.min_amount),
    most: size(query.max_amount),
    order: query.sort === 'oldest' || query.sort === 'asc' ? 'oldest' : 'newest',
    archived: isOn(query.include_archived),
  };
}

const tags = ['Transactions'];

const list = guarded('moderator', {
  method: 'get',
  path: '/api/{s}/transactions',
  summary: 'What moved in a community',
  description: 'One row for each member concerned: a gift makes two.',
  tags,
  'x-scope': 'transactions:read',
  request: {
    params: serverParam,
    query: pageQuery.extend(filterQuery.shape).extend({
      search: z
        .string()
        .min(1)
        .max(100)
        .optional()
        .openapi({ description: 'A member’s Discord id or address, or the id of a transaction' }),
      offset: z.coerce
        .number()
        .int()
        .min(0)
        .max(100_000)
        .optional()
        .openapi({ description: 'Rows to leave out first' }),
    }),
  },
  responses: {
    200: {
      description: 'One page',
      content: {
        'application/json': {
          schema: paged('transactions', transactionSchema).extend({ community: addressSchema }).openapi('Transactions'),
        },
      },
    },
    ...problems,
  },
});

export const flowsSchema = z
  .object({
    community: addressSchema,
    period: z.enum(SPANS),
    transactions: z.number().openapi({ description: 'How many' }),
    inflow: amountSchema.openapi({ description: 'What came to members' }),
    outflow: amountSchema.openapi({ description: 'What left them' }),
    net: amountSchema,
    issued: amountSchema.nullable().openapi({ description: 'Of a community: paid out anew' }),
    burned: amountSchema.nullable(),
    byType: z.array(z.object({ type: z.string(), category: z.string(), count: z.number(), amount: amountSchema })),
  })
  .openapi('TransactionStatistics');
export type FlowsResponse = z.infer<typeof flowsSchema>;

const periodQuery = z
  .enum(SPANS, { error: `must be one of ${SPANS.join(', ')}` })
  .default('all')
  .openapi({ description: 'Up to now: the UTC day, the week from Monday, the month, or ever' });

const statistics = guarded('moderator', {
  method: 'get',
  path: '/api/{s}/transactions/statistics',
  summary: 'Sums of what moved, of a community or of a member',
  tags,
  'x-scope': 'transactions:read',
  request: {
    params: serverParam,
    query: z.object({ user_id: discordIdOrAddress.optional(), period: periodQuery }),
  },
  responses: answers('Archived history counts too', flowsSchema),
});

const detail = guarded('moderator', {
  method: 'get',
  path: '/api/{s}/transactions/{transaction_id}',
  summary: 'One transaction',
  tags,
  'x-scope': 'transactions:read',
  request: {
    params: serverParam.extend({
      transaction_id: z
        .string()
        .max(80)
        .openapi({ param: { name: 'transaction_id', in: 'path' }, description: '`id` of the list' }),
    }),
  },
  responses: answers('Archived ones too', transactionSchema),
});

export const validationSchema = z
  .object({
    community: addressSchema,
    valid: z.boolean(),
    transaction: transactionSchema.nullable().openapi({ description: 'Of a transaction that was asked for' }),
    checks: z
      .array(z.object({ check: z.string(), ok: z.boolean(), cached: z.string(), onChain: z.string() }))
      .openapi({ description: 'What is kept, beside what the receipt says' }),
    blockHash: z.string().nullable(),
    balance: auditSchema.nullable().openapi({ description: 'Of a member who was asked for' }),
  })
  .openapi('Validation');
export type ValidationResponse = z.infer<typeof validationSchema>;

const validate = guarded('moderator', {
  method: 'post',
  path: '/api/{s}/transactions/validate',
  summary: 'Holds a transaction, or all of a member’s, against the chain',
  description:
    'Reads only. Of a transaction: receipt, event and what is kept. Of a member: the sum of all movements, the balance kept, and the contract’s.',
  tags,
  'x-scope': 'transactions:read',
  request: {
    params: serverParam,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.object({
            transaction_id: z.string().max(80).optional(),
            transactionId: z.string().max(80).optional(),
            user_id: discordIdOrAddress.optional(),
            userId: discordIdOrAddress.optional(),
          }),
        },
      },
    },
  },
  responses: answers('What was found', validationSchema),
});

const exported = guarded('moderator', {
  method: 'get',
  path: '/api/{s}/transactions/export',
  summary: 'What moved in a community, as a CSV file',
  description: 'As much as there is, sent as it is read. Texts that a spreadsheet would run are made texts.',
  tags,
  'x-scope': 'transactions:read',
  request: {
    params: serverParam,
    query: filterQuery.extend({ format: z.enum(['csv'], { error: 'must be csv' }).default('csv') }),
  },
  responses: {
    200: { description: 'A header and a line for each', content: { 'text/csv': { schema: z.string() } } },
    ...problems,
  },
});

export const archiveSchema = z
  .object({
    archived: z.int().openapi({ description: 'Set aside now' }),
    total: z.int().openapi({ description: 'Set aside in all' }),
    before: z.iso.datetime().openapi({ description: 'What is younger stays' }),
  })
  .openapi('Archived');
export type ArchiveResponse = z.infer<typeof archiveSchema>;

const archiving = guarded('admin', {
  method: 'post',
  path: '/api/{s}/transactions/archive',
  summary: 'Sets old history aside',
  description:
    'Concerns lists alone: it is counted, found, exported on request and audited as before. Nothing is deleted.',
  tags,
  'x-scope': 'transactions:write',
  request: {
    params: serverParam,
    body: {
      required: false,
      content: {
        'application/json': {
          schema: z.object({
            days_to_keep: daysInput(90),
            archive: z.literal(true, { error: 'must be true: history is never deleted' }).default(true),
          }),
        },
      },
    },
  },
  responses: answers('Done', archiveSchema),
});

const HEADER = [
  ...['id', 'timestamp', 'user_id', 'username', 'address', 'type', 'category', 'amount', 'balance_before'],
  ...['balance_after', 'counterparty', 'counterparty_name', 'description', 'source', 'block', 'tx_hash'],
];
/** Rows of a page; two are in memory at a time, for each who reads. */
const AT_ONCE = 500;

function lineOf(row: CommunityTransaction, decimals: number): string {
  const tokens = (value: bigint) => formatUnits(value, decimals);
  const described = typeof row.metadata.name === 'string' ? row.metadata.name : '';
  return csvLine([
    ...[row.id, row.at.toISOString(), row.member.userId ?? '', textCell(row.member.name ?? ''), row.member.address],
    ...[row.type, row.category, tokens(row.amount), tokens(row.balanceBefore), tokens(row.balanceAfter)],
    ...[row.counterparty?.address ?? '', textCell(row.counterparty?.name ?? ''), textCell(described)],
    ...[row.source, `${row.block}`, row.txHash],
  ]);
}

export type Routes =
  | typeof list
  | typeof statistics
  | typeof exported
  | typeof validate
  | typeof archiving
  | typeof detail;

export function transactions(app: OpenAPIHono, ctx: Context) {
  app.openapi(list, async (c) => {
    const community = c.get('community');
    const { token, decimals } = community;
    const query = c.req.valid('query');
    const page = pageOf(query);
    const { search } = query;
    // The id of a transaction is one to be found, and a page of one.
    const isId = search?.includes('.') === true;
    const filter = toFilter(search && !isId ? { ...query, user_id: nameOf(search) } : query, community);
    const found = isId
      ? { transactions: [await getTransaction(ctx, { token, id: search })], next: null }
      : await getTransactions(ctx, {
          ...filter,
          limit: page.limit,
          after: page.cursor,
          offset: page.cursor ? 0 : page.offset + (query.offset ?? 0),
        });
    linkPages(c, found.next);
    return c.json(
      {
        community: token,
        transactions: found.transactions.map((one) => toTransaction(one, decimals)),
        next: found.next,
      },
      200,
    );
  });
  app.openapi(statistics, async (c) => {
    const { token, decimals } = c.get('community');
    const { user_id, period } = c.req.valid('query');
    const found = await getFlows(ctx, { token, who: user_id ? toWho(user_id) : undefined, span: period });
    const amount = (value: bigint) => toAmount(value, decimals);
    return c.json(
      {
        community: token,
        period,
        transactions: found.count,
        inflow: amount(found.inflow),
        outflow: amount(found.outflow),
        net: amount(found.inflow - found.outflow),
        issued: found.issued === null ? null : amount(found.issued),
        burned: found.burned === null ? null : amount(found.burned),
        byType: found.byType.map((sums) => ({ ...sums, amount: amount(sums.amount) })),
      },
      200,
    );
  });
  app.openapi(exported, (c) => {
    const community = c.get('community');
    const filter = toFilter(c.req.valid('query'), community);
    const pages = everyTransaction(ctx, { ...filter, atOnce: AT_ONCE });
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => controller.enqueue(encoder.encode(csvLine(HEADER))),
        async pull(controller) {
          const page = await pages.next();
          if (page.done) return controller.close();
          controller.enqueue(encoder.encode(page.value.map((row) => lineOf(row, community.decimals)).join('')));
        },
        async cancel() {
          await pages.return(undefined);
        },
      },
      // Made as the client takes it, and no further ahead.
      { highWaterMark: 0 },
    );
    return c.body(body, 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="transactions-${community.symbol.replace(/\W/g, '')}.csv"`,
      'cache-control': 'no-store',
    });
  });
  app.openapi(validate, async (c) => {
    const { token, decimals } = c.get('community');
    const body = c.req.valid('json');
    const id = body.transactionId ?? body.transaction_id;
    const user = body.userId ?? body.user_id;
    if (id === undefined && user === undefined)
      throw new UserError('FieldMissing', 'Say what to validate: transaction_id, or user_id for all of a member’s.');
    const one = id === undefined ? null : await validateTransaction(ctx, { token, id });
    const audit = user === undefined ? null : await getAudit(ctx, { token, who: toWho(user) });
    return c.json(
      {
        community: token,
        valid: (one?.valid ?? true) && (audit?.agrees ?? true),
        transaction: one && toTransaction(one.transaction, decimals),
        checks: one?.checks ?? [],
        blockHash: one?.blockHash ?? null,
        balance: audit && toAudit(audit, decimals),
      },
      200,
    );
  });
  app.openapi(archiving, async (c) => {
    const { token } = c.get('community');
    // Without a body there are no defaults either.
    const { days_to_keep = 90 } = c.req.valid('json');
    const { before, ...done } = await archive(ctx, { token, days: days_to_keep });
    return c.json({ ...done, before: before.toISOString() }, 200);
  });
  app.openapi(detail, async (c) => {
    const { token, decimals } = c.get('community');
    const found = await getTransaction(ctx, { token, id: c.req.valid('param').transaction_id });
    return c.json(toTransaction(found, decimals), 200);
  });
}

function nameOf(search: string) {
  const named = discordIdOrAddress.safeParse(search);
  if (!named.success)
    throw new UserError('SearchInvalid', 'Search for a Discord id, an address, or the id of a transaction.');
  return named.data;
}
