import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { UserError } from '../../errors.ts';
import { checkDrop, drop, getDrops } from '../../operations/drop.ts';
import { acted } from '../acted.ts';
import { once, writeHeaders } from '../answer.ts';
import { guarded } from '../authority.ts';
import { answers, json, jsonBody } from '../content.ts';
import { type Discord, reach } from '../discordPort.ts';
import { serverParam, toBaseUnits, tokensInput } from '../inputs.ts';
import { cutPage, linkPages, offsetOf, paged, pageOf, pageQuery } from '../paged.ts';
import { problems } from '../problem.ts';
import { amountSchema, discordId, toAmount } from '../schemas.ts';

const tags = ['Drops'];

const dropSchema = z
  .object({
    drop: z.int(),
    userId: z.string().openapi({ description: 'Discord id of the admin in whose name it is awarded' }),
    channelId: z.string().nullable(),
    amount: amountSchema.openapi({ description: 'For each who takes' }),
    places: z.int(),
    taken: z.int(),
    message: z.string().nullable(),
    over: z.boolean(),
    createdAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
  })
  .openapi('Drop');
export type DropResponse = z.infer<typeof dropSchema>;

const list = guarded('moderator', {
  method: 'get',
  path: '/api/{s}/drops',
  summary: 'What was set out for the first who take it, the latest first',
  tags,
  'x-scope': 'tokens:read',
  request: { params: serverParam, query: pageQuery },
  responses: answers('One page', paged('drops', dropSchema)),
});

const create = guarded('admin', {
  method: 'post',
  path: '/api/{s}/drops',
  summary: 'Sets an amount out in a channel, for each of the first members who take it',
  description:
    'Each part is an award in the caller’s name, inside the budgets of the day, made when it is taken. The bot posts it as soon as Discord takes it.',
  tags,
  'x-scope': 'tokens:write',
  request: {
    params: serverParam,
    headers: writeHeaders,
    body: jsonBody(
      z.strictObject({
        channelId: discordId,
        amount: tokensInput.openapi({ description: 'For each' }),
        places: z.int().min(1).max(500),
        minutes: z.int().min(1).max(10_080).default(60),
        message: z.string().trim().max(200).nullable().default(null),
      }),
    ),
  },
  responses: {
    201: { description: 'On its way', content: json(z.object({ drop: z.int() })) },
    ...problems,
  },
});

export type Routes = typeof list | typeof create;

export function drops(app: OpenAPIHono, ctx: Context, discord: Discord) {
  app.openapi(list, async (c) => {
    const { token, decimals } = c.var.community;
    const page = pageOf(c.req.valid('query'));
    const rows = await getDrops(ctx, { token, offset: offsetOf(page), limit: page.limit + 1 });
    const cut = cutPage(rows, page);
    linkPages(c, cut.next);
    const shown = cut.rows.map(({ id, userId, channelId, places, taken, message, over, ...row }) => ({
      ...{ drop: id, userId, channelId, places, taken, message, over, amount: toAmount(row.amount, decimals) },
      ...{ createdAt: row.createdAt.toISOString(), endsAt: row.endsAt.toISOString() },
    }));
    return c.json({ drops: shown, next: cut.next }, 200);
  });

  app.openapi(create, async (c) => {
    const { decimals, guild } = c.var.community;
    const { amount, channelId, message, ...figures } = c.req.valid('json');
    if (!guild) throw new UserError('GuildAway', 'This community is on no Discord server that the bot knows.');
    reach(discord).checkChannel({ guildId: guild.id, channelId });
    const planned = { ...c.var.caller.by, ...figures, amount: toBaseUnits(amount, decimals), message: message || null };
    await checkDrop(ctx, planned);
    const made = await once(c, ctx, async (tx) => {
      const { drop: number } = await drop({ db: tx, clock: ctx.clock }, { ...planned, channelId });
      return `${number}`;
    });
    await acted(c, ctx, 'a drop was made', { drop: made });
    return c.json({ drop: Number(made) }, 201);
  });
}
