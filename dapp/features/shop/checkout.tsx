import type { ItemResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { shopAbi } from '@guildmint/contracts/abi.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ArrowRight } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { Link } from 'react-router';
import { type Address, encodeFunctionData } from 'viem';
import { buttonClass } from '../../components/button.tsx';
import { Countdown } from '../../components/countdown.tsx';
import { Money } from '../../components/money.tsx';
import { cardClass } from '../../components/page-title.tsx';
import { Stepper } from '../../components/stepper.tsx';
import { ActionButton } from '../../components/wallet/action-button.tsx';
import { formatCount } from '../../lib/amount.ts';
import { useBalance, useChain, useCommunity, useWallet } from '../../lib/api.ts';
import { closedWords, needsDiscord } from '../../lib/item-words.ts';
import { useLimits } from '../../lib/use-limits.ts';
import { useActor } from '../../lib/wallet/actor.tsx';
import { mostOf, obstacleOf } from './obstacle.ts';

/** How many, for how much, and the button that does it. */
export function Checkout({ item }: { item: ItemResponse }) {
  const { token } = useCommunity();
  const chain = useChain().data;
  const actor = useActor();
  const balance = useBalance(actor?.address).data;
  const wallet = useWallet(actor?.owner).data;
  const limits = useLimits(item, actor?.address).data;
  const [chosen, setQuantity] = useState(1);
  const [bought, setBought] = useState(false);

  const most = mostOf(item, limits);
  const quantity = Math.max(1, Math.min(chosen, most));
  const total = BigInt(item.price.value) * BigInt(quantity);
  const have = balance ? BigInt(balance.balance.value) : null;
  // A graduated account is a member's by itself.
  const linked = actor?.kind === 'account' ? true : wallet && wallet.user !== null;
  const obstacle = obstacleOf(item, total, { balance, limits, linked });
  const known = balance && (!needsDiscord(item) || linked !== undefined);
  const transaction = useMemo(
    () =>
      chain && known
        ? {
            verb: 'buy',
            label: quantity > 1 ? t`Buy ${quantity} × ${item.name}` : t`Buy ${item.name}`,
            token: token as Address,
            to: chain.contracts.shop as Address,
            data: encodeFunctionData({
              abi: shopAbi,
              functionName: 'buy',
              // No more than what is shown: a price that rose meanwhile is refused.
              args: [token as Address, BigInt(item.item), BigInt(quantity), total],
            }),
            sponsorable: true,
          }
        : null,
    [chain, known, token, item.item, item.name, quantity, total],
  );
  return (
    <section
      aria-label={t`Buy`}
      className={`${cardClass} self-start lg:sticky lg:top-21 lg:col-start-2 lg:row-span-2 lg:row-start-1`}
    >
      <p className="text-3xl font-bold tracking-tight">
        <Money amount={item.price} />
        {item.saleCloses && (
          <s className="ml-2.5 text-base font-normal text-muted">
            <Money amount={item.regularPrice} bare />
          </s>
        )}
      </p>
      {item.saleCloses && (
        <p className="mt-1 text-sm font-medium text-gold">
          <Trans>
            Flash sale ends in <Countdown until={item.saleCloses} />
          </Trans>
        </p>
      )}
      {item.left !== null && (
        <p className="mt-1 text-sm text-muted tabular-nums" aria-live="polite">
          <Trans>{formatCount(item.left)} left</Trans>
        </p>
      )}
      {!closedWords(item) && most > 1 && (
        <div className="mt-4">
          <Stepper label={t`Quantity`} value={quantity} most={most} onChange={setQuantity} />
        </div>
      )}
      <dl className="my-4 flex flex-col gap-1.5 border-y border-line py-3 text-sm">
        <Line name={t`Total`} value={<Money amount={total} className="font-semibold" />} />
        {have !== null && <Line name={t`Your balance`} value={<Money amount={have} />} />}
        {have !== null && have >= total && <Line name={t`Balance after`} value={<Money amount={have - total} />} />}
      </dl>
      <ActionButton
        transaction={transaction}
        idle={
          <span>
            <Trans>
              Buy for <Money amount={total} className="[&_span]:text-inherit" />
            </Trans>
          </span>
        }
        blocked={actor ? obstacle : undefined}
        onConfirmed={() => setBought(true)}
      />
      {actor && linked === false && needsDiscord(item) && (
        <Link
          to={`/c/${token}/wallet`}
          className="mt-1 inline-flex min-h-9 items-center text-sm font-medium text-accent"
        >
          <Trans>How to link your Discord account</Trans>
        </Link>
      )}
      {bought && (
        <Link to={`/c/${token}/receipts`} className={buttonClass('secondary', 'mt-3 min-h-11 w-full')}>
          <Trans>See your receipt</Trans>
          <ArrowRight className="size-4" aria-hidden />
        </Link>
      )}
    </section>
  );
}

const Line = ({ name, value }: { name: string; value: ReactNode }) => (
  <div className="flex justify-between gap-3">
    <dt className="text-muted">{name}</dt>
    <dd>{value}</dd>
  </div>
);
