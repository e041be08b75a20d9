/** Embeds and components as Discord returns them: completed, numbered, and with addresses for attached files. */
import type { APIAttachment, APIEmbed, APIMessage } from 'discord-api-types/v10';
import { discordTime } from './context.ts';
import { walk } from './limits/components.ts';
import type { EmbedInput } from './limits/message.ts';

/** The file that `attachment://name` stands for. */
function attached(url: string, files: APIAttachment[]): APIAttachment | undefined {
  return url.startsWith('attachment://') ? files.find(({ filename }) => url === `attachment://${filename}`) : undefined;
}

const address = (url: string, files: APIAttachment[]): string => attached(url, files)?.url ?? url;

export function richEmbed(embed: EmbedInput, files: APIAttachment[]): APIEmbed {
  const present = Object.fromEntries(
    Object.entries(embed).filter(([, value]) => value !== null && value !== undefined),
  );
  const media = ({ url }: { url: string }) => ({ url: address(url, files), proxy_url: address(url, files) });
  const icon = (url: string | null | undefined) =>
    url ? { icon_url: address(url, files), proxy_icon_url: address(url, files) } : {};
  const { author, footer } = embed;
  return {
    type: 'rich',
    ...present,
    ...(embed.timestamp ? { timestamp: discordTime(Date.parse(embed.timestamp)) } : {}),
    ...(embed.image ? { image: media(embed.image) } : {}),
    ...(embed.thumbnail ? { thumbnail: media(embed.thumbnail) } : {}),
    ...(footer ? { footer: { text: footer.text, ...icon(footer.icon_url) } } : {}),
    ...(author
      ? { author: { name: author.name, ...(author.url ? { url: author.url } : {}), ...icon(author.icon_url) } }
      : {}),
  } as APIEmbed;
}

type Medium = { url: string };
type MediaHolder = { media?: Medium; file?: Medium };

/** Components that come without an id are numbered through; media get addresses, files their name and size. */
export function messageComponents(
  components: unknown[],
  files: APIAttachment[],
): NonNullable<APIMessage['components']> {
  const copy = structuredClone(components);
  const nodes = walk(copy).map(({ node }) => node);
  const taken = new Set(nodes.map((node) => node.id));
  let next = 1;
  for (const node of nodes) {
    while (taken.has(next)) next += 1;
    if (!node.id) node.id = next;
    taken.add(node.id);
    for (const holder of [node, ...(Array.isArray(node.items) ? node.items : [])] as MediaHolder[]) {
      const medium = holder.media ?? holder.file;
      if (!medium) continue;
      const file = attached(medium.url, files);
      if (holder.file && file) Object.assign(node, { name: file.filename, size: file.size });
      const url = address(medium.url, files);
      Object.assign(medium, { id: file?.id ?? '0', url, proxy_url: url });
    }
  }
  return copy as NonNullable<APIMessage['components']>;
}
