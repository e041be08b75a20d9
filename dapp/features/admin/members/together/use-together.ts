import { t } from '@lingui/core/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Hex } from 'viem';
import { ApiError, operation, useToken } from '../../../../lib/api.ts';
import { staffSend } from '../../../../lib/staff-api.ts';
import type { Verb } from '../pay-fields.tsx';

type Operations = { operations: Awaited<ReturnType<typeof operation>>[] };
/** How far the payment of one member is. */
export type Outcome = { state: 'waiting' | 'confirmed' | 'failed'; hash: Hex | null; sentence: string | null };

const WAIT_SECONDS = 20;
const PAUSE_MS = 1_000;
/** A browser opens few connections to one server: others need some, too. */
const AT_ONCE = 3;
const ENDED = ['mined', 'final', 'failed'];

const outcomeOf = ({ state, txHash, error }: Operations['operations'][number]): Outcome => ({
  state: state === 'failed' ? 'failed' : ENDED.includes(state) ? 'confirmed' : 'waiting',
  hash: txHash as Hex | null,
  sentence: error?.detail ?? null,
});

/** Pays several members by one request, all of them or nobody, and follows what becomes of each. */
export function useTogether() {
  const token = useToken();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [outcomes, setOutcomes] = useState<Outcome[] | null>(null);

  /** One list is one wish, however often its button is pressed. */
  const [key] = useState(() => crypto.randomUUID());
  const left = useRef(false);
  useEffect(() => {
    left.current = false;
    return () => {
      left.current = true;
    };
  }, []);

  async function follow(id: string, place: number) {
    while (!left.current) {
      try {
        const found = await operation(id, WAIT_SECONDS);
        if (!ENDED.includes(found.state)) continue;
        return setOutcomes((now) => now?.with(place, outcomeOf(found)) ?? null);
      } catch {
        // The server is away: unknown is not failed.
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
  }

  async function pay(verb: Verb, payments: { userId: string; amount: string }[], reason: string) {
    if (busy) return;
    setBusy(true);
    setFault(null);
    try {
      const path = `/api/tokens/${verb}/bulk?community=${token}`;
      const { operations } = (await staffSend<Operations>('POST', path, { payments, reason }, key))!;
      setOutcomes(operations.map(outcomeOf));
      const rest = operations.entries();
      const worker = async () => {
        for (const [place, { id }] of rest) await follow(id, place);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
      await client.invalidateQueries({ queryKey: ['staff', token] });
    } catch (error) {
      setFault(
        error instanceof ApiError ? error.message : t`Something went wrong on this page: reload it and try again.`,
      );
    } finally {
      setBusy(false);
    }
  }

  return { busy, fault, outcomes, pay };
}
