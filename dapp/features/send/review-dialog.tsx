import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { type Address, getAddress } from 'viem';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Identity, shortAddress } from '../../components/identity.tsx';
import { Money } from '../../components/money.tsx';
import { ActionButton } from '../../components/wallet/action-button.tsx';
import { exactAmount } from '../../lib/amount.ts';
import { useChain, useCommunity } from '../../lib/api.ts';
import type { Member } from '../../lib/recipient.ts';
import { useActor } from '../../lib/wallet/actor.tsx';
import { giftOf, transferOf } from './sending.ts';
import type { GiftRules } from './use-gift-rules.ts';

type ReviewDialogProps = {
  member: Member;
  amount: bigint;
  plain: boolean;
  rules: GiftRules | undefined;
  have: bigint | undefined;
  close: (sent: boolean) => void;
};

/** Everything once more, and the wallet's part. */
export function ReviewDialog({ member, amount, plain, rules, have, close }: ReviewDialogProps) {
  const { token, symbol, decimals } = useCommunity();
  const gifts = useChain().data?.contracts.gifts as Address | undefined;
  const actor = useActor();
  const client = useQueryClient();
  // What it was before: the balance that follows it moves while it is sent.
  const [before] = useState(have);
  const [sent, setSent] = useState(false);
  const shown = `${exactAmount(amount, decimals)} ${symbol}`;
  const name = member.name ?? shortAddress(member.address);
  const transaction = useMemo(() => {
    if (!gifts) return null;
    const what = { token: token as Address, to: member.address as Address, amount };
    return plain
      ? { ...transferOf(what, actor?.kind === 'account'), label: t`Transfer ${shown} to ${name}` }
      : { ...giftOf(what, gifts), label: t`Send ${shown} to ${name}` };
  }, [gifts, token, member.address, amount, plain, actor?.kind, shown, name]);

  if (sent)
    return (
      <Dialog open onClose={() => close(true)} title={t`Sent`}>
        <p role="status">
          <Trans>
            {name} has received <Money amount={amount} className="font-semibold" />.
          </Trans>
        </p>
        <Button variant="accent" className="min-h-11 text-base" onClick={() => close(true)}>
          <Trans>Done</Trans>
        </Button>
      </Dialog>
    );
  const bonus = plain ? 0n : (amount * BigInt(rules?.bonusBps ?? 0)) / 10_000n;
  return (
    <Dialog
      open
      onClose={() => close(false)}
      title={t`Send ${shown}?`}
      description={t`What is sent cannot be taken back.`}
    >
      <dl className="flex flex-col gap-2.5 border-y border-line py-3.5 text-sm">
        <Row label={t`To`}>
          <Identity {...member} />
        </Row>
        <Row label={t`Address`}>
          <code className="text-right text-xs break-all">{getAddress(member.address)}</code>
        </Row>
        <Row label={t`Amount`}>
          <Money amount={amount} className="font-semibold" />
        </Row>
        {bonus > 0n && (
          <Row label={t`Bonus on top`}>
            <Money amount={bonus} />
          </Row>
        )}
        {before !== undefined && before >= amount && (
          <Row label={t`Your balance after`}>
            <Money amount={before - amount} />
          </Row>
        )}
      </dl>
      <ActionButton
        transaction={transaction}
        idle={t`Send ${shown}`}
        onConfirmed={() => {
          void client.invalidateQueries({ queryKey: ['gift-rules', token] });
          setSent(true);
        }}
      />
    </Dialog>
  );
}

const Row = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="flex items-center justify-between gap-4">
    <dt className="text-muted">{label}</dt>
    <dd className="min-w-0 text-right">{children}</dd>
  </div>
);
