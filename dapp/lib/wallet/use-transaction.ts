import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { Hex } from 'viem';
import { useConfig } from 'wagmi';
import { useChain, useCommunities } from '../api.ts';
import { isSponsored, Refused, rehearse, sendItself, signAndSponsor } from './act.ts';
import { useActor } from './actor.tsx';
import { explain, isRejected, sentenceFor } from './errors.ts';
import { type Config, toItsEnd } from './follow.ts';
import { useGas } from './gas.ts';
import { pending } from './pending.ts';
import { isBusy, type Phase, type Transaction } from './transaction.ts';

/** Runs one transaction at a time and says where it stands. */
export function useTransaction(onConfirmed?: () => void) {
  const config = useConfig() as Config;
  const chain = useChain().data;
  const communities = useCommunities().data;
  const actor = useActor();
  const gas = useGas();
  const client = useQueryClient();
  const [phase, setPhase] = useState<Phase>({ at: 'idle' });
  const current = useRef(phase);
  const go = useCallback((next: Phase) => {
    current.current = next;
    setPhase(next);
  }, []);

  const run = useCallback(
    async (transaction: Transaction) => {
      if (!chain || !actor || isBusy(current.current)) return;
      const community = communities?.find(({ token }) => token === transaction.token);
      const unit = { symbol: community?.symbol ?? 'tokens', decimals: community?.decimals ?? 18 };
      const given = { config, chain, actor, transaction };
      const sponsored = isSponsored(transaction, gas);
      try {
        go({ at: 'checking' });
        await rehearse(given);
        go({ at: 'signing', sponsored });
        const id = sponsored ? await signAndSponsor(given) : await sendItself(given);
        go({ at: 'waiting', hash: sponsored ? null : (id as Hex), slow: false });
        const { label, token } = transaction;
        const entry = {
          id,
          kind: sponsored ? ('operation' as const) : ('transaction' as const),
          label,
          token,
          at: Date.now(),
          state: 'waiting' as const,
          hash: sponsored ? null : (id as Hex),
        };
        pending.add(entry);
        const result = await toItsEnd(config, entry, (hash, slow) => go({ at: 'waiting', hash, slow }));
        if (result.state === 'confirmed') {
          go({ at: 'confirmed', hash: result.hash });
          // The stream tells all of it; this is for a moment in which it is broken.
          for (const kind of ['balance', 'owned', 'items', 'history'])
            void client.invalidateQueries({ queryKey: [kind, token] });
          onConfirmed?.();
        } else go({ at: 'failed', code: result.code ?? '', sentence: result.sentence ?? sentenceFor('') });
      } catch (error) {
        if (isRejected(error)) return go({ at: 'rejected' });
        const told =
          error instanceof Refused
            ? { code: error.code, sentence: error.message }
            : explain(error, unit, chain.currency.symbol);
        go({ at: 'failed', ...told });
      }
    },
    [config, chain, communities, actor, gas, client, go, onConfirmed],
  );
  const reset = useCallback(() => go({ at: 'idle' }), [go]);
  return { phase, run, reset, actor, chain };
}
