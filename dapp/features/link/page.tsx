import type { ChallengeResponse, WalletResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { useQueryClient } from '@tanstack/react-query';
import { Link2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { useConfig } from 'wagmi';
import { Avatar } from '../../components/avatar.tsx';
import { Button, buttonClass } from '../../components/button.tsx';
import { shortAddress } from '../../components/identity.tsx';
import { Logo } from '../../components/logo.tsx';
import { cardClass } from '../../components/page-title.tsx';
import { Told } from '../../components/told.tsx';
import { ConnectButton } from '../../components/wallet/connect-button.tsx';
import { post, useChain } from '../../lib/api.ts';
import { walletOf } from '../../lib/wallet/act.ts';
import { useActor } from '../../lib/wallet/actor.tsx';
import { explain, isRejected } from '../../lib/wallet/errors.ts';
import type { Config } from '../../lib/wallet/follow.ts';

type Phase =
  | { at: 'idle' | 'asking' | 'rejected' }
  | { at: 'failed'; sentence: string }
  | { at: 'linked'; name: string };

/** Where `/wallet link` leads: a wallet proves itself to the Discord account that asked. */
export function LinkPage() {
  const [nonce] = useState(() => window.location.hash.slice(1));
  const [phase, setPhase] = useState<Phase>({ at: 'idle' });
  const config = useConfig() as Config;
  const chain = useChain().data;
  const actor = useActor();
  const client = useQueryClient();

  useEffect(() => {
    document.title = 'Link your wallet · Guildmint';
    // The secret is good once; it shall not stay in the address bar or the history.
    if (window.location.hash) window.history.replaceState(null, '', window.location.pathname);
  }, []);

  async function link() {
    if (!chain || !actor) return;
    setPhase({ at: 'asking' });
    try {
      const address = actor.owner;
      const challenge = await post<ChallengeResponse>('/api/challenges', { purpose: 'link', nonce, address });
      const wallet = await walletOf({ config, chain, actor });
      const signature = await wallet.signMessage({ message: challenge.message });
      const linked = await post<WalletResponse>('/api/link', { nonce: challenge.nonce, signature });
      client.setQueryData(['wallet', address], linked);
      void client.invalidateQueries({ queryKey: ['wallet'] });
      setPhase({ at: 'linked', name: linked.user?.name ?? challenge.user.name });
    } catch (error) {
      if (isRejected(error)) setPhase({ at: 'rejected' });
      else setPhase({ at: 'failed', ...explain(error, { symbol: '', decimals: 18 }, chain.currency.symbol) });
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
            <h1 className="text-xl font-bold">Linked</h1>
            <p className="flex items-center gap-2.5">
              <Avatar id={phase.name} name={phase.name} size="small" />
              This wallet now belongs to {phase.name} on Discord.
            </p>
            <Link to="/c" className={buttonClass('accent', 'min-h-11')}>
              Go to your community
            </Link>
          </>
        ) : nonce ? (
          <>
            <h1 className="text-xl font-bold">Link your wallet to Discord</h1>
            <p className="text-sm text-muted">
              Sign a text with your wallet: it proves that the wallet is yours, costs nothing and moves nothing. Do it
              only if you yourself asked for this with /wallet link.
            </p>
            {actor ? (
              <Button variant="accent" className="min-h-11 text-base" disabled={phase.at === 'asking'} onClick={link}>
                <Link2 className="size-4.5" aria-hidden />
                {phase.at === 'asking' ? 'Sign in your wallet …' : `Link ${shortAddress(actor.owner)}`}
              </Button>
            ) : (
              <ConnectButton />
            )}
            <div aria-live="polite">
              {phase.at === 'rejected' && (
                <Told tone="plain">You declined in your wallet. Nothing was linked; you can try again.</Told>
              )}
              {phase.at === 'failed' && <Told tone="fault">{phase.sentence}</Told>}
            </div>
          </>
        ) : (
          <>
            <h1 className="text-xl font-bold">Begin on Discord</h1>
            <p className="text-sm text-muted">
              Write /wallet link there: the bot gives you alone an address that leads back here. It is good once, for
              ten minutes.
            </p>
            <Link to="/c" className={buttonClass('secondary', 'min-h-11')}>
              Go to your community
            </Link>
          </>
        )}
      </section>
    </main>
  );
}
