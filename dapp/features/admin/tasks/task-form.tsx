import type { TaskResponse } from '@guildmint/bot/api/routes/walletClaims.ts';
import { t } from '@lingui/core/macro';
import { type FormEvent, useState } from 'react';
import { formatUnits } from 'viem';
import { Dialog } from '../../../components/dialog.tsx';
import { Field, inputClass } from '../../../components/field.tsx';
import { parseAmount } from '../../../lib/amount.ts';
import { useCommunity } from '../../../lib/api.ts';
import { cx } from '../../../lib/cx.ts';
import { useWrite, wish } from '../use-write.ts';
import { taskTitle } from '../words.ts';
import { WriteButton } from '../write-button.tsx';

const NEW = {
  ...{ title: '', description: '', category: 'General', reward: '', slots: '1', hours: '168', reviewers: '1' },
};
const WHOLE = /^\d{1,9}$/;

/** As the form shows a task that there is. */
const valuesOf = (task: TaskResponse, decimals: number): typeof NEW => ({
  ...{ title: task.title ?? '', description: task.description ?? '', category: task.category },
  ...{ reward: formatUnits(BigInt(task.reward.value), decimals), slots: task.slots === null ? '' : `${task.slots}` },
  ...{ hours: `${task.hours}`, reviewers: `${task.reviewers}` },
});

type Props = {
  /** To be changed, for claims made from then on; left out: a new one, whose rewards are issued when work is accepted. */
  task?: TaskResponse;
  onClose: () => void;
  onDone: () => void;
};

export function TaskForm({ task, onClose, onDone }: Props) {
  const { token, symbol, decimals } = useCommunity();
  const [before] = useState(() => (task ? valuesOf(task, decimals) : NEW));
  const [values, setValues] = useState(before);
  const [proofRequired, requireProof] = useState(task?.proofRequired ?? true);
  const [repeatable, setRepeatable] = useState(false);
  const [tried, setTried] = useState(false);
  const writing = useWrite(onDone);
  const reward = parseAmount(values.reward, decimals);
  const { title, slots, hours, reviewers } = values;
  /** Places that are counted stay so, and others stay without a count. */
  const isCounted = task !== undefined && task.slots !== null;
  const faults: Partial<Record<keyof typeof NEW, string>> = {
    ...(title.trim() === '' && { title: t`Say what is to be done.` }),
    ...(typeof reward === 'string' && { reward }),
    ...((slots !== '' || isCounted) &&
      !(WHOLE.test(slots) && Number(slots) > 0) && {
        slots: isCounted ? t`Write a whole number.` : t`Write a whole number, or nothing for any number.`,
      }),
    ...(!WHOLE.test(hours) && { hours: t`Write whole hours; 0 for no limit.` }),
    ...(!/^[1-5]$/.test(reviewers) && { reviewers: t`Write a number from 1 to 5.` }),
  };
  /** As the API takes it. */
  const written = {
    ...{ title: title.trim(), description: values.description.trim(), category: values.category.trim() || undefined },
    ...{ reward: values.reward.trim(), slots: slots === '' ? null : Number(slots), hours: Number(hours) },
    ...{ reviewers: Number(reviewers), proofRequired },
  };
  const differs = (name: string) =>
    name === 'proofRequired'
      ? proofRequired !== task?.proofRequired
      : values[name as keyof typeof NEW].trim() !== before[name as keyof typeof NEW];
  const changed: Partial<typeof written> = Object.fromEntries(
    Object.entries(written).filter(([name]) => differs(name)),
  );
  const same = task !== undefined && Object.keys(changed).length === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (same || Object.keys(faults).length > 0) return;
    const label = t`Task “${title.trim()}”`;
    void writing.write(
      task
        ? wish(label, 'PUT', `/api/${token}/tasks/${task.task}`, changed)
        : wish(label, 'POST', `/api/${token}/tasks`, { ...written, repeatable }),
    );
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
      title={task ? t`Change “${taskTitle(task)}”` : t`New task`}
      description={
        task
          ? t`For claims made from now on: those that are open keep their terms. Its time runs anew.`
          : t`Its reward is issued in the moment that work is accepted.`
      }
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
        {task ? isCounted && text('slots', t`Places`) : text('slots', t`Places`, t`Empty: any number.`)}
        {text('hours', t`Hours`, t`Until it ends, and for each claim; 0: no limit.`)}
        {text('reviewers', t`Reviewers who must agree`)}
        <div className="flex flex-col">
          {[
            { label: t`A proof is needed`, value: proofRequired, set: requireProof },
            ...(task ? [] : [{ label: t`May be done more than once`, value: repeatable, set: setRepeatable }]),
          ].map(({ label, value, set }) => (
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
            blocked={
              same
                ? t`Nothing is different from what it is.`
                : tried && Object.keys(faults).length > 0
                  ? t`Correct what is marked first.`
                  : undefined
            }
          >
            {task ? t`Change the task` : t`Create the task`}
          </WriteButton>
        </div>
      </form>
    </Dialog>
  );
}
