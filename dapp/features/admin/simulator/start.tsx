import { i18n } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Download, Play, TriangleAlert } from 'lucide-react';
import { type ChangeEvent, useRef, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { Choices } from '../../../components/choices.tsx';
import { Field, inputClass } from '../../../components/field.tsx';
import { cardClass } from '../../../components/page-title.tsx';
import { formatCount } from '../../../lib/amount.ts';
import { useToken } from '../../../lib/api.ts';
import { saveJson } from '../../../lib/save-file.ts';
import type { Simulation } from '../use-simulation.ts';
import { useWrite, wish } from '../use-write.ts';
import { WriteButton } from '../write-button.tsx';

const SPANS = [
  { value: '91', label: msg`Three months` },
  { value: '182', label: msg`Half a year` },
  { value: '365', label: msg`A year` },
] as const;

type Preset = Record<string, unknown>;
export type Asked = {
  days: (typeof SPANS)[number]['value'];
  advice: boolean;
  /** Figures that are only tried, with their file's name; null: the community's own. */
  changed: { name: string; preset: Preset } | null;
};
export const USUAL: Asked = { days: '365', advice: true, changed: null };

type Props = { found: Simulation; figures: Preset; asked: Asked; onAsk: (asked: Asked) => void };

/** What shall be foreseen, and why the last attempt came to nothing: whoever tries again finds it as it was. */
export function Start({ found, figures, asked, onAsk }: Props) {
  const token = useToken();
  const writing = useWrite();
  const { days, advice, changed } = asked;
  const people = formatCount(found.members);
  return (
    <section aria-label={t`A new forecast`} className={cardClass}>
      <h2 className="font-semibold">
        <Trans>A new forecast</Trans>
      </h2>
      <Ended found={found} />
      <div className="mt-4 grid gap-5 lg:grid-cols-2">
        <div className="flex flex-col gap-4">
          <div className="flex flex-col items-start gap-1.5">
            <p className="text-sm font-medium" aria-hidden>
              <Trans>How long {people} members live</Trans>
            </p>
            <Choices
              label={t`How long ${people} members live`}
              choices={SPANS.map(({ value, label }) => ({ value, label: i18n._(label) }))}
              value={days}
              onChoose={(span) => onAsk({ ...asked, days: span })}
            />
          </div>
          <label className="flex items-start gap-2 text-sm pointer-coarse:min-h-11 pointer-coarse:items-center">
            <input
              type="checkbox"
              checked={advice}
              onChange={({ target }) => onAsk({ ...asked, advice: target.checked })}
              className="mt-0.5 size-4 accent-(--accent)"
            />
            <Trans>Where targets are missed, look for figures that do better. It takes some minutes more.</Trans>
          </label>
        </div>
        <Changed figures={figures} changed={changed} onChange={(other) => onAsk({ ...asked, changed: other })} />
      </div>
      <div className="mt-5">
        <WriteButton
          writing={writing}
          wish={wish(t`Forecast begun`, 'POST', `/api/${token}/simulation`, {
            ...{ days: Number(days), advice },
            ...(changed && { preset: changed.preset }),
          })}
        >
          <Play className="size-4" aria-hidden />
          {found.state === 'failed' ? <Trans>Try again</Trans> : <Trans>Start</Trans>}
        </WriteButton>
      </div>
    </section>
  );
}

function Ended({ found: { state, fault } }: { found: Simulation }) {
  if (state === 'cancelled')
    return (
      <p className="mt-1 text-sm text-muted">
        <Trans>The last one was cancelled.</Trans>
      </p>
    );
  if (state !== 'failed') return null;
  return (
    <p role="alert" className="mt-3 flex gap-2 rounded-lg bg-field p-3 text-sm text-danger-ink">
      <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      <span className="min-w-0 break-words whitespace-pre-line">{fault}</span>
    </p>
  );
}

type ChangedProps = {
  figures: Preset;
  changed: Asked['changed'];
  onChange: (changed: Asked['changed']) => void;
};

/** Figures that are only tried: a preset's file that somebody changed. */
function Changed({ figures, changed, onChange }: ChangedProps) {
  const [fault, setFault] = useState<string | undefined>();
  const input = useRef<HTMLInputElement>(null);
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    const preset = file ? readPreset(await file.text()) : null;
    setFault(file && !preset ? t`That is no preset: choose the JSON file that you changed.` : undefined);
    onChange(file && preset ? { name: file.name, preset } : null);
  };
  const forget = () => {
    if (input.current) input.current.value = '';
    onChange(null);
  };
  return (
    <div className="flex flex-col items-start gap-3">
      <Field
        label={t`Changed figures`}
        hint={t`To try something out: download the figures, change the file and choose it. Without a file the community’s own are used.`}
        error={fault}
        className="w-full"
      >
        {(control) => (
          <input
            {...control}
            ref={input}
            type="file"
            accept=".json,application/json"
            onChange={(event) => void choose(event)}
            className={inputClass}
          />
        )}
      </Field>
      {changed && (
        <p className="text-sm break-words">
          <Trans>The figures of {changed.name} are tried.</Trans>
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => saveJson('figures.json', figures)}>
          <Download className="size-4" aria-hidden />
          <Trans>Download the figures</Trans>
        </Button>
        {changed && (
          <Button variant="ghost" onClick={forget}>
            <Trans>Use the community’s own</Trans>
          </Button>
        )}
      </div>
    </div>
  );
}

/** The server says what is wrong in it; here only what is no preset at all. */
function readPreset(text: string): Preset | null {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Preset) : null;
  } catch {
    return null;
  }
}
