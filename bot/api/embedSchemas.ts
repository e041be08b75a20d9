/** Announcements and embeds as they are written and read over HTTP. */
import { z } from '@hono/zod-openapi';
import { type Announcement, EMBED_LIMITS, type Embed, FIELD_LIMITS, readEmbed } from '../operations/announce.ts';
import { hexOf } from '../operations/colour.ts';

const fields = z
  .array(
    z.strictObject({
      name: z.string().trim().min(1).max(FIELD_LIMITS.name),
      value: z.string().trim().min(1).max(FIELD_LIMITS.value),
      inline: z.boolean().default(false),
    }),
  )
  .max(FIELD_LIMITS.count);

const text = (most: number) => z.string().max(most).nullable().optional();
const colour = z
  .union([z.int().min(0).max(0xffffff), z.string().max(EMBED_LIMITS.colour)])
  .nullable()
  .optional()
  .openapi({ example: '#5865f2' });
/** As Discord writes them. */
const footer = z
  .union([z.string().max(EMBED_LIMITS.footer), z.strictObject({ text: z.string().max(EMBED_LIMITS.footer) })])
  .nullable()
  .optional();
const image = z
  .union([z.string().max(EMBED_LIMITS.image), z.strictObject({ url: z.string().max(EMBED_LIMITS.image) })])
  .nullable()
  .optional();

export const embedInput = z.strictObject({
  title: text(EMBED_LIMITS.title),
  text: text(EMBED_LIMITS.text),
  description: text(EMBED_LIMITS.text).openapi({ description: 'The same as `text`' }),
  colour,
  color: colour.openapi({ description: 'The same as `colour`' }),
  image,
  footer,
  fields: fields.optional(),
});
export type EmbedInput = z.output<typeof embedInput>;

const written = (colour: EmbedInput['colour']) => (typeof colour === 'number' ? hexOf(colour) : (colour ?? null));

/**
 * An embed of what was sent; what was left out stays as it was.
 * @param before null: nothing
 * @throws UserError for what Discord would not take
 */
export function toEmbed(input: EmbedInput, before: Embed | null = null): Embed {
  const was = before ?? { title: null, text: '', colour: null, image: null, footer: null };
  const chosen = <T>(given: T | undefined, otherwise: T) => (given === undefined ? otherwise : given);
  const picture = typeof input.image === 'object' && input.image ? input.image.url : input.image;
  const foot = typeof input.footer === 'object' && input.footer ? input.footer.text : input.footer;
  return readEmbed(
    {
      title: chosen(input.title, was.title),
      text: chosen(input.text ?? input.description, was.text),
      colour: written(chosen(chosen(input.colour, input.color), was.colour)),
      image: chosen(picture, was.image),
      footer: chosen(foot, was.footer),
    },
    chosen(input.fields, was.fields ?? []),
  );
}

export const embedSchema = z
  .object({
    title: z.string().nullable(),
    text: z.string(),
    colour: z.string().nullable().openapi({ example: '#5865f2' }),
    image: z.string().nullable(),
    footer: z.string().nullable(),
    fields: z.array(z.object({ name: z.string(), value: z.string(), inline: z.boolean() })),
  })
  .openapi('Embed');
export type EmbedResponse = z.infer<typeof embedSchema>;

export const showEmbed = ({ colour, fields = [], ...embed }: Embed): z.infer<typeof embedSchema> => ({
  ...embed,
  colour: colour === null ? null : hexOf(colour),
  fields,
});

export const announcementSchema = z
  .object({
    announcement: z.int(),
    channelId: z.string(),
    messageId: z.string().nullable().openapi({ description: 'On Discord; null until it is posted' }),
    embed: embedSchema,
    template: z.string().nullable().openapi({ description: 'The embed that it was made of' }),
    userId: z.string().openapi({ description: 'Who wrote it: a Discord id, or `operator`' }),
    at: z.iso.datetime().openapi({ description: 'When it is posted, or was' }),
    state: z.enum(['draft', 'scheduled', 'failed', 'posted']).openapi({
      description: '`failed`: Discord refused it, and it is tried again',
    }),
    pinned: z.boolean(),
    error: z.string().nullable(),
  })
  .openapi('Announcement');
export type AnnouncementResponse = z.infer<typeof announcementSchema>;

export function showAnnouncement(announcement: Announcement): z.infer<typeof announcementSchema> {
  const { id, channelId, messageId, content, template, userId, at, state, pinned, error } = announcement;
  return {
    ...{ announcement: id, channelId, messageId, template, userId, state, pinned, error },
    embed: showEmbed(content),
    at: at.toISOString(),
  };
}
