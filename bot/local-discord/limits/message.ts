/** What a message may hold, with Discord's limits. */
import { MessageFlags } from 'discord-api-types/v10';
import { z } from 'zod';
import { layoutComponents, legacyComponents } from './components.ts';
import { refuse, snowflake } from './form.ts';

const link = z
  .string()
  .max(2048)
  .regex(/^(https?|attachment):\/\/\S+$/i);
const embed = z
  .object({
    title: z.string().max(256).nullish(),
    description: z.string().max(4096).nullish(),
    url: z
      .string()
      .max(2048)
      .regex(/^https?:\/\/\S+$/i)
      .nullish(),
    timestamp: z
      .string()
      .refine((value) => !Number.isNaN(Date.parse(value)))
      .nullish(),
    color: z.number().int().min(0).max(0xffffff).nullish(),
    footer: z.object({ text: z.string().min(1).max(2048), icon_url: link.nullish() }).nullish(),
    image: z.object({ url: link }).nullish(),
    thumbnail: z.object({ url: link }).nullish(),
    author: z
      .object({ name: z.string().min(1).max(256), url: z.string().max(2048).nullish(), icon_url: link.nullish() })
      .nullish(),
    fields: z
      .array(
        z.object({
          name: z.string().trim().min(1).max(256),
          value: z.string().trim().min(1).max(1024),
          inline: z.boolean().default(false),
        }),
      )
      .max(25)
      .nullish(),
  })
  .superRefine((it, ctx) => {
    if (Object.values(it).every((value) => value === undefined || value === null)) {
      refuse(ctx, ['description'], 'BASE_TYPE_REQUIRED', 'This field is required');
    }
  });
export type EmbedInput = z.output<typeof embed>;

function textLength(it: EmbedInput): number {
  const fields = (it.fields ?? []).map((field) => field.name.length + field.value.length);
  const parts = [it.title, it.description, it.footer?.text, it.author?.name].map((text) => text?.length ?? 0);
  return [...parts, ...fields].reduce((sum, length) => sum + length, 0);
}

const embeds = z
  .array(embed)
  .max(10)
  .superRefine((all, ctx) => {
    if (all.reduce((sum, each) => sum + textLength(each), 0) > 6000) {
      refuse(ctx, [], 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000');
    }
  });

const allowedMentions = z
  .object({
    parse: z.array(z.enum(['roles', 'users', 'everyone'])).optional(),
    roles: z.array(snowflake).max(100).optional(),
    users: z.array(snowflake).max(100).optional(),
    replied_user: z.boolean().optional(),
  })
  .superRefine((it, ctx) => {
    for (const kind of ['users', 'roles'] as const) {
      if (!it.parse?.includes(kind) || !it[kind]?.length) continue;
      refuse(
        ctx,
        [],
        'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
        `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
      );
    }
  });
export type AllowedMentions = z.output<typeof allowedMentions>;

/** Suppress embeds, ephemeral (interactions only), suppress notifications, Components V2. */
const SETTABLE_FLAGS =
  MessageFlags.SuppressEmbeds |
  MessageFlags.Ephemeral |
  MessageFlags.SuppressNotifications |
  MessageFlags.IsComponentsV2;

const fields = z.object({
  content: z.string().trim().max(2000).nullish(),
  nonce: z.union([z.string().max(25), z.number().int()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  tts: z.boolean().nullish(),
  embeds: embeds.nullish(),
  allowed_mentions: allowedMentions.nullish(),
  message_reference: z
    .object({
      type: z.literal(0).optional(),
      message_id: snowflake,
      channel_id: snowflake.nullish(),
      guild_id: snowflake.nullish(),
      fail_if_not_exists: z.boolean().nullish(),
    })
    .nullish(),
  components: z.array(z.unknown()).nullish(),
  attachments: z
    .array(
      z.object({
        id: z.union([z.string(), z.number()]).transform(String),
        filename: z.string().max(1024).nullish(),
        description: z.string().max(1024).nullish(),
      }),
    )
    .max(10)
    .nullish(),
  flags: z
    .number()
    .int()
    .transform((flags) => flags & SETTABLE_FLAGS)
    .nullish(),
  poll: z.null().optional(),
  sticker_ids: z.array(z.string()).max(0).nullish(),
  thread_name: z.undefined().optional(),
});

function formWith(alreadyLayout: boolean) {
  return fields.transform((it, ctx) => {
    const isLayout = alreadyLayout || Boolean((it.flags ?? 0) & MessageFlags.IsComponentsV2);
    const schema = isLayout ? layoutComponents : legacyComponents;
    const components = schema.safeParse(it.components ?? [], { reportInput: true });
    for (const issue of components.error?.issues ?? []) {
      ctx.addIssue({ ...issue, path: ['components', ...issue.path] } as Parameters<typeof ctx.addIssue>[0]);
    }
    for (const legacy of ['content', 'embeds'] as const) {
      if (!isLayout || !it[legacy]?.length) continue;
      refuse(
        ctx,
        [legacy],
        'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
        `The '${legacy}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
      );
    }
    return { ...it, components: it.components ? (components.data as unknown[]) : it.components };
  });
}
const plainForm = formWith(false);
const layoutForm = formWith(true);

/** The form of a message; `layout` tells that the message already is of Components V2. */
export const messageForm = (layout = false) => (layout ? layoutForm : plainForm);
export type MessageForm = Partial<z.output<typeof plainForm>>;
