import { t } from '@lingui/core/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { Address, Hex } from 'viem';
import { useConfig } from 'wagmi';
import { useChain, useCommunities } from '../api.ts';
import { loadSentences } from '../sentences.ts';
import type { Given } from './act.ts';
import { useActor } from './actor.tsx';
import { unlessItLeaves } from './departure.ts';
import type { Told } from './errors.ts';
import type { Config } from './follow.ts';
import { type Pending, pending } from './pending.ts';
import { isRejected } from './said.ts';
import { isBusy, type Phase } from './transaction.ts';

/** Something that the wallet is asked for and that ends on the chain. */
export type Step = {
  label: string;
  /** Of the community concerned, if it concerns one. */
  token: Address | null;
  /** Whether the operator sends it; the wallet only signs. */
  sponsored: boolean;
  /** Whether the operator could. */
  gasless: boolean;
  /** Asks whether it would go through. @throws what the chain says against it */
  check?(given: Given): Promise<void>;
  /** @returns the operation's id where sponsored, else the transaction's hash */
  send(given: Given, signal: AbortSignal): Promise<string>;
};

type Following = typeof import('./follow.ts');
const unreachable = () =>
  t`A part of this page could not be loaded and nothing was sent: check your connection and reload it.`;

/** Runs one step at a time and says where it stands. */
export function useRun(onConfirmed?: () => void) {
  const config = useConfig() as Config;
  const chain = useChain().data;
  const communities = useCommunities().data;
  const actor = useActor();
  const client = useQueryClient();
  const [phase, setPhase] = useState<Phase>({ at: 'idle' });
  const current = useRef(phase);
  const confirmed = useRef(onConfirmed);
  confirmed.current = onConfirmed;
  const go = useCallback((next: Phase) => {
    current.current = next;
    setPhase(next);
  }, []);

  const run = useCallback(
    async ({ label, token, sponsored, gasless, check, send }: Step) => {
      if (!chain || !actor || isBusy(current.current)) return;
      const community = communities?.find((each) => each.token === token);
      const unit = community ? { symbol: community.symbol, decimals: community.decimals } : null;
      const given = { config, chain, actor };
      const follow = (id: string, { toItsEnd }: Following) => {
        const hash = sponsored ? null : (id as Hex);
        const kind = sponsored ? 'operation' : 'transaction';
        const entry: Pending = { id, kind, label, at: Date.now(), state: 'waiting', hash, unit };
        pending.add(entry);
        return toItsEnd(config, entry, (latest, slow) => {
          if (current.current.at === 'waiting') go({ at: 'waiting', hash: latest, slow });
        });
      };
      try {
        go({ at: 'checking' });
        // Here already: once something is sent nothing may be missing to follow it.
        const [following] = await Promise.all([import('./follow.ts'), loadSentences('refusals')]);
        await check?.(given);
        go({ at: 'signing', sponsored });
        const id = await unlessItLeaves(
          config,
          (signal) => send(given, signal),
          (late) => void follow(late, following),
        );
        go({ at: 'waiting', hash: sponsored ? null : (id as Hex), slow: false });
        const result = await follow(id, following);
        if (result.state === 'failed') {
          const { code, sentence } = result;
          return go({ at: 'failed', code, sentence });
        }
        go({ at: 'confirmed', hash: result.hash, label });
        // The stream tells all of it; this is for a moment in which it is broken.
        for (const kind of ['balance', 'owned', 'items', 'history'])
          void client.invalidateQueries({ queryKey: [kind, token] });
        confirmed.current?.();
      } catch (error) {
        if (isRejected(error)) return go({ at: 'rejected' });
        const told = await import('./errors.ts').then(
          ({ explain }) => explain(error, unit, chain.currency.symbol, gasless),
          (): Told => ({ code: 'Unreachable', sentence: unreachable() }),
        );
        go({ at: 'failed', ...told });
      }
    },
    [config, chain, communities, actor, client, go],
  );
  const reset = useCallback(() => go({ at: 'idle' }), [go]);
  return { phase, run, reset, actor, chain };
}
