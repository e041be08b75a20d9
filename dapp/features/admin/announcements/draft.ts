import type { EmbedResponse } from '@guildmint/bot/api/embedSchemas.ts';
import { t } from '@lingui/core/macro';

/** An announcement as it is being written. */
export type Draft = {
  title: string;
  text: string;
  colour: string;
  image: string;
  footer: string;
  /** Each with a number of its own, so that what is typed stays with its field. */
  fields: { key: number; name: string; value: string; inline: boolean }[];
};

export const EMPTY: Draft = { title: '', text: '', colour: '', image: '', footer: '', fields: [] };

export const draftOf = ({ title, text, colour, image, footer, fields }: EmbedResponse): Draft => ({
  ...{ title: title ?? '', text, colour: colour ?? '', image: image ?? '', footer: footer ?? '' },
  fields: fields.map((field, key) => ({ key, ...field })),
});

/** As the API takes it. */
export const bodyOf = ({ title, text, colour, image, footer, fields }: Draft) => ({
  ...{ title: title.trim() || null, text: text.trim(), colour: colour || null },
  ...{ image: image.trim() || null, footer: footer.trim() || null },
  fields: fields.map(({ name, value, inline }) => ({ name: name.trim(), value: value.trim(), inline })),
});

/** A text alone is a plain message, without a frame. */
export const isPlain = ({ title, colour, image, footer, fields }: Draft) =>
  !title.trim() && !colour && !image.trim() && !footer.trim() && fields.length === 0;

/** What is wrong, in a sentence that says what to do. */
export function faultOf(draft: Draft): string | undefined {
  if (!draft.text.trim() && !draft.title.trim()) return t`Write something first.`;
  if (isPlain(draft) && draft.text.length > 2_000)
    return t`A text alone has at most 2,000 characters: give it a title, or shorten it.`;
  if (draft.image && !draft.image.startsWith('https://')) return t`The picture’s address begins with https://.`;
  if (draft.fields.some(({ name, value }) => !name.trim() || !value.trim()))
    return t`Every field needs a name and a text.`;
}
