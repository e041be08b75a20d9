import type { ReviewResponse } from '@guildmint/bot/api/taskSchemas.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Paperclip } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { Field, inputClass } from '../../../components/field.tsx';
import { shortAddress } from '../../../components/identity.tsx';
import { Money } from '../../../components/money.tsx';
import { cardClass, ListSkeleton, PageTitle } from '../../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../../components/states.tsx';
import { formatCount } from '../../../lib/amount.ts';
import { useToken } from '../../../lib/api.ts';
import { cx } from '../../../lib/cx.ts';
import { staffGet } from '../../../lib/staff-api.ts';
import { relativeTime, useNow } from '../../../lib/time.ts';
import { useWrite, wish } from '../use-write.ts';
import { taskTitle } from '../words.ts';
import { WriteButton } from '../write-button.tsx';

function useReviews() {
  const token = useToken();
  return useQuery({
    queryKey: ['staff', token, 'claim', 'reviews'],
    queryFn: async ({ signal }) => (await staffGet(`/api/${token}/reviews?limit=100`, signal)).reviews,
  });
}

/** What waits for a vote, the longest waiting first; worked through by keyboard. */
export function ReviewsPage() {
  const reviews = useReviews();
  const [chosen, choose] = useState<number | null>(null);
  const all = reviews.data ?? [];
  const place = Math.max(
    0,
    all.findIndex(({ claim }) => claim === chosen),
  );
  const current = all[place];
  const step = (by: number) => {
    const next = all[Math.min(all.length - 1, Math.max(0, place + by))];
    if (next) choose(next.claim);
  };
  return (
    <>
      <PageTitle title={t`Reviews`}>
        {all.length > 0 && (
          <p className="text-sm text-muted">
            <Trans>{formatCount(all.length)} waiting</Trans>
          </p>
        )}
      </PageTitle>
      {reviews.isError && !reviews.data ? (
        <LoadFailure what={t`the reviews`} error={reviews.error} onRetry={() => reviews.refetch()} />
      ) : !reviews.data ? (
        <ListSkeleton label={t`the reviews`} rows={4} />
      ) : !current ? (
        <Empty title={t`Nothing waits for you`}>
          <Trans>What members hand in appears here by itself. One’s own work others review.</Trans>
        </Empty>
      ) : (
        <div className="grid items-start gap-5 lg:grid-cols-[1fr_1.5fr]">
          <ol aria-label={t`Waiting`} className={cx(cardClass, 'divide-y divide-line p-2 max-lg:order-2')}>
            {all.map((review) => (
              <Row
                key={review.claim}
                review={review}
                isCurrent={review === current}
                onChoose={() => choose(review.claim)}
              />
            ))}
          </ol>
          <Review key={current.claim} review={current} step={step} />
        </div>
      )}
    </>
  );
}

function Row({ review, isCurrent, onChoose }: { review: ReviewResponse; isCurrent: boolean; onChoose: () => void }) {
  const now = useNow();
  return (
    <li>
      <button
        type="button"
        aria-current={isCurrent}
        onClick={onChoose}
        className={cx(
          'min-h-14 w-full rounded-xl px-3 py-2 text-left',
          isCurrent ? 'bg-accent-soft' : 'hover:bg-hover',
        )}
      >
        <span className="block truncate font-medium">{taskTitle(review.task)}</span>
        <span className="block text-xs text-muted">
          {shortAddress(review.claimant.address)}
          {review.submittedAt && `, ${relativeTime(Math.min(Date.parse(review.submittedAt), now), now)}`}
          {review.escalated && `, ${t`turned to the staff`}`}
        </span>
      </button>
    </li>
  );
}

/** Letters act on the page as long as nobody writes into a field. */
function useKeys(keys: Record<string, () => void>) {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target, key, ctrlKey, metaKey, altKey } = event;
      const writes =
        target instanceof HTMLElement && target.matches(`input, textarea, select, [role=menuitem], [role=dialog] *`);
      const act = latest.current[key.toLowerCase()];
      if (!act || writes || ctrlKey || metaKey || altKey) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

