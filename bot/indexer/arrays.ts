import type { Hex } from 'viem';

// Array literals for `unnest`: one parameter a column instead of one a value.

export const numbers = (values: (number | bigint | null)[]) => `{${values.map((v) => v ?? 'null').join(',')}}`;

/** For `bytea[]`. */
export const hexes = (values: (Hex | null)[]) =>
  `{${values.map((v) => (v === null ? 'null' : `"\\\\x${v.slice(2)}"`)).join(',')}}`;

/** For `text[]`, and `jsonb` of text. */
export const texts = (values: string[]) => `{${values.map((v) => `"${v.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`;

/** For `bool[]`. */
export const booleans = (values: boolean[]) => `{${values.join(',')}}`;
