import { i18n } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { CircleCheck, CircleX, Clock } from 'lucide-react';
import { useState } from 'react';
import { relativeTime, useNow } from '../../lib/time.ts';
import { type Pending, pending, usePending } from '../../lib/wallet/pending.ts';
import { Button, IconButton } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { TransactionLink } from '../transaction-link.tsx';

const WORDS = { waiting: msg`On its way`, confirmed: msg`Confirmed`, failed: msg`Not done` };

/** What is on its way and what became of it; stays through a reload. */
export function PendingTray() {
  const list = usePending();
  const [open, setOpen] = useState(false);
  const waiting = list.filter(({ state }) => state === 'waiting').length;
  if (list.length === 0) return null;
  return (
    <>
      <IconButton
        label={waiting ? t`${waiting} on the way` : t`Recent transactions`}
        className="relative"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <Clock />
        {waiting > 0 && (
          <span className="absolute -top-0.5 -right-0.5 flex size-4.5 items-center justify-center rounded-full bg-accent text-[0.625rem] font-bold text-on-accent">
            {waiting}
          </span>
        )}
      </IconButton>
      <Dialog open={open} onClose={() => setOpen(false)} title={t`Recent transactions`}>
        <ul aria-live="polite" className="flex flex-col gap-3">
          {list.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ul>
        {waiting < list.length && (
          <Button
            className="self-start"
            onClick={() => {
              setOpen(waiting > 0);
              pending.clear();
            }}
          >
            <Trans>Clear the finished ones</Trans>
          </Button>
        )}
      </Dialog>
    </>
  );
}

function Entry({ entry }: { entry: Pending }) {
  const now = useNow();
  const { state, label, sentence, hash, at } = entry;
  const Icon = state === 'waiting' ? Clock : state === 'confirmed' ? CircleCheck : CircleX;
  const ink = state === 'confirmed' ? 'text-accent' : state === 'failed' ? 'text-danger-ink' : 'text-muted';
  return (
    <li className="flex gap-2.5 text-sm">
      <Icon className={`mt-0.5 size-4 shrink-0 ${ink}`} aria-hidden />
      <span className="min-w-0">
        <span className="block font-medium">{label}</span>
        <span className="block text-xs text-muted">
          {i18n._(WORDS[state])}, {relativeTime(Math.min(at, now), now)} {hash && <TransactionLink hash={hash} />}
        </span>
        {sentence && <span className="block text-xs text-danger-ink">{sentence}</span>}
      </span>
    </li>
  );
}
