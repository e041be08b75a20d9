import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { shortAddress } from '../../components/identity.tsx';
import { Money } from '../../components/money.tsx';
import { cardClass } from '../../components/page-title.tsx';
import { Empty } from '../../components/states.tsx';
import { TransactionLink } from '../../components/transaction-link.tsx';
import { formatCount } from '../../lib/amount.ts';
import { cx } from '../../lib/cx.ts';
import type { Audit } from './audit.ts';
import { type Compared, isFaulty } from './compare.ts';

const ROWS = 50;

export function Result({ audit }: { audit: Audit }) {
  const { rebuilt, onChain, cached, rows, faults, asOfBlock } = audit;
  const [onlyFaults, setOnlyFaults] = useState(false);
  const [most, setMost] = useState(ROWS);
  const chosen = onlyFaults ? rows.filter(isFaulty) : rows;
  return (
    <>
      <section aria-label={t`Verdict`} className={cardClass}>
        <Verdict {...audit} />
        <dl className="mt-4 grid gap-3 sm:grid-cols-3">
          <Figure name={t`Rebuilt from events`} value={<Money amount={rebuilt} />} />
          <Figure name={t`The contract says`} value={<Money amount={onChain} />} wrong={onChain !== rebuilt} />
          <Figure
            name={t`The cache says`}
            value={cached === null ? t`cannot be read` : <Money amount={cached} />}
            wrong={cached !== null && cached !== rebuilt}
          />
        </dl>
        <p className="mt-3 text-xs text-muted tabular-nums">
          <Trans>
            All three as of block {formatCount(asOfBlock)}; {formatCount(rows.length)} movements
          </Trans>
        </p>
      </section>
      <section aria-label={t`Movements`} className={`${cardClass} mt-5`}>
        <div className="mb-1 flex flex-wrap items-center justify-between gap-2">
          <h2 className="font-semibold">
            <Trans>Movements</Trans>
          </h2>
          {faults > 0 && (
            <Button aria-pressed={onlyFaults} onClick={() => setOnlyFaults(!onlyFaults)}>
              {onlyFaults ? t`Show all` : t`Only where the cache differs (${formatCount(faults)})`}
            </Button>
          )}
        </div>
        {chosen.length === 0 ? (
          <Empty title={t`Nothing ever moved on this account`}>
            <Trans>A balance of 0 is right.</Trans>
          </Empty>
        ) : (
          <ul className="divide-y divide-line">
            {chosen.slice(0, most).map((row) => (
              <Line key={keyOf(row)} {...row} />
            ))}
          </ul>
        )}
        {chosen.length > most && (
          <Button className="mt-3 w-full" onClick={() => setMost(most + ROWS)}>
            <Trans>Show more</Trans>
          </Button>
        )}
      </section>
    </>
  );
}

function Verdict({ rebuilt, onChain, cached, faults }: Audit) {
  const contractAgrees = rebuilt === onChain;
  const cacheAgrees = cached === rebuilt && faults === 0;
  const good = contractAgrees && (cacheAgrees || cached === null);
  const Icon = good ? CircleCheck : TriangleAlert;
  return (
    <div className="flex items-start gap-3">
      <Icon className={cx('mt-0.5 size-6 shrink-0', good ? 'text-accent' : 'text-danger-ink')} aria-hidden />
      <div>
        <p className="text-lg font-semibold">
          {!contractAgrees
            ? t`The events do not add up to the contract’s balance`
            : cached === null
              ? t`The events and the contract agree`
              : cacheAgrees
                ? t`Events, contract and cache agree`
                : t`The cache differs from the chain`}
        </p>
        <p className="text-sm text-muted">
          {!contractAgrees
            ? t`The node may be missing events: try again, or with a node of your own.`
            : cached === null
              ? t`The server’s cache cannot be read at the moment: try again later to compare it too.`
              : cacheAgrees
                ? t`Every movement in the cache is one of the chain’s, with the same amount and the same balance after it.`
                : t`${wrongPlaces(faults)} The chain decides: tell the operator, who rebuilds the cache with npm run reindex.`}
        </p>
      </div>
    </div>
  );
}

const wrongPlaces = (faults: number) =>
  faults === 0
    ? t`Its movements are right and its balance is not.`
    : faults === 1
      ? t`One movement is marked below.`
      : t`${formatCount(faults)} movements are marked below.`;

function Figure({ name, value, wrong = false }: { name: string; value: ReactNode; wrong?: boolean }) {
  return (
    <div className={cx('rounded-xl border p-3', wrong ? 'border-danger-ink' : 'border-line')}>
      <dt className="text-xs text-muted">{name}</dt>
      <dd className={cx('mt-0.5 text-lg font-semibold', wrong && 'text-danger-ink')}>{value}</dd>
    </div>
  );
}

const keyOf = ({ movement, row }: Compared) =>
  movement ? `${movement.block}.${movement.logIndex}` : `${row?.txHash} ${row?.balanceAfter.value}`;

function Line(compared: Compared) {
  const { movement, row } = compared;
  const fault = movement ? compared.fault : t`The chain knows nothing of this row of the cache.`;
  const amount = movement?.amount ?? BigInt(row?.amount.value ?? 0);
  const after = movement?.after ?? BigInt(row?.balanceAfter.value ?? 0);
  const other = movement?.other;
  return (
    <li className={cx('py-2.5', fault && '-mx-3 rounded-lg bg-field px-3')}>
      <div className="flex items-center gap-3">
        <span className="min-w-0 flex-1 text-sm">
          <span className="block truncate font-medium">
            {other ? (
              <>
                {amount < 0n ? t`To` : t`From`} <span className="font-mono">{shortAddress(other)}</span>
              </>
            ) : amount < 0n ? (
              t`Burned`
            ) : (
              t`Issued`
            )}
          </span>
          <span className="block text-xs text-muted tabular-nums">
            <Trans>Block {formatCount(movement?.block ?? row?.block ?? 0)}</Trans> ·{' '}
            <TransactionLink hash={movement?.txHash ?? row?.txHash ?? ''} />
          </span>
        </span>
        <span className="shrink-0 text-right">
          <Money amount={amount} signed className="block font-semibold" />
          <span className="block text-xs text-muted">
            <Trans>
              Balance <Money amount={after} bare />
            </Trans>
          </span>
        </span>
      </div>
      {fault && (
        <p className="mt-1 flex items-center gap-1.5 text-sm text-danger-ink">
          <TriangleAlert className="size-4 shrink-0" aria-hidden />
          {fault}
        </p>
      )}
    </li>
  );
}
