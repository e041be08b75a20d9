import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useSearchParams } from 'react-router';
import { Button } from '../../components/button.tsx';

/** The page in the address, from 0; nonsense there is the first. */
export function usePage(): [number, (page: number) => void] {
  const [search, setSearch] = useSearchParams();
  const named = Number(search.get('page') ?? 1);
  const page = Number.isInteger(named) && named >= 1 && named <= 100_000 ? named - 1 : 0;
  const goTo = (next: number) =>
    setSearch((now) => {
      const then = new URLSearchParams(now);
      if (next === 0) then.delete('page');
      else then.set('page', `${next + 1}`);
      return then;
    });
  return [page, goTo];
}

type PagesProps = { page: number; pages: number; myPage: number | null; goTo: (page: number) => void };

export function Pages({ page, pages, myPage, goTo }: PagesProps) {
  return (
    <nav aria-label={t`Pages of the ranking`} className="mt-2 flex flex-wrap items-center justify-center gap-2 text-sm">
      <Button className="min-h-10" disabled={page === 0} onClick={() => goTo(page - 1)}>
        <Trans>Previous</Trans>
      </Button>
      <span className="px-1 text-muted tabular-nums" aria-live="polite">
        <Trans>
          {page + 1} of {pages}
        </Trans>
      </span>
      <Button className="min-h-10" disabled={page + 1 >= pages} onClick={() => goTo(page + 1)}>
        <Trans>Next</Trans>
      </Button>
      {myPage !== null && myPage !== page && (
        <Button className="min-h-10" onClick={() => goTo(myPage)}>
          <Trans>My rank</Trans>
        </Button>
      )}
    </nav>
  );
}
