import type { NamedResponse } from '@guildmint/bot/api/routes/users.ts';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type ChangeEvent, type FormEvent, useState } from 'react';
import { Button } from '../../../../components/button.tsx';
import { Field, inputClass } from '../../../../components/field.tsx';
import { cardClass, PageTitle } from '../../../../components/page-title.tsx';
import { Empty } from '../../../../components/states.tsx';
import { Told } from '../../../../components/told.tsx';
import { ApiError, useCommunity } from '../../../../lib/api.ts';
import { cx } from '../../../../lib/cx.ts';
import { staffSend } from '../../../../lib/staff-api.ts';
import { useMay } from '../../role.ts';
import { faultOfReason, ReasonField, type Verb, VerbChoices } from '../pay-fields.tsx';
import { type Checked, checkLines, MOST, readLines } from './lines.ts';
import { Review } from './review.tsx';

const LONGEST_FILE = 100_000;

/** Awards to several members, or takes from them: a list is written or taken from a file, checked, and confirmed once. */
export function PayTogetherPage() {
  const mayPay = useMay('admin');
  const [checked, setChecked] = useState<{ verb: Verb; reason: string; rows: Checked[] } | null>(null);
  return (
    <>
      <PageTitle title={t`Award or deduct together`} />
      {!mayPay ? (
        <Empty title={t`Admins award and deduct`}>
          <Trans>Ask one of them, or the owner for the role.</Trans>
        </Empty>
      ) : (
        <>
          {/* Kept while its list is looked at: whoever goes back finds what they wrote. */}
          <div hidden={checked !== null}>
            <Form onChecked={setChecked} />
          </div>
          {checked && <Review {...checked} onBack={() => setChecked(null)} />}
        </>
      )}
    </>
  );
}

function Form({ onChecked }: { onChecked: (checked: { verb: Verb; reason: string; rows: Checked[] }) => void }) {
  const { token, symbol, decimals } = useCommunity();
  const [verb, choose] = useState<Verb>('award');
  const [text, setText] = useState('');
  const [usual, setUsual] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const lines = readLines(text, usual);
  const faults = {
    members:
      lines.length === 0
        ? t`Write one member on each line.`
        : lines.length > MOST
          ? t`At most ${MOST} members at once: do the others afterwards.`
          : undefined,
    reason: faultOfReason(reason),
  };

  async function takeFile({ target }: ChangeEvent<HTMLInputElement>) {
    const [file] = target.files ?? [];
    if (!file) return;
    if (file.size > LONGEST_FILE)
      return setRefused(t`That file is too large for a list of ${MOST} members: choose another.`);
    setRefused(null);
    setText(await file.text());
  }

  async function check(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (faults.members || faults.reason || busy) return;
    setBusy(true);
    setRefused(null);
    try {
      const names = lines.map(({ name }) => name.slice(0, 100));
      const answered = await staffSend<NamedResponse>('POST', `/api/${token}/users/named`, { names });
      onChecked({ verb, reason: reason.trim(), rows: checkLines(lines, answered!.found, decimals) });
    } catch (error) {
      setRefused(
        error instanceof ApiError ? error.message : t`Something went wrong on this page: reload it and try again.`,
      );
    } finally {
      setBusy(false);
    }
  }

  return (
    <form
      aria-label={t`Whom, and how much`}
      className={cx(cardClass, 'grid max-w-3xl gap-4')}
      onSubmit={check}
      noValidate
    >
      <VerbChoices value={verb} onChoose={choose} />
      <Field
        label={t`Members`}
        hint={t`One on each line: a name, Discord id or address; behind a comma an amount of its own.`}
        error={tried ? faults.members : undefined}
        required
      >
        {(control) => (
          <textarea
            {...control}
            value={text}
            rows={8}
            spellCheck={false}
            placeholder={t`Alice, 10`}
            onChange={({ target }) => setText(target.value)}
            className={cx(inputClass, 'font-mono text-sm')}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t`Or a CSV file`} hint={t`Two columns: who, and how much.`}>
          {(control) => (
            <input
              {...control}
              type="file"
              accept=".csv,.txt,.tsv,text/csv,text/plain"
              onChange={takeFile}
              className={inputClass}
            />
          )}
        </Field>
        <Field label={t`Amount in ${symbol}`} hint={t`For each who has none of their own.`}>
          {(control) => (
            <input
              {...control}
              inputMode="decimal"
              autoComplete="off"
              value={usual}
              onChange={({ target }) => setUsual(target.value)}
              className={inputClass}
            />
          )}
        </Field>
      </div>
      <ReasonField value={reason} onType={setReason} error={tried ? faults.reason : undefined} />
      <div>
        <Button variant="accent" type="submit" className="min-h-10" disabled={busy}>
          {busy
            ? t`Checking …`
            : lines.length === 0
              ? t`Check the list`
              : plural(lines.length, { one: 'Check # member', other: 'Check # members' })}
        </Button>
        {refused && <Told tone="fault">{refused}</Told>}
      </div>
    </form>
  );
}
