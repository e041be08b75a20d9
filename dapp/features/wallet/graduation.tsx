import type { ChallengeResponse, OperationResponse, WalletResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Address, encodeFunctionData, type Hex } from 'viem';
import { useConfig, useReadContract } from 'wagmi';
import { Button } from '../../components/button.tsx';
import { Countdown } from '../../components/countdown.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Told } from '../../components/told.tsx';
import { PhaseWords } from '../../components/wallet/action-button.tsx';
import { post, useChain } from '../../lib/api.ts';
import { durationWords } from '../../lib/item-words.ts';
import { useSeconds } from '../../lib/use-seconds.ts';
import { sendItself, walletOf } from '../../lib/wallet/act.ts';
import { type Actor, useActor } from '../../lib/wallet/actor.tsx';
import { explain, isRejected } from '../../lib/wallet/errors.ts';
import { type Config, followOperation, followTransaction } from '../../lib/wallet/follow.ts';
import { useGas } from '../../lib/wallet/gas.ts';
import type { Phase } from '../../lib/wallet/transaction.ts';

type Account = NonNullable<WalletResponse['account']>;
type Chain = NonNullable<ReturnType<typeof useChain>['data']>;
type Given = { config: Config; chain: Chain; actor: Actor; account: Account };

/** From the bot's keeping into the member's own: asked for, waited for, finished. */
export function Graduation({ wallet, account }: { wallet: WalletResponse; account: Account }) {
  const { pending } = account;
  if (!pending) return <Ask wallet={wallet} account={account} />;
  if (pending.owner !== wallet.address)
    return <p className="mt-3">It is about to become another wallet’s: look at /wallet on Discord.</p>;
  return <Finish account={account} readyAt={pending.readyAt} />;
}

/** Runs one step and says where it stands. */
function useStep() {
  const config = useConfig() as Config;
  const chain = useChain().data;
  const actor = useActor();
  const client = useQueryClient();
  const [phase, setPhase] = useState<Phase>({ at: 'idle' });
  async function run(account: Account, step: (given: Given, set: (phase: Phase) => void) => Promise<void>) {
    if (!chain || !actor) return;
    try {
      await step({ config, chain, actor, account }, setPhase);
    } catch (error) {
      if (isRejected(error)) return setPhase({ at: 'rejected' });
      setPhase({ at: 'failed', ...explain(error, { symbol: '', decimals: 18 }, chain.currency.symbol) });
    }
    await client.invalidateQueries({ queryKey: ['wallet'] });
  }
  return { phase, run };
}

function Ask({ wallet, account }: { wallet: WalletResponse; account: Account }) {
  const [open, setOpen] = useState(false);
  const chain = useChain().data;
  const delays = useReadContract({
    address: chain?.contracts.custodian as Address,
    abi: custodianAbi,
    functionName: 'delays',
    query: { enabled: chain !== undefined },
  }).data;
  const { phase, run } = useStep();
  const busy = phase.at === 'signing' || phase.at === 'waiting';
  const wait = delays?.graduation;
  return (
    <div className="mt-4 border-t border-line pt-4">
      <p className="text-pretty">
        Make it your own: tokens, receipts and standing stay where they are, and from then on only your wallet can move
        anything.
      </p>
      <Button variant="accent" className="mt-3 min-h-11" onClick={() => setOpen(true)}>
        Graduate
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="Make this account your own?">
        <ul className="flex list-disc flex-col gap-2 pl-5 text-sm">
          <li>The account keeps its address; everything in it stays.</li>
          <li>
            {wait
              ? `It can be finished after ${durationWords(wait)}, by this wallet.`
              : 'This wallet then finishes it.'}
          </li>
          <li>From then on the bot cannot spend for you on Discord. It cannot be undone.</li>
          <li>Whoever loses the wallet’s key loses the account.</li>
        </ul>
        <Button
          variant="accent"
          className="min-h-11 text-base"
          disabled={busy}
          onClick={() =>
            run(account, async (given, set) => {
              set({ at: 'signing', sponsored: true });
              const { address } = wallet;
              const challenge = await post<ChallengeResponse>('/api/challenges', { purpose: 'graduate', address });
              const signer = await walletOf(given);
              const signature = await signer.signMessage({ message: challenge.message });
              const { id } = await post<OperationResponse>('/api/graduate', { nonce: challenge.nonce, signature });
              set({ at: 'waiting', hash: null, slow: false });
              const result = await followOperation(id, (hash, slow) => set({ at: 'waiting', hash, slow }));
              if (result.state === 'failed')
                return set({ at: 'failed', code: result.code ?? '', sentence: result.sentence ?? '' });
              set({ at: 'confirmed', hash: result.hash });
              setOpen(false);
            })
          }
        >
          {busy ? 'Sign in your wallet …' : 'Sign and graduate'}
        </Button>
        <div aria-live="polite">
          <PhaseWords phase={phase} label="Graduation" />
        </div>
      </Dialog>
    </div>
  );
}

