import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { getHistory, type HistoryEntry } from '../../operations/getHistory.ts';
import { guarded } from '../authority.ts';
import { answers } from '../content.ts';
import { momentQuery, toMoment, typesQuery } from '../inputs.ts';
import type { Kept } from '../kept.ts';
import { linkOf, pageOf, pageQuery } from '../paged.ts';
import { addressSchema, amountSchema, communityQuery, idParam, toAmount, toWho } from '../schemas.ts';

export const entrySchema = z
  .object({
    type: z.string().openapi({ example: 'gift_received' }),
    category: z.string().openapi({ example: 'social' }),
    amount: amountSchema.openapi({ description: 'What it did to the balance; negative where tokens left' }),
    balanceBefore: amountSchema,
    balanceAfter: amountSchema,
    counterparty: z
      .object({ address: addressSchema, userId: z.string().nullable(), name: z.string().nullable() })
      .nullable(),
    at: z.iso.datetime(),
    txHash: z.string(),
    block: z.int(),
    source: z.string().openapi({ example: 'gifts', description: 'The module; `token`: a movement by hand' }),
    metadata: z.record(z.string(), z.unknown()),
  })
  .openapi('HistoryEntry');

export const historySchema = z
  .object({
    community: addressSchema,
    entries: z.array(
      entrySchema
        .extend({
          operation: z.string().nullable().openapi({ description: 'Of those sent from here: what caused it' }),
        })
        .openapi('HistoryRow'),
    ),
    next: z.string().nullable().openapi({ description: 'To be sent as `cursor` for the page that follows' }),
  })
  .openapi('History');

export type HistoryResponse = z.infer<typeof historySchema>;

export function toEntry(entry: HistoryEntry, decimals: number): z.infer<typeof entrySchema> {
  return {
    ...entry,
    amount: toAmount(entry.amount, decimals),
    balanceBefore: toAmount(entry.balanceBefore, decimals),
    balanceAfter: toAmount(entry.balanceAfter, decimals),
    at: entry.at.toISOString(),
  };
}

const route = guarded('anyone', {
  method: 'get',
  path: '/api/tokens/history/{id}',
  'x-in-community': true,
  summary: 'A member’s movements, newest first',
  tags: ['Tokens'],
  request: {
    params: idParam,
    query: communityQuery.extend(pageQuery.shape).extend({
      before: z.string().max(40).optional().openapi({ description: 'The same as `cursor`' }),
      type: typesQuery.optional(),
      start_date: momentQuery.optional().openapi({ description: 'From then on' }),
      end_date: momentQuery
        .optional()
        .openapi({ description: 'Before then, or to the end of a day that is named alone' }),
    }),
  },
  responses: answers('One page', historySchema),
});

export type Routes = typeof route;

export function history(app: OpenAPIHono, ctx: Context, kept: Kept) {
  app.openapi(route, (c) => {
    const query = c.req.valid('query');
    const { limit, offset, cursor } = pageOf(query);
    const { token, decimals } = c.get('community');
    const asked = {
      ...{ token, who: toWho(c.req.valid('param').id), limit, offset, before: query.before ?? cursor },
      ...{ types: query.type, from: toMoment(query.start_date), to: toMoment(query.end_date, true) },
    };
    return kept.answer(c, async () => {
      const page = await getHistory(ctx, asked);
      const entries = page.entries.map((entry) => ({ ...toEntry(entry, decimals), operation: entry.operation }));
      return { value: { community: token, entries, next: page.next }, borne: linkOf(c, page.next) };
    });
  });
}
