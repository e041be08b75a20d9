/** A part of a list: so many rows, after so many others. */
export type Rows = { offset: number; limit: number };

/** As a limit: no limit. */
export const ALL = 2 ** 31 - 1;
