import { custodianAbi } from '@guildmint/contracts/abi.ts';
import type { Address, Hex } from 'viem';
import { zeroAddress } from 'viem';
import { instantOf, lower, momentOf } from '../../chain/log.ts';
import { allowlist, custody, failures } from '../../db/schema.ts';
import { setAccount } from '../accountWrites.ts';
import { type Handler, on } from '../handler.ts';
import type { Rows } from '../rows.ts';

/** Who acts for members, who may stop it, and what an account's way out still waits for. */
export const custodyHandlers: Handler[] = [
  on('custodian', custodianAbi, 'SignerProposed', ({ signer, readyAt, distrustFrom }, _log, rows) =>
    setCustody(rows, {
      ...{ pendingSigner: lower(signer), pendingSignerReadyAt: momentOf(readyAt) },
      distrustFrom: instantOf(distrustFrom),
    }),
  ),
  on('custodian', custodianAbi, 'SignerProposalCancelled', (_args, _log, rows) => setCustody(rows, NO_PROPOSAL)),
  on('custodian', custodianAbi, 'SignerChanged', ({ signer, epoch }, _log, rows) =>
    setCustody(rows, { signer: lower(signer), epoch, ...NO_PROPOSAL }),
  ),
  on('custodian', custodianAbi, 'GuardianProposed', ({ guardian, readyAt }, _log, rows) =>
    setCustody(
      rows,
      // Zero takes the proposal back.
      guardian === zeroAddress
        ? NO_GUARDIAN
        : { pendingGuardian: lower(guardian), pendingGuardianReadyAt: momentOf(readyAt) },
    ),
  ),
  on('custodian', custodianAbi, 'GuardianChanged', ({ guardian }, _log, rows) =>
    setCustody(rows, { guardian: lower(guardian), ...NO_GUARDIAN }),
  ),
  on('custodian', custodianAbi, 'SentinelChanged', ({ sentinel }, _log, rows) =>
    setCustody(rows, { sentinel: sentinel === zeroAddress ? null : lower(sentinel) }),
  ),
  on('custodian', custodianAbi, 'Paused', ({ until }, _log, rows) => setCustody(rows, { pausedUntil: until })),
  on('custodian', custodianAbi, 'Unpaused', (_args, _log, rows) => setCustody(rows, { pausedUntil: 0 })),
  on('custodian', custodianAbi, 'Sealed', (_args, _log, rows) => setCustody(rows, { sealed: true })),
  on('custodian', custodianAbi, 'AllowScheduled', ({ target, selector, readyAt }, _log, rows) =>
    setAllowed(rows, target, selector, { allowed: false, readyAt: momentOf(readyAt) }),
  ),
  on('custodian', custodianAbi, 'AllowedSet', ({ target, selector, allowed }, _log, rows) =>
    setAllowed(rows, target, selector, { allowed, readyAt: null }),
  ),
  on('custodian', custodianAbi, 'ExitRequested', ({ account, readyAt }, _log, rows) =>
    setAccount(rows, lower(account), { exitReadyAt: momentOf(readyAt) }),
  ),
  on('custodian', custodianAbi, 'NonceUsed', ({ account, nonce }, _log, rows) =>
    setAccount(rows, lower(account), { voidedNonce: nonce }),
  ),
  on('custodian', custodianAbi, 'CallFailed', ({ lane, sequence, index, member, reason }, _log, rows) => {
    const row = { lane, sequence: Number(sequence), index: Number(index), member: lower(member), reason };
    rows.writes.push((tx) => tx.insert(failures).values(row));
  }),
];

const NO_PROPOSAL = { pendingSigner: null, pendingSignerReadyAt: null, distrustFrom: null };
const NO_GUARDIAN = { pendingGuardian: null, pendingGuardianReadyAt: null };

function setCustody(rows: Rows, change: Partial<typeof custody.$inferInsert>) {
  rows.writes.push((tx) => tx.insert(custody).values(change).onConflictDoUpdate({ target: custody.id, set: change }));
}

function setAllowed(rows: Rows, target: Address, selector: Hex, state: { allowed: boolean; readyAt: Date | null }) {
  rows.writes.push((tx) =>
    tx
      .insert(allowlist)
      .values({ target: lower(target), selector, ...state })
      .onConflictDoUpdate({ target: [allowlist.target, allowlist.selector], set: state }),
  );
}
