import { shopAbi } from '@guildmint/contracts/abi.ts';
import { type Address, numberToHex } from 'viem';
import { addressIn, lower, topicOf, word } from '../../chain/log.ts';
import { type Handler, on } from '../handler.ts';
import { ZERO } from '../movements.ts';
import { addToReceipts, type Rows } from '../rows.ts';

/** The shop's ERC-1155: whose the receipts of an item are. */
export const receiptHandlers: Handler[] = [
  {
    source: 'shop',
    topic: topicOf(shopAbi, 'TransferSingle'),
    global: true,
    apply(log, rows) {
      const [from, to] = [addressIn(log.topics[2]), addressIn(log.topics[3])];
      moveReceipts(rows, from, to, word(log.data, 0), word(log.data, 1));
    },
  },
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
  if (from !== ZERO) addToReceipts(rows, token, from, item, -Number(value));
  if (to !== ZERO) addToReceipts(rows, token, to, item, Number(value));
}
