import { Trans } from '@lingui/react/macro';
import { AssetName, assetKey } from '../../components/asset.tsx';
import { Money } from '../../components/money.tsx';
import type { Side } from '../market/steps.ts';

/** What one member hands over. */
export function SideList({ title, side }: { title: string; side: Side }) {
  const empty = side.amount === 0n && side.assets.length === 0;
  return (
    <article aria-label={title} className="min-w-0 rounded-xl border border-line bg-field p-3.5">
      <h3 className="text-xs font-semibold text-muted">{title}</h3>
      <ul className="mt-1.5 flex flex-col gap-1 font-medium">
        {side.amount > 0n && (
          <li>
            <Money amount={side.amount} />
          </li>
        )}
        {side.assets.map((asset) => (
          <li key={assetKey(asset)} className="flex">
            <AssetName asset={asset} quantity={asset.quantity} />
          </li>
        ))}
        {empty && (
          <li className="font-normal text-muted">
            <Trans>Nothing</Trans>
          </li>
        )}
      </ul>
    </article>
  );
}
