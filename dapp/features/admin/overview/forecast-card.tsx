import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Download } from 'lucide-react';
import { type ChangeEvent, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { Field, inputClass } from '../../../components/field.tsx';
import { cardClass } from '../../../components/page-title.tsx';
import { formatCount } from '../../../lib/amount.ts';
import { saveJson } from '../../../lib/save-file.ts';
import type { useForecast } from './forecast.ts';

const FILE = 'figures.json';
const COMMAND = `npm run simulate -- --preset ${FILE} --out forecasts`;

/** Which forecast the charts show; where there is none for the community's figures, how one is made. */
export function ForecastCard({ preset: ours, forecast, take }: ReturnType<typeof useForecast>) {
  const [fault, setFault] = useState<string | undefined>();
  if (forecast === undefined) return null;
  if (forecast) {
    const { preset, members, days } = forecast;
    const [people, time] = [formatCount(members), formatCount(days)];
    return (
      <section aria-label={t`Forecast`} className={`${cardClass} lg:col-span-6`}>
        <h2 className="font-semibold">
          <Trans>Forecast</Trans>
        </h2>
        <p className="text-sm text-muted">
          <Trans>
            The dashed lines are the simulator’s “{preset}”: {people} members for {time} days under exactly these
            figures, drawn to as many members as there are now.
          </Trans>
        </p>
      </section>
    );
  }
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    if (file) setFault(take(await file.text()));
  };
  return (
    <section aria-label={t`Forecast`} className={`${cardClass} grid gap-4 lg:col-span-6 lg:grid-cols-2`}>
      <div>
        <h2 className="font-semibold">
          <Trans>Forecast</Trans>
        </h2>
        <p className="mt-1 text-sm text-muted">
          <Trans>
            No forecast was made for these figures yet. Download them, have the simulator live a year under them where
            Guildmint is installed, and choose the JSON file that it writes:
          </Trans>
        </p>
        <code className="mt-2 block break-words rounded-lg bg-field p-2 text-xs select-all">{COMMAND}</code>
      </div>
      <div className="flex flex-col gap-3">
        <Button className="self-start" onClick={() => saveJson(FILE, ours)}>
          <Download className="size-4" aria-hidden />
          <Trans>Download the figures</Trans>
        </Button>
        <Field label={t`Forecast of your own`} hint={t`It is kept in this browser.`} error={fault}>
          {(control) => (
            <input
              {...control}
              type="file"
              accept=".json,application/json"
              onChange={(event) => void choose(event)}
              className={inputClass}
            />
          )}
        </Field>
      </div>
    </section>
  );
}
