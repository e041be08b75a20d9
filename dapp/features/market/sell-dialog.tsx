import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMemo, useState } from 'react';
import { assetKey, useAssetNames } from '../../components/asset.tsx';
import { Button } from '../../components/button.tsx';
import { Choices } from '../../components/choices.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field, inputClass } from '../../components/field.tsx';
import { Money } from '../../components/money.tsx';
import { Skeleton } from '../../components/page-title.tsx';
import { Stepper } from '../../components/stepper.tsx';
import { ActionButton } from '../../components/wallet/action-button.tsx';
import { formatCount, parseAmount } from '../../lib/amount.ts';
import { useCommunity } from '../../lib/api.ts';
import { useActor } from '../../lib/wallet/actor.tsx';
import { type Days, durations, expiryIn } from './durations.ts';
import { Line } from './line.tsx';
import { list } from './steps.ts';
import { type Holding, useFee, useHoldings } from './use-holdings.ts';
import { useMarketAt } from './use-market.ts';

/** What to sell, for how much and how long; it stays with its seller until somebody buys it. */
export function SellDialog({ close }: { close: () => void }) {
  const actor = useActor();
  const holdings = useHoldings(actor?.address);
  const [listed, setListed] = useState<string | null>(null);
  if (listed)
    return (
      <Dialog open onClose={close} title={t`${listed} is for sale`}>
        <p role="status">
          <Trans>It stays with you until somebody buys it. Withdraw it under “My listings” at any time.</Trans>
        </p>
        <Button variant="accent" className="min-h-11" onClick={close}>
          <Trans>Done</Trans>
        </Button>
      </Dialog>
    );
  return (
    <Dialog open onClose={close} title={t`Sell something`} description={t`It stays with you until somebody buys it.`}>
      {holdings === undefined ? (
        <Skeleton className="h-40" />
      ) : holdings.length === 0 ? (
        <p role="status">
          <Trans>You hold nothing that can be sold: some items of the shop may be passed on, and so may NFTs.</Trans>
        </p>
      ) : (
        <SellForm holdings={holdings} onListed={setListed} />
      )}
    </Dialog>
  );
}

function SellForm({ holdings, onListed }: { holdings: Holding[]; onListed: (name: string) => void }) {
  const { decimals } = useCommunity();
  const at = useMarketAt();
  const fee = useFee();
  const nameOf = useAssetNames();
  const [key, chooseKey] = useState(() => assetKey(holdings[0]!));
  const [chosen, choose] = useState(1);
  const [typed, setTyped] = useState('');
  const [touched, setTouched] = useState(false);
  const [days, chooseDays] = useState<Days>('7');
  const asset = holdings.find((each) => assetKey(each) === key) ?? holdings[0]!;
  const { name } = nameOf(asset);
  const quantity = Math.min(chosen, asset.held);
  const price = parseAmount(typed, decimals);
  const expiresAt = useMemo(() => expiryIn(days), [days]);
  const { collection, id } = asset;
  const transaction = useMemo(
    () =>
      at && fee !== undefined && typeof price === 'bigint'
        ? list(at, { asset: { collection, id, quantity }, price, expiresAt, maxFeeBps: fee }, t`Sell ${name}`)
        : null,
    [at, fee, price, collection, id, quantity, expiresAt, name],
  );
  const total = typeof price === 'bigint' ? price * BigInt(quantity) : null;
  return (
    <div className="flex flex-col gap-4">
      <Field label={t`What`}>
        {(control) => (
          <select {...control} className={inputClass} value={key} onChange={(event) => chooseKey(event.target.value)}>
            {holdings.map((each) => (
              <option key={assetKey(each)} value={assetKey(each)}>
                {nameOf(each).name}
                {each.held > 1 && <> {t`(you hold ${each.held})`}</>}
              </option>
            ))}
          </select>
        )}
      </Field>
      {asset.held > 1 && <Stepper label={t`How many`} value={quantity} most={asset.held} onChange={choose} />}
      <Field label={t`Price of each`} error={touched && typeof price === 'string' ? price : undefined}>
        {(control) => (
          <input
            {...control}
            className={`${inputClass} tabular-nums`}
            inputMode="decimal"
            autoComplete="off"
            placeholder="0"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onBlur={() => setTouched(typed !== '')}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center justify-between gap-2 text-sm font-medium">
        <Trans>For sale for</Trans>
        <Choices label={t`For how long`} choices={durations()} value={days} onChoose={chooseDays} />
      </div>
      {total !== null && fee !== undefined && (
        <dl className="flex flex-col gap-2 border-y border-line py-3 text-sm">
          {fee > 0 && (
            <Line name={t`Burned as a fee (${formatCount(fee / 100)} %)`}>
              <Money amount={(total * BigInt(fee)) / 10_000n} />
            </Line>
          )}
          <Line name={t`You get, once all is sold`}>
            <Money amount={total - (total * BigInt(fee)) / 10_000n} className="font-semibold" />
          </Line>
        </dl>
      )}
      <ActionButton
        transaction={transaction}
        idle={t`Put it up for sale`}
        blocked={typeof price === 'string' ? price : undefined}
        onConfirmed={() => onListed(name)}
      />
    </div>
  );
}
