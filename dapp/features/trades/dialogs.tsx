import type { TradeResponse } from '@guildmint/bot/api/routes/walletHoldings.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMemo, useState } from 'react';
import type { Address } from 'viem';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Identity } from '../../components/identity.tsx';
import { ActionButton } from '../../components/wallet/action-button.tsx';
import { formatAmount } from '../../lib/amount.ts';
import { useBalance, useCommunity } from '../../lib/api.ts';
import { acceptTrade, cancelTrade } from '../market/steps.ts';
import { useMarketAt } from '../market/use-market.ts';
import { SideList } from './side-list.tsx';
import { toSide, viewOf } from './view.ts';

type AcceptDialogProps = {
  /** As it was looked at, and as it is now: who agrees says to which version. */
  seen: TradeResponse;
  current: TradeResponse;
  own: Address;
  close: () => void;
};

/** Both sides once more; both change hands in the same moment. */
export function AcceptDialog({ seen, current, own, close }: AcceptDialogProps) {
  const { symbol, decimals } = useCommunity();
  const at = useMarketAt();
  const balance = useBalance(own).data?.balance.value;
  const [done, setDone] = useState(false);
  const { mine, theirs, who } = viewOf(seen, own, 0);
  const { trade, version, proposer } = seen;
  const transaction = useMemo(
    () =>
      at &&
      acceptTrade(at, {
        ...{ trade, version, proposer: proposer.address as Address },
        ...{ give: toSide(seen.give), want: toSide(seen.want) },
      }),
    [at, trade, version, proposer.address, seen],
  );
  if (done)
    return (
      <Dialog open onClose={close} title={t`The trade is done`}>
        <p role="status">
          <Trans>Both sides have changed hands.</Trans>
        </p>
        <Button variant="accent" className="min-h-11" onClick={close}>
          <Trans>Done</Trans>
        </Button>
      </Dialog>
    );
  const lacking = balance === undefined ? 0n : mine.amount - BigInt(balance);
  const obstacle =
    current.state !== 'open'
      ? t`This trade is over: it was done or called off.`
      : current.version !== version
        ? t`The other has changed the terms: close this and look at them.`
        : lacking > 0n
          ? t`You lack ${formatAmount(lacking, decimals)} ${symbol}: earn some more, or ask for other terms.`
          : undefined;
  return (
    <Dialog
      open
      onClose={close}
      title={t`Accept this trade?`}
      description={t`Both sides change hands at once, or neither does. It cannot be taken back.`}
    >
      <div className="flex items-center gap-2 text-sm text-muted">
        <Trans>
          With <Identity {...who} />
        </Trans>
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        <SideList title={t`You give`} side={mine} />
        <SideList title={t`You get`} side={theirs} />
      </div>
      <ActionButton
        transaction={transaction}
        idle={t`Accept the trade`}
        blocked={obstacle}
        onConfirmed={() => setDone(true)}
      />
    </Dialog>
  );
}

export function EndDialog({ trade, own, close }: { trade: TradeResponse; own: Address; close: () => void }) {
  const at = useMarketAt();
  const { state } = viewOf(trade, own, 0);
  const number = trade.trade;
  const transaction = useMemo(() => at && cancelTrade(at, number), [at, number]);
  const title = state === 'forMe' ? t`Decline this trade?` : t`Call this trade off?`;
  return (
    <Dialog open onClose={close} title={title} description={t`It ends for both of you. Nothing has changed hands.`}>
      <ActionButton transaction={transaction} idle={t`End the trade`} variant="danger" onConfirmed={close} />
    </Dialog>
  );
}
