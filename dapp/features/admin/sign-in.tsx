import { i18n } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { KeyRound, Wallet } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useLocation } from 'react-router';
import { useConfig, useConnect, useConnection, useConnectors } from 'wagmi';
import { Button, buttonClass } from '../../components/button.tsx';
import { Field, inputClass } from '../../components/field.tsx';
import { shortAddress } from '../../components/identity.tsx';
import { cardClass } from '../../components/page-title.tsx';
import { Told } from '../../components/told.tsx';
import { useConnectDialog } from '../../components/wallet/connect-dialog.tsx';
import { useChain } from '../../lib/api.ts';
import { signInWithPassword, signInWithWallet, useWays } from '../../lib/staff-api.ts';
import { useActor } from '../../lib/wallet/actor.tsx';
import type { Config } from '../../lib/wallet/follow.ts';
import { chooseLocal, LOCAL_WALLET, OWNER_PLACE } from '../../lib/wallet/local-accounts.ts';
import { isRejected } from '../../lib/wallet/said.ts';

/** The ways in that this installation offers. */
export function SignIn() {
  const ways = useWays().data;
  const local = useChain().data?.local;
  const { pathname } = useLocation();
  return (
    <div className="mx-auto flex max-w-md flex-col gap-5 pt-4">
      <div>
        <h1 className="text-2xl font-bold tracking-tight">
          <Trans>Sign in to the dashboard</Trans>
        </h1>
        <p className="mt-1 text-muted">
          <Trans>For moderators, admins and the owner of this community, and who runs the bot.</Trans>
        </p>
      </div>
      <WithWallet />
      {local && <AsDemoOwner />}
      {ways?.discord && (
        <section aria-label={t`With Discord`} className={cardClass}>
          <a
            href={`/api/auth/discord?to=${encodeURIComponent(pathname)}`}
            className={buttonClass('primary', 'min-h-11 w-full')}
          >
            <Trans>Sign in with Discord</Trans>
          </a>
          <p className="mt-2 text-sm text-muted">
            <Trans>The bot then acts for your account, with no wallet needed.</Trans>
          </p>
        </section>
      )}
      {ways?.password && <WithPassword />}
    </div>
  );
}

/** Runs one attempt at a time; once it is through, the session is looked for. */
function useAttempt() {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState<{ tone: 'plain' | 'fault'; words: ReactNode } | null>(null);
  async function attempt(signIn: () => Promise<unknown>) {
    setBusy(true);
    setTold(null);
    try {
      await signIn();
      await client.resetQueries({ queryKey: ['session'] });
    } catch (error) {
      setTold(
        isRejected(error)
          ? { tone: 'plain', words: t`You declined in your wallet: nobody is signed in.` }
          : { tone: 'fault', words: error instanceof Error ? sentenceOf(error) : i18n._(WALLET_SILENT) },
      );
    } finally {
      setBusy(false);
    }
  }
  return { busy, told: told && <Told tone={told.tone}>{told.words}</Told>, attempt };
}

const WALLET_SILENT = msg`The wallet did not sign: open it, unlock it, and try again.`;
/** Words of the API are for people, a library’s are not. */
const sentenceOf = (error: Error) => (error.name === 'ApiError' ? error.message : i18n._(WALLET_SILENT));

/** Asks the connected wallet for the signature that proves whose it is. */
function useSigning() {
  const config = useConfig() as Config;
  return (address: `0x${string}`) =>
    signInWithWallet(address, async (message) =>
      (await import('../../lib/wallet/act.ts')).signText(config, address, message),
    );
}

function WithWallet() {
  const actor = useActor();
  const { open } = useConnectDialog();
  const sign = useSigning();
  const { busy, told, attempt } = useAttempt();
  return (
    <section aria-label={t`With a wallet`} className={cardClass}>
      <Button
        variant="accent"
        className="min-h-11 w-full"
        disabled={busy}
        onClick={() => (actor ? void attempt(() => sign(actor.owner)) : open())}
      >
        <Wallet className="size-4.5" aria-hidden />
        {busy ? t`Sign in your wallet …` : actor ? t`Sign in as ${shortAddress(actor.owner)}` : t`Connect a wallet`}
      </Button>
      <p className="mt-2 text-sm text-muted">
        <Trans>Your wallet signs a text. That costs nothing and moves nothing.</Trans>
      </p>
      {told}
    </section>
  );
}

/** On the local network everything is open for trying out: its node signs for the owner too. */
function AsDemoOwner() {
  const connector = useConnectors().find(({ id }) => id === LOCAL_WALLET);
  const { connector: current } = useConnection();
  const { mutateAsync: connect } = useConnect();
  const sign = useSigning();
  const { busy, told, attempt } = useAttempt();
  if (!connector) return null;
  const enter = async () => {
    const owner = await chooseLocal(OWNER_PLACE);
    if (current?.uid !== connector.uid) await connect({ connector });
    if (owner) await sign(owner);
  };
  return (
    <section aria-label={t`On the local network`} className={cardClass}>
      <Button className="min-h-11 w-full" disabled={busy} onClick={() => void attempt(enter)}>
        <KeyRound className="size-4.5" aria-hidden />
        <Trans>Look around as the demo’s owner</Trans>
      </Button>
      <p className="mt-2 text-sm text-muted">
        <Trans>Here the local test wallet also holds the account that owns the demo communities.</Trans>
      </p>
      {told}
    </section>
  );
}

function WithPassword() {
  const { busy, told, attempt } = useAttempt();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void attempt(() => signInWithPassword(`${form.get('username')}`, `${form.get('password')}`));
  };
  return (
    <section aria-label={t`As the operator`} className={cardClass}>
      <h2 className="mb-3 font-semibold">
        <Trans>As the operator</Trans>
      </h2>
      <form className="flex flex-col gap-3" onSubmit={submit}>
        <Field label={t`Name`} required>
          {(control) => (
            <input {...control} name="username" autoComplete="username" maxLength={64} className={inputClass} />
          )}
        </Field>
        <Field label={t`Password`} required>
          {(control) => (
            <input
              {...control}
              name="password"
              type="password"
              autoComplete="current-password"
              maxLength={256}
              className={inputClass}
            />
          )}
        </Field>
        <Button type="submit" className="min-h-11" disabled={busy}>
          <Trans>Sign in</Trans>
        </Button>
      </form>
      {told}
    </section>
  );
}
