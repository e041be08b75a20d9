import type { ItemResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { t } from '@lingui/core/macro';
import { formatUnits } from 'viem';

/** An item as its form holds it: texts, as a person writes them. Empty means none, or no bound. */
export type Values = {
  name: string;
  key: string;
  description: string;
  category: string;
  emoji: string;
  image: string;
  price: string;
  stock: string;
  salePrice: string;
  saleOpens: string;
  saleCloses: string;
  opens: string;
  closes: string;
  perMember: string;
  days: string;
  uses: string;
  refund: ItemResponse['refund'];
  kind: ItemResponse['kind'];
  minTier: ItemResponse['minTier'];
  active: boolean;
};

export const NEW: Values = {
  ...{ name: '', key: '', description: '', category: 'General', emoji: '', image: '', price: '', stock: '' },
  ...{ salePrice: '', saleOpens: '', saleCloses: '', opens: '', closes: '', perMember: '', days: '', uses: '0' },
  ...{ refund: 'none', kind: 'none', minTier: 'bronze', active: true },
};

const DAY_S = 86_400;
const two = (number: number) => `${number}`.padStart(2, '0');

/** As the browser's field for a moment has it: local time, to the minute. */
function local(at: string | null): string {
  if (!at) return '';
  const date = new Date(at);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

export function valuesOf(item: ItemResponse, decimals: number): Values {
  const tokens = (value: string) => formatUnits(BigInt(value), decimals);
  return {
    ...NEW,
    ...{ name: item.name, key: item.key ?? '', description: item.description ?? '', category: item.category },
    ...{ emoji: item.emoji ?? '', image: item.image ?? '', price: tokens(item.regularPrice.value) },
    ...(item.saleCloses && { salePrice: tokens(item.price.value), saleCloses: local(item.saleCloses) }),
    ...{ opens: local(item.opens), closes: local(item.closes), perMember: `${item.perMember ?? ''}` },
    ...{ days: item.duration === null ? '' : `${item.duration / DAY_S}`, uses: `${item.uses}` },
    ...{ refund: item.refund, kind: item.kind, minTier: item.minTier, active: item.state !== 'inactive' },
  };
}

const PRICE = /^\d{1,20}(\.\d{1,18})?$/;
const COUNT = /^\d{1,9}$/;

/** What is wrong, by field, each in a sentence that says what to do. */
export function faultsOf(values: Values): Partial<Record<keyof Values, string>> {
  const { name, key, category, image, price, stock, salePrice, saleOpens, saleCloses, opens, closes } = values;
  const { perMember, days, uses } = values;
  const faults: [keyof Values, boolean, string][] = [
    ['name', name.trim() === '', t`Give it a name.`],
    ['category', category.trim() === '', t`Give it a category, such as General.`],
    ['key', key !== '' && !/^[a-z0-9_]{1,32}$/.test(key), t`Use 1 to 32 of a–z, 0–9 and _.`],
    ['image', image !== '' && !/^https:\/\/\S+$/.test(image), t`Begin with https://.`],
    ['price', !PRICE.test(price), t`Write a price such as 10 or 2.5; 0 is free.`],
    ['stock', stock !== '' && !COUNT.test(stock), t`Write a whole number, or nothing for no end.`],
    ['perMember', perMember !== '' && !COUNT.test(perMember), t`Write a whole number, or nothing for no limit.`],
    ['days', days !== '' && !(Number(days) > 0), t`Write days, such as 30 or 0.5; nothing for ever.`],
    ['uses', !COUNT.test(uses), t`Write a whole number; 0 where it is not used up.`],
    ['salePrice', saleCloses !== '' && !PRICE.test(salePrice), t`Write the price during the sale.`],
    ['saleCloses', salePrice !== '' && saleCloses === '', t`Say when the sale ends.`],
    [
      'saleCloses',
      saleOpens !== '' && saleCloses !== '' && saleCloses <= saleOpens,
      t`The end must come after the begin.`,
    ],
    ['closes', opens !== '' && closes !== '' && closes <= opens, t`The end must come after the begin.`],
  ];
  return Object.fromEntries(faults.filter(([, wrong]) => wrong).map(([field, , sentence]) => [field, sentence]));
}

const moment = (text: string) => (text === '' ? null : new Date(text).toISOString());
const textOr = (text: string) => text.trim() || null;

function written(values: Values) {
  const { saleCloses, salePrice, saleOpens, perMember, days, uses, refund, kind, minTier, active } = values;
  return {
    ...{ name: values.name.trim(), category: values.category.trim(), price: values.price },
    ...{ key: textOr(values.key), description: textOr(values.description) },
    ...{ emoji: textOr(values.emoji), image: textOr(values.image) },
    ...{ saleOpens: moment(saleOpens), saleCloses: moment(saleCloses), salePrice: saleCloses ? salePrice : '0' },
    ...{ opens: moment(values.opens), closes: moment(values.closes) },
    perMember: perMember === '' ? null : Number(perMember),
    duration: days === '' ? null : Math.round(Number(days) * DAY_S),
    ...{ uses: Number(uses), refund, kind, minTier, active },
  };
}

/** A new item, as the API takes it. */
export const itemBody = (values: Values) => ({
  ...written(values),
  stock: values.stock === '' ? null : Number(values.stock),
});

/** What is different from before, as the API takes it; null for nothing. */
export function changeBody(before: Values, now: Values): Partial<ReturnType<typeof written>> | null {
  const was: Record<string, unknown> = written(before);
  const changed = Object.entries(written(now)).filter(([name, value]) => value !== was[name]);
  return changed.length > 0 ? Object.fromEntries(changed) : null;
}
