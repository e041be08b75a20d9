import type { SwapResponse } from '@guildmint/bot/api/routes/market.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Address } from 'viem';
import { Button } from '../../components/button.tsx';
import { Choices } from '../../components/choices.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field, inputClass } from '../../components/field.tsx';
import { RecipientField } from '../../components/recipient-field.tsx';
import { ActionButton } from '../../components/wallet/action-button.tsx';
import { formatAmount, parseAmount } from '../../lib/amount.ts';
import { type Community, useBalance, useChain, useCommunity } from '../../lib/api.ts';
import { recipientOf } from '../../lib/recipient.ts';
import { useMembers } from '../../lib/use-members.ts';
import { type Days, durations, expiryIn } from '../market/durations.ts';
import { cancelSwap, offerSwap, takeSwap } from '../market/steps.ts';
import { useMarketAt } from '../market/use-market.ts';
import { Side } from './side.tsx';

/** The stream tells of it as well; this is for where it is away. */
function useAgain() {
  const client = useQueryClient();
  const { token } = useCommunity();
  return () => void client.invalidateQueries({ queryKey: ['swaps', token] });
}

type OfferProps = { own: Address; others: Community[]; close: () => void };

/** What for what, for whom, and how long it stands. */
export function OfferDialog({ own, others, close }: OfferProps) {
  const { token, symbol, decimals } = useCommunity();
  const at = useMarketAt();
  const chain = useChain().data;
  const again = useAgain();
  const balance = useBalance(own).data?.balance.value;
  const [amount, setAmount] = useState('');
  const [wanted, setWanted] = useState<string>(others[0]!.token);
  const [wantedAmount, setWantedAmount] = useState('');
  const [to, setTo] = useState('');
  const [touched, setTouched] = useState(false);
  const [days, chooseDays] = useState<Days>('7');
  const other = others.find((each) => each.token === wanted) ?? others[0]!;
  const { members, more } = useMembers(to);
  const contracts = [token, ...Object.values(chain?.contracts ?? {})].map((each) => each.toLowerCase());
  const recipient = recipientOf(to, { members, more, own, contracts });
  const forAll = to.trim() === '';
  const taker = !forAll && 'is' in recipient ? (recipient.is.address as Address) : null;
  const give = parseAmount(amount, decimals);
  const want = parseAmount(wantedAmount, other.decimals);
  const lacking = typeof give === 'bigint' && balance !== undefined ? give - BigInt(balance) : 0n;
  const expiresAt = useMemo(() => expiryIn(days), [days]);
  const fault =
    typeof give === 'string'
      ? give
      : lacking > 0n
        ? t`You lack ${formatAmount(lacking, decimals)} ${symbol}: offer less.`
        : typeof want === 'string'
          ? t`Say how much of ${other.symbol} you want.`
          : !forAll && !taker
            ? t`Say for whom, or leave it empty for anybody.`
            : undefined;
  const transaction = useMemo(
    () =>
      at && !fault && typeof give === 'bigint' && typeof want === 'bigint'
        ? offerSwap(at, { amount: give, wanted: wanted as Address, wantedAmount: want, taker, expiresAt })
        : null,
    [at, fault, give, want, wanted, taker, expiresAt],
  );
  return (
    <Dialog
      open
      onClose={close}
      title={t`Offer a swap`}
      description={t`Nothing moves until somebody takes it. Until then you can withdraw it.`}
    >
      <Field label={t`You give, in ${symbol}`}>
        {(control) => (
          <input
            {...control}
            inputMode="decimal"
            autoComplete="off"
            value={amount}
            onChange={({ target }) => setAmount(target.value)}
            className={inputClass}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t`Of which community you want tokens`}>
          {(control) => (
            <select
              {...control}
              value={wanted}
              onChange={({ target }) => setWanted(target.value)}
              className={`${inputClass} min-h-11`}
            >
              {others.map(({ token: each, name, guildName }) => (
                <option key={each} value={each}>
                  {guildName ?? name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t`You get, in ${other.symbol}`}>
          {(control) => (
            <input
              {...control}
              inputMode="decimal"
              autoComplete="off"
              value={wantedAmount}
              onChange={({ target }) => setWantedAmount(target.value)}
              className={inputClass}
            />
          )}
        </Field>
      </div>
      <RecipientField
        typed={to}
        recipient={recipient}
        members={members}
        touched={touched && !forAll}
        onType={setTo}
        onLeave={() => setTouched(true)}
      />
      {forAll && (
        <p className="text-sm text-muted">
          <Trans>Empty: anybody may take it.</Trans>
        </p>
      )}
      <div className="flex flex-wrap items-center justify-between gap-2 text-sm font-medium">
        <Trans>It stands for</Trans>
        <Choices label={t`For how long`} choices={durations()} value={days} onChoose={chooseDays} />
      </div>
      <ActionButton
        transaction={transaction}
        idle={t`Offer it`}
        blocked={fault}
        onConfirmed={() => {
          again();
          close();
        }}
      />
    </Dialog>
  );
}

type TakeProps = { swap: SwapResponse; stands: boolean; own: Address; close: () => void };

/** Both sides once more. @param stands whether it may still be taken */
export function TakeDialog({ swap: { swap, gives, wants }, stands, own, close }: TakeProps) {
  const { symbol, decimals } = useCommunity();
  const at = useMarketAt();
  const again = useAgain();
  const balance = useBalance(own).data?.balance.value;
  const [done, setDone] = useState(false);
  const transaction = useMemo(
    () =>
      at &&
      takeSwap(at, {
        swap,
        terms: {
          ...{ token: gives.community as Address, amount: BigInt(gives.amount.value) },
          ...{ wanted: wants.community as Address, wantedAmount: BigInt(wants.amount.value) },
        },
      }),
    [at, swap, gives, wants],
  );
  if (done)
    return (
      <Dialog open onClose={close} title={t`The swap is done`}>
        <p role="status">
          <Trans>Both sides have changed hands.</Trans>
        </p>
        <Button variant="accent" className="min-h-11" onClick={close}>
          <Trans>Done</Trans>
        </Button>
      </Dialog>
    );
  const lacking = balance === undefined ? 0n : BigInt(wants.amount.value) - BigInt(balance);
  return (
    <Dialog
      open
      onClose={close}
      title={t`Take this swap?`}
      description={t`Both sides change hands at once, or neither does. It cannot be taken back.`}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <Side title={t`You give`} unit={wants} />
        <Side title={t`You get`} unit={gives} />
      </div>
      <ActionButton
        transaction={transaction}
        idle={t`Take the swap`}
        blocked={
          !stands
            ? t`This offer is over: it was taken or withdrawn.`
            : lacking > 0n
              ? t`You lack ${formatAmount(lacking, decimals)} ${symbol}: earn some more, or look for another offer.`
              : undefined
        }
        onConfirmed={() => {
          again();
          setDone(true);
        }}
      />
    </Dialog>
  );
}

export function WithdrawDialog({ swap: { swap }, close }: { swap: SwapResponse; close: () => void }) {
  const at = useMarketAt();
  const again = useAgain();
  const transaction = useMemo(() => at && cancelSwap(at, swap), [at, swap]);
  return (
    <Dialog
      open
      onClose={close}
      title={t`Withdraw this offer?`}
      description={t`Nobody can take it any more. Your tokens were with you all the time.`}
    >
      <ActionButton
        transaction={transaction}
        idle={t`Withdraw the offer`}
        variant="danger"
        onConfirmed={() => {
          again();
          close();
        }}
      />
    </Dialog>
  );
}
