import { cssColour } from '../../../lib/contrast.ts';
import { cx } from '../../../lib/cx.ts';
import { messageTime, useNow } from '../../../lib/time.ts';
import type { Embed } from '../discord.ts';
import { Markdown } from '../markdown/markdown.tsx';
import { Picture } from './picture.tsx';

function EmbedTitle({ embed }: { embed: Embed }) {
  if (!embed.title) return null;
  if (!embed.url) return <Markdown source={embed.title} className="font-semibold" />;
  return (
    <a
      href={embed.url}
      target="_blank"
      rel="noreferrer"
      className="font-semibold text-accent underline-offset-2 hover:underline"
    >
      {embed.title}
    </a>
  );
}

function EmbedFields({ fields }: { fields: NonNullable<Embed['fields']> }) {
  return (
    <dl className="grid grid-cols-1 gap-x-4 gap-y-2.5 sm:grid-cols-3">
      {fields.map((field, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a message's fields have no identity but their place
        <div key={index} className={cx('min-w-0', !field.inline && 'sm:col-span-3')}>
          <dt className="text-sm font-semibold">
            <Markdown source={field.name} />
          </dt>
          <dd className="text-sm">
            <Markdown source={field.value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function EmbedFooter({ embed }: { embed: Embed }) {
  const now = useNow();
  const parts = [embed.footer?.text, embed.timestamp && messageTime(Date.parse(embed.timestamp), now)].filter(Boolean);
  return parts.length > 0 ? <p className="text-xs text-muted">{parts.join(' · ')}</p> : null;
}

export function EmbedCard({ embed }: { embed: Embed }) {
  return (
    <article
      aria-label={embed.title ?? 'Embed'}
      className="mt-1.5 flex max-w-xl gap-4 rounded-lg border border-line border-l-4 bg-raised px-4 py-3"
      style={{ borderLeftColor: embed.color ? cssColour(embed.color) : undefined }}
    >
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        {embed.author && (
          <p className="text-sm font-semibold">
            {embed.author.url ? (
              <a href={embed.author.url} target="_blank" rel="noreferrer" className="hover:underline">
                {embed.author.name}
              </a>
            ) : (
              embed.author.name
            )}
          </p>
        )}
        <EmbedTitle embed={embed} />
        {embed.description && <Markdown source={embed.description} className="text-sm" />}
        {embed.fields && embed.fields.length > 0 && <EmbedFields fields={embed.fields} />}
        {embed.image && (
          <Picture
            src={embed.image.url}
            alt={embed.image.description ?? 'Embedded image'}
            className="max-h-72 w-fit max-w-full"
          />
        )}
        <EmbedFooter embed={embed} />
      </div>
      {embed.thumbnail && (
        <Picture
          src={embed.thumbnail.url}
          alt={embed.thumbnail.description ?? 'Thumbnail'}
          className="size-18 shrink-0 overflow-hidden"
        />
      )}
    </article>
  );
}
