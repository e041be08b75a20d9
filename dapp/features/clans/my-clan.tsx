import type { ClanStandingResponse } from '@guildmint/bot/api/routes/walletHoldings.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { Users } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import type { Address } from 'viem';
import { Button, buttonClass } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field, inputClass } from '../../components/field.tsx';
import { cardClass, Skeleton } from '../../components/page-title.tsx';
import { Told } from '../../components/told.tsx';
import { ActionButton } from '../../components/wallet/action-button.tsx';
import { useCommunity } from '../../lib/api.ts';
import { createClan, joinClan } from './steps.ts';
import { useClanStanding, useClans, useClansAt } from './use-clans.ts';
import { useKeptName } from './use-kept-name.ts';
import { MOST_LETTERS, nameOf, sizeWords } from './words.ts';

/** The clan that one is in; without one, the way into one. */
export function MyClan({ own }: { own: Address }) {
  const { token } = useCommunity();
  const standing = useClanStanding(own).data;
  const naming = useKeptName(own, standing?.clan);
  const [founding, setFounding] = useState(false);
  if (!standing) return <Skeleton className="mb-6 h-28 rounded-2xl" />;
  const { clan, invitations } = standing;
  return (
    <section aria-label={t`Your clan`} className={`${cardClass} mb-6`}>
      {clan ? (
        <div className="flex flex-wrap items-center gap-4">
          <Users className="size-6 text-accent" aria-hidden />
          <div className="min-w-0 flex-1">
            <h2 className="font-semibold break-words">{nameOf(clan)}</h2>
            <p className="text-sm text-muted">
              {clan.leader.address === own ? t`You lead it` : t`You are in it`} · {sizeWords(clan.size)}
            </p>
          </div>
          <Link to={`/c/${token}/clans/${clan.clan}`} className={buttonClass('accent', 'min-h-10')}>
            <Trans context="a clan’s page">Open</Trans>
          </Link>
        </div>
      ) : (
        <div className="flex flex-wrap items-center gap-4">
          <p className="min-w-0 flex-1 text-sm text-muted">
            <Trans>
              You are in no clan. Found one, or join one that invited you: clans compete in challenges for a pool of
              tokens.
            </Trans>
          </p>
          <Button variant="accent" className="min-h-10" onClick={() => setFounding(true)}>
            <Trans>Found a clan</Trans>
          </Button>
        </div>
      )}
      {naming.untold && (
        <Told tone="fault">
          <Trans>The clan stands, but its name is not known to others yet.</Trans>{' '}
          <button
            type="button"
            className="min-h-11 font-medium underline underline-offset-4"
            onClick={naming.tellAgain}
          >
            <Trans>Tell it again</Trans>
          </button>
        </Told>
      )}
      {!clan && invitations.length > 0 && (
        <ul className="mt-4 flex flex-col gap-3 border-t border-line pt-4">
          {invitations.map((each) => (
            <Invitation key={each.clan} clan={each} />
          ))}
        </ul>
      )}
      {founding && <FoundDialog naming={naming} close={() => setFounding(false)} />}
    </section>
  );
}

function Invitation({ clan }: { clan: ClanStandingResponse['invitations'][number] }) {
  const { token } = useCommunity();
  const at = useClansAt();
  const refresh = useRefresh();
  const number = clan.clan;
  const transaction = useMemo(() => at && joinClan(at, number), [at, number]);
  return (
    <li className="flex flex-wrap items-start justify-between gap-3">
      <p className="min-w-0 text-sm">
        <Trans>
          <Link to={`/c/${token}/clans/${clan.clan}`} className="font-semibold hover:underline">
            {nameOf(clan)}
          </Link>{' '}
          invites you
          <span className="block text-muted">{sizeWords(clan.size)}</span>
        </Trans>
      </p>
      <ActionButton transaction={transaction} idle={t`Join`} className="sm:w-auto" onConfirmed={refresh} />
    </li>
  );
}

/** Asks for all about clans anew. */
export function useRefresh() {
  const client = useQueryClient();
  const { token } = useCommunity();
  return () => void client.invalidateQueries({ queryKey: ['clans', token] });
}

function FoundDialog({ naming, close }: { naming: ReturnType<typeof useKeptName>; close: () => void }) {
  const at = useClansAt();
  const refresh = useRefresh();
  const { kept, write } = naming;
  const [typed, setTyped] = useState(kept.name);
  const taken = useClans('size').data?.pages.flatMap(({ clans }) => clans.map((each) => each.name?.toLowerCase()));
  const { salt, name } = kept;
  const fault =
    name.length < 2 || name.length > MOST_LETTERS
      ? t`A clan’s name has 2 to ${MOST_LETTERS} characters.`
      : taken?.includes(name.toLowerCase())
        ? t`There is a clan of this name already: choose another.`
        : undefined;
  const transaction = useMemo(
    () => (at && fault === undefined ? createClan(at, { salt, name }) : null),
    [at, fault, salt, name],
  );
  return (
    <Dialog
      open
      onClose={close}
      title={t`Found a clan`}
      description={t`You lead it: you invite others, and hand it over or dissolve it when you wish.`}
    >
      <Field label={t`Name`} hint={t`The chain keeps its salted hash; everybody here reads the name.`}>
        {(control) => (
          <input
            {...control}
            className={inputClass}
            maxLength={MOST_LETTERS}
            autoComplete="off"
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              write(event.target.value);
            }}
          />
        )}
      </Field>
      <ActionButton
        transaction={transaction}
        idle={t`Found it`}
        blocked={fault}
        onConfirmed={() => {
          refresh();
          close();
        }}
      />
    </Dialog>
  );
}
