import type { TradeResponse } from '@guildmint/bot/api/routes/walletHoldings.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ArrowLeft } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { type Address, formatUnits } from 'viem';
import { Choices } from '../../components/choices.tsx';
import { Identity } from '../../components/identity.tsx';
import { cardClass, ListSkeleton, PageTitle } from '../../components/page-title.tsx';
import { RecipientField } from '../../components/recipient-field.tsx';
import { Empty, LoadFailure } from '../../components/states.tsx';
import { ActionButton } from '../../components/wallet/action-button.tsx';
import { ConnectButton } from '../../components/wallet/connect-button.tsx';
import { useChain, useCommunity } from '../../lib/api.ts';
import { type Member, recipientOf } from '../../lib/recipient.ts';
import { useMembers } from '../../lib/use-members.ts';
import { type Actor, useActor } from '../../lib/wallet/actor.tsx';
import { type Days, durations, expiryIn } from '../market/durations.ts';
import { counter, propose, type Side } from '../market/steps.ts';
import { useHoldings } from '../market/use-holdings.ts';
import { useMarketAt, useTrades } from '../market/use-market.ts';
import { type Draft, readSide, SideEditor } from './side-editor.tsx';
import { viewOf } from './view.ts';

/** A trade is put together: with whom, what for what, and how long it stands. */
export function NewTradePage() {
  const { token } = useCommunity();
  const actor = useActor();
  const [search] = useSearchParams();
  const instead = search.get('instead');
  const trades = useTrades(instead ? actor?.address : undefined);
  const replaced = instead ? trades.data?.find(({ trade, state }) => `${trade}` === instead && state === 'open') : null;
  return (
    <>
      <Link
        to={`/c/${token}/trades`}
        className="mb-2 inline-flex min-h-11 items-center gap-1.5 text-sm font-medium text-accent"
      >
        <ArrowLeft className="size-4" aria-hidden />
        <Trans>All trades</Trans>
      </Link>
      <PageTitle title={instead ? t`Other terms` : t`Propose a trade`} />
      {!actor ? (
        <Empty title={t`Connect to trade with other members`}>
          <ConnectButton />
        </Empty>
      ) : replaced !== undefined ? (
        <Form key={`${actor.address} ${instead}`} actor={actor} replaced={replaced} />
      ) : trades.isError ? (
        <LoadFailure what={t`the trade`} error={trades.error} onRetry={() => trades.refetch()} />
      ) : trades.data ? (
        <Empty title={t`This trade is over`}>
          <Trans>It was done or called off: propose another.</Trans>
        </Empty>
      ) : (
        <ListSkeleton label={t`the trade`} rows={2} height="h-40" />
      )}
    </>
  );
}

const EMPTY: Draft = { typed: '', assets: [] };

function Form({ actor, replaced }: { actor: Actor; replaced: TradeResponse | null }) {
  const { token, decimals } = useCommunity();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const chain = useChain().data;
  const at = useMarketAt();
  const before = replaced && viewOf(replaced, actor.address, 0);
  const [to, setTo] = useState(search.get('with') ?? '');
  const [touched, setTouched] = useState(false);
  const [mine, setMine] = useState<Draft>(() => (before ? draftOf(before.mine, decimals) : EMPTY));
  const [theirs, setTheirs] = useState<Draft>(() => (before ? draftOf(before.theirs, decimals) : EMPTY));
  const [days, chooseDays] = useState<Days>('7');
  const { members, more } = useMembers(to);
  const contracts = [token, ...Object.values(chain?.contracts ?? {})].map((each) => each.toLowerCase());
  const recipient = recipientOf(to, { members, more, own: actor.address, contracts });
  const who: Member | null = before?.who ?? ('is' in recipient ? recipient.is : null);
  const [give, want] = [readSide(mine, decimals), readSide(theirs, decimals)];
  const holdings = useHoldings(actor.address);
  const theirHoldings = useHoldings(who?.address as Address | undefined);
  const expiresAt = useMemo(() => expiryIn(days), [days]);
  const key = JSON.stringify([give, want], (_, value) => (typeof value === 'bigint' ? `${value}` : value));
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for both sides, which are read anew each time
  const transaction = useMemo(() => {
    if (!at || !who || typeof give === 'string' || typeof want === 'string' || isEmpty(give, want)) return null;
    const offer = { other: who.address as Address, give, want, expiresAt };
    return replaced ? counter(at, { ...offer, trade: replaced.trade, version: replaced.version }) : propose(at, offer);
  }, [at, who?.address, key, expiresAt, replaced]);
  const obstacle = !who
    ? t`Say with whom.`
    : typeof give === 'string'
      ? give
      : typeof want === 'string'
        ? want
        : isEmpty(give, want)
          ? t`Put something in on either side.`
          : undefined;
  return (
    <div className="flex max-w-3xl flex-col gap-5">
      <section aria-label={t`With whom`} className={cardClass}>
        {before ? (
          <div className="flex items-center gap-2 text-sm text-muted">
            <Trans>
              With <Identity {...before.who} />
            </Trans>
          </div>
        ) : (
          <RecipientField
            typed={to}
            recipient={recipient}
            members={members}
            touched={touched}
            onType={setTo}
            onLeave={() => setTouched(to !== '')}
          />
        )}
      </section>
      <div className="grid items-start gap-5 md:grid-cols-2">
        <SideEditor title={t`You give`} draft={mine} holdings={holdings} onChange={setMine} />
        <SideEditor
          title={t`You get`}
          draft={theirs}
          holdings={who ? theirHoldings : []}
          nothing={who ? t`They hold nothing that may be passed on.` : t`Say with whom, to see what they hold.`}
          onChange={setTheirs}
        />
      </div>
      <section aria-label={t`Send it`} className={`${cardClass} flex flex-col gap-4`}>
        <div className="flex flex-wrap items-center justify-between gap-2 text-sm font-medium">
          <Trans>It stands for</Trans>
          <Choices label={t`For how long`} choices={durations()} value={days} onChoose={chooseDays} />
        </div>
        <p className="text-sm text-muted">
          <Trans>Nothing moves until the other accepts. Until then you can change it or call it off.</Trans>
        </p>
        <ActionButton
          transaction={transaction}
          idle={replaced ? t`Send the other terms` : t`Propose the trade`}
          blocked={obstacle}
          onConfirmed={() => navigate(`/c/${token}/trades`)}
        />
      </section>
    </div>
  );
}

const isEmpty = (give: Side, want: Side) =>
  [give, want].every(({ amount, assets }) => amount === 0n && assets.length === 0);

const draftOf = ({ amount, assets }: Side, decimals: number): Draft => ({
  typed: amount === 0n ? '' : formatUnits(amount, decimals),
  assets,
});
