import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMemo } from 'react';
import { Logo } from '../../../components/logo.tsx';
import { cardClass } from '../../../components/page-title.tsx';
import { formatTime, useNow } from '../../../lib/time.ts';
import { Markdown } from '../../playground/markdown/markdown.tsx';
import { type Mentions, MentionsContext } from '../../playground/markdown/mentions.ts';
import { EmbedCard } from '../../playground/message/embed.tsx';
import { type Draft, isPlain } from './draft.ts';

/** A message as Discord will show it. @param channels names by id, for what mentions them */
export function Preview({ draft, channels }: { draft: Draft; channels: Map<string, string> }) {
  const now = useNow();
  const mentions: Mentions = useMemo(
    () => ({
      ...{ me: '', nameOf: () => 'member', roleName: () => 'role', channelName: (id) => channels.get(id) },
      ...{ openChannel: () => undefined, fill: () => undefined },
    }),
    [channels],
  );
  const embed = {
    ...{ title: draft.title.trim(), description: draft.text, color: colourOf(draft.colour) },
    ...(draft.image.startsWith('https://') && { image: { url: draft.image } }),
    ...(draft.footer.trim() && { footer: { text: draft.footer.trim() } }),
    fields: draft.fields.map(({ name, value, inline }) => ({ name: name || '…', value: value || '…', inline })),
  };
  return (
    <section aria-label={t`Preview`} className={cardClass}>
      <p className="mb-3 text-xs font-semibold text-muted">
        <Trans>As Discord shows it</Trans>
      </p>
      <div className="flex gap-3 rounded-xl bg-chat p-3">
        <Logo className="size-10 shrink-0" />
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <span className="font-semibold">Guildmint</span>
            <span className="rounded bg-primary px-1 text-[0.625rem] font-semibold text-on-primary">APP</span>
            <span className="text-xs text-muted">{formatTime(now, 't')}</span>
          </p>
          <MentionsContext value={mentions}>
            {isPlain(draft) ? (
              draft.text.trim() ? (
                <Markdown source={draft.text} />
              ) : (
                <p className="text-muted">
                  <Trans>What you write stands here.</Trans>
                </p>
              )
            ) : (
              <EmbedCard embed={embed} />
            )}
          </MentionsContext>
        </div>
      </div>
    </section>
  );
}

const colourOf = (text: string) => (/^#[\da-f]{6}$/i.test(text) ? Number.parseInt(text.slice(1), 16) : undefined);
