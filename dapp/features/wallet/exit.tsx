import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Address, Hex } from 'viem';
import { getBlock } from 'viem/actions';
import { useClient } from 'wagmi';
import { Countdown } from '../../components/countdown.tsx';
import { Field, inputClass } from '../../components/field.tsx';
import { cardClass, Skeleton } from '../../components/page-title.tsx';
import { LoadFailure } from '../../components/states.tsx';
import { Told } from '../../components/told.tsx';
import { StepButton } from '../../components/wallet/step-button.tsx';
import { useChain } from '../../lib/api.ts';
import { durationWords } from '../../lib/item-words.ts';
import { read } from '../../lib/read-contract.ts';
import { formatTime } from '../../lib/time.ts';
import { exitAccount, requestExit } from './steps.ts';

const SALT = /^0x[0-9a-f]{64}$/i;
const LOOK_MS = 5_000;

/** The way out that the operator cannot stop: for a recovery address, by the account's salt alone. */
export function Exit({ own }: { own: Address }) {
  const [typed, setTyped] = useState('');
  const salt = typed.trim();
  const valid = SALT.test(salt);
  return (
    <details className={cardClass}>
      <summary className="flex min-h-11 cursor-pointer items-center font-semibold">
        <Trans>Leave without the operator</Trans>
      </summary>
      <p className="mt-1 mb-4 text-sm text-muted text-pretty">
        <Trans>
          If this wallet is an account’s recovery address, it can make that account its own though the bot is silent or
          refuses. Only the chain is asked.
        </Trans>
      </p>
      <Field
        label={t`Salt of the account`}
        hint={t`/wallet recovery on Discord shows it; it also stands in every batch that carried a call of yours.`}
        error={salt !== '' && !valid ? t`A salt is 0x and 64 more characters: copy it again.` : undefined}
      >
        {(control) => (
          <input
            {...control}
            className={`${inputClass} font-mono text-sm`}
            value={typed}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            placeholder="0x…"
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      {valid && <Standing key={salt} salt={salt as Hex} own={own} />}
    </details>
  );
}

/** How far the account is on its way out, as the Custodian says; in the chain's time. */
function useExit(salt: Hex) {
  const client = useClient();
  const custodian = useChain().data?.contracts.custodian as Address | undefined;
  return useQuery({
    queryKey: ['wallet', 'exit', salt],
    queryFn: async () => {
      const contract = { address: custodian!, abi: custodianAbi } as const;
      const account = await read(client!, { ...contract, functionName: 'accountOf', args: [salt] });
      const [[recovery, effectiveAt], readyAt, graduated, { forcedExit }, { timestamp }] = await Promise.all([
        read(client!, { ...contract, functionName: 'recoveryOf', args: [account] }),
        read(client!, { ...contract, functionName: 'exitReadyAt', args: [account] }),
        read(client!, { ...contract, functionName: 'isGraduated', args: [account] }),
        read(client!, { ...contract, functionName: 'delays' }),
        getBlock(client!),
      ]);
      const seconds = {
        effectiveAt: Number(effectiveAt),
        readyAt: Number(readyAt),
        forcedExit,
        now: Number(timestamp),
      };
      return { account, recovery: recovery.toLowerCase(), graduated, ...seconds, readAt: Date.now() };
    },
    enabled: Boolean(client && custodian),
    refetchInterval: LOOK_MS,
  });
}

function Standing({ salt, own }: { salt: Hex; own: Address }) {
  const exit = useExit(salt);
  if (exit.isError)
    return (
      <LoadFailure
        what={t`the account`}
        error={new Error(t`The chain does not answer: check your connection and try again.`)}
        onRetry={() => exit.refetch()}
      />
    );
  if (!exit.data) return <Skeleton className="mt-4 h-20" />;
  const { account, recovery, effectiveAt, readyAt, graduated, forcedExit, now, readAt } = exit.data;
  // The contract counts in the chain's time, which on a local network may be set ahead of the clock.
  const clock = (seconds: number) => readAt + (seconds - now) * 1000;
  return (
    <div className="mt-4 border-t border-line pt-4 text-sm">
      <p className="mb-3">
        <Trans>
          Account <code className="text-xs break-all">{account}</code>
        </Trans>
      </p>
      {graduated ? (
        <Told tone="success">
          <Trans>This account has its owner: the bot can no longer move anything of it.</Trans>
        </Told>
      ) : recovery !== own ? (
        <Told tone="fault">
          <Trans>This wallet is not the account’s recovery address: connect the one that is.</Trans>
        </Told>
      ) : effectiveAt > now ? (
        <Told tone="plain">
          <Trans>This wallet can act for it from {formatTime(clock(effectiveAt), 'f')}.</Trans>
        </Told>
      ) : readyAt === 0 ? (
        <>
          <p className="mb-3">
            <Trans>
              Announce it first; {durationWords(forcedExit)} later this wallet takes the account over, and nobody can
              stop it.
            </Trans>
          </p>
          <StepButton step={requestExit(salt)}>
            <Trans>Announce the exit</Trans>
          </StepButton>
        </>
      ) : readyAt > now ? (
        <p>
          <Trans>
            Announced. This wallet can take it over in <Countdown until={new Date(clock(readyAt)).toISOString()} />.
          </Trans>
        </p>
      ) : (
        <>
          <p className="mb-3">
            <Trans>The wait is over: everything in the account stays, and only this wallet moves it.</Trans>
          </p>
          <StepButton step={exitAccount(salt)}>
            <Trans>Make it my own</Trans>
          </StepButton>
        </>
      )}
    </div>
  );
}
