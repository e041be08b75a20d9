import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type FormEvent, useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { formatUnits, getAddress } from 'viem';
import { Button } from '../../components/button.tsx';
import { Field, inputClass } from '../../components/field.tsx';
import { Identity } from '../../components/identity.tsx';
import { Money } from '../../components/money.tsx';
import { cardClass, PageTitle } from '../../components/page-title.tsx';
import { RecipientField } from '../../components/recipient-field.tsx';
import { useConnectDialog } from '../../components/wallet/connect-dialog.tsx';
import { parseAmount } from '../../lib/amount.ts';
import { useBalance, useChain, useCommunity } from '../../lib/api.ts';
import { recipientOf } from '../../lib/recipient.ts';
import { useMembers } from '../../lib/use-members.ts';
import { useActor } from '../../lib/wallet/actor.tsx';
import { amountFault } from './amount-fault.ts';
import { Limits } from './limits.tsx';
import { ReviewDialog } from './review-dialog.tsx';
import { useGiftRules } from './use-gift-rules.ts';

/** To whom, how much, and a look at it before the wallet is asked. */
export function SendPage() {
  const { token, symbol, decimals } = useCommunity();
  const chain = useChain().data;
  const actor = useActor();
  const connect = useConnectDialog();
  const [search] = useSearchParams();
  const asked = search.get('to');
  const [to, setTo] = useState(asked ?? '');
  const [typed, setTyped] = useState('');
  const [wantsPlain, setPlain] = useState(false);
  const [touched, setTouched] = useState({ to: false, amount: false });
  const [reviewing, setReviewing] = useState(false);
  const balance = useBalance(actor?.address).data?.balance;
  const rules = useGiftRules(actor?.address);
  const { members, more } = useMembers(to);

  // The leaderboard leads here again and again while the page is open.
  useEffect(() => {
    if (asked) setTo(asked);
  }, [asked]);

  const contracts = [token, ...Object.values(chain?.contracts ?? {})].map((each) => each.toLowerCase());
  const recipient = recipientOf(to, { members, more, own: actor?.address, contracts });
  const member = 'is' in recipient ? recipient.is : null;
  const plain = wantsPlain && rules?.closed === false;
  const amount = parseAmount(typed, decimals);
  const unit = { symbol, decimals };
  const fault = amountFault(amount, { unit, have: balance && BigInt(balance.value), rules: plain ? undefined : rules });
  const ready = member !== null && typeof amount === 'bigint' && fault === undefined;

  function review(event: FormEvent) {
    event.preventDefault();
    if (!actor) return connect.open();
    setTouched({ to: true, amount: true });
    if (ready) setReviewing(true);
  }

  return (
    <div className="mx-auto max-w-xl">
      <PageTitle title={t`Send ${symbol}`} />
      <form className={`${cardClass} flex flex-col gap-5`} onSubmit={review} noValidate>
        <RecipientField
          typed={to}
          recipient={recipient}
          members={members}
          touched={touched.to}
          onType={setTo}
          onLeave={() => setTouched((now) => ({ ...now, to: now.to || to !== '' }))}
        />
        {member && (
          <div className="-mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
            <Identity {...member} />
            {member.name && <code className="min-w-0 text-xs break-all text-muted">{getAddress(member.address)}</code>}
          </div>
        )}
        <Field
          label={t`Amount`}
          hint={
            balance && (
              <>
                <Trans>
                  You have <Money amount={balance} />.
                </Trans>{' '}
                <button
                  type="button"
                  className="font-medium text-accent underline underline-offset-4 pointer-coarse:-my-3.5 pointer-coarse:py-3.5"
                  onClick={() =>
                    setTyped(formatUnits(most(BigInt(balance.value), plain ? null : rules?.left), decimals))
                  }
                >
                  <Trans>Send the most</Trans>
                </button>
              </>
            )
          }
          error={touched.amount || (typeof amount === 'bigint' && fault) ? fault : undefined}
        >
          {(control) => (
            <input
              {...control}
              className={`${inputClass} tabular-nums`}
              inputMode="decimal"
              autoComplete="off"
              placeholder="0"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              onBlur={() => setTouched((now) => ({ ...now, amount: now.amount || typed !== '' }))}
            />
          )}
        </Field>
        {rules && !plain && <Limits rules={rules} />}
        {rules?.closed === false && (
          <label className="flex min-h-11 items-start gap-2.5 text-sm">
            <input
              type="checkbox"
              className="mt-0.5 size-5 shrink-0 accent-(--accent)"
              checked={wantsPlain}
              onChange={(event) => setPlain(event.target.checked)}
            />
            <span>
              <Trans>As a plain transfer</Trans>
              <span className="block text-xs text-muted">
                {actor?.kind === 'wallet'
                  ? t`Outside the daily limits, without the recipient’s bonus; your wallet pays the fee.`
                  : t`Outside the daily limits, without the recipient’s bonus.`}
              </span>
            </span>
          </label>
        )}
        <Button type="submit" variant="accent" className="min-h-11 w-full text-base">
          {actor ? t`Review` : t`Connect a wallet`}
        </Button>
      </form>
      {member && typeof amount === 'bigint' && reviewing && (
        <ReviewDialog
          {...{ member, amount, plain, rules }}
          have={balance && BigInt(balance.value)}
          close={(sent) => {
            setReviewing(false);
            if (!sent) return;
            setTyped('');
            setTouched({ to: false, amount: false });
          }}
        />
      )}
    </div>
  );
}

const most = (have: bigint, left: bigint | null | undefined) =>
  left !== null && left !== undefined && left < have ? left : have;
