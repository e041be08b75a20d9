import type { RedemptionResponse } from '@guildmint/bot/api/routes/items.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { Countdown } from '../../../components/countdown.tsx';
import { Field, inputClass } from '../../../components/field.tsx';
import { shortAddress } from '../../../components/identity.tsx';
import { ItemPicture } from '../../../components/item-picture.tsx';
import { Money } from '../../../components/money.tsx';
import { cardClass, ListSkeleton, PageTitle } from '../../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../../components/states.tsx';
import { useToken } from '../../../lib/api.ts';
import { handedOver } from '../../../lib/item-words.ts';
import { staffGet } from '../../../lib/staff-api.ts';
import { useWrite, wish } from '../use-write.ts';
import { WriteButton } from '../write-button.tsx';

function useRedemptions() {
  const token = useToken();
  return useQuery({
    queryKey: ['staff', token, 'purchase', 'redemptions'],
    queryFn: async ({ signal }) => (await staffGet(`/api/${token}/shop/redemptions?limit=100`, signal)).redemptions,
    // How far the bot is with one is told by no event.
    refetchInterval: ({ state }) => (state.data?.some((each) => !isOurs(each)) ? 2_000 : false),
  });
}

/** What the staff hand over themselves, once the bot has told them of it. */
const isOurs = ({ kind, handover }: RedemptionResponse) =>
  (kind === 'manual' || kind === 'tierLift') && handover?.state === 'taken';

/** Purchases that wait to be handed over, the longest waiting first. */
export function HandoversPage() {
  const list = useRedemptions();
  return (
    <>
      <PageTitle title={t`Handovers`} />
      {list.isError && !list.data ? (
        <LoadFailure what={t`what waits`} error={list.error} onRetry={() => list.refetch()} />
      ) : !list.data ? (
        <ListSkeleton label={t`what waits`} rows={4} />
      ) : list.data.length === 0 ? (
        <Empty title={t`Nothing waits to be handed over`}>
          <Trans>What the bot cannot hand over by itself is listed here, with the time that is left.</Trans>
        </Empty>
      ) : (
        <ul aria-label={t`Waiting`} className="grid gap-4 lg:grid-cols-2">
          {list.data.map((redemption) => (
            <Redemption key={redemption.purchase} redemption={redemption} />
          ))}
        </ul>
      )}
    </>
  );
}

function Redemption({ redemption }: { redemption: RedemptionResponse }) {
  const token = useToken();
  const [refusing, refuse] = useState(false);
  const [why, setWhy] = useState('');
  const writing = useWrite();
  const { item, quantity, paid, buyer, fulfilBy, purchase, handover, kind } = redemption;
  const path = `/api/${token}/shop/redemptions/${purchase}` as const;
  return (
    <li className={cardClass}>
      <div className="flex items-start gap-3.5">
        <ItemPicture emoji={item.emoji} />
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold break-words">
            {item.name}
            {quantity > 1 && ` × ${quantity}`}
          </h2>
          <p className="text-sm text-muted">
            <Trans>
              For {buyer.userId ?? shortAddress(buyer.address)}, paid <Money amount={paid} />
            </Trans>
          </p>
          <p className="text-sm text-muted">
            {handedOver({ kind })}
            {fulfilBy && (
              <>
                {' · '}
                <Trans>
                  <Countdown until={fulfilBy} /> left
                </Trans>
              </>
            )}
          </p>
          {handover?.reason && <p className="mt-1 text-sm text-gold">{handover.reason}</p>}
        </div>
      </div>
      {refusing && (
        <Field
          label={t`Why it cannot be handed over`}
          hint={t`The buyer reads it, and is paid back in full.`}
          className="mt-3"
          required
        >
          {(control) => (
            <input
              {...control}
              value={why}
              maxLength={500}
              onChange={({ target }) => setWhy(target.value)}
              className={inputClass}
            />
          )}
        </Field>
      )}
      <div className="mt-4 flex flex-wrap items-start gap-2">
        {!isOurs(redemption) ? (
          <p className="text-sm text-muted">
            <Trans>The bot is at it.</Trans>
          </p>
        ) : refusing ? (
          <>
            <WriteButton
              writing={writing}
              variant="danger"
              wish={wish(t`Refused`, 'POST', path, { refused: why.trim() })}
              blocked={why.trim() === '' ? t`Say why first.` : undefined}
            >
              <Trans>Refuse and pay back</Trans>
            </WriteButton>
            <Button className="min-h-10" onClick={() => refuse(false)}>
              <Trans>Back</Trans>
            </Button>
          </>
        ) : (
          <>
            <WriteButton
              writing={writing}
              variant="success"
              wish={wish(t`Handed over`, 'POST', path, { handedOver: true })}
            >
              <Trans>I have handed it over</Trans>
            </WriteButton>
            <Button className="min-h-10" onClick={() => refuse(true)}>
              <Trans>Refuse …</Trans>
            </Button>
          </>
        )}
      </div>
    </li>
  );
}
