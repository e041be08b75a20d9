import type { ListingResponse } from '@guildmint/bot/api/routes/market.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { AssetName, AssetPicture } from '../../components/asset.tsx';
import { Button } from '../../components/button.tsx';
import { Countdown } from '../../components/countdown.tsx';
import { Identity } from '../../components/identity.tsx';
import { Money } from '../../components/money.tsx';
import { cardClass } from '../../components/page-title.tsx';
import { formatCount } from '../../lib/amount.ts';
import { cx } from '../../lib/cx.ts';

export const assetOf = ({ collection, item }: ListingResponse) => ({ collection, id: item });

export function ListingCard({ listing, own, onWish }: { listing: ListingResponse; own: boolean; onWish: () => void }) {
  const { left, price, expiresAt, buyable, seller } = listing;
  const asset = assetOf(listing);
  return (
    <li className={cx(cardClass, 'flex flex-col gap-4')}>
      <div className="flex items-start gap-3.5">
        <AssetPicture asset={asset} />
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold text-balance">
            <AssetName asset={asset} />
          </h2>
          <p className="mt-0.5 text-xs text-muted tabular-nums">
            {asset.collection === null && <>{t`${formatCount(left)} left`} · </>}
            <Trans>
              ends in <Countdown until={expiresAt} />
            </Trans>
          </p>
        </div>
      </div>
      <div className="flex min-h-11 items-center gap-2 text-sm text-muted">
        {own ? t`Sold by you` : <Identity {...seller} />}
      </div>
      <div className="mt-auto flex items-end justify-between gap-3">
        <p className="text-lg font-bold">
          <Money amount={price} />
          {left > 1 && (
            <span className="block text-xs font-normal text-muted">
              <Trans>each</Trans>
            </span>
          )}
        </p>
        <Button variant={own ? 'secondary' : 'accent'} className="min-h-10" onClick={onWish}>
          {own ? t`Withdraw` : t`Buy`}
        </Button>
      </div>
      {own && !buyable && (
        <p className="text-sm text-gold">
          <Trans>Nobody can buy it: you no longer hold what you listed. Withdraw it.</Trans>
        </p>
      )}
    </li>
  );
}
