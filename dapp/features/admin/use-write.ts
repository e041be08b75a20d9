import type { At, Body } from '@guildmint/bot/api/client.ts';
import { i18n } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { Address, Hex } from 'viem';
import { useConfig } from 'wagmi';
import { ApiError, useCommunity } from '../../lib/api.ts';
import { isOperation, type Method, staffSend } from '../../lib/staff-api.ts';
import { useActor } from '../../lib/wallet/actor.tsx';
import type { Config } from '../../lib/wallet/follow.ts';
import { type Pending, pending } from '../../lib/wallet/pending.ts';
import { isBusy, type Phase } from '../../lib/wallet/transaction.ts';
import { useTransaction } from '../../lib/wallet/use-transaction.ts';

/** Something that staff wish: a request, in words. {@link wish} makes it. */
export type Write = { label: string; method: Method; path: string; body?: unknown };

type Taken<M extends Method, P extends string> = Body<Lowercase<M>, P>;
type Known<M extends Method, P extends string> = [At<Lowercase<M>, P>] extends [never] ? never : unknown;

/**
 * A wish for what a route does, with what it takes.
 * @param label of what was done
 */
export const wish = <const M extends Method, const P extends string>(
  label: string,
  method: M,
  path: P & Known<M, P>,
  ...[body]: [Taken<M, P>] extends [undefined] ? [] : [body: Taken<M, P>]
): Write => ({ label, method, path, body });

const OTHER_WALLET = msg`Another wallet is signed in than the connected one: connect the one that you signed in with.`;
const WALLET_AWAY = msg`This is done by your own wallet: connect the one that you signed in with, and try again.`;

/**
 * Carries out one wish at a time, whichever way it goes: the database alone, the bot in the name of a Discord account, or a
 * transaction that the API has prepared for the own wallet.
 * @param onDone hears what the API answered; null where it answered nothing or the wallet did it
 */
export function useWrite(onDone?: (answered: unknown) => void) {
  const { token, symbol, decimals } = useCommunity();
  const client = useQueryClient();
  const config = useConfig() as Config;
  const actor = useActor();
  const [phase, setPhase] = useState<Phase>({ at: 'idle' });
  /** Whose answer did not come: pressed again unchanged it is the same wish, and is done once. */
  const open = useRef<{ wish: string; key: string } | null>(null);
  const done = useCallback(
    (answered: unknown) => {
      // The stream tells of most; this is for what it is silent about.
      void client.invalidateQueries({ queryKey: ['staff', token] });
      void client.invalidateQueries({ queryKey: ['system'] });
      onDone?.(answered);
    },
    [client, token, onDone],
  );
  const wallet = useTransaction(() => done(null));

  async function write({ label, method, path, body }: Write) {
    if (isBusy(phase) || isBusy(wallet.phase)) return;
    wallet.reset();
    setPhase({ at: 'checking' });
    const asked = JSON.stringify([method, path, body]);
    if (open.current?.wish !== asked) open.current = { wish: asked, key: crypto.randomUUID() };
    try {
      const answered = await staffSend(method, path, body, open.current.key);
      open.current = null;
      if (isOperation(answered)) {
        const { toItsEnd } = await import('../../lib/wallet/follow.ts');
        setPhase({ at: 'waiting', hash: null, slow: false });
        const entry: Pending = {
          ...{ id: answered.id, kind: 'operation', label, at: Date.now(), state: 'waiting', hash: null },
          unit: { symbol, decimals },
        };
        pending.add(entry);
        const result = await toItsEnd(config, entry, (hash, slow) => setPhase({ at: 'waiting', hash, slow }));
        if (result.state === 'failed') return setPhase({ at: 'failed', code: result.code, sentence: result.sentence });
        setPhase({ at: 'confirmed', hash: result.hash, label });
      } else setPhase({ at: 'confirmed', hash: null, label });
      done(answered);
    } catch (error) {
      if (error instanceof ApiError && error.code !== 'Unreachable') open.current = null;
      const { code, message, transaction } = error instanceof ApiError ? error : unknown();
      if (!transaction) return setPhase({ at: 'failed', code, sentence: message });
      const { from, to, data } = transaction;
      if (!actor) return setPhase({ at: 'failed', code, sentence: i18n._(WALLET_AWAY) });
      if (actor.address !== from.toLowerCase()) return setPhase({ at: 'failed', code, sentence: i18n._(OTHER_WALLET) });
      setPhase({ at: 'idle' });
      wallet.run({
        ...{ verb: 'prepared', label, token: token as Address, to: to as Address, data: data as Hex },
        sponsorable: false,
      });
    }
  }

  const shown = phase.at === 'idle' ? wallet.phase : phase;
  const reset = () => {
    setPhase({ at: 'idle' });
    wallet.reset();
  };
  return { phase: shown, busy: isBusy(shown), write, reset };
}

const unknown = () => new ApiError('Unknown', t`Something went wrong on this page: reload it and try again.`);
