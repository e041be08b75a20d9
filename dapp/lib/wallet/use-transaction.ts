import { useCallback } from 'react';
import { isSponsored, rehearse, sendItself, signAndSponsor } from './act.ts';
import { useGas } from './gas.ts';
import type { Transaction } from './transaction.ts';
import { useRun } from './use-run.ts';

/** Runs one transaction of a community at a time, the way the member prefers, and says where it stands. */
export function useTransaction(onConfirmed?: () => void) {
  const { run, ...rest } = useRun(onConfirmed);
  const gas = useGas();
  const runTransaction = useCallback(
    (transaction: Transaction) => {
      const sponsored = isSponsored(transaction, gas);
      return run({
        label: transaction.label,
        token: transaction.token,
        sponsored,
        gasless: transaction.sponsorable,
        check: (given) => rehearse(given, transaction),
        send: (given, signal) =>
          sponsored
            ? signAndSponsor(given, transaction, signal)
            : sendItself(given, transaction, transaction.sponsorable),
      });
    },
    [run, gas],
  );
  return { ...rest, run: runTransaction };
}
