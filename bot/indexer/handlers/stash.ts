import { stashAbi } from '@guildmint/contracts/abi.ts';
import { and, eq } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { Address } from 'viem';
import { lower, momentOf } from '../../chain/log.ts';
import { commitments, draws, nfts } from '../../db/schema.ts';
import { type Handler, on } from '../handler.ts';
import { change, type Rows } from '../rows.ts';

// The bonds' movements are told apart by the stash at one end of them: the events stand before some and behind others.
export const stashHandlers: Handler[] = [
  on('stash', stashAbi, 'Deposited', ({ token, collection, id }, _log, rows) => {
    const state = { token: lower(token), state: 'pool' as const, owner: null, draw: null };
    rows.writes.push((tx) =>
      tx
        .insert(nfts)
        .values({ collection: lower(collection), id, ...state })
        .onConflictDoUpdate({ target: [nfts.collection, nfts.id], set: state }),
    );
  }),
  on('stash', stashAbi, 'PoolWithdrawn', ({ collection, id }, _log, rows) =>
    changeNft(rows, collection, id, { state: 'withdrawn' }),
  ),
  on('stash', stashAbi, 'Won', ({ token, winner, draw, collection, id }, _log, rows) => {
    changeNft(rows, collection, id, { state: 'won', owner: lower(winner), draw: Number(draw) });
    changeDraw(rows, token, draw, { state: 'drawn' });
  }),
  on('stash', stashAbi, 'Reassigned', ({ collection, id, to }, _log, rows) =>
    changeNft(rows, collection, id, { owner: lower(to) }),
  ),
  on(
    'stash',
    stashAbi,
    'Withdrawn',
    // An NFT of a token that is none of ours has no row to change.
    ({ collection, id }, _log, rows) => changeNft(rows, collection, id, { state: 'withdrawn' }),
    { global: true },
  ),
  on('stash', stashAbi, 'Committed', ({ token, commitment, by, bond, seedHash }, log, rows) => {
    const row = {
      ...{ token: lower(token), commitment: Number(commitment), by: lower(by), bond, seedHash },
      ...{ committedAt: momentOf(log.at), state: 'free' as const },
    };
    rows.writes.push((tx) => tx.insert(commitments).values(row));
  }),
  on('stash', stashAbi, 'CommitmentCancelled', ({ token, commitment }, _log, rows) => {
    const where = and(eq(commitments.token, lower(token)), eq(commitments.commitment, Number(commitment)));
    rows.writes.push((tx) => tx.update(commitments).set({ state: 'cancelled' }).where(where));
  }),
  on('stash', stashAbi, 'DrawRequested', ({ token: of, draw, purchase, commitment, targetBlock }, _log, rows) => {
    const token = lower(of);
    const row = {
      ...{ token, draw: Number(draw), purchase: Number(purchase), commitment: Number(commitment) },
      ...{ targetBlock: Number(targetBlock), state: 'open' as const },
    };
    rows.writes.push((tx) => tx.insert(draws).values(row));
    const where = and(eq(commitments.token, token), eq(commitments.commitment, row.commitment));
    rows.writes.push((tx) => tx.update(commitments).set({ state: 'used' }).where(where));
  }),
  on('stash', stashAbi, 'Revealed', ({ token, draw, seed, blockHash }, _log, rows) =>
    changeDraw(rows, token, draw, { state: 'revealed', seed, blockHash }),
  ),
  on('stash', stashAbi, 'DrawForfeited', ({ token, draw }, _log, rows) =>
    changeDraw(rows, token, draw, { state: 'forfeited' }),
  ),
  on('stash', stashAbi, 'DrawVoided', ({ token, draw }, _log, rows) =>
    changeDraw(rows, token, draw, { state: 'void' }),
  ),
];

function changeNft(rows: Rows, collection: Address, id: bigint, to: PgUpdateSetSource<typeof nfts>) {
  change(rows, nfts, and(eq(nfts.collection, lower(collection)), eq(nfts.id, id)), to);
}

function changeDraw(rows: Rows, token: Address, draw: bigint, to: PgUpdateSetSource<typeof draws>) {
  change(rows, draws, and(eq(draws.token, lower(token)), eq(draws.draw, Number(draw))), to);
}
