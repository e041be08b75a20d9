import { tokenAbi, wrappedTokenAbi } from '@guildmint/contracts/abi.ts';
import { addressIn, lower } from '../../chain/log.ts';
import { type Handler, on } from '../handler.ts';
import { describe, take, taken, ZERO } from '../movements.ts';
import { memberOf, touch } from '../rows.ts';

/** What tokens say of themselves beside balances. */
export const tokenHandlers: Handler[] = [
  on(
    'token',
    tokenAbi,
    'SuspensionSet',
    ({ member: address, until }, log, rows) => {
      const member = memberOf(rows, log.address, lower(address));
      member.suspendedUntil = until;
      touch(rows, member, log.at);
    },
    { members: (log, want) => want(log.address, addressIn(log.topics[1])) },
  ),
  on('token', wrappedTokenAbi, 'Wrapped', ({ account, amount }, log, _rows, waiting) => {
    if (amount > 0n) describe(taken(waiting, log, log.address, ZERO, lower(account), amount).received, 'wrap');
  }),
  on('token', wrappedTokenAbi, 'Unwrapped', ({ account, to, amount }, log, _rows, waiting) => {
    if (amount === 0n) return;
    describe(taken(waiting, log, log.address, lower(account), ZERO, amount).sent, 'unwrap', { to: lower(to) });
  }),
  // The budget is the token's own balance, and no member's: its movements end with their events.
  on('token', wrappedTokenAbi, 'Funded', ({ amount }, log, _rows, waiting) => {
    take(waiting, log.address, ZERO, log.address, amount);
  }),
  on('token', wrappedTokenAbi, 'BudgetWithdrawn', ({ amount }, log, _rows, waiting) => {
    take(waiting, log.address, log.address, ZERO, amount);
  }),
];
