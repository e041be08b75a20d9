import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { useId } from 'react';
import { assetKey, useAssetNames } from '../../components/asset.tsx';
import { IconButton } from '../../components/button.tsx';
import { Field, inputClass } from '../../components/field.tsx';
import { cardClass, Skeleton } from '../../components/page-title.tsx';
import { Stepper } from '../../components/stepper.tsx';
import { parseAmount } from '../../lib/amount.ts';
import { useCommunity } from '../../lib/api.ts';
import { type Asset, MOST_ASSETS, type Side } from '../market/steps.ts';
import type { Holding } from '../market/use-holdings.ts';

/** One side as it is being written. */
export type Draft = { typed: string; assets: Asset[] };

/** @returns the side, or one sentence that says what is wrong with it */
export function readSide({ typed, assets }: Draft, decimals: number): Side | string {
  if (typed.trim() === '') return { amount: 0n, assets };
  const amount = parseAmount(typed, decimals);
  return typeof amount === 'string' ? amount : { amount, assets };
}

type SideEditorProps = {
  title: string;
  draft: Draft;
  /** What could be put in; undefined while it is not known. */
  holdings: Holding[] | undefined;
  /** Said where there is nothing. */
  nothing?: string;
  onChange: (draft: Draft) => void;
};

export function SideEditor({ title, draft, holdings, nothing, onChange }: SideEditorProps) {
  const { symbol, decimals } = useCommunity();
  const nameOf = useAssetNames();
  const heading = useId();
  const { typed, assets } = draft;
  const read = readSide(draft, decimals);
  const free = holdings?.filter((each) => !assets.some((asset) => assetKey(asset) === assetKey(each)));
  const heldOf = (asset: Asset) => holdings?.find((each) => assetKey(each) === assetKey(asset))?.held ?? asset.quantity;
  return (
    <section aria-labelledby={heading} className={`${cardClass} flex flex-col gap-4`}>
      <h2 id={heading} className="font-semibold">
        {title}
      </h2>
      <Field label={symbol} error={typeof read === 'string' ? read : undefined}>
        {(control) => (
          <input
            {...control}
            className={`${inputClass} tabular-nums`}
            inputMode="decimal"
            autoComplete="off"
            placeholder="0"
            value={typed}
            onChange={(event) => onChange({ ...draft, typed: event.target.value })}
          />
        )}
      </Field>
      {assets.length > 0 && (
        <ul className="flex flex-col gap-2">
          {assets.map((asset) => {
            const { name } = nameOf(asset);
            return (
              <li key={assetKey(asset)} className="flex items-center gap-2">
                <div className="min-w-0 flex-1">
                  {heldOf(asset) > 1 ? (
                    <Stepper
                      label={name}
                      value={asset.quantity}
                      most={heldOf(asset)}
                      onChange={(quantity) =>
                        onChange({
                          ...draft,
                          assets: assets.map((each) => (each === asset ? { ...each, quantity } : each)),
                        })
                      }
                    />
                  ) : (
                    <p className="text-sm font-medium break-words">{name}</p>
                  )}
                </div>
                <IconButton
                  label={t`Take ${name} out`}
                  onClick={() => onChange({ ...draft, assets: assets.filter((each) => each !== asset) })}
                >
                  <X />
                </IconButton>
              </li>
            );
          })}
        </ul>
      )}
      {free === undefined ? (
        <Skeleton className="h-11" />
      ) : free.length > 0 && assets.length < MOST_ASSETS ? (
        <select
          aria-label={t`Add an item: ${title}`}
          className={`${inputClass} min-h-11`}
          value=""
          onChange={(event) => {
            const chosen = free.find((each) => assetKey(each) === event.target.value);
            if (!chosen) return;
            const { collection, id } = chosen;
            onChange({ ...draft, assets: [...assets, { collection, id, quantity: 1 }] });
          }}
        >
          <option value="">
            <Trans>Add an item …</Trans>
          </option>
          {free.map((each) => (
            <option key={assetKey(each)} value={assetKey(each)}>
              {nameOf(each).name}
              {each.held > 1 && ` (${each.held})`}
            </option>
          ))}
        </select>
      ) : (
        assets.length === 0 && (
          <p className="text-sm text-muted">{nothing ?? t`You hold nothing that may be passed on.`}</p>
        )
      )}
    </section>
  );
}
