import type { WalletResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import type { Address } from 'viem';
import { useReadContract } from 'wagmi';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field, inputClass } from '../../components/field.tsx';
import { StepButton } from '../../components/wallet/step-button.tsx';
import { useChain } from '../../lib/api.ts';
import { durationWords } from '../../lib/item-words.ts';
import { Finish } from './finish.tsx';
import { askToGraduate } from './steps.ts';

const PIN = /^\d{4,6}$/;

export type Account = NonNullable<WalletResponse['account']>;

/** From the bot's keeping into the member's own: asked for, waited for, finished. */
export function Graduation({ wallet, account }: { wallet: WalletResponse; account: Account }) {
  const { pending } = account;
  if (!pending) return <Ask />;
  if (pending.owner !== wallet.address)
    return (
      <p className="mt-3">
        <Trans>It is about to become another wallet’s: look at /wallet on Discord.</Trans>
      </p>
    );
  return <Finish account={account} readyAt={pending.readyAt} />;
}

function Ask() {
  const [open, setOpen] = useState(false);
  const [pin, setPin] = useState('');
  const chain = useChain().data;
  const delays = useReadContract({
    address: chain?.contracts.custodian as Address,
    abi: custodianAbi,
    functionName: 'delays',
    query: { enabled: chain !== undefined },
  }).data;
  const wait = delays?.graduation;
  return (
    <div className="mt-4 border-t border-line pt-4">
      <p className="text-pretty">
        <Trans>
          Make it your own: tokens, receipts and standing stay where they are, and from then on only your wallet can
          move anything.
        </Trans>
      </p>
      <Button variant="accent" className="mt-3 min-h-11" onClick={() => setOpen(true)}>
        <Trans>Graduate</Trans>
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t`Make this account your own?`}>
        <ul className="flex list-disc flex-col gap-2 pl-5 text-sm">
          <li>
            <Trans>The account keeps its address; everything in it stays.</Trans>
          </li>
          <li>
            {wait
              ? t`It takes ${durationWords(wait)}: then this wallet finishes it. Until then it can be stopped.`
              : t`This wallet then finishes it.`}
          </li>
          <li>
            <Trans>From then on the bot cannot spend for you on Discord. It cannot be undone.</Trans>
          </li>
          <li>
            <Trans>Whoever loses the wallet’s key loses the account.</Trans>
          </li>
        </ul>
        <Field label={t`PIN`} hint={t`The one that you set with /wallet pin on Discord.`} className="my-4" required>
          {(control) => (
            <input
              {...control}
              className={`${inputClass} tabular-nums`}
              type="password"
              inputMode="numeric"
              autoComplete="off"
              maxLength={6}
              value={pin}
              onChange={(event) => setPin(event.target.value)}
            />
          )}
        </Field>
        <StepButton step={PIN.test(pin) ? askToGraduate(pin) : null}>
          <Trans>Sign and graduate</Trans>
        </StepButton>
      </Dialog>
    </div>
  );
}
