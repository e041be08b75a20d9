import { t } from '@lingui/core/macro';
import { Choices } from '../../../components/choices.tsx';
import { Field, inputClass } from '../../../components/field.tsx';

export type Verb = 'award' | 'deduct';

export function VerbChoices({ value, onChoose }: { value: Verb; onChoose: (verb: Verb) => void }) {
  return (
    <Choices
      label={t`Award or deduct`}
      choices={[
        { value: 'award', label: t`Award` },
        { value: 'deduct', label: t`Deduct` },
      ]}
      value={value}
      onChoose={onChoose}
    />
  );
}

/** What is wrong with a reason; undefined where nothing is. */
export const faultOfReason = (reason: string) =>
  reason.trim() === '' ? t`Say why: it is kept with the movement.` : undefined;

type ReasonFieldProps = { value: string; onType: (reason: string) => void; error: string | undefined };

export function ReasonField({ value, onType, error }: ReasonFieldProps) {
  return (
    <Field label={t`Reason`} hint={t`The member can read it; the chain keeps its salted hash.`} error={error} required>
      {(control) => (
        <input
          {...control}
          value={value}
          maxLength={500}
          onChange={({ target }) => onType(target.value)}
          className={inputClass}
        />
      )}
    </Field>
  );
}
