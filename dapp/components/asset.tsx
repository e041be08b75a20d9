import { t } from '@lingui/core/macro';
import { Gem } from 'lucide-react';
import { Link } from 'react-router';
import { formatCount } from '../lib/amount.ts';
import { useCommunity, useItems } from '../lib/api.ts';
import { shortAddress } from './identity.tsx';
import { ItemPicture } from './item-picture.tsx';

type Named = { collection: string | null; id: string };

/** Tells things that may change hands apart. */
export const assetKey = ({ collection, id }: Named) => `${collection ?? 'item'} ${id}`;

/** How a thing is called, and its picture's emoji. */
export function useAssetNames() {
  const items = useItems().data?.items;
  return ({ collection, id }: Named) => {
    const item = collection === null ? items?.find((each) => `${each.item}` === id) : undefined;
    return {
      name: collection === null ? (item?.name ?? t`Item ${id}`) : t`NFT ${id} of ${shortAddress(collection)}`,
      emoji: item?.emoji ?? null,
      key: item ? (item.key ?? `${item.item}`) : null,
    };
  };
}

/** Decorative: the name stands beside it. */
export function AssetPicture({ asset }: { asset: Named }) {
  const { emoji } = useAssetNames()(asset);
  if (asset.collection === null) return <ItemPicture emoji={emoji} />;
  return (
    <span aria-hidden className="flex size-12 shrink-0 items-center justify-center rounded-xl bg-gold-soft text-gold">
      <Gem className="size-6" />
    </span>
  );
}

/** `Lucky badge × 2`; an item's name leads to its page. */
export function AssetName({ asset, quantity = 1 }: { asset: Named; quantity?: number }) {
  const { token } = useCommunity();
  const { name, key } = useAssetNames()(asset);
  return (
    <span className="min-w-0 break-words">
      {key ? (
        <Link to={`/c/${token}/shop/${key}`} className="hover:underline">
          {name}
        </Link>
      ) : (
        name
      )}
      {quantity > 1 && <span className="tabular-nums"> × {formatCount(quantity)}</span>}
    </span>
  );
}
