import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context as Request } from 'hono';
import type { Context } from '../../context.ts';
import { UserError } from '../../errors.ts';
import { formatAmount } from '../../operations/amount.ts';
import {
  type Announcement,
  announce,
  changeAnnouncement,
  forgetAnnouncement,
  getAnnouncement,
  listAnnouncements,
  readEmbed,
} from '../../operations/announce.ts';
import { getTask } from '../../operations/getTasks.ts';
import { getSettings } from '../../operations/settings.ts';
import { acted } from '../acted.ts';
import { once, writeHeaders } from '../answer.ts';
import { guarded } from '../authority.ts';
import { answers, json, jsonBody } from '../content.ts';
import { type Discord, reach } from '../discordPort.ts';
import { announcementSchema, embedInput, showAnnouncement, toEmbed } from '../embedSchemas.ts';
import { flagQuery, isOn, numberParam, serverParam } from '../inputs.ts';
import { cutPage, linkPages, offsetOf, paged, pageOf, pageQuery } from '../paged.ts';
import { problems } from '../problem.ts';
import { discordId } from '../schemas.ts';

const tags = ['Announcements'];
/** Discord's own bound of a plain message. */
const CONTENT_LENGTH = 2_000;

export const placing = {
  channelId: discordId.optional().openapi({ description: 'Left out: the channel chosen for announcements' }),
  channel_id: discordId.optional().openapi({ description: 'The same as `channelId`' }),
  at: z.iso.datetime({ offset: true }).optional().openapi({ description: 'When; left out: at once' }),
  pinned: z.boolean().optional(),
  pin: z.boolean().optional().openapi({ description: 'The same as `pinned`' }),
};
const placingSchema = z.strictObject(placing);
export type Placing = z.output<typeof placingSchema>;

const content = z.string().max(CONTENT_LENGTH).optional();
const param = serverParam.extend({
  announcement_id: numberParam('announcement_id', 2 ** 48),
});
const shown = (description: string) => ({
  description,
  content: json(announcementSchema),
});

const list = guarded('moderator', {
  method: 'get',
  path: '/api/{s}/announcements',
  summary: 'Announcements, the latest first',
  tags,
  'x-scope': 'announcements:read',
  request: { params: serverParam, query: pageQuery },
  responses: answers('One page', paged('announcements', announcementSchema)),
});

const create = guarded('admin', {
  method: 'post',
  path: '/api/{s}/announcements',
  summary: 'Announces something, at once or at its time',
  description:
    '`content` alone is a plain message; with an `embed` its text comes first in it. The bot posts it as soon as Discord takes it; until then it is `scheduled`.',
  tags,
  'x-scope': 'announcements:write',
  request: {
    params: serverParam,
    headers: writeHeaders,
    body: jsonBody(z.strictObject({ content, embed: embedInput.optional(), ...placing })),
  },
  responses: { 201: shown('On its way'), ...problems },
});

const ofTask = guarded('admin', {
  method: 'post',
  path: '/api/{s}/announcements/task/{task_id}',
  summary: 'Announces a task that is open',
  description: 'Beside the task’s own post, which the bot keeps in step by itself.',
  tags,
  'x-scope': 'announcements:write',
  request: {
    params: serverParam.extend({
      task_id: numberParam('task_id', 0xffff_ffff),
    }),
    headers: writeHeaders,
    body: { required: false, content: json(placingSchema) },
  },
  responses: { 201: shown('On its way'), ...problems },
});

const change = guarded('admin', {
  method: 'put',
  path: '/api/{s}/announcements/{announcement_id}',
  summary: 'Changes what an announcement says, on Discord too',
  description: 'What is left out stays.',
  tags,
  'x-scope': 'announcements:write',
  request: { params: param, body: jsonBody(z.strictObject({ content, embed: embedInput.optional() })) },
  responses: { 200: shown('As it is now'), ...problems },
});

const remove = guarded('admin', {
  method: 'delete',
  path: '/api/{s}/announcements/{announcement_id}',
  summary: 'Deletes an announcement',
  tags,
  'x-scope': 'announcements:write',
  request: {
    params: param,
    query: z.object({
      delete_discord_message: flagQuery
        .default('true')
        .openapi({ description: '`false`: its message stays, and is no longer ours to change' }),
    }),
  },
  responses: { 204: { description: 'It is gone' }, ...problems },
});

const pinned = {
  pin: guarded('admin', {
    method: 'post',
    path: '/api/{s}/announcements/{announcement_id}/pin',
    summary: 'Pins an announcement',
    tags,
    'x-scope': 'announcements:write',
    request: { params: param },
    responses: { 200: shown('Pinned, or to be pinned when it is posted'), ...problems },
  }),
  unpin: guarded('admin', {
    method: 'post',
    path: '/api/{s}/announcements/{announcement_id}/unpin',
    summary: 'Takes an announcement off the pins',
    tags,
    'x-scope': 'announcements:write',
    request: { params: param },
    responses: { 200: shown('Not pinned'), ...problems },
  }),
};

export type Routes =
  | typeof list
  | typeof ofTask
  | typeof create
  | typeof change
  | typeof remove
  | (typeof pinned)['pin' | 'unpin'];

