import type { CapsResponse } from '@guildmint/bot/api/routes/caps.ts';
import { communitiesAbi } from '@guildmint/contracts/abi.ts';
import { i18n } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMemo, useState } from 'react';
import { type Address, decodeFunctionData, encodeFunctionData, formatUnits, type Hex } from 'viem';
import { Countdown } from '../../../components/countdown.tsx';
import { Field, inputClass } from '../../../components/field.tsx';
import { Money } from '../../../components/money.tsx';
import { cardClass } from '../../../components/page-title.tsx';
import { ActionButton } from '../../../components/wallet/action-button.tsx';
import { parseAmount } from '../../../lib/amount.ts';
import { useCommunity } from '../../../lib/api.ts';
import { cx } from '../../../lib/cx.ts';
import { useSeconds } from '../../../lib/use-seconds.ts';
import { useActor } from '../../../lib/wallet/actor.tsx';
import { Loaded } from '../loaded.tsx';
import { kindName } from '../words.ts';
import { useCaps } from './use-configuration.ts';

export function Caps() {
  const query = useCaps();
  return (
    <Loaded what={t`the caps`} query={query}>
      {(caps) => (
        <div className="flex flex-col gap-5">
          <Form caps={caps} refetch={query.refetch} />
          {caps.scheduled.length > 0 && <Waiting caps={caps} refetch={query.refetch} />}
        </div>
      )}
    </Loaded>
  );
}

/** Contracts count caps in thousandths of a token, or whole base units where it has fewer decimals. */
const unitOf = (decimals: number) => 10n ** BigInt(Math.max(decimals - 3, 0));

const FIELDS = [
  ['memberDay', msg`Most that a member earns a day`, msg`0: no bound.`],
  ['memberWeek', msg`Most that a member earns a week`, msg`0: no bound.`],
  [
    'communityDay',
    msg`Most that is issued a day`,
    msg`Whatever the source: the one bound that holds against invented members.`,
  ],
  ['silver', msg`Silver begins at`, null],
  ['gold', msg`Gold begins at`, null],
  ['platinum', msg`Platinum begins at`, null],
] as const;
type Name = (typeof FIELDS)[number][0];

/** @returns contract units, or a sentence that says what to write */
function unitsOf(text: string, decimals: number): number | string {
  if (/^0+(\.0*)?$/.test(text.trim())) return 0;
  const base = parseAmount(text, decimals);
  return typeof base === 'string' ? base : Number(base / unitOf(decimals));
}

function Form({ caps, refetch }: { caps: CapsResponse; refetch: () => unknown }) {
  const { token, symbol, decimals } = useCommunity();
  const actor = useActor();
  const isOwner = actor?.address === caps.owner;
  const text = ({ value }: { value: string }) => formatUnits(BigInt(value), decimals);
  const [silver, gold, platinum] = caps.tiers;
  const before: Record<Name, string> = {
    ...{ memberDay: text(caps.memberDay), memberWeek: text(caps.memberWeek), communityDay: text(caps.communityDay) },
    ...{ silver: text(silver!), gold: text(gold!), platinum: text(platinum!) },
  };
  const [values, setValues] = useState(before);
  const units = Object.fromEntries(FIELDS.map(([name]) => [name, unitsOf(values[name], decimals)])) as Record<
    Name,
    number | string
  >;
  const wrong = FIELDS.some(([name]) => typeof units[name] === 'string');
  const same = FIELDS.every(([name]) => values[name] === before[name]);
  const data = wrong
    ? null
    : encodeFunctionData({
        ...{ abi: communitiesAbi, functionName: 'setCaps' },
        args: [token as Address, { ...(units as Record<Name, number>), tierByBalance: caps.tierByBalance }],
      });
  const transaction = useMemo(
    () =>
      data && {
        ...{ verb: 'setCaps', label: t`Caps`, token: token as Address, to: caps.registry as Address, data },
        sponsorable: false,
      },
    [data, token, caps.registry],
  );
  return (
    <section aria-label={t`Caps and tiers`} className={cx(cardClass, 'grid gap-4 sm:grid-cols-2')}>
      <p className="text-sm text-muted sm:col-span-2">
        <Trans>
          The contracts enforce these. Lowering takes effect at once; raising is announced on-chain and waits for the
          time-lock, so that everybody sees it coming.
        </Trans>{' '}
        {caps.tierByBalance ? t`Tiers follow what a member holds.` : t`Tiers follow what a member has ever earned.`}
      </p>
      {FIELDS.map(([name, label, hint]) => (
        <Field
          key={name}
          label={t`${i18n._(label)}, in ${symbol}`}
          hint={hint ? i18n._(hint) : undefined}
          error={typeof units[name] === 'string' ? units[name] : undefined}
        >
          {(control) => (
            <input
              {...control}
              inputMode="decimal"
              autoComplete="off"
              readOnly={!isOwner}
              value={values[name]}
              onChange={({ target }) => setValues((now) => ({ ...now, [name]: target.value }))}
              className={inputClass}
            />
          )}
        </Field>
      ))}
      <div className="sm:col-span-2">
        <ActionButton
          transaction={transaction}
          idle={t`Change the caps`}
          className="sm:w-auto"
          blocked={
            !isOwner
              ? t`The owner’s wallet changes these: connect it.`
              : same
                ? t`Nothing is different from what it is.`
                : wrong
                  ? t`Correct what is marked first.`
                  : undefined
          }
          onConfirmed={() => void refetch()}
        />
      </div>
    </section>
  );
}

