/** Place of a log on the chain: what has been told can be named by it, and the rest be told later. */
export type Position = { block: number; logIndex: number };

export const END_OF_BLOCK = 2 ** 31 - 1;

export const isAfter = (a: Position, b: Position) =>
  a.block > b.block || (a.block === b.block && a.logIndex > b.logIndex);

export const idOf = ({ block, logIndex }: Position) => `${block}.${logIndex}`;

/** Reads an event id back; null if it is none of ours. */
export function positionOf(id: string | undefined): Position | null {
  const match = /^(\d{1,15})\.(\d{1,10})$/.exec(id ?? '');
  return match ? { block: Number(match[1]), logIndex: Number(match[2]) } : null;
}
