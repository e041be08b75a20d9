import {
  type APIComponentInContainer,
  type APIEmbed,
  type APIMessageTopLevelComponent,
  ButtonStyle,
  ChannelType,
  ComponentType,
  MessageFlags,
  SelectMenuDefaultValueType,
} from 'discord.js';
import type { Embed } from '../../db/schema.ts';
import { isPlain } from '../../operations/announce.ts';
import { encodeState } from '../buttons/state.ts';
import type { Button, Reply, Select, Tone } from './reply.ts';

const COLOURS: Record<Tone, number> = {
  info: 0x5865f2,
  success: 0x2ecc71,
  pending: 0xf1c40f,
  failure: 0xe74c3c,
  gift: 0xeb459e,
};
const STYLES = {
  primary: ButtonStyle.Primary,
  secondary: ButtonStyle.Secondary,
  success: ButtonStyle.Success,
  danger: ButtonStyle.Danger,
} as const;

export type Body = {
  flags: number;
  components: APIMessageTopLevelComponent[];
  /** Of an ordinary message only. */
  content?: string;
  embeds?: APIEmbed[];
  allowed_mentions: { parse: []; users: string[]; roles?: string[]; replied_user: false };
};

/** A reply as Discord's components. Mentions are closed except for those that the reply names. */
export function render(reply: Reply, { ephemeral = false } = {}): Body {
  if (reply.embed) return composed(reply, reply.embed, ephemeral);
  const [first, ...rest] = reply.blocks;
  const heading = text([reply.title && `### ${reply.title}`, first].filter(Boolean).join('\n'));
  const inside: APIComponentInContainer[] = [
    reply.picture
      ? {
          type: ComponentType.Section,
          components: [heading],
          accessory: {
            type: ComponentType.Thumbnail,
            media: { url: reply.picture.url },
            description: reply.picture.alt.slice(0, 256),
          },
        }
      : heading,
  ];
  for (const block of rest) inside.push({ type: ComponentType.Separator, divider: true, spacing: 1 }, text(block));
  for (const { text: line, button } of reply.rows ?? [])
    inside.push(
      button ? { type: ComponentType.Section, components: [text(line)], accessory: toComponent(button) } : text(line),
    );
  for (const select of reply.selects ?? [])
    inside.push({ type: ComponentType.ActionRow, components: [toMenu(select)] });
  if (reply.image) {
    const { name, alt } = reply.image;
    const item = { media: { url: `attachment://${name}` }, description: alt.slice(0, 1_024) };
    inside.push({ type: ComponentType.MediaGallery, items: [item] });
  }
  for (const { name } of reply.files ?? [])
    inside.push({ type: ComponentType.File, file: { url: `attachment://${name}` } });
  if (reply.note) inside.push(text(`-# ${reply.note}`));
  if (reply.buttons?.length)
    inside.push({ type: ComponentType.ActionRow, components: reply.buttons.map((button) => toComponent(button)) });
  return {
    flags: MessageFlags.IsComponentsV2 | (ephemeral ? MessageFlags.Ephemeral : 0),
    components: [{ type: ComponentType.Container, accent_color: COLOURS[reply.tone], components: inside }],
    allowed_mentions: mentionsOf(reply),
  };
}

const mentionsOf = ({ mentions = [], mentionRole }: Reply): Body['allowed_mentions'] => ({
  parse: [],
  users: mentions,
  ...(mentionRole ? { roles: [mentionRole] } : {}),
  replied_user: false,
});

/** As an ordinary message: an embed may stand in no other, and just words need none. */
function composed(reply: Reply, embed: Embed, ephemeral: boolean): Body {
  const { title, text: description, colour, image, footer, fields } = embed;
  const bare = isPlain(embed) && !reply.note;
  const shown: APIEmbed = {
    description,
    ...(title ? { title } : {}),
    ...(colour === null ? {} : { color: colour }),
    ...(image ? { image: { url: image } } : {}),
    ...(footer ? { footer: { text: footer } } : {}),
    ...(fields ? { fields } : {}),
  };
  return {
    flags: ephemeral ? MessageFlags.Ephemeral : 0,
    content: bare ? description : (reply.note ?? ''),
    embeds: bare ? [] : [shown],
    components: reply.buttons?.length
      ? [{ type: ComponentType.ActionRow, components: reply.buttons.map((button) => toComponent(button)) }]
      : [],
    allowed_mentions: mentionsOf(reply),
  };
}

const text = (content: string) => ({ type: ComponentType.TextDisplay, content }) as const;

const toComponent = (button: Button) =>
  ({
    type: ComponentType.Button,
    style: STYLES[button.look ?? 'secondary'],
    label: button.label,
    custom_id: encodeState(button.press),
    disabled: button.disabled ?? false,
    ...(button.emoji ? { emoji: { name: button.emoji } } : {}),
  }) as const;

function toMenu({ placeholder, kind, options = [], chosen = [], least = 1, most = 1, press }: Select) {
  const base = {
    custom_id: encodeState(press),
    placeholder: placeholder.slice(0, 150),
    min_values: least,
    max_values: most,
  };
  if (kind === 'channel')
    return {
      ...base,
      type: ComponentType.ChannelSelect as const,
      channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
      default_values: chosen.map((id) => ({ id, type: SelectMenuDefaultValueType.Channel as const })),
    };
  if (kind === 'role')
    return {
      ...base,
      type: ComponentType.RoleSelect as const,
      default_values: chosen.map((id) => ({ id, type: SelectMenuDefaultValueType.Role as const })),
    };
  return {
    ...base,
    type: ComponentType.StringSelect as const,
    options: options.map(({ label, value, about }) => ({
      label: label.slice(0, 100),
      value,
      ...(about ? { description: about.slice(0, 100) } : {}),
      default: chosen.includes(value),
    })),
  };
}
