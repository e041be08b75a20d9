import type { ItemResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { Trans } from '@lingui/react/macro';
import { Link } from 'react-router';
import { Countdown } from '../../components/countdown.tsx';
import { ItemPicture } from '../../components/item-picture.tsx';
import { Money } from '../../components/money.tsx';
import { formatCount } from '../../lib/amount.ts';
import { useCommunity } from '../../lib/api.ts';
import { cx } from '../../lib/cx.ts';
import { closedWord, durationWords } from '../../lib/item-words.ts';
import { TIERS, tierName } from '../../lib/tiers.ts';
import { capital, discountOf } from './words.ts';

type ItemCardProps = { item: ItemResponse; tier: (typeof TIERS)[number] | undefined; have: bigint | null };

export function ItemCard({ item, tier, have }: ItemCardProps) {
  const { token } = useCommunity();
  const price = BigInt(item.price.value);
  const closed = closedWord(item);
  const discount = discountOf(item);
  const tooLow = tier && TIERS.indexOf(tier) < TIERS.indexOf(item.minTier);
  return (
    <li
      className={cx(
        'relative flex flex-col rounded-2xl border border-line p-5 transition focus-within:border-muted hover:border-muted',
        closed ? 'bg-transparent' : 'bg-raised',
      )}
    >
      <div className="flex flex-wrap items-start gap-x-3.5 gap-y-2">
        <ItemPicture emoji={item.emoji} />
        <div className="min-w-32 flex-1">
          <h2 className="font-semibold text-balance">
            <Link
              to={`/c/${token}/shop/${item.key ?? item.item}`}
              className="after:absolute after:inset-0 after:rounded-2xl focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent"
            >
              {item.name}
            </Link>
          </h2>
          <p className="mt-0.5 text-xs text-muted">
            {capital(item.category)}
            {item.duration && ` · ${durationWords(item.duration)}`}
          </p>
        </div>
        {closed ? (
          <span className="shrink-0 rounded-full bg-field px-2.5 py-0.5 text-xs font-medium text-muted">{closed}</span>
        ) : (
          discount && (
            <span className="shrink-0 rounded-full bg-gold-soft px-2.5 py-0.5 text-xs font-semibold text-gold">
              −{discount} %
            </span>
          )
        )}
      </div>
      {item.description && <p className="mt-3 line-clamp-2 text-sm text-muted text-pretty">{item.description}</p>}
      <div className="mt-auto flex items-end justify-between gap-3 pt-4">
        <p className="text-lg font-bold">
          <Money amount={price} />
          {item.saleCloses && (
            <s className="ml-2 text-sm font-normal text-muted">
              <Money amount={item.regularPrice} bare />
            </s>
          )}
        </p>
        {item.left !== null && (
          <p className={cx('text-xs tabular-nums', item.left <= 5 && !closed ? 'text-gold' : 'text-muted')}>
            <Trans>{formatCount(item.left)} left</Trans>
          </p>
        )}
      </div>
      {item.saleCloses && (
        <p className="mt-1 text-xs font-medium text-gold">
          <Trans>
            Flash sale ends in <Countdown until={item.saleCloses} />
          </Trans>
        </p>
      )}
      {!closed && tooLow && (
        <p className="mt-1 text-xs text-muted">
          <Trans>For {tierName(item.minTier)} members and above</Trans>
        </p>
      )}
      {!closed && !tooLow && have !== null && price > have && (
        <p className="mt-1 text-xs text-muted">
          <Trans>
            You lack <Money amount={price - have} />
          </Trans>
        </p>
      )}
    </li>
  );
}
