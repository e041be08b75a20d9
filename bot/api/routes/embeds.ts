import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { UserError } from '../../errors.ts';
import {
  forgetAnnouncement,
  forgetTemplate,
  getTemplate,
  getTemplates,
  madeOf,
  saveTemplate,
} from '../../operations/announce.ts';
import { acted } from '../acted.ts';
import { writeHeaders } from '../answer.ts';
import { guarded } from '../authority.ts';
import { answers, json, jsonBody } from '../content.ts';
import { type Discord, reach } from '../discordPort.ts';
import { announcementSchema, embedInput, embedSchema, showAnnouncement, showEmbed, toEmbed } from '../embedSchemas.ts';
import { flagQuery, isOn, serverParam } from '../inputs.ts';
import { problems } from '../problem.ts';
import { placing, posted } from './announcements.ts';

const tags = ['Embeds'];
const name = z.string().trim().min(1).max(32).openapi({ example: 'rules' });
const param = serverParam.extend({
  embed_id: name.openapi({ param: { name: 'embed_id', in: 'path' }, description: 'Its name', example: 'rules' }),
});
const templateSchema = embedSchema.extend({ id: z.string(), name: z.string() }).openapi('EmbedTemplate');
export type TemplateResponse = z.infer<typeof templateSchema>;
const shown = (description: string) => ({ description, content: json(templateSchema) });

const list = guarded('moderator', {
  method: 'get',
  path: '/api/{s}/embeds',
  summary: 'Embeds kept to be used again',
  tags,
  'x-scope': 'announcements:read',
  request: { params: serverParam },
  responses: answers('All of them, by name', z.object({ embeds: z.array(templateSchema) })),
});

const create = guarded('admin', {
  method: 'post',
  path: '/api/{s}/embeds',
  summary: 'Keeps an embed',
  tags,
  'x-scope': 'announcements:write',
  request: {
    params: serverParam,
    body: jsonBody(embedInput.extend({ name: name.optional().openapi({ description: 'Left out: of its title' }) })),
  },
  responses: { 201: shown('Kept'), ...problems },
});

const change = guarded('admin', {
  method: 'put',
  path: '/api/{s}/embeds/{embed_id}',
  summary: 'Changes an embed that is kept',
  description: 'What is left out stays. What was posted of it is an announcement, and stays too.',
  tags,
  'x-scope': 'announcements:write',
  request: { params: param, body: jsonBody(embedInput) },
  responses: { 200: shown('As it is now'), ...problems },
});

const remove = guarded('admin', {
  method: 'delete',
  path: '/api/{s}/embeds/{embed_id}',
  summary: 'Forgets an embed',
  tags,
  'x-scope': 'announcements:write',
  request: {
    params: param,
    query: z.object({
      delete_discord_message: flagQuery
        .default('false')
        .openapi({ description: '`true`: what was posted of it is deleted too' }),
    }),
  },
  responses: { 204: { description: 'It is gone' }, ...problems },
});

const post = guarded('admin', {
  method: 'post',
  path: '/api/{s}/embeds/{embed_id}/post',
  summary: 'Posts an embed as an announcement',
  tags,
  'x-scope': 'announcements:write',
  request: { params: param, headers: writeHeaders, body: jsonBody(z.strictObject(placing)) },
  responses: {
    201: { description: 'On its way', content: json(announcementSchema) },
    ...problems,
  },
});

export type Routes = typeof list | typeof create | typeof change | typeof remove | typeof post;

export function embeds(app: OpenAPIHono, ctx: Context, discord: Discord) {
  app.openapi(list, async (c) => {
    const all = await getTemplates(ctx, { token: c.var.community.token });
    return c.json({ embeds: all.map(({ name, content }) => ({ id: name, name, ...showEmbed(content) })) }, 200);
  });

  app.openapi(create, async (c) => {
    const { token } = c.var.community;
    const { name: called, ...embed } = c.req.valid('json');
    const content = toEmbed(embed);
    const wanted = called ?? nameOf(content.title ?? content.text);
    const known = await getTemplates(ctx, { token });
    if (known.some((each) => each.name === wanted.toLowerCase()))
      throw new UserError(
        'TemplateTaken',
        'There is an embed of that name already: change it, or choose another name.',
      );
    const kept = await saveTemplate(ctx, { token, name: wanted, content });
    await acted(c, ctx, 'an embed was written', { embed: kept });
    return c.json({ id: kept, name: kept, ...showEmbed(content) }, 201);
  });

  app.openapi(change, async (c) => {
    const { token } = c.var.community;
    const { embed_id } = c.req.valid('param');
    const content = toEmbed(c.req.valid('json'), await getTemplate(ctx, { token, name: embed_id }));
    const kept = await saveTemplate(ctx, { token, name: embed_id, content });
    await acted(c, ctx, 'an embed was written', { embed: kept });
    return c.json({ id: kept, name: kept, ...showEmbed(content) }, 200);
  });

  app.openapi(remove, async (c) => {
    const { token } = c.var.community;
    const { embed_id } = c.req.valid('param');
    await getTemplate(ctx, { token, name: embed_id });
    if (isOn(c.req.valid('query').delete_discord_message)) {
      for (const { id, channelId, messageId } of await madeOf(ctx, { token, template: embed_id.toLowerCase() })) {
        if (messageId) await reach(discord).remove(channelId, messageId);
        await forgetAnnouncement(ctx, { token, announcement: id });
      }
    }
    await forgetTemplate(ctx, { token, name: embed_id });
    await acted(c, ctx, 'an embed was taken away', { embed: embed_id });
    return c.body(null, 204);
  });

  app.openapi(post, async (c) => {
    const { token } = c.var.community;
    const { embed_id } = c.req.valid('param');
    const content = await getTemplate(ctx, { token, name: embed_id });
    const made = await posted(c, ctx, discord, { ...c.req.valid('json'), content, template: embed_id.toLowerCase() });
    return c.json(showAnnouncement(made), 201);
  });
}

/** What a template may be called, of its title. */
const nameOf = (title: string) =>
  title
    .replace(/[^\p{L}\p{N} _-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 32)
    .trim();
