import { shopAbi } from '@guildmint/contracts/abi.ts';
import { sql } from 'drizzle-orm';
import { type Address, numberToHex } from 'viem';
import { receipts } from '../../db/schema.ts';
import { type Handler, on } from '../handler.ts';
import { lower } from '../log.ts';
import { ZERO } from '../movements.ts';
import type { Rows } from '../rows.ts';

/** The shop's ERC-1155: whose the receipts of an item are. */
export const receiptHandlers: Handler[] = [
  on(
    'shop',
    shopAbi,
    'TransferSingle',
    ({ from, to, id, value }, _log, rows) => moveReceipts(rows, lower(from), lower(to), id, value),
    { global: true },
  ),
  on(
    'shop',
    shopAbi,
    'TransferBatch',
    ({ from, to, ids, values }, _log, rows) => {
      for (const [place, id] of ids.entries()) moveReceipts(rows, lower(from), lower(to), id, values[place]!);
    },
    { global: true },
  ),
];

/** A receipt's number: the community's token, then the item in 96 bits. */
function moveReceipts(rows: Rows, from: Address, to: Address, id: bigint, value: bigint) {
  const token = numberToHex(id >> 96n, { size: 20 });
  if (!rows.communities.has(token) || value === 0n) return;
  const item = Number(BigInt.asUintN(96, id));
  const hold = (owner: Address, quantity: number) =>
    rows.writes.push((tx) =>
      tx
        .insert(receipts)
        .values({ token, item, owner, quantity })
        .onConflictDoUpdate({
          target: [receipts.token, receipts.owner, receipts.item],
          set: { quantity: sql`${receipts.quantity} + ${quantity}` },
        }),
    );
  if (from !== ZERO) hold(from, -Number(value));
  if (to !== ZERO) hold(to, Number(value));
}
