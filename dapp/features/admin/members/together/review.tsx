import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { formatUnits } from 'viem';
import { Button } from '../../../../components/button.tsx';
import { Money } from '../../../../components/money.tsx';
import { cardClass } from '../../../../components/page-title.tsx';
import { Told } from '../../../../components/told.tsx';
import { TransactionLink } from '../../../../components/transaction-link.tsx';
import { formatAmount } from '../../../../lib/amount.ts';
import { useCommunity } from '../../../../lib/api.ts';
import { useSession } from '../../../../lib/staff-api.ts';
import { Person } from '../../person.tsx';
import { useWrite, wish } from '../../use-write.ts';
import { WriteButton } from '../../write-button.tsx';
import type { Verb } from '../pay-fields.tsx';
import type { Checked } from './lines.ts';
import { type Outcome, useTogether } from './use-together.ts';

type Props = { verb: Verb; reason: string; rows: Checked[]; onBack: () => void };

/** Everybody that is meant, and what the one confirmation does; then what became of each. */
export function Review({ verb, reason, rows, onBack }: Props) {
  const { symbol, decimals } = useCommunity();
  const { busy, fault, outcomes, pay } = useTogether();
  const represented = useSession().data?.represented;
  const faults = rows.filter((row) => row.fault !== undefined).length;
  const total = rows.reduce((sum, { amount }) => sum + amount, 0n);
  const sum = `${formatAmount(total, decimals)} ${symbol}`;
  const confirm = () => {
    const payments = rows.map(({ member, amount }) => ({
      userId: member!.address,
      amount: formatUnits(amount, decimals),
    }));
    void pay(verb, payments, reason);
  };
  const paid = outcomes?.filter(({ state }) => state === 'confirmed').length ?? 0;
  const count = rows.length;
  const people = plural(count, { one: '# member', other: '# members' });
  return (
    <section aria-label={t`The list`} className={`${cardClass} max-w-3xl`}>
      <p className="text-sm text-muted" aria-live="polite">
        {outcomes ? (
          <Trans>
            {paid} of {count} confirmed. “{reason}”
          </Trans>
        ) : (
          <Trans>
            {people}, {sum} in all. “{reason}”
          </Trans>
        )}
      </p>
      <ul aria-label={t`Members`} className="my-3 divide-y divide-line">
        {rows.map((row, place) => (
          <Row key={row.line.place} row={row} below={outcomes?.[place] && <Became outcome={outcomes[place]} />}>
            {represented === false && faults === 0 && <PayAlone verb={verb} row={row} reason={reason} />}
          </Row>
        ))}
      </ul>
      {faults > 0 ? (
        <Told tone="fault">
          {plural(faults, {
            one: '# line must be corrected before anybody is paid.',
            other: '# lines must be corrected before anybody is paid.',
          })}
        </Told>
      ) : represented === false ? (
        <p className="text-sm text-muted">
          <Trans>
            A wallet sends each by itself. Who signs in with Discord confirms all at once, and all go through or none.
          </Trans>
        </p>
      ) : null}
      <div className="mt-3 flex flex-wrap gap-2">
        {faults === 0 && represented && !outcomes && (
          <Button
            variant={verb === 'award' ? 'accent' : 'danger'}
            className="min-h-10"
            disabled={busy}
            onClick={confirm}
          >
            {busy ? t`Asking the contracts about each …` : verb === 'award' ? t`Award ${sum}` : t`Deduct ${sum}`}
          </Button>
        )}
        <Button className="min-h-10" disabled={busy} onClick={onBack}>
          {outcomes ? t`Another list` : t`Change the list`}
        </Button>
      </div>
      {fault && <Told tone="fault">{fault}</Told>}
    </section>
  );
}

function Row({ row, below, children }: { row: Checked; below: ReactNode; children: ReactNode }) {
  const { line, member, amount, fault } = row;
  return (
    <li className="py-2.5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <div className="min-w-0 flex-1 basis-48">
          {member ? <Person {...member} /> : <span className="break-all">{line.name}</span>}
        </div>
        {member && (
          <span className="text-xs text-muted">
            <Trans>
              has <Money amount={member.balance} />
            </Trans>
          </span>
        )}
        {amount > 0n && <Money amount={amount} className="font-semibold" />}
        {children}
      </div>
      {fault && <Told tone="fault">{fault}</Told>}
      {below}
    </li>
  );
}

function Became({ outcome: { state, hash, sentence } }: { outcome: Outcome }) {
  return (
    <Told tone={state === 'failed' ? 'fault' : state === 'confirmed' ? 'success' : 'plain'}>
      {state === 'failed' ? sentence : state === 'confirmed' ? t`Confirmed.` : t`On its way …`}{' '}
      {hash && <TransactionLink hash={hash} />}
    </Told>
  );
}

/** By the own wallet: one transaction, which it asks about. */
function PayAlone({ verb, row: { member, amount }, reason }: { verb: Verb; row: Checked; reason: string }) {
  const { token, symbol, decimals } = useCommunity();
  const writing = useWrite();
  const sum = `${formatAmount(amount, decimals)} ${symbol}`;
  const done = writing.phase.at === 'confirmed';
  return (
    <WriteButton
      writing={writing}
      variant={verb === 'award' ? 'secondary' : 'danger'}
      wish={
        done
          ? null
          : wish(
              verb === 'award' ? t`Award ${sum}` : t`Deduct ${sum}`,
              'POST',
              `/api/tokens/${verb}?community=${token}`,
              { userId: member!.address, amount: formatUnits(amount, decimals), reason },
            )
      }
    >
      {verb === 'award' ? t`Award` : t`Deduct`}
      <span className="sr-only"> {member!.name ?? member!.address}</span>
    </WriteButton>
  );
}
