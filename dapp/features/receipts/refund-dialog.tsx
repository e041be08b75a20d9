import type { PurchaseResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { shopAbi } from '@guildmint/contracts/abi.ts';
import { useMemo, useState } from 'react';
import { type Address, encodeFunctionData } from 'viem';
import { Button } from '../../components/button.tsx';
import { Countdown } from '../../components/countdown.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Money } from '../../components/money.tsx';
import { Stepper } from '../../components/stepper.tsx';
import { ActionButton } from '../../components/wallet/action-button.tsx';
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
            label: units > 1 ? `Give back ${units} × ${item.name}` : `Give back ${item.name}`,
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
      <Dialog open onClose={close} title={`${item.name} is given back`}>
        <p role="status">
          <Money amount={done} className="font-semibold" /> are back in your balance.
        </p>
        <Button variant="accent" className="min-h-11" onClick={close}>
          Done
        </Button>
      </Dialog>
    );
  return (
    <Dialog
      open
      onClose={close}
      title={`Give back ${item.name}?`}
      description="What it gave you ends, and its receipt is gone. It cannot be undone."
    >
      {most > 1 && <Stepper label="How many" value={units} most={most} onChange={choose} />}
      <dl className="flex flex-col gap-1.5 border-y border-line py-3 text-sm">
        <div className="flex justify-between gap-3">
          <dt className="text-muted">You get back{refund && ` (${refund.bps / 100} %)`}</dt>
          <dd>
            <Money amount={amount} className="font-semibold" />
          </dd>
        </div>
        {have !== undefined && (
          <div className="flex justify-between gap-3">
            <dt className="text-muted">Balance after</dt>
            <dd>
              <Money amount={BigInt(have) + amount} />
            </dd>
          </div>
        )}
        {refund?.until && (
          <div className="flex justify-between gap-3">
            <dt className="text-muted">It falls in</dt>
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
            Give back for <Money amount={amount} className="[&_span]:text-inherit" />
          </span>
        }
        blocked={refund ? undefined : 'Nothing is due for it any more.'}
        onConfirmed={() => setDone(amount)}
      />
    </Dialog>
  );
}