function Waiting({ caps, refetch }: { caps: CapsResponse; refetch: () => unknown }) {
  return (
    <section aria-label={t`Waiting for the time-lock`} className={cardClass}>
      <h2 className="font-semibold">
        <Trans>Waiting for the time-lock</Trans>
      </h2>
      <ul className="divide-y divide-line">
        {caps.scheduled.map((each) => (
          <Raise key={each.id} raise={each} registry={caps.registry} refetch={refetch} />
        ))}
      </ul>
    </section>
  );
}

type RaiseProps = { raise: CapsResponse['scheduled'][number]; registry: string; refetch: () => unknown };

function Raise({ raise, registry, refetch }: RaiseProps) {
  const { token, decimals } = useCommunity();
  const now = useSeconds(true);
  const call = decodeFunctionData({ abi: communitiesAbi, data: raise.call as Hex });
  const isReady = Date.parse(raise.readyAt) <= now;
  const transactions = useMemo(() => {
    const common = { token: token as Address, to: registry as Address, sponsorable: false };
    const args = [token as Address, raise.id as Hex] as const;
    const end = encodeFunctionData({ abi: communitiesAbi, functionName: 'cancelScheduled', args });
    return {
      again: { ...common, verb: 'repeatScheduled', label: t`Put into force`, data: raise.call as Hex },
      cancel: { ...common, verb: 'cancelScheduled', label: t`Called off`, data: end },
    };
  }, [token, registry, raise]);
  return (
    <li className="py-3">
      <p className="font-medium">{kindName(call.functionName)}</p>
      {call.functionName === 'setCaps' && (
        <p className="text-sm text-muted">
          <Trans>
            At most <Money amount={BigInt(call.args[1].communityDay) * unitOf(decimals)} /> a day in all,{' '}
            <Money amount={BigInt(call.args[1].memberDay) * unitOf(decimals)} /> a member.
          </Trans>
        </p>
      )}
      <div className="mt-2 flex flex-wrap items-start gap-3">
        <ActionButton
          transaction={transactions.again}
          idle={
            isReady ? (
              t`Put it into force`
            ) : (
              <Trans>
                Ready in <Countdown until={raise.readyAt} />
              </Trans>
            )
          }
          blocked={isReady ? undefined : t`It takes effect when it is sent once more after that.`}
          onConfirmed={() => void refetch()}
        />
        <ActionButton
          transaction={transactions.cancel}
          idle={t`Call it off`}
          variant="secondary"
          onConfirmed={() => void refetch()}
        />
      </div>
    </li>
  );
}
