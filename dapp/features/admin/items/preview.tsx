import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ItemPicture } from '../../../components/item-picture.tsx';
import { cardClass } from '../../../components/page-title.tsx';
import { useCommunity } from '../../../lib/api.ts';
import { durationWords } from '../../../lib/item-words.ts';
import { kindName } from '../words.ts';
import type { Values } from './form-values.ts';

const DAY_S = 86_400;

/** The item's card, as members see it in the shop. */
export function ItemPreview({ values }: { values: Values }) {
  const { symbol } = useCommunity();
  const seconds = Math.round(Number(values.days) * DAY_S);
  return (
    <section aria-label={t`Preview`} className={cardClass}>
      <p className="mb-3 text-xs font-semibold text-muted">
        <Trans>As members see it</Trans>
      </p>
      <div className="flex items-start gap-3.5">
        <ItemPicture emoji={values.emoji.trim() || null} />
        <div className="min-w-0 flex-1">
          <p className="font-semibold break-words">{values.name || t`Its name`}</p>
          <p className="mt-0.5 text-xs text-muted">
            {kindName(values.category || 'General')}
            {seconds > 0 && ` · ${durationWords(seconds)}`}
          </p>
        </div>
        {!values.active && (
          <span className="rounded-full bg-field px-2.5 py-0.5 text-xs text-muted">
            <Trans>Off the shelf</Trans>
          </span>
        )}
      </div>
      {values.description && <p className="mt-3 text-sm break-words text-muted">{values.description}</p>}
      <p className="mt-4 text-lg font-bold tabular-nums">
        {(values.saleCloses && values.salePrice) || values.price || '0'}{' '}
        <span className="text-sm font-normal text-muted">{symbol}</span>
        {values.saleCloses && values.salePrice && <s className="ml-2 text-sm font-normal text-muted">{values.price}</s>}
      </p>
    </section>
  );
}
