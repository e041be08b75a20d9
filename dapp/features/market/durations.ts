import { t } from '@lingui/core/macro';
export type Days = '1' | '7' | '30';

/** How long an offer stands; the market takes no longer ones. */
export const durations = (): { value: Days; label: string }[] => [
  { value: '1', label: t`1 day` },
  { value: '7', label: t`7 days` },
  { value: '30', label: t`30 days` },
];

const DAY = 86_400;
/** A chain's clock may be behind: what is too far ahead by it is refused. */
const EARLIER = 600;

/** Unix seconds at which something that begins now ends. */
export const expiryIn = (days: Days) => Math.floor(Date.now() / 1000) + Number(days) * DAY - EARLIER;
