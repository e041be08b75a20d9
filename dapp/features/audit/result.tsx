import { CircleCheck, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { shortAddress } from '../../components/identity.tsx';
import { Money } from '../../components/money.tsx';
import { cardClass } from '../../components/page-title.tsx';
import { Empty } from '../../components/states.tsx';
import { TransactionLink } from '../../components/transaction-link.tsx';
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
      <section aria-label="Verdict" className={cardClass}>
        <Verdict {...audit} />
        <dl className="mt-4 grid gap-3 sm:grid-cols-3">
          <Figure name="Rebuilt from events" value={<Money amount={rebuilt} />} />
          <Figure name="The contract says" value={<Money amount={onChain} />} wrong={onChain !== rebuilt} />
          <Figure
            name="The cache says"
            value={cached === null ? 'cannot be read' : <Money amount={cached} />}
            wrong={cached !== null && cached !== rebuilt}
          />
        </dl>
        <p className="mt-3 text-xs text-muted tabular-nums">
          All three as of block {asOfBlock.toLocaleString()}; {rows.length.toLocaleString()} movements
        </p>
      </section>
      <section aria-label="Movements" className={`${cardClass} mt-5`}>
        <div className="mb-1 flex flex-wrap items-center justify-between gap-2">
          <h2 className="font-semibold">Movements</h2>
          {faults > 0 && (
            <Button aria-pressed={onlyFaults} onClick={() => setOnlyFaults(!onlyFaults)}>
              {onlyFaults ? 'Show all' : `Only where the cache differs (${faults.toLocaleString()})`}
            </Button>
          )}
        </div>
        {chosen.length === 0 ? (
          <Empty title="Nothing ever moved on this account">A balance of 0 is right.</Empty>
        ) : (
          <ul className="divide-y divide-line">
            {chosen.slice(0, most).map((row) => (
              <Line key={keyOf(row)} {...row} />
            ))}
          </ul>
        )}
        {chosen.length > most && (
          <Button className="mt-3 w-full" onClick={() => setMost(most + ROWS)}>
            Show more
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
            ? 'The events do not add up to the contract’s balance'
            : cached === null
              ? 'The events and the contract agree'
              : cacheAgrees
                ? 'Events, contract and cache agree'
                : 'The cache differs from the chain'}
        </p>
        <p className="text-sm text-muted">
          {!contractAgrees
            ? 'The node may be missing events: try again, or with a node of your own.'
            : cached === null
              ? 'The server’s cache cannot be read at the moment: try again later to compare it too.'
              : cacheAgrees
                ? 'Every movement in the cache is one of the chain’s, with the same amount and the same balance after it.'
                : `${wrongPlaces(faults)} The chain decides: tell the operator, who rebuilds the cache with npm run reindex.`}
        </p>
      </div>
    </div>
  );
}

const wrongPlaces = (faults: number) =>
  faults === 0
    ? 'Its movements are right and its balance is not.'
    : faults === 1
      ? 'One movement is marked below.'
      : `${faults.toLocaleString()} movements are marked below.`;

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
  const fault = movement ? compared.fault : 'The chain knows nothing of this row of the cache.';
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
                {amount < 0n ? 'To ' : 'From '}
                <span className="font-mono">{shortAddress(other)}</span>
              </>
            ) : amount < 0n ? (
              'Burned'
            ) : (
              'Issued'
            )}
          </span>
          <span className="block text-xs text-muted tabular-nums">
            Block {(movement?.block ?? row?.block)?.toLocaleString()} ·{' '}
            <TransactionLink hash={movement?.txHash ?? row?.txHash ?? ''} />
          </span>
        </span>
        <span className="shrink-0 text-right">
          <Money amount={amount} signed className="block font-semibold" />
          <span className="block text-xs text-muted">
            Balance <Money amount={after} bare />
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
