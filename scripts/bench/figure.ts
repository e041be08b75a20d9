/** One figure. `ratio` is value / baseline, both measured in the same run. */
export type Figure = { name: string; value: number; unit: string; baseline: number; ratio: number };