export function announcements(app: OpenAPIHono, ctx: Context, discord: Discord) {
  app.openapi(list, async (c) => {
    const { token } = c.var.community;
    const page = pageOf(c.req.valid('query'));
    const rows = await listAnnouncements(ctx, { token, offset: offsetOf(page), limit: page.limit + 1 });
    const cut = cutPage(rows, page);
    linkPages(c, cut.next);
    return c.json({ announcements: cut.rows.map(showAnnouncement), next: cut.next }, 200);
  });

  app.openapi(ofTask, async (c) => {
    const { token, decimals, symbol } = c.var.community;
    const { about, task, reward, expiresAt, state } = await getTask(ctx, { token, task: c.req.valid('param').task_id });
    if (state !== 'open') throw new UserError('TaskNotOpen', 'That task takes no more claims: announce another.');
    const paid = { name: 'Reward', value: `${formatAmount(reward, decimals)} ${symbol}`, inline: true };
    const until = expiresAt
      ? [{ name: 'Until', value: `<t:${Math.floor(expiresAt.getTime() / 1000)}:f>`, inline: true }]
      : [];
    const title = about?.title || `Task ${task}`;
    const text = about?.description || `Claim it with /claim ${task}.`;
    const embed = readEmbed({ title, text, colour: null, image: null, footer: `#${task}` }, [paid, ...until]);
    return c.json(showAnnouncement(await posted(c, ctx, discord, { ...c.req.valid('json'), content: embed })), 201);
  });

  app.openapi(create, async (c) => {
    const { content: words, embed, ...where } = c.req.valid('json');
    const announced = toEmbed(withWords(words, embed));
    return c.json(showAnnouncement(await posted(c, ctx, discord, { ...where, content: announced })), 201);
  });

  app.openapi(change, async (c) => {
    const found = await one(c);
    const { content: words, embed } = c.req.valid('json');
    const changed = { ...found, content: toEmbed(withWords(words, embed), found.content) };
    if (found.messageId) await reach(discord).show(changed);
    await changeAnnouncement(ctx, which(found), { content: changed.content });
    await acted(c, ctx, 'an announcement was changed', { announcement: `${found.id}` });
    return c.json(showAnnouncement(changed), 200);
  });

  app.openapi(remove, async (c) => {
    const found = await one(c);
    if (found.messageId && isOn(c.req.valid('query').delete_discord_message))
      await reach(discord).remove(found.channelId, found.messageId);
    await forgetAnnouncement(ctx, which(found));
    await acted(c, ctx, 'an announcement was deleted', { announcement: `${found.id}` });
    return c.body(null, 204);
  });

  app.openapi(pinned.pin, async (c) => c.json(await pin(await one(c), true), 200));
  app.openapi(pinned.unpin, async (c) => c.json(await pin(await one(c), false), 200));

  async function pin(found: Announcement, on: boolean) {
    if (found.messageId) await reach(discord).pin(found.channelId, found.messageId, on);
    await changeAnnouncement(ctx, which(found), { pinned: on });
    return showAnnouncement({ ...found, pinned: on });
  }

  const one = (c: Request) =>
    getAnnouncement(ctx, { token: c.var.community.token, announcement: Number(c.req.param('announcement_id')) });
}

const which = ({ token, id }: Announcement) => ({ token, announcement: id });

/** A message's words, and an embed that stands in it, are one text here. */
function withWords(words: string | undefined, embed: z.output<typeof embedInput> = {}) {
  const said = embed.text ?? embed.description;
  if (words === undefined) return embed;
  const { description: _, ...rest } = embed;
  return { ...rest, text: [words, said].filter(Boolean).join('\n\n') };
}

/** Puts something up to be posted. @throws UserError for a channel that is not the community's, or closed to the bot */
export async function posted(
  c: Request,
  ctx: Context,
  discord: Discord,
  { content, template, ...where }: Placing & Pick<Announcement, 'content'> & { template?: string },
): Promise<Announcement> {
  const { token, guild } = c.var.community;
  const { userId } = c.var.caller;
  const { announcementsChannelId } = await getSettings(ctx, { token });
  const channelId = where.channelId ?? where.channel_id ?? announcementsChannelId;
  if (!guild) throw new UserError('GuildAway', 'This community is on no Discord server that the bot knows.');
  if (!channelId) throw new UserError('ChannelMissing', 'Say in which channel: send channelId.');
  reach(discord).checkChannel({ guildId: guild.id, channelId });
  const at = new Date(Math.max(ctx.clock(), where.at === undefined ? 0 : Date.parse(where.at)));
  const pinned = where.pinned ?? where.pin ?? false;
  const made = await once(c, ctx, async (tx) => {
    const plan = { token, channelId, content, userId: userId ?? 'operator', at, pinned, state: 'scheduled' } as const;
    return `${await announce({ db: tx }, { ...plan, ...(template === undefined ? {} : { template }) })}`;
  });
  await acted(c, ctx, 'an announcement was made', { announcement: made });
  return getAnnouncement(ctx, { token, announcement: Number(made) });
}
