import { earningsAbi } from '@guildmint/contracts/abi.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { type Address, encodeFunctionData } from 'viem';
import { Countdown } from '../../../components/countdown.tsx';
import { Field, inputClass } from '../../../components/field.tsx';
import { cardClass } from '../../../components/page-title.tsx';
import { Empty } from '../../../components/states.tsx';
import { ActionButton } from '../../../components/wallet/action-button.tsx';
import { get, useChain, useToken } from '../../../lib/api.ts';
import { cx } from '../../../lib/cx.ts';
import { locale } from '../../../lib/language.ts';
import { formatTime, useNow } from '../../../lib/time.ts';
import { Loaded } from '../loaded.tsx';
import { useMay } from '../role.ts';

type Season = { season: number; opens: string; closes: string; multiplierBps: number; open: boolean };

const useSeasons = () => {
  const token = useToken();
  return useQuery({
    queryKey: ['staff', token, 'season'],
    queryFn: async ({ signal }) => (await get(`/api/${token}/seasons`, signal)).seasons,
  });
};

const factor = (bps: number) => `× ${(bps / 10_000).toLocaleString(locale, { maximumFractionDigits: 2 })}`;

/** Of the contract: so many fit. */
const MOST = 16;

/** Number of the next season; where all are taken, that of the one that has been over for longest. */
function freeOf(all: Season[]): number {
  if (all.length < MOST) return all.length;
  const over = all.filter(({ open, closes }) => !open && Date.parse(closes) < Date.now());
  return over.sort((a, b) => Date.parse(a.closes) - Date.parse(b.closes))[0]?.season ?? all.length;
}

/** Windows in which earning is multiplied. */
export function Seasons() {
  const seasons = useSeasons();
  const mayChange = useMay('admin');
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[1.3fr_1fr]">
      <section aria-label={t`Seasons`} className={cx(cardClass, 'py-2')}>
        <Loaded what={t`the seasons`} query={seasons}>
          {(all) =>
            all.length === 0 ? (
              <Empty title={t`There has been no season yet`}>
                <Trans>In a season earning is multiplied, for everybody and within the caps.</Trans>
              </Empty>
            ) : (
              <ul className="divide-y divide-line">
                {[...all].reverse().map((season) => (
                  <Row key={season.season} season={season} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
      {mayChange && seasons.data && <NewSeason number={freeOf(seasons.data)} refetch={() => void seasons.refetch()} />}
    </div>
  );
}

function Row({ season: { season, opens, closes, multiplierBps, open } }: { season: Season }) {
  const now = useNow();
  const at = (time: string) => formatTime(Date.parse(time), 'f');
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 py-3">
      <div>
        <h2 className="font-semibold">
          <Trans>Season {season + 1}</Trans>
        </h2>
        <p className="text-sm text-muted">
          <Trans>
            {at(opens)} to {at(closes)}
          </Trans>
        </p>
      </div>
      <p className="text-right">
        <span className="block font-semibold">{factor(multiplierBps)}</span>
        <span className={cx('text-xs', open ? 'text-accent' : 'text-muted')}>
          {open ? (
            <Trans>
              ends in <Countdown until={closes} />
            </Trans>
          ) : Date.parse(opens) > now ? (
            t`to come`
          ) : (
            t`over`
          )}
        </span>
      </p>
    </li>
  );
}

/** @param number of the season that comes next */
function NewSeason({ number, refetch }: { number: number; refetch: () => void }) {
  const token = useToken();
  const earnings = useChain().data?.contracts.earnings as Address | undefined;
  const [opens, setOpens] = useState('');
  const [closes, setCloses] = useState('');
  const [times, setTimes] = useState('1.5');
  const bps = /^\d{1,2}(\.\d{1,4})?$/.test(times) ? Math.round(Number(times) * 10_000) : 0;
  const fault =
    opens === '' || closes === ''
      ? t`Say when it begins and ends.`
      : closes <= opens
        ? t`Its end must come after its begin.`
        : bps <= 10_000
          ? t`Write a factor above 1, such as 1.5.`
          : undefined;
  const transaction = useMemo(() => {
    if (fault || !earnings) return null;
    const seconds = (text: string) => Math.floor(new Date(text).getTime() / 1000);
    const window = { opens: seconds(opens), closes: seconds(closes), bps };
    const data = encodeFunctionData({
      abi: earningsAbi,
      functionName: 'setSeason',
      args: [token, BigInt(number), window],
    });
    return { ...{ verb: 'setSeason', label: t`Season ${number + 1}`, token, to: earnings, data }, sponsorable: false };
  }, [fault, earnings, opens, closes, bps, token, number]);
  /** The form is empty then: another season's number would take back what was said of this one. */
  function begun() {
    setOpens('');
    setCloses('');
    refetch();
  }
  return (
    <section aria-label={t`New season`} className={cx(cardClass, 'flex flex-col gap-4')}>
      <Field label={t`Begins`}>
        {(control) => (
          <input
            {...control}
            type="datetime-local"
            value={opens}
            onChange={({ target }) => setOpens(target.value)}
            className={inputClass}
          />
        )}
      </Field>
      <Field label={t`Ends`}>
        {(control) => (
          <input
            {...control}
            type="datetime-local"
            value={closes}
            onChange={({ target }) => setCloses(target.value)}
            className={inputClass}
          />
        )}
      </Field>
      <Field label={t`Earning is multiplied by`}>
        {(control) => (
          <input
            {...control}
            inputMode="decimal"
            value={times}
            onChange={({ target }) => setTimes(target.value)}
            className={inputClass}
          />
        )}
      </Field>
      <ActionButton transaction={transaction} idle={t`Open the season`} blocked={fault} onConfirmed={begun} />
    </section>
  );
}
