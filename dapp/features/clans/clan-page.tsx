import type { ClanResponse } from '@guildmint/bot/api/routes/clans.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ArrowLeft, Crown, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { Button } from '../../components/button.tsx';
import { Identity } from '../../components/identity.tsx';
import { cardClass, ListSkeleton, PageTitle } from '../../components/page-title.tsx';
import { LoadFailure } from '../../components/states.tsx';
import { useCommunity } from '../../lib/api.ts';
import { formatTime } from '../../lib/time.ts';
import { useActor } from '../../lib/wallet/actor.tsx';
import { ClanDialog, type ClanWish, InviteDialog } from './dialogs.tsx';
import { useClan } from './use-clans.ts';
import { nameOf, sizeWords } from './words.ts';

export function ClanPage() {
  const { token } = useCommunity();
  const clan = useClan(useParams().clan ?? '');
  return (
    <>
      <Link
        to={`/c/${token}/clans`}
        className="mb-2 inline-flex min-h-11 items-center gap-1.5 text-sm font-medium text-accent"
      >
        <ArrowLeft className="size-4" aria-hidden />
        <Trans>All clans</Trans>
      </Link>
      {clan.data ? (
        <Members clan={clan.data} />
      ) : (
        <>
          <PageTitle title={t`Clan`} />
          {clan.isError ? (
            <LoadFailure what={t`the clan`} error={clan.error} onRetry={() => clan.refetch()} />
          ) : (
            <ListSkeleton label={t`the clan`} rows={4} height="h-16" />
          )}
        </>
      )}
    </>
  );
}

function Members({ clan }: { clan: ClanResponse }) {
  const own = useActor()?.address;
  const [wished, wish] = useState<ClanWish | 'invite' | null>(null);
  const leads = clan.leader.address === own;
  const belongs = clan.members.some(({ address }) => address === own);
  const close = () => wish(null);
  return (
    <>
      <PageTitle title={nameOf(clan)}>
        {belongs && (
          <div className="flex flex-wrap gap-2">
            {leads && (
              <Button variant="accent" className="min-h-10" onClick={() => wish('invite')}>
                <UserPlus className="size-4" aria-hidden />
                <Trans>Invite</Trans>
              </Button>
            )}
            {(!leads || clan.size === 1) && (
              <Button className="min-h-10" onClick={() => wish({ verb: 'leave' })}>
                <Trans>Leave</Trans>
              </Button>
            )}
            {leads && clan.size > 1 && (
              <Button className="min-h-10" onClick={() => wish({ verb: 'dissolve' })}>
                <Trans>Dissolve</Trans>
              </Button>
            )}
          </div>
        )}
      </PageTitle>
      <section aria-label={t`Members`} className={`${cardClass} py-1`}>
        <h2 className="sr-only">{sizeWords(clan.size)}</h2>
        <ul className="divide-y divide-line">
          {clan.members.map((member) => (
            <li key={member.address} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
              <span className="flex min-w-0 flex-1 items-center gap-2.5">
                <Identity {...member} />
                {member.address === clan.leader.address && (
                  <span className="inline-flex items-center gap-1 rounded-full bg-gold-soft px-2.5 py-0.5 text-xs font-medium text-gold">
                    <Crown className="size-3.5" aria-hidden />
                    <Trans>Leader</Trans>
                  </span>
                )}
                {member.address === own && (
                  <span className="text-xs text-muted">
                    <Trans>You</Trans>
                  </span>
                )}
              </span>
              <span className="text-xs text-muted">
                <Trans>since {formatTime(Date.parse(member.since), 'D')}</Trans>
              </span>
              {leads && member.address !== own && (
                <span className="flex w-full gap-2 sm:w-auto">
                  <Button className="flex-1" onClick={() => wish({ verb: 'lead', member })}>
                    <Trans>Hand over</Trans>
                  </Button>
                  <Button className="flex-1" onClick={() => wish({ verb: 'expel', member })}>
                    <Trans>Put out</Trans>
                  </Button>
                </span>
              )}
            </li>
          ))}
        </ul>
      </section>
      {wished === 'invite' && <InviteDialog clan={clan} close={close} />}
      {wished && wished !== 'invite' && <ClanDialog clan={clan} wish={wished} close={close} />}
    </>
  );
}
