import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ScanSearch } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { type Address, isAddress } from 'viem';
import { Button } from '../../components/button.tsx';
import { Field, inputClass } from '../../components/field.tsx';
import { cardClass, PageTitle } from '../../components/page-title.tsx';
import { LoadFailure } from '../../components/states.tsx';
import { formatCount } from '../../lib/amount.ts';
import { useWallet } from '../../lib/api.ts';
import { useActor } from '../../lib/wallet/actor.tsx';
import { Result } from './result.tsx';
import { useAudit } from './use-audit.ts';

/** Proves a balance in the reader's own browser: nobody has to be believed. */
export function AuditPage() {
  const actor = useActor();
  const account = useWallet(actor?.owner).data?.account?.address;
  const [search, setSearch] = useSearchParams();
  const asked = search.get('of') ?? actor?.address ?? '';
  const [typed, setTyped] = useState(asked);
  const [touched, setTouched] = useState(false);
  const { phase, start, cancel } = useAudit();
  useEffect(() => {
    if (asked) setTyped(asked);
  }, [asked]);
  const address = typed.trim();
  // Strict: a capital letter out of place is a typing mistake.
  const valid = isAddress(address, { strict: /[A-F]/.test(address.slice(2)) });
  const running = phase.at === 'running';

  function submit(event: FormEvent) {
    event.preventDefault();
    setTouched(true);
    if (!valid || running) return;
    setSearch({ of: address }, { replace: true, preventScrollReset: true });
    void start(address.toLowerCase() as Address);
  }

  return (
    <>
      <PageTitle title={t`Audit`} />
      <form className={`${cardClass} flex flex-col gap-4`} onSubmit={submit} noValidate>
        <p className="max-w-prose text-sm text-muted">
          <Trans>
            Your browser reads every movement of an account from the chain’s own events, adds them up, and holds the sum
            against what the contract says and what the server’s cache shows.
          </Trans>
        </p>
        <Field
          label={t`Account`}
          error={touched && !valid ? t`An account is 0x and 40 more characters: copy it again.` : undefined}
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
        <div className="flex flex-wrap gap-2">
          {running ? (
            // Another button than the one that submits: turned into it under the finger, it would begin anew.
            <Button key="cancel" className="min-h-11" onClick={cancel}>
              <Trans>Cancel</Trans>
            </Button>
          ) : (
            <Button key="rebuild" type="submit" variant="accent" className="min-h-11">
              <ScanSearch className="size-4" aria-hidden />
              <Trans>Rebuild the balance</Trans>
            </Button>
          )}
          {!running && account && account !== address.toLowerCase() && (
            <Button className="min-h-11" onClick={() => setTyped(account)}>
              <Trans>Take my account on Discord</Trans>
            </Button>
          )}
        </div>
        {running && <Reading {...phase} />}
      </form>
      <div aria-live="polite" className="mt-5">
        {phase.at === 'done' && <Result audit={phase.audit} />}
        {phase.at === 'failed' && (
          <LoadFailure
            what={t`the chain’s events`}
            error={phase.error}
            onRetry={() => start(address.toLowerCase() as Address)}
          />
        )}
      </div>
    </>
  );
}

function Reading({ block, from, of, movements }: { block: number; from: number; of: number; movements: number }) {
  const share = of > from ? Math.floor(((block - from) / (of - from)) * 100) : 0;
  return (
    <div>
      <div
        role="progressbar"
        aria-label={t`Blocks read`}
        aria-valuenow={share}
        aria-valuemin={0}
        aria-valuemax={100}
        className="h-2 overflow-hidden rounded-full bg-field"
      >
        <div className="h-full rounded-full bg-accent" style={{ width: `${share}%` }} />
      </div>
      <p role="status" className="mt-1.5 text-sm text-muted tabular-nums">
        <Trans>
          Block {formatCount(block)} of {formatCount(of)}, {formatCount(movements)} movements so far
        </Trans>
      </p>
    </div>
  );
}
