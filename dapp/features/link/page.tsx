import type { ChallengeResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { Link2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { useConfig } from 'wagmi';
import { Avatar } from '../../components/avatar.tsx';
import { Button, buttonClass } from '../../components/button.tsx';
import { shortAddress } from '../../components/identity.tsx';
import { Logo } from '../../components/logo.tsx';
import { cardClass } from '../../components/page-title.tsx';
import { Told } from '../../components/told.tsx';
import { ConnectButton } from '../../components/wallet/connect-button.tsx';
import { post, useChain } from '../../lib/api.ts';
import { signText } from '../../lib/wallet/act.ts';
import { useActor } from '../../lib/wallet/actor.tsx';
import { unlessItLeaves } from '../../lib/wallet/departure.ts';
import { explain } from '../../lib/wallet/errors.ts';
import type { Config } from '../../lib/wallet/follow.ts';
import { isRejected } from '../../lib/wallet/said.ts';

type Phase =
  | { at: 'idle' | 'asking' | 'rejected' }
  | { at: 'failed'; sentence: string }
  | { at: 'linked'; user: ChallengeResponse['user'] };

/** Where `/wallet link` leads: a wallet proves itself to the Discord account that asked. */
export function LinkPage() {
  const nonce = useNonce();
  const [phase, setPhase] = useState<Phase>({ at: 'idle' });
  const config = useConfig() as Config;
  const chain = useChain().data;
  const actor = useActor();
  const client = useQueryClient();

  useEffect(() => {
    document.title = t`Link your wallet · Guildmint`;
  }, []);
  // Another address, asked for because the first was used or too old, begins anew.
  useEffect(() => {
    if (nonce) setPhase({ at: 'idle' });
  }, [nonce]);

  async function link() {
    if (!chain || !actor) return;
    setPhase({ at: 'asking' });
    try {
      const address = actor.owner;
      const challenge = await post('/api/challenges', { purpose: 'link', nonce, address });
      const signature = await unlessItLeaves(
        config,
        () => signText(config, address, challenge.message),
        () => undefined,
      );
      const linked = await post('/api/link', { nonce: challenge.nonce, signature });
      client.setQueryData(['wallet', address], linked);
      void client.invalidateQueries({ queryKey: ['wallet'] });
      setPhase({ at: 'linked', user: linked.user ?? challenge.user });
    } catch (error) {
      if (isRejected(error)) setPhase({ at: 'rejected' });
      else setPhase({ at: 'failed', sentence: explain(error, null, chain.currency.symbol, false).sentence });
    }
  }

  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-5 p-5">
      <p className="flex items-center gap-2.5 font-semibold">
        <Logo className="size-8" />
        Guildmint
      </p>
      <section className={`${cardClass} flex flex-col gap-3`}>
        {phase.at === 'linked' ? (
          <>
            <h1 className="text-xl font-bold">
              <Trans>Linked</Trans>
            </h1>
            <p className="flex items-center gap-2.5">
              <Avatar id={phase.user.id} name={phase.user.name} size="small" />
              <Trans>This wallet now belongs to {phase.user.name} on Discord.</Trans>
            </p>
            <Link to="/c" className={buttonClass('accent', 'min-h-11')}>
              <Trans>Go to your community</Trans>
            </Link>
          </>
        ) : nonce ? (
          <>
            <h1 className="text-xl font-bold">
              <Trans>Link your wallet to Discord</Trans>
            </h1>
            <p className="text-sm text-muted">
              <Trans>
                Sign a text with your wallet: it proves that the wallet is yours, costs nothing and moves nothing. Do it
                only if you yourself asked for this with /wallet link.
              </Trans>
            </p>
            {actor ? (
              <Button variant="accent" className="min-h-11 text-base" disabled={phase.at === 'asking'} onClick={link}>
                <Link2 className="size-4.5" aria-hidden />
                {phase.at === 'asking' ? t`Sign in your wallet …` : t`Link ${shortAddress(actor.owner)}`}
              </Button>
            ) : (
              <ConnectButton />
            )}
            <div aria-live="polite" className="empty:-mt-3">
              {phase.at === 'rejected' && (
                <Told tone="plain">
                  <Trans>You declined in your wallet. Nothing was linked; you can try again.</Trans>
                </Told>
              )}
              {phase.at === 'failed' && <Told tone="fault">{phase.sentence}</Told>}
            </div>
          </>
        ) : (
          <>
            <h1 className="text-xl font-bold">
              <Trans>Begin on Discord</Trans>
            </h1>
            <p className="text-sm text-muted">
              <Trans>
                Write /wallet link there: the bot gives you alone an address that leads back here. It is good once, for
                ten minutes.
              </Trans>
            </p>
            <Link to="/c" className={buttonClass('secondary', 'min-h-11')}>
              <Trans>Go to your community</Trans>
            </Link>
          </>
        )}
      </section>
    </main>
  );
}

/** The secret behind the `#`. It is good once and shall not stay in the address bar or the history. */
function useNonce() {
  const { hash } = useLocation();
  const navigate = useNavigate();
  const [nonce, setNonce] = useState(hash.slice(1));
  useEffect(() => {
    if (!hash) return;
    setNonce(hash.slice(1));
    void navigate({ hash: '' }, { replace: true });
  }, [hash, navigate]);
  return nonce;
}
