import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { WifiOff } from 'lucide-react';
import { Dots } from '../components/states.tsx';
import { cx } from '../lib/cx.ts';
import type { Connection } from '../lib/live.ts';

const STATES: Record<Connection, { words: MessageDescriptor; colour: string }> = {
  live: { words: msg`Live`, colour: 'bg-accent' },
  connecting: { words: msg`Connecting …`, colour: 'bg-gold' },
  lost: { words: msg`Not live`, colour: 'bg-danger-ink' },
};

export function LiveState({ connection }: { connection: Connection }) {
  const { words, colour } = STATES[connection];
  return (
    <p className="flex items-center gap-2 px-3 text-xs text-muted" title={t`Whether changes show without a reload`}>
      <span aria-hidden className={cx('size-2 rounded-full', colour)} />
      {i18n._(words)}
    </p>
  );
}

/** Figures that may be out of date are no secret. */
export function LiveBar({ connection }: { connection: Connection }) {
  return (
    <div role="status">
      {connection === 'lost' && (
        <p className="flex items-center justify-center gap-2 bg-gold-soft px-4 py-2 text-sm text-gold">
          <WifiOff className="size-4" aria-hidden />
          <span>
            <Trans>The live connection is lost: figures may be out of date. Reconnecting</Trans>
            <Dots />
          </span>
        </p>
      )}
    </div>
  );
}
