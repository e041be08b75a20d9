import type { ListingResponse } from '@guildmint/bot/api/routes/market.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMemo, useState } from 'react';
import { useAssetNames } from '../../components/asset.tsx';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Identity } from '../../components/identity.tsx';
import { Money } from '../../components/money.tsx';
import { Stepper } from '../../components/stepper.tsx';
import { ActionButton } from '../../components/wallet/action-button.tsx';
import { formatAmount, formatCount } from '../../lib/amount.ts';
import { useBalance, useCommunity } from '../../lib/api.ts';
import { useActor } from '../../lib/wallet/actor.tsx';
import { Line } from './line.tsx';
import { assetOf } from './listing-card.tsx';
import { buyListing, cancelListing } from './steps.ts';
import { useMarketAt } from './use-market.ts';

type BuyDialogProps = {
  /** As it was when it was chosen, and as it is; null: it is over. */
  before: ListingResponse;
  now: ListingResponse | null;
  close: () => void;
};

/** How many, for how much in all, and what is left then. */
export function BuyDialog({ before, now, close }: BuyDialogProps) {
  const { symbol, decimals } = useCommunity();
  const at = useMarketAt();
  const actor = useActor();
  const balance = useBalance(actor?.address).data?.balance.value;
  const [chosen, choose] = useState(1);
  const [done, setDone] = useState(false);
  const nameOf = useAssetNames();
  const { listing, price, seller } = before;
  const asset = assetOf(before);
  const { name } = nameOf(asset);
  const most = now?.left ?? 0;
  const quantity = Math.max(1, Math.min(chosen, most));
  const total = BigInt(price.value) * BigInt(quantity);
  const have = balance === undefined ? null : BigInt(balance);
  const known = have !== null;
  const label = quantity > 1 ? t`Buy ${quantity} × ${name}` : t`Buy ${name}`;
  const transaction = useMemo(
    () =>
      at && known
        ? buyListing(
            at,
            { listing, asset: { collection: asset.collection, id: asset.id, quantity }, maxPrice: total },
            label,
          )
        : null,
    [at, known, listing, asset.collection, asset.id, quantity, total, label],
  );
  if (done)
    return (
      <Dialog open onClose={close} title={t`${name} is yours`}>
        <p role="status">
          <Trans>What you bought has changed hands and may be sold or traded again.</Trans>
        </p>
        <Button variant="accent" className="min-h-11" onClick={close}>
          <Trans>Done</Trans>
        </Button>
      </Dialog>
    );
  return (
    <Dialog open onClose={close} title={t`Buy ${name}?`} description={t`Among members a purchase is final.`}>
      {most > 1 && <Stepper label={t`How many`} value={quantity} most={most} onChange={choose} />}
      <dl className="flex flex-col gap-2 border-y border-line py-3 text-sm">
        <Line name={t`From`}>
          <Identity {...seller} />
        </Line>
        {most > 1 && (
          <Line name={t`Each`}>
            <Money amount={price} />
          </Line>
        )}
        <Line name={t`Total`}>
          <Money amount={total} className="font-semibold" />
        </Line>
        {before.feeBps > 0 && (
          <Line name={t`Of it burned (${formatCount(before.feeBps / 100)} %)`}>
            <Money amount={(total * BigInt(before.feeBps)) / 10_000n} />
          </Line>
        )}
        {have !== null && have >= total && (
          <Line name={t`Balance after`}>
            <Money amount={have - total} />
          </Line>
        )}
      </dl>
      <ActionButton
        transaction={transaction}
        idle={
          <span>
            <Trans>
              Buy for <Money amount={total} className="[&_span]:text-inherit" />
            </Trans>
          </span>
        }
        blocked={
          !now
            ? t`It was sold or withdrawn meanwhile: choose another.`
            : have !== null && have < total
              ? t`You lack ${formatAmount(total - have, decimals)} ${symbol}: earn some more, or choose fewer.`
              : undefined
        }
        onConfirmed={() => setDone(true)}
      />
    </Dialog>
  );
}

export function WithdrawDialog({ listing: listed, close }: { listing: ListingResponse; close: () => void }) {
  const at = useMarketAt();
  const { name } = useAssetNames()(assetOf(listed));
  const { listing } = listed;
  const transaction = useMemo(() => at && cancelListing(at, listing), [at, listing]);
  return (
    <Dialog
      open
      onClose={close}
      title={t`Withdraw ${name}?`}
      description={t`Nobody can buy it any more. What you listed was with you all the time.`}
    >
      <ActionButton transaction={transaction} idle={t`Withdraw the listing`} onConfirmed={close} />
    </Dialog>
  );
}
