import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { type FormEvent, useState } from 'react';
import { Field, inputClass } from '../../../components/field.tsx';
import { cardClass } from '../../../components/page-title.tsx';
import { parseAmount } from '../../../lib/amount.ts';
import { useCommunity } from '../../../lib/api.ts';
import { useWrite, wish } from '../use-write.ts';
import { WriteButton } from '../write-button.tsx';
import { faultOfReason, ReasonField, type Verb, VerbChoices } from './pay-fields.tsx';

const VERBS: Record<Verb, { label: MessageDescriptor; hint: MessageDescriptor }> = {
  award: { label: msg`Award`, hint: msg`Issued anew, inside the community’s and your own budget of the day.` },
  deduct: {
    label: msg`Deduct`,
    hint: msg`Taken and burned; only communities that were created with clawback allow it.`,
  },
};

/** Awards tokens to a member, or takes some, with a reason. @param member Discord id or address */
export function Pay({ member }: { member: string }) {
  const { token, symbol, decimals } = useCommunity();
  const [verb, choose] = useState<Verb>('award');
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const writing = useWrite(() => {
    setAmount('');
    setReason('');
    setTried(false);
  });
  const label = i18n._(VERBS[verb].label);
  const parsed = parseAmount(amount, decimals);
  const fault = typeof parsed === 'string' ? parsed : undefined;
  const unsaid = faultOfReason(reason);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (fault || unsaid) return;
    void writing.write(
      wish(`${label} ${amount.trim()} ${symbol}`, 'POST', `/api/tokens/${verb}?community=${token}`, {
        userId: member,
        amount: amount.trim(),
        reason: reason.trim(),
      }),
    );
  };
  return (
    <section aria-label={t`Award or deduct`} className={cardClass}>
      <form className="flex flex-col gap-4" onSubmit={submit} noValidate>
        <VerbChoices value={verb} onChoose={choose} />
        <Field
          label={t`Amount in ${symbol}`}
          hint={i18n._(VERBS[verb].hint)}
          error={tried ? fault : undefined}
          required
        >
          {(control) => (
            <input
              {...control}
              inputMode="decimal"
              autoComplete="off"
              value={amount}
              onChange={(event) => setAmount(event.target.value)}
              className={inputClass}
            />
          )}
        </Field>
        <ReasonField value={reason} onType={setReason} error={tried ? unsaid : undefined} />
        <WriteButton writing={writing} variant={verb === 'award' ? 'accent' : 'danger'} className="w-full">
          {label}
        </WriteButton>
      </form>
    </section>
  );
}
