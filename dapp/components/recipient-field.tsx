import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { Member, Recipient } from '../lib/recipient.ts';
import { Field, inputClass } from './field.tsx';
import { Identity, shortAddress } from './identity.tsx';

const MOST_OFFERED = 100;

type RecipientFieldProps = {
  typed: string;
  recipient: Recipient;
  members: Member[];
  touched: boolean;
  onType: (text: string) => void;
  onLeave: () => void;
};

/** A member's name with suggestions, or any address; where several bear the name, a choice between them. */
export function RecipientField({ typed, recipient, members, touched, onType, onLeave }: RecipientFieldProps) {
  const fault = 'fault' in recipient && !recipient.searching ? recipient.fault : undefined;
  const names = [...new Set(members.flatMap(({ name }) => name ?? []))].slice(0, MOST_OFFERED);
  return (
    <div className="flex flex-col gap-2">
      <Field
        label={t`To`}
        hint={t`A member’s name as on the leaderboard, or any address`}
        error={touched ? fault : undefined}
      >
        {(control) => (
          <>
            <input
              {...control}
              className={inputClass}
              value={typed}
              list="members"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              onChange={(event) => onType(event.target.value)}
              onBlur={onLeave}
            />
            <datalist id="members">
              {names.map((name) => (
                <option key={name} value={name} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <div aria-live="polite">
        {'searching' in recipient && recipient.searching && <p className="text-sm text-muted">{recipient.fault}</p>}
        {'among' in recipient && (
          <fieldset className="flex flex-col gap-1.5">
            <legend className="mb-1.5 text-sm">
              <Trans>Several accounts bear this name. Which one?</Trans>
            </legend>
            {recipient.among.map((member) => (
              <button
                key={member.address}
                type="button"
                className="flex min-h-11 items-center gap-2.5 rounded-lg border border-line bg-field px-3 hover:border-muted"
                onClick={() => onType(member.address)}
              >
                <Identity {...member} />
                <code className="ml-auto text-xs text-muted">{shortAddress(member.address)}</code>
              </button>
            ))}
          </fieldset>
        )}
      </div>
    </div>
  );
}
