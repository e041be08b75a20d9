import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../../components/dialog.tsx';
import { Field, inputClass } from '../../../components/field.tsx';
import { parseAmount } from '../../../lib/amount.ts';
import { useCommunity } from '../../../lib/api.ts';
import { cx } from '../../../lib/cx.ts';
import { useWrite } from '../use-write.ts';
import { WriteButton } from '../write-button.tsx';

const NEW = {
  ...{ title: '', description: '', category: 'General', reward: '', slots: '1', hours: '168', reviewers: '1' },
};
const WHOLE = /^\d{1,9}$/;

/** A task of the staff: its rewards are issued when work is accepted. */
export function NewTask({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const { token, symbol, decimals } = useCommunity();
  const [values, setValues] = useState(NEW);
  const [proofRequired, requireProof] = useState(true);
  const [repeatable, setRepeatable] = useState(false);
  const [tried, setTried] = useState(false);
  const writing = useWrite(onDone);
  const reward = parseAmount(values.reward, decimals);
  const { title, slots, hours, reviewers } = values;
  const faults: Partial<Record<keyof typeof NEW, string>> = {
    ...(title.trim() === '' && { title: t`Say what is to be done.` }),
    ...(typeof reward === 'string' && { reward }),
    ...(slots !== '' &&
      !(WHOLE.test(slots) && Number(slots) > 0) && { slots: t`Write a whole number, or nothing for any number.` }),
    ...(!WHOLE.test(hours) && { hours: t`Write whole hours; 0 for no limit.` }),
    ...(!/^[1-5]$/.test(reviewers) && { reviewers: t`Write a number from 1 to 5.` }),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(faults).length > 0) return;
    void writing.write({
      ...{ label: t`Task “${title.trim()}”`, method: 'POST', path: `/api/${token}/tasks` },
      body: {
        ...{
          title: title.trim(),
          description: values.description.trim(),
          category: values.category.trim() || undefined,
        },
        ...{ reward: values.reward.trim(), slots: slots === '' ? null : Number(slots), hours: Number(hours) },
        ...{ reviewers: Number(reviewers), proofRequired, repeatable },
      },
    });
  };
  const text = (name: keyof typeof NEW, label: string, hint?: string, most = 40) => (
    <Field label={label} hint={hint} error={tried ? faults[name] : undefined}>
      {(control) => (
        <input
          {...control}
          value={values[name]}
          maxLength={most}
          autoComplete="off"
          onChange={({ target }) => setValues((now) => ({ ...now, [name]: target.value }))}
          className={inputClass}
        />
      )}
    </Field>
  );
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`New task`}
      description={t`Its reward is issued in the moment that work is accepted.`}
      className="max-w-2xl"
    >
      <form className="grid gap-4 sm:grid-cols-2" onSubmit={submit} noValidate>
        <div className="sm:col-span-2">{text('title', t`Title`, undefined, 100)}</div>
        <Field label={t`Description`} className="sm:col-span-2">
          {(control) => (
            <textarea
              {...control}
              maxLength={1000}
              value={values.description}
              onChange={({ target }) => setValues((now) => ({ ...now, description: target.value }))}
              className={cx(inputClass, 'min-h-24')}
            />
          )}
        </Field>
        {text('reward', t`Reward in ${symbol}`)}
        {text('category', t`Category`)}
        {text('slots', t`Places`, t`Empty: any number.`)}
        {text('hours', t`Hours`, t`Until it ends, and for each claim; 0: no limit.`)}
        {text('reviewers', t`Reviewers who must agree`)}
        <div className="flex flex-col">
          {(
            [
              [t`A proof is needed`, proofRequired, requireProof],
              [t`May be done more than once`, repeatable, setRepeatable],
            ] as const
          ).map(([label, value, set]) => (
            <label key={label} className="flex min-h-11 items-center gap-2 text-sm">
              <input
                type="checkbox"
                checked={value}
                onChange={({ target }) => set(target.checked)}
                className="size-5 accent-accent"
              />
              {label}
            </label>
          ))}
        </div>
        <div className="sm:col-span-2">
          <WriteButton
            writing={writing}
            blocked={tried && Object.keys(faults).length > 0 ? t`Correct what is marked first.` : undefined}
          >
            <Trans>Create the task</Trans>
          </WriteButton>
        </div>
      </form>
    </Dialog>
  );
}
