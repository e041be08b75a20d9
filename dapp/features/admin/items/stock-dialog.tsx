import type { ItemResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { i18n } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Choices } from '../../../components/choices.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Field, inputClass } from '../../../components/field.tsx';
import { formatCount } from '../../../lib/amount.ts';
import { useItems, useToken } from '../../../lib/api.ts';
import { useWrite, wish } from '../use-write.ts';
import { WriteButton } from '../write-button.tsx';

const WAYS = [
  { value: 'add', label: msg`Add` },
  { value: 'subtract', label: msg`Take away` },
  { value: 'set', label: msg`Set` },
  { value: 'unlimited', label: msg`No end` },
] as const;
type Way = (typeof WAYS)[number]['value'];

/** Changes what is on stock. */
export function StockDialog({ item, onClose }: { item: ItemResponse; onClose: () => void }) {
  const token = useToken();
  const items = useItems();
  const [way, choose] = useState<Way>('add');
  const [units, setUnits] = useState('');
  const writing = useWrite(() => {
    setUnits('');
    void items.refetch();
  });
  const left = items.data?.items.find((each) => each.item === item.item)?.left ?? item.left;
  const isWritten = way === 'unlimited' || /^\d{1,9}$/.test(units);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Stock of ${item.name}`}
      description={left === null ? t`There is no end to it now.` : t`${formatCount(left)} are left now.`}
    >
      <div className="flex flex-col gap-4">
        <Choices
          label={t`What to do with the stock`}
          choices={WAYS.map(({ value, label }) => ({ value, label: i18n._(label) }))}
          value={way}
          onChoose={choose}
        />
        {way !== 'unlimited' && (
          <Field label={t`Units`}>
            {(control) => (
              <input
                {...control}
                inputMode="numeric"
                autoComplete="off"
                value={units}
                onChange={({ target }) => setUnits(target.value)}
                className={inputClass}
              />
            )}
          </Field>
        )}
        <WriteButton
          writing={writing}
          blocked={isWritten ? undefined : t`Write how many, as a whole number.`}
          wish={wish(
            t`Stock of ${item.name}`,
            'PUT',
            `/api/${token}/shop/${item.item}/stock`,
            way === 'unlimited' ? { quantity: null } : { quantity: Number(units), operation: way },
          )}
        >
          <Trans>Change the stock</Trans>
        </WriteButton>
      </div>
    </Dialog>
  );
}
