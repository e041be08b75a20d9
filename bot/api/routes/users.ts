import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { UserError } from '../../errors.ts';
import { award, deduct } from '../../operations/award.ts';
import { cleanUp, getInactive, reactivate } from '../../operations/departures.ts';
import { getBalance } from '../../operations/getBalance.ts';
import { getHistory } from '../../operations/getHistory.ts';
import { findMembers, getMember, getMembers, MEMBER_SORTS, MOST_NAMES } from '../../operations/getMembers.ts';
import { getPurchases } from '../../operations/getPurchases.ts';
import { setBalance } from '../../operations/setBalance.ts';
import { accountOf } from '../../operations/who.ts';
import { carryOut, operationAnswers, writeHeaders } from '../answer.ts';
import { guarded } from '../authority.ts';
import { answers, json, jsonBody } from '../content.ts';
import {
  daysInput,
  flagQuery,
  isOn,
  memberParam,
  reasonInput,
  serverParam,
  tokensInput,
  toSignedBaseUnits,
} from '../inputs.ts';
import { cutPage, linkPages, offsetOf, paged, pageOf, pageQuery } from '../paged.ts';
import { problems } from '../problem.ts';
import { addressSchema, amountSchema, toAmount, toWho } from '../schemas.ts';
import { memberSchema, toMember } from '../userSchemas.ts';
import { balanceSchema, toBalance } from './balance.ts';
import { entrySchema, toEntry } from './history.ts';

const tags = ['Users'];

export const membersSchema = paged('users', memberSchema)
  .extend({
    community: addressSchema,
    total: z.int().openapi({ description: 'Members in all, also those who are not listed' }),
  })
  .openapi('Members');
export type MembersResponse = z.infer<typeof membersSchema>;

const list = guarded('moderator', {
  method: 'get',
  path: '/api/{s}/users',
  summary: 'Members, with balance, rank and tier',
  description: 'Whoever has or had something of the community’s token. Pages may be shorter where some of them left.',
  tags,
  'x-scope': 'members:read',
  request: {
    params: serverParam,
    query: pageQuery.extend({
      sort_by: z
        .enum(MEMBER_SORTS, { error: `must be one of ${MEMBER_SORTS.join(', ')}` })
        .default('balance')
        .openapi({ description: 'Amounts: most first' }),
      search: z
        .string()
        .min(1)
        .max(100)
        .optional()
        .openapi({ description: 'The beginning of a name, an address or a Discord id; found ones come by name' }),
      include_inactive: flagQuery.optional().openapi({ description: 'Whether those who left are listed too' }),
    }),
  },
  responses: answers('One page', membersSchema),
});

export const namedSchema = z
  .object({
    found: z
      .array(z.object({ name: z.string(), users: z.array(memberSchema) }))
      .openapi({ description: 'For each name, in the order of the request: nobody, one, or several who bear it' }),
  })
  .openapi('NamedMembers');
export type NamedResponse = z.infer<typeof namedSchema>;

const named = guarded('moderator', {
  method: 'post',
  path: '/api/{s}/users/named',
  summary: 'Who is meant by each of some names',
  description: 'Reads only. A name is an address, a Discord id, or all of what somebody is called.',
  tags,
  'x-scope': 'members:read',
  request: {
    params: serverParam,
    body: jsonBody(z.strictObject({ names: z.array(z.string().trim().min(1).max(100)).min(1).max(MOST_NAMES) })),
  },
  responses: answers('As the cache knows them', namedSchema),
});

export const inactiveSchema = paged(
  'users',
  z
    .object({
      address: addressSchema,
      userId: z.string().nullable().openapi({ description: 'Null once what was stored about them is removed' }),
      name: z.string().nullable(),
      leftAt: z.iso.datetime(),
      cleanedAt: z.iso.datetime().nullable().openapi({ description: 'When that was' }),
      balance: amountSchema.openapi({ description: 'Stays theirs' }),
    })
    .openapi('InactiveMember'),
)
  .extend({ community: addressSchema })
  .openapi('InactiveMembers');
