import type { PurchaseResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { shopAbi } from '@guildmint/contracts/abi.ts';
import { t } from '@lingui/core/macro';
import { useMemo, useState } from 'react';
import { type Address, encodeFunctionData } from 'viem';
import { Dialog } from '../../components/dialog.tsx';
import { Stepper } from '../../components/stepper.tsx';
import { ActionButton } from '../../components/wallet/action-button.tsx';
import { useChain, useCommunity } from '../../lib/api.ts';

export function UseDialog({ purchase, close }: { purchase: PurchaseResponse; close: () => void }) {
  const { token } = useCommunity();
  const shop = useChain().data?.contracts.shop as Address | undefined;
  const [chosen, choose] = useState(1);
  const { item, usesLeft } = purchase;
  const uses = Math.max(1, Math.min(chosen, usesLeft));
  const transaction = useMemo(
    () =>
      shop
        ? {
            verb: 'use',
            label: uses > 1 ? t`Use ${item.name} ${uses} times` : t`Use ${item.name}`,
            token: token as Address,
            to: shop,
            data: encodeFunctionData({
              abi: shopAbi,
              functionName: 'use',
              args: [token as Address, BigInt(purchase.purchase), BigInt(uses)],
            }),
            sponsorable: true,
          }
        : null,
    [shop, token, item.name, purchase.purchase, uses],
  );
  return (
    <Dialog
      open
      onClose={close}
      title={t`Use ${item.name}?`}
      description={t`A use cannot be taken back, and a unit that was used is not refunded.`}
    >
      {usesLeft > 1 && <Stepper label={t`Uses`} value={uses} most={usesLeft} onChange={choose} />}
      <p className="text-sm text-muted">
        {usesLeft === uses ? t`None is left after it.` : t`${usesLeft - uses} left after it.`}
      </p>
      <ActionButton transaction={transaction} idle={t`Use it`} onConfirmed={close} />
    </Dialog>
  );
}
