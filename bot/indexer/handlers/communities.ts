import { communitiesAbi } from '@guildmint/contracts/abi.ts';
import { eq } from 'drizzle-orm';
import { encodeFunctionData, type Hex, hexToString, keccak256, zeroAddress } from 'viem';
import { lower, momentOf } from '../../chain/log.ts';
import { catalogue, schedules } from '../../db/schema.ts';
import { type Handler, on } from '../handler.ts';
import { communityOf, type Rows } from '../rows.ts';

/** The registry's slower side: what waits for its time-lock, who may take over, which modules there are. */
export const communityHandlers: Handler[] = [
  on('communities', communitiesAbi, 'OwnershipTransferStarted', ({ token, newOwner }, _log, rows) => {
    communityOf(rows, lower(token)).pendingOwner = newOwner === zeroAddress ? null : lower(newOwner);
  }),
  on('communities', communitiesAbi, 'ModuleAdded', ({ module, name }, log, rows) => {
    const row = { module: lower(module), name: hexToString(name, { size: 32 }), block: log.block };
    rows.contracts.set(row.module, row.name.toLowerCase());
    rows.writes.push((tx) => tx.insert(catalogue).values(row).onConflictDoNothing());
  }),
  on('communities', communitiesAbi, 'Scheduled', ({ token, id, readyAt, call }, _log, rows) => {
    const row = { token: lower(token), call, readyAt: momentOf(readyAt), state: 'waiting' as const };
    rows.writes.push((tx) =>
      tx
        .insert(schedules)
        .values({ id, ...row })
        .onConflictDoUpdate({ target: schedules.id, set: row }),
    );
  }),
  on('communities', communitiesAbi, 'ScheduleCancelled', ({ id }, _log, rows) => endSchedule(rows, id, 'cancelled')),
];

/** A call that waited is done when what it does is told. */
export const carriedOut = (rows: Rows, call: Parameters<typeof encodeFunctionData<typeof communitiesAbi>>[0]) =>
  endSchedule(rows, keccak256(encodeFunctionData(call)), 'done');

function endSchedule(rows: Rows, id: Hex, state: 'done' | 'cancelled') {
  rows.writes.push((tx) => tx.update(schedules).set({ state }).where(eq(schedules.id, id)));
}
