import { t } from '@lingui/core/macro';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type Address, BaseError } from 'viem';
import { useClient } from 'wagmi';
import { formatAmount } from '../../lib/amount.ts';
import { useChain, useCommunity } from '../../lib/api.ts';
import { type Audit, audit } from './audit.ts';

type Phase =
  | { at: 'idle' }
  | { at: 'running'; block: number; from: number; of: number; movements: number }
  | { at: 'done'; audit: Audit }
  | { at: 'failed'; error: Error };

/** One audit at a time, with where it stands; it ends with the page. */
export function useAudit() {
  const { token, symbol, decimals } = useCommunity();
  const chain = useChain().data;
  const client = useClient();
  const [phase, setPhase] = useState<Phase>({ at: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const cancel = useCallback(() => {
    running.current?.abort();
    setPhase({ at: 'idle' });
  }, []);
  const start = useCallback(
    async (address: Address) => {
      if (!chain || !client) return;
      running.current?.abort();
      const controller = new AbortController();
      const { signal } = controller;
      running.current = controller;
      const { fromBlock: from } = chain;
      setPhase({ at: 'running', block: from, from, of: from, movements: 0 });
      const told = {
        onProgress: (progress: { block: number; movements: number; of: number }) =>
          setPhase({ at: 'running', from, ...progress }),
        amountOf: (value: bigint) => `${formatAmount(value, decimals)} ${symbol}`,
      };
      try {
        const found = await audit({ client, token: token as Address, address, fromBlock: from }, told, signal);
        setPhase({ at: 'done', audit: found });
      } catch (error) {
        if (!signal.aborted) setPhase({ at: 'failed', error: inWords(error) });
      }
    },
    [chain, client, token, symbol, decimals],
  );
  return { phase, start, cancel };
}

const inWords = (error: unknown) =>
  error instanceof BaseError || !(error instanceof Error)
    ? new Error(t`The chain does not answer: check your connection and try again.`)
    : error;
