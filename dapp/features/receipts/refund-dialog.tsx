import type { PurchaseResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { shopAbi } from '@guildmint/contracts/abi.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMemo, useState } from 'react';
import { type Address, encodeFunctionData } from 'viem';
import { Button } from '../../components/button.tsx';
import { Countdown } from '../../components/countdown.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Money } from '../../components/money.tsx';
import { Stepper } from '../../components/stepper.tsx';
import { ActionButton } from '../../components/wallet/action-button.tsx';
import { formatCount } from '../../lib/amount.ts';
import { useBalance, useChain, useCommunity } from '../../lib/api.ts';
import { useActor } from '../../lib/wallet/actor.tsx';

/** Asks once more, and says what comes back and what is gone. */
export function RefundDialog({ purchase, close }: { purchase: PurchaseResponse; close: () => void }) {
  const { token } = useCommunity();
  const shop = useChain().data?.contracts.shop as Address | undefined;
  const have = useBalance(useActor()?.address).data?.balance.value;
  const [chosen, choose] = useState<number>();
  const [done, setDone] = useState<bigint>();
  const { item, refund, unitPrice } = purchase;
  const most = refund?.units ?? 0;
  const units = Math.min(chosen ?? most, most);
  const amount = refund ? (BigInt(unitPrice.value) * BigInt(units) * BigInt(refund.bps)) / 10_000n : 0n;
  const transaction = useMemo(
    () =>
      shop && units > 0
        ? {
            verb: 'refund',
            label: units > 1 ? t`Give back ${units} × ${item.name}` : t`Give back ${item.name}`,
            token: token as Address,
            to: shop,
            data: encodeFunctionData({
              abi: shopAbi,
              functionName: 'refund',
              args: [token as Address, BigInt(purchase.purchase), BigInt(units)],
            }),
            sponsorable: true,
          }
        : null,
    [shop, token, item.name, purchase.purchase, units],
  );
  if (done !== undefined)
    return (
      <Dialog open onClose={close} title={t`${item.name} is given back`}>
        <p role="status">
          <Trans>
            <Money amount={done} className="font-semibold" /> are back in your balance.
          </Trans>
        </p>
        <Button variant="accent" className="min-h-11" onClick={close}>
          <Trans>Done</Trans>
        </Button>
      </Dialog>
    );
  return (
    <Dialog
      open
      onClose={close}
      title={t`Give back ${item.name}?`}
      description={t`What it gave you ends, and its receipt is gone. It cannot be undone.`}
    >
      {most > 1 && <Stepper label={t`How many`} value={units} most={most} onChange={choose} />}
      <dl className="flex flex-col gap-1.5 border-y border-line py-3 text-sm">
        <div className="flex justify-between gap-3">
          <dt className="text-muted">
            <Trans>You get back</Trans>
            {refund && ` (${formatCount(refund.bps / 100)} %)`}
          </dt>
          <dd>
            <Money amount={amount} className="font-semibold" />
          </dd>
        </div>
        {have !== undefined && (
          <div className="flex justify-between gap-3">
            <dt className="text-muted">
              <Trans>Balance after</Trans>
            </dt>
            <dd>
              <Money amount={BigInt(have) + amount} />
            </dd>
          </div>
        )}
        {refund?.until && (
          <div className="flex justify-between gap-3">
            <dt className="text-muted">
              <Trans>It falls in</Trans>
            </dt>
            <dd>
              <Countdown until={refund.until} />
            </dd>
          </div>
        )}
      </dl>
      <ActionButton
        transaction={transaction}
        idle={
          <span>
            <Trans>
              Give back for <Money amount={amount} className="[&_span]:text-inherit" />
            </Trans>
          </span>
        }
        blocked={refund ? undefined : t`Nothing is due for it any more.`}
        onConfirmed={() => setDone(amount)}
      />
    </Dialog>
  );
}
