import type { ItemResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Field, inputClass } from '../../../components/field.tsx';
import { cardClass } from '../../../components/page-title.tsx';
import { useCommunity } from '../../../lib/api.ts';
import { cx } from '../../../lib/cx.ts';
import { handedOver } from '../../../lib/item-words.ts';
import { TIERS } from '../../../lib/tiers.ts';
import { useWrite, type Write } from '../use-write.ts';
import { kindName } from '../words.ts';
import { WriteButton } from '../write-button.tsx';
import { faultsOf, type Values } from './form-values.ts';
import { ItemPreview } from './preview.tsx';

const KINDS: ItemResponse['kind'][] = [
  ...(['none', 'role', 'colourRole', 'channel', 'pin', 'code', 'nft', 'tierLift', 'manual', 'webhook'] as const),
];
const REFUNDS: { value: ItemResponse['refund']; label: string }[] = [
  { value: 'none', label: 'Final: no refund' },
  { value: 'timed', label: 'In full for an hour, half for a day' },
  { value: 'unused', label: '90 % of what was not used' },
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
        <Group title="What it is">
          {text('name', 'Name', { most: 64, required: true })}
          {text('category', 'Category', { most: 32, required: true })}
          <Field label="Description" className="sm:col-span-2">
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
          {text('emoji', 'Emoji', { most: 16 })}
          {text('key', 'Short name for commands', { most: 32, hint: 'Such as vip_role.' })}
          <div className="sm:col-span-2">
            {text('image', 'Picture', { most: 500, hint: 'Address of a picture (https), shown on Discord.' })}
          </div>
        </Group>
        <Group title="Price and stock">
          {text('price', `Price in ${symbol}`, { required: true })}
          {isNew && text('stock', 'Stock', { hint: 'Empty: without an end.' })}
          {text('perMember', 'Most for each member', { hint: 'Empty: as many as one likes.' })}
        </Group>
        <Group title="Schedule">
          {text('opens', 'On sale from', { type: 'datetime-local' })}
          {text('closes', 'On sale until', { type: 'datetime-local' })}
          {text('salePrice', `Flash sale: price in ${symbol}`)}
          <span className="max-sm:hidden" />
          {text('saleOpens', 'Flash sale from', { type: 'datetime-local' })}
          {text('saleCloses', 'Flash sale until', { type: 'datetime-local' })}
        </Group>
        <Group title="How it works">
          <Field label="How it is handed over" className="sm:col-span-2">
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
          {text('days', 'Lasts for days', { hint: 'Empty: for ever.' })}
          {text('uses', 'Uses', { hint: '0: it is not used up.' })}
          <Field label="Refund">
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
                    {label}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label="For members from">
            {(control) => (
              <select
                {...control}
                value={values.minTier}
                onChange={({ target }) => set('minTier', TIERS.find((tier) => tier === target.value) ?? 'bronze')}
                className={inputClass}
              >
                {TIERS.map((tier) => (
                  <option key={tier} value={tier}>
                    {kindName(tier)}
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
            On the shelf: it can be bought
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
              ? 'Nothing is different from what it is.'
              : tried && Object.keys(faults).length > 0
                ? 'Correct what is marked first.'
                : undefined
          }
        >
          {action}
        </WriteButton>
        <p className="text-sm text-muted">
          The shop is changed by an admin’s own wallet alone: it asks you, and the network’s fee is yours.
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