function Finish({ account, readyAt }: { account: Account; readyAt: string }) {
  const now = useSeconds(true);
  const gas = useGas();
  const { phase, run } = useStep();
  const ready = Date.parse(readyAt) <= now;
  const busy = phase.at === 'signing' || phase.at === 'waiting';
  return (
    <div className="mt-4 border-t border-line pt-4">
      <p>
        {ready ? (
          'Ready: finish it with this wallet.'
        ) : (
          <>
            It can be finished in <Countdown until={readyAt} />. Until then the bot still acts for it.
          </>
        )}
      </p>
      <Button
        variant="accent"
        className="mt-3 min-h-11"
        disabled={!ready || busy}
        onClick={() =>
          run(account, async (given, set) => {
            set({ at: 'signing', sponsored: gas === 'sponsored' });
            const result = gas === 'sponsored' ? await finishSponsored(given, set) : await finishItself(given, set);
            set(
              result.state === 'failed'
                ? { at: 'failed', code: result.code ?? '', sentence: result.sentence ?? '' }
                : { at: 'confirmed', hash: result.hash },
            );
          })
        }
      >
        {busy ? 'One moment …' : 'Finish'}
      </Button>
      <div aria-live="polite">
        <PhaseWords phase={phase} label="Graduation" />
      </div>
      {!ready && <Told tone="plain">Was this not you? Tell the community’s staff at once: they can stop it.</Told>}
    </div>
  );
}

async function finishSponsored({ config, chain, actor, account }: Given, set: (phase: Phase) => void) {
  const signer = await walletOf({ config, chain, actor });
  const signature = await signer.signTypedData({
    domain: {
      name: 'Guildmint Custodian',
      version: '1',
      chainId: chain.chainId,
      verifyingContract: chain.contracts.custodian as Address,
    },
    types: {
      Claim: [
        { name: 'account', type: 'address' },
        { name: 'owner', type: 'address' },
      ],
    },
    primaryType: 'Claim',
    message: { account: account.address as Address, owner: actor.owner },
  });
  const { id } = await post<OperationResponse>('/api/forward', {
    kind: 'graduation',
    salt: account.salt,
    account: account.address,
    owner: actor.owner,
    signature,
  });
  set({ at: 'waiting', hash: null, slow: false });
  return followOperation(id, (hash, slow) => set({ at: 'waiting', hash, slow }));
}

async function finishItself({ config, chain, actor, account }: Given, set: (phase: Phase) => void) {
  const hash = await sendItself({
    config,
    chain,
    // The wallet itself finishes it: the account does not exist yet.
    actor: { kind: 'wallet', address: actor.owner, owner: actor.owner },
    transaction: {
      verb: 'finishGraduation',
      label: 'Graduation',
      token: account.address as Address,
      to: chain.contracts.custodian as Address,
      data: encodeFunctionData({
        abi: custodianAbi,
        functionName: 'finishGraduation',
        args: [account.salt as Hex, '0x'],
      }),
      sponsorable: false,
    },
  });
  set({ at: 'waiting', hash, slow: false });
  return followTransaction(config, hash, (latest, slow) => set({ at: 'waiting', hash: latest, slow }));
}
