import type { ItemResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Field, inputClass } from '../../../components/field.tsx';
import { cardClass } from '../../../components/page-title.tsx';
import { useCommunity } from '../../../lib/api.ts';
import { cx } from '../../../lib/cx.ts';
import { handedOver } from '../../../lib/item-words.ts';
import { TIERS, tierName } from '../../../lib/tiers.ts';
import { useWrite, type Write } from '../use-write.ts';
import { WriteButton } from '../write-button.tsx';
import { faultsOf, type Values } from './form-values.ts';
import { ItemPreview } from './preview.tsx';

const KINDS: ItemResponse['kind'][] = [
  ...(['none', 'role', 'colourRole', 'channel', 'pin', 'code', 'nft', 'tierLift', 'manual', 'webhook'] as const),
];
const REFUNDS: { value: ItemResponse['refund']; label: MessageDescriptor }[] = [
  { value: 'none', label: msg`Final: no refund` },
  { value: 'timed', label: msg`In full for an hour, half for a day` },
  { value: 'unused', label: msg`90 % of what was not used` },
];

type Props = {
  initial: Values;
  /** Whether it is a new one: then its stock is said here. */
  isNew: boolean;
  action: string;
  /** Null where nothing would change. */
  wishOf: (values: Values) => Write | null;
  onDone: () => void;
};

/** All terms of an item, with what members will see beside them. */
export function ItemForm({ initial, isNew, action, wishOf, onDone }: Props) {
  const { symbol } = useCommunity();
  const [values, setValues] = useState(initial);
  const [tried, setTried] = useState(false);
  const writing = useWrite(onDone);
  const faults = faultsOf(values);
  const wish = wishOf(values);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (wish && Object.keys(faults).length === 0) void writing.write(wish);
  };
  const set = <K extends keyof Values>(name: K, value: Values[K]) => setValues((now) => ({ ...now, [name]: value }));

  type TextField = { [K in keyof Values]: Values[K] extends string ? K : never }[keyof Values];
  const text = (
    name: TextField,
    label: string,
    more: { hint?: string; type?: string; most?: number; required?: boolean } = {},
  ) => (
    <Field label={label} hint={more.hint} error={tried ? faults[name] : undefined} required={more.required}>
      {(control) => (
        <input
          {...control}
          type={more.type ?? 'text'}
          maxLength={more.most}
          autoComplete="off"
          value={values[name]}
          onChange={({ target }) => set(name, target.value as Values[typeof name])}
          className={inputClass}
        />
      )}
    </Field>
  );
  return (
    <form className="grid items-start gap-5 lg:grid-cols-[1.7fr_1fr]" onSubmit={submit} noValidate>
      <div className="flex min-w-0 flex-col gap-5">
        <Group title={t`What it is`}>
          {text('name', t`Name`, { most: 64, required: true })}
          {text('category', t`Category`, { most: 32, required: true })}
          <Field label={t`Description`} className="sm:col-span-2">
            {(control) => (
              <textarea
                {...control}
                maxLength={500}
                value={values.description}
                onChange={({ target }) => set('description', target.value)}
                className={cx(inputClass, 'min-h-20')}
              />
            )}
          </Field>
          {text('emoji', t`Emoji`, { most: 16 })}
          {text('key', t`Short name for commands`, { most: 32, hint: t`Such as vip_role.` })}
          <div className="sm:col-span-2">
            {text('image', t`Picture`, { most: 500, hint: t`Address of a picture (https), shown on Discord.` })}
          </div>
        </Group>
        <Group title={t`Price and stock`}>
          {text('price', t`Price in ${symbol}`, { required: true })}
          {isNew && text('stock', t`Stock`, { hint: t`Empty: without an end.` })}
          {text('perMember', t`Most for each member`, { hint: t`Empty: as many as one likes.` })}
        </Group>
        <Group title={t`Schedule`}>
          {text('opens', t`On sale from`, { type: 'datetime-local' })}
          {text('closes', t`On sale until`, { type: 'datetime-local' })}
          {text('salePrice', t`Flash sale: price in ${symbol}`)}
          <span className="max-sm:hidden" />
          {text('saleOpens', t`Flash sale from`, { type: 'datetime-local' })}
          {text('saleCloses', t`Flash sale until`, { type: 'datetime-local' })}
        </Group>
        <Group title={t`How it works`}>
          <Field label={t`How it is handed over`} className="sm:col-span-2">
            {(control) => (
              <select
                {...control}
                value={values.kind}
                onChange={({ target }) => set('kind', KINDS.find((kind) => kind === target.value) ?? 'none')}
                className={inputClass}
              >
                {KINDS.map((kind) => (
                  <option key={kind} value={kind}>
                    {handedOver({ kind })}
                  </option>
                ))}
              </select>
            )}
          </Field>
          {text('days', t`Lasts for days`, { hint: t`Empty: for ever.` })}
          {text('uses', t`Uses`, { hint: t`0: it is not used up.` })}
          <Field label={t`Refund`}>
            {(control) => (
              <select
                {...control}
                value={values.refund}
                onChange={({ target }) =>
                  set('refund', REFUNDS.find(({ value }) => value === target.value)?.value ?? 'none')
                }
                className={inputClass}
              >
                {REFUNDS.map(({ value, label }) => (
                  <option key={value} value={value}>
                    {i18n._(label)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t`For members from`}>
            {(control) => (
              <select
                {...control}
                value={values.minTier}
                onChange={({ target }) => set('minTier', TIERS.find((tier) => tier === target.value) ?? 'bronze')}
                className={inputClass}
              >
                {TIERS.map((tier) => (
                  <option key={tier} value={tier}>
                    {tierName(tier)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <label className="flex min-h-11 items-center gap-2 text-sm sm:col-span-2">
            <input
              type="checkbox"
              checked={values.active}
              onChange={({ target }) => set('active', target.checked)}
              className="size-5 accent-accent"
            />
            <Trans>On the shelf: it can be bought</Trans>
          </label>
        </Group>
      </div>
      <div className="flex flex-col gap-4 lg:sticky lg:top-20">
        <ItemPreview values={values} />
        <WriteButton
          writing={writing}
          className="w-full"
          blocked={
            !wish
              ? t`Nothing is different from what it is.`
              : tried && Object.keys(faults).length > 0
                ? t`Correct what is marked first.`
                : undefined
          }
        >
          {action}
        </WriteButton>
        <p className="text-sm text-muted">
          <Trans>
            The shop is changed by an admin’s own wallet alone: it asks you, and the network’s fee is yours.
          </Trans>
        </p>
      </div>
    </form>
  );
}

const Group = ({ title, children }: { title: string; children: ReactNode }) => (
  <fieldset className={cx(cardClass, 'grid gap-4 sm:grid-cols-2')}>
    <legend className="float-left mb-1 w-full font-semibold sm:col-span-2">{title}</legend>
    {children}
  </fieldset>
);
