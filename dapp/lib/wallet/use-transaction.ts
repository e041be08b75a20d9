import { useCallback } from 'react';
import { isSponsored, useGas } from './gas.ts';
import type { Transaction } from './transaction.ts';
import { useRun } from './use-run.ts';

/** Fetched with the first transaction: a page that is only read does without. */
const acts = () => import('./act.ts');

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
        check: async (given) => (await acts()).rehearse(given, transaction),
        send: async (given, signal) => {
          const { signAndSponsor, sendItself } = await acts();
          return sponsored
            ? signAndSponsor(given, transaction, signal)
            : sendItself(given, transaction, transaction.sponsorable);
        },
      });
    },
    [run, gas],
  );
  return { ...rest, run: runTransaction };
}