export type InactiveResponse = z.infer<typeof inactiveSchema>;

const inactive = guarded('moderator', {
  method: 'get',
  path: '/api/{s}/users/inactive',
  summary: 'Who left the server, and when',
  tags,
  'x-scope': 'members:read',
  request: {
    params: serverParam,
    query: pageQuery.extend({
      days: z.coerce
        .number({ error: 'must be a number' })
        .int('must be a whole number')
        .min(0, 'must not be negative')
        .max(3650, 'must be at most 3650')
        .default(0)
        .openapi({ description: 'At least so many days ago' }),
    }),
  },
  responses: answers('The earliest first', inactiveSchema),
});

const cleanup = guarded('admin', {
  method: 'post',
  path: '/api/{s}/users/cleanup',
  summary: 'Removes what is stored about those who left',
  description:
    'Off-chain data and their place on boards. Balances and history stay; coming back brings the place back.',
  tags,
  'x-scope': 'members:write',
  request: {
    params: serverParam,
    body: { required: false, content: json(z.object({ days: daysInput(30) })) },
  },
  responses: {
    200: {
      description: 'Done',
      content: {
        'application/json': {
          schema: z
            .object({ cleaned: z.int().openapi({ description: 'Members' }), days: z.int() })
            .openapi('CleanedUp'),
        },
      },
    },
    ...problems,
  },
});

const back = guarded('admin', {
  method: 'post',
  path: '/api/{s}/users/{user_id}/reactivate',
  summary: 'Counts somebody who left as a member again',
  tags,
  'x-scope': 'members:write',
  request: { params: memberParam },
  responses: {
    200: {
      description: 'Done',
      content: {
        'application/json': {
          schema: z
            .object({
              reactivated: z.boolean().openapi({ description: 'False where they were not away' }),
              user: memberSchema,
            })
            .openapi('Reactivated'),
        },
      },
    },
    ...problems,
  },
});

export const profileSchema = memberSchema
  .extend({
    standing: balanceSchema,
    inventory: z.array(
      z.object({
        purchase: z.int(),
        item: z.int(),
        name: z.string(),
        quantity: z.int(),
        state: z.string(),
        boughtAt: z.iso.datetime(),
        expiresAt: z.iso.datetime().nullable(),
      }),
    ),
    transactions: z.array(entrySchema).openapi({ description: 'The latest' }),
  })
  .openapi('Profile');
export type ProfileResponse = z.infer<typeof profileSchema>;

const detail = guarded('moderator', {
  method: 'get',
  path: '/api/{s}/users/{user_id}',
  summary: 'One member: standing, inventory, latest transactions',
  tags,
  'x-scope': 'members:read',
  request: { params: memberParam },
  responses: answers('As the cache knows it', profileSchema),
});

const balance = guarded('admin', {
  method: 'put',
  path: '/api/{s}/users/{user_id}/balance',
  summary: 'Brings a member’s balance to an amount, or changes it by one',
  description:
    'Issues what is missing or takes what is too much, on-chain and with a reason, inside the community’s and the admin’s budgets: nobody writes a balance. With `set` and 0 the balance is reset.',
  tags,
  'x-scope': 'members:write',
  request: {
    params: memberParam,
    headers: writeHeaders,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.object({
            amount: tokensInput.openapi({ description: 'Tokens; below zero takes, where `set` is false' }),
            set: z
              .boolean()
              .default(false)
              .openapi({ description: 'True: the balance shall be this; false: it changes by this' }),
            reason: reasonInput.default('Admin adjustment'),
          }),
        },
      },
    },
  },
  responses: operationAnswers,
});

export type Routes =
  | typeof list
  | typeof inactive
  | typeof cleanup
  | typeof back
  | typeof balance
  | typeof detail
  | typeof named;

