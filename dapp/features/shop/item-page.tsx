import type { ItemResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { shopAbi } from '@guildmint/contracts/abi.ts';
import { ArrowLeft, Minus, Plus } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import { type Address, encodeFunctionData } from 'viem';
import { IconButton } from '../../components/button.tsx';
import { Countdown } from '../../components/countdown.tsx';
import { ItemPicture } from '../../components/item-picture.tsx';
import { Money } from '../../components/money.tsx';
import { cardClass, Skeleton } from '../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../components/states.tsx';
import { ActionButton } from '../../components/wallet/action-button.tsx';
import { useBalance, useChain, useCommunity, useItems, useOwned, useWallet } from '../../lib/api.ts';
import { closedWords, durationWords, handedOver, needsDiscord, refundWords } from '../../lib/item-words.ts';
import { TIER_NAMES, TIERS } from '../../lib/tiers.ts';
import { useActor } from '../../lib/wallet/actor.tsx';

export function ItemPage() {
  const { item: named = '' } = useParams();
  const { token } = useCommunity();
  const items = useItems();
  const item = items.data?.items.find((each) => each.key === named || `${each.item}` === named);
  return (
    <>
      <Link
        to={`/c/${token}/shop`}
        className="mb-4 inline-flex min-h-9 items-center gap-1.5 text-sm text-muted hover:text-ink"
      >
        <ArrowLeft className="size-4" aria-hidden />
        Shop
      </Link>
      {item ? (
        <Offer item={item} />
      ) : items.isError ? (
        <LoadFailure what="this item" error={items.error} onRetry={() => items.refetch()} />
      ) : items.data ? (
        <Empty title="There is no such item here">
          <Link to={`/c/${token}/shop`} className="text-accent underline underline-offset-4">
            See what the shop sells
          </Link>
        </Empty>
      ) : (
        <Skeleton className="h-80" />
      )}
    </>
  );
}

function Offer({ item }: { item: ItemResponse }) {
  const terms: [string, ReactNode][] = [
    ['Handed over as', handedOver(item)],
    [
      'Lasts',
      item.duration
        ? `${durationWords(item.duration)}${item.fulfilWithin ? ', from when you have it' : ''}`
        : 'For ever',
    ],
    ...(item.uses ? ([['Uses', `${item.uses} each`]] as [string, string][]) : []),
    ['Giving it back', refundWords(item)],
    ...(item.fulfilWithin
      ? ([['If it is not handed over', `In full after ${durationWords(item.fulfilWithin)}`]] as [string, string][])
      : []),
    ['On stock', item.left === null ? 'No end' : item.left.toLocaleString()],
    ['Sold', item.sold.toLocaleString()],
    ...(item.perMember ? ([['For each member', `${item.perMember} at most`]] as [string, string][]) : []),
    ...(item.minTier !== 'bronze'
      ? ([['For', `${TIER_NAMES[item.minTier]} members and above`]] as [string, string][])
      : []),
    ...(item.heldItem ? ([['Needs', item.heldItem.name]] as [string, string][]) : []),
    ...(item.transferable ? ([['Passing it on', 'Its receipts can be sent and traded']] as [string, string][]) : []),
  ];
  return (
    <div className="grid gap-5 lg:grid-cols-[1.3fr_1fr]">
      <section aria-label={item.name} className={cardClass}>
        <div className="flex items-center gap-4">
          <ItemPicture emoji={item.emoji} large />
          <div className="min-w-0">
            <p className="text-sm text-muted capitalize">{item.category}</p>
            <h1 className="text-2xl font-bold tracking-tight text-balance">{item.name}</h1>
          </div>
        </div>
        {item.description && <p className="mt-4 text-pretty">{item.description}</p>}
        <dl className="mt-5 divide-y divide-line text-sm">
          {terms.map(([name, value]) => (
            <div key={name} className="flex justify-between gap-4 py-2.5">
              <dt className="text-muted">{name}</dt>
              <dd className="text-right font-medium">{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <Checkout item={item} />
    </div>
  );
}

const MOST = 65_535;

function Checkout({ item }: { item: ItemResponse }) {
  const { token, symbol } = useCommunity();
  const chain = useChain().data;
  const actor = useActor();
  const balance = useBalance(actor?.address).data;
  const owned = useOwned(actor?.address).data;
  const linked = useWallet(actor?.owner);
  const [quantity, setQuantity] = useState(1);

  const had = owned?.pages
    .flatMap(({ purchases }) => purchases)
    .filter((purchase) => purchase.item.item === item.item)
    .reduce((sum, purchase) => sum + purchase.quantity - purchase.returned, 0);
  const most = Math.max(0, Math.min(item.left ?? MOST, item.perMember ? item.perMember - (had ?? 0) : MOST, MOST));
  const total = BigInt(item.price.value) * BigInt(quantity);
  const have = balance ? BigInt(balance.balance.value) : null;
  const blocked =
    closedWords(item) ??
    (item.perMember && (had ?? 0) >= item.perMember
      ? `You have all ${item.perMember} that a member may have.`
      : balance && TIERS.indexOf(balance.tier) < TIERS.indexOf(item.minTier)
        ? `This is for ${TIER_NAMES[item.minTier]} members: earn some more first.`
        : needsDiscord(item) && linked.data && !linked.data.user
          ? 'This is handed over on Discord: link your Discord account first, with /wallet link there.'
          : have !== null && total > have
            ? `You have ${balance?.balance.formatted} ${symbol}, which is not enough: earn some more first.`
            : undefined);
  const transaction = useMemo(
    () =>
      chain
        ? {
            verb: 'buy',
            label: quantity > 1 ? `Buy ${quantity} × ${item.name}` : `Buy ${item.name}`,
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
    [chain, token, item.item, item.name, quantity, total],
  );
  const step = (by: number) => setQuantity((now) => Math.min(Math.max(1, now + by), Math.max(1, most)));
  return (
    <section aria-label="Buy" className={`${cardClass} self-start`}>
      <p className="text-3xl font-bold tracking-tight" aria-live="polite">
        <Money amount={item.price} />
        {item.saleCloses && <s className="ml-2 text-base font-normal text-muted">{item.regularPrice.formatted}</s>}
      </p>
      {item.saleCloses && (
        <p className="text-sm font-medium text-gold">
          Flash sale ends in <Countdown until={item.saleCloses} />
        </p>
      )}
      {!closedWords(item) && most !== 1 && (
        <div className="mt-4 flex items-center justify-between">
          <span id="quantity" className="text-sm font-medium">
            Quantity
          </span>
          {/* biome-ignore lint/a11y/useSemanticElements: a stepper, not a set of fields */}
          <div role="group" aria-labelledby="quantity" className="flex items-center gap-2">
            <IconButton label="One less" onClick={() => step(-1)} disabled={quantity <= 1}>
              <Minus />
            </IconButton>
            <output aria-live="polite" className="w-10 text-center font-semibold tabular-nums">
              {quantity}
            </output>
            <IconButton label="One more" onClick={() => step(1)} disabled={quantity >= most}>
              <Plus />
            </IconButton>
          </div>
        </div>
      )}
      <dl className="my-4 flex flex-col gap-1.5 border-y border-line py-3 text-sm">
        <Line name="Total" value={<Money amount={total} className="font-semibold" />} />
        {have !== null && have >= total && <Line name="Balance after" value={<Money amount={have - total} />} />}
      </dl>
      <ActionButton
        transaction={transaction}
        idle={
          <>
            Buy for <Money amount={total} className="[&_span]:text-inherit" />
          </>
        }
        blocked={actor ? blocked : undefined}
        onConfirmed={() => setQuantity(1)}
      />
      {had ? (
        <p className="mt-3 text-sm text-muted">
          You have {had} of this.{' '}
          <Link to={`/c/${token}/receipts`} className="text-accent underline underline-offset-4">
            See your receipts
          </Link>
        </p>
      ) : null}
    </section>
  );
}

const Line = ({ name, value }: { name: string; value: ReactNode }) => (
  <div className="flex justify-between gap-3">
    <dt className="text-muted">{name}</dt>
    <dd>{value}</dd>
  </div>
);