function Review({ review, step }: { review: ReviewResponse; step: (by: number) => void }) {
  const token = useToken();
  const [reason, setReason] = useState('');
  const [rejecting, reject] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const writing = useWrite();
  const { claim, task, votes, files } = review;
  const wishOf = (accept: boolean) =>
    wish(accept ? t`Accepted` : t`Rejected`, 'POST', `/api/${token}/reviews/${claim}`, {
      accept,
      reason: reason.trim() || null,
    });
  useEffect(() => {
    if (rejecting) field.current?.focus();
  }, [rejecting]);
  useKeys({
    a: () => !writing.busy && void writing.write(wishOf(true)),
    r: () => reject(true),
    j: () => step(1),
    k: () => step(-1),
  });
  const isLast = votes.for + 1 >= votes.needed;
  return (
    <section aria-label={t`Submission`} className={cardClass}>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <h2 className="min-w-0 text-lg font-semibold break-words">{taskTitle(review.task)}</h2>
        <Money amount={review.reward} className="font-semibold" />
      </div>
      {task.description && <p className="mt-1 text-sm break-words text-muted">{task.description}</p>}
      <h3 className="mt-4 text-sm font-semibold">
        <Trans>Handed in by {shortAddress(review.claimant.address)}</Trans>
      </h3>
      <p className="mt-1 rounded-xl bg-field px-4 py-3 break-words whitespace-pre-wrap">
        {review.proof ||
          (files.length > 0 ? t`No words, only files.` : t`No words of it are known here: ask its member for them.`)}
      </p>
      {files.length > 0 && (
        <ul aria-label={t`Files`} className="mt-2 flex flex-wrap gap-2">
          {files.map(({ place, name, size }) => (
            <li key={place}>
              <a
                href={`/api/${token}/reviews/${claim}/files/${place}`}
                download={name}
                className="inline-flex min-h-11 max-w-full items-center gap-2 rounded-lg border border-line px-3 text-sm"
              >
                <Paperclip className="size-4 shrink-0 text-muted" aria-hidden />
                <span className="truncate">{name}</span>
                <span className="shrink-0 text-xs text-muted">{formatCount(Math.ceil(size / 1024))} kB</span>
              </a>
            </li>
          ))}
        </ul>
      )}
      <p className="mt-3 text-sm text-muted">
        {votes.against > 0
          ? t`${votes.for} of ${votes.needed} accepted, ${votes.against} rejected.`
          : t`${votes.for} of ${votes.needed} accepted.`}{' '}
        {isLast ? t`Accepting pays the reward at once; that cannot be taken back.` : t`Others vote after you.`}
      </p>
      {rejecting && (
        <Field
          label={t`Why it is rejected`}
          hint={t`Who handed it in reads it, and may hand in again.`}
          className="mt-3"
          required
        >
          {(control) => (
            <textarea
              {...control}
              ref={field}
              maxLength={500}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
              onKeyDown={({ key }) => key === 'Escape' && reject(false)}
              className={cx(inputClass, 'min-h-20')}
            />
          )}
        </Field>
      )}
      <div className="mt-4 flex flex-wrap items-start gap-2">
        {rejecting ? (
          <>
            <WriteButton
              writing={writing}
              variant="danger"
              wish={wishOf(false)}
              blocked={reason.trim() === '' ? t`Say why first.` : undefined}
            >
              <Trans>Reject</Trans>
            </WriteButton>
            <Button className="min-h-10" onClick={() => reject(false)}>
              <Trans>Back</Trans>
            </Button>
          </>
        ) : (
          <>
            <WriteButton writing={writing} variant="success" wish={wishOf(true)}>
              <Trans>Accept</Trans>
            </WriteButton>
            <Button className="min-h-10" onClick={() => reject(true)}>
              <Trans>Reject …</Trans>
            </Button>
          </>
        )}
      </div>
      <p className="mt-3 text-xs text-muted max-md:hidden">
        <Trans>
          Keys: <kbd>A</kbd> accepts, <kbd>R</kbd> rejects, <kbd>J</kbd> and <kbd>K</kbd> go to the next and the one
          before.
        </Trans>
      </p>
    </section>
  );
}