export function users(app: OpenAPIHono, ctx: Context) {
  app.openapi(list, async (c) => {
    const { token, decimals } = c.get('community');
    const query = c.req.valid('query');
    const page = pageOf(query);
    const found = await getMembers(ctx, {
      ...{ token, sort: query.sort_by, search: query.search, inactive: isOn(query.include_inactive) },
      ...{ offset: offsetOf(page), limit: page.limit },
    });
    const next = found.next === null ? null : `o${found.next}`;
    linkPages(c, next);
    const shown = found.members.map((row) => toMember(row, decimals));
    return c.json({ community: token, users: shown, next, total: found.total }, 200);
  });
  app.openapi(named, async (c) => {
    const { token, decimals } = c.get('community');
    const { names } = c.req.valid('json');
    const found = await findMembers(ctx, { token, names });
    const shown = names.map((name, place) => ({ name, users: found[place]!.map((row) => toMember(row, decimals)) }));
    return c.json({ found: shown }, 200);
  });
  app.openapi(inactive, async (c) => {
    const { token, decimals } = c.get('community');
    const query = c.req.valid('query');
    const page = pageOf(query);
    const asked = { token, days: query.days, limit: page.limit + 1, offset: offsetOf(page) };
    const { rows, next } = cutPage(await getInactive(ctx, asked), page);
    linkPages(c, next);
    const shown = rows.map(({ clearedAt, leftAt, ...row }) => ({
      ...{ ...row, leftAt: leftAt.toISOString(), cleanedAt: clearedAt?.toISOString() ?? null },
      balance: toAmount(row.balance, decimals),
    }));
    return c.json({ community: token, users: shown, next }, 200);
  });
  app.openapi(cleanup, async (c) => {
    const { token } = c.get('community');
    // Without a body there are no defaults either.
    const { days = 30 } = c.req.valid('json');
    return c.json({ cleaned: await cleanUp(ctx, { token, days }), days }, 200);
  });
  app.openapi(back, async (c) => {
    const { token, decimals } = c.get('community');
    const who = toWho(c.req.valid('param').user_id);
    const address = await accountOf(ctx, who);
    const reactivated = await reactivate(ctx, { token, address });
    return c.json({ reactivated, user: toMember(await getMember(ctx, { token, address }), decimals) }, 200);
  });
  app.openapi(balance, async (c) => {
    const { decimals } = c.get('community');
    const { user_id: member } = c.req.valid('param');
    const { amount, set, reason } = c.req.valid('json');
    const change = toSignedBaseUnits(amount, decimals);
    const by = { ...c.get('caller').doer, member, reason };
    if (set && change < 0n)
      throw new UserError('AmountNegative', 'A balance cannot be negative: set it to zero or more.');
    return carryOut(c, ctx, (id) => {
      if (set) return setBalance(ctx, { ...by, id, balance: change });
      return change < 0n ? deduct(ctx, { ...by, id, amount: -change }) : award(ctx, { ...by, id, amount: change });
    });
  });
  app.openapi(detail, async (c) => {
    const { token, decimals } = c.get('community');
    const who = toWho(c.req.valid('param').user_id);
    const [member, standing, owned, history] = await Promise.all([
      accountOf(ctx, who).then((address) => getMember(ctx, { token, address })),
      getBalance(ctx, { token, who }),
      getPurchases(ctx, { token, who, limit: 25 }),
      getHistory(ctx, { token, who, limit: 10 }),
    ]);
    const inventory = owned.purchases.map((one) => ({
      ...{ purchase: one.purchase, item: one.item.item, name: one.item.name, state: one.state },
      quantity: one.quantity - one.returned,
      boughtAt: one.boughtAt.toISOString(),
      expiresAt: one.expiresAt?.toISOString() ?? null,
    }));
    const transactions = history.entries.map(({ operation: _, ...entry }) => toEntry(entry, decimals));
    return c.json({ ...toMember(member, decimals), standing: toBalance(standing), inventory, transactions }, 200);
  });
}
