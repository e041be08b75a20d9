import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ArrowLeft, CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { type Hex, keccak256 } from 'viem';
import { Identity, shortAddress } from '../../components/identity.tsx';
import { cardClass, ListSkeleton, PageTitle } from '../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../components/states.tsx';
import { formatCount } from '../../lib/amount.ts';
import { useCommunity } from '../../lib/api.ts';
import { cx } from '../../lib/cx.ts';
import { formatTime } from '../../lib/time.ts';
import { isRight, type Nft, type Proof } from './proof.ts';
import { useProof } from './use-draws.ts';
import { endedWords, STATE_COLOURS, stateWords } from './words.ts';

export function DrawPage() {
  const { token } = useCommunity();
  const number = Number(useParams().draw);
  const proof = useProof(number);
  return (
    <>
      <Link
        to={`/c/${token}/draws`}
        className="mb-2 inline-flex min-h-11 items-center gap-1.5 text-sm font-medium text-accent"
      >
        <ArrowLeft className="size-4" aria-hidden />
        <Trans>All draws</Trans>
      </Link>
      <PageTitle title={Number.isSafeInteger(number) && number > 0 ? t`Draw ${number}` : t`Draw`}>
        {proof.data && (
          <span
            role="status"
            className={cx('rounded-full px-3 py-1 text-sm font-medium', STATE_COLOURS[proof.data.state])}
          >
            {stateWords(proof.data.state)}
          </span>
        )}
      </PageTitle>
      {proof.data ? (
        <Steps proof={proof.data} />
      ) : proof.isError ? (
        <LoadFailure
          what={t`the draw`}
          error={new Error(t`The chain does not answer: check your connection and try again.`)}
          onRetry={() => proof.refetch()}
        />
      ) : proof.isPending && proof.fetchStatus !== 'idle' ? (
        <ListSkeleton label={t`the draw’s proof from the chain`} rows={5} height="h-24" />
      ) : (
        <Empty title={t`There is no such draw`}>
          <Link to={`/c/${token}/draws`} className="text-accent underline underline-offset-4">
            <Trans>See all draws</Trans>
          </Link>
        </Empty>
      )}
    </>
  );
}

/** Null: not known yet. */
type Verdict = boolean | null;

function Steps({ proof }: { proof: Proof }) {
  const { revealed, picks, state, buyer } = proof;
  const seedFits = revealed && keccak256(revealed.seed) === proof.seedHash;
  const hashFits = revealed?.chainHash ? revealed.chainHash === revealed.blockHash : null;
  const numberFits = revealed && revealed.random === revealed.recomputed;
  const poolFits = picks.length > 0 ? picks.every(({ size, pool }) => size === pool.length) : null;
  const won = picks.length > 0 ? picks.length === proof.units && picks.every(isRight) : null;
  const buyers = picks.length > 0 ? picks.every(({ winner }) => winner === buyer) : null;
  const verdicts: Verdict[] = [
    proof.committedAt < proof.boughtAt,
    seedFits,
    hashFits,
    numberFits,
    poolFits,
    won,
    buyers,
  ];
  return (
    <>
      <Verdict verdicts={verdicts} proof={proof} />
      <ol aria-label={t`Proof`} className="flex flex-col gap-4">
        <Step title={t`The secret was fixed before the sale`} verdict={verdicts[0]!}>
          <Row name={t`Hash of the secret`}>{proof.seedHash}</Row>
          <Row name={t`Committed`} plain>
            <Trans>
              {formatTime(proof.committedAt, 'f')} (number {proof.commitment})
            </Trans>
          </Row>
          <Row name={t`Bought`} plain>
            <Trans>
              {formatTime(proof.boughtAt, 'f')} (receipt {proof.purchase})
            </Trans>
          </Row>
        </Step>
        <Step title={t`The secret that was revealed is that one`} verdict={seedFits}>
          {revealed ? (
            <>
              <Row name={t`Secret`}>{revealed.seed}</Row>
              <Row name={t`Its hash, computed here`}>{keccak256(revealed.seed)}</Row>
            </>
          ) : (
            <Waiting>{endedWords(state) ?? t`It is revealed once the block that is mixed in is there.`}</Waiting>
          )}
        </Step>
        <Step title={t`The block came after the draw was asked for`} verdict={hashFits}>
          <Row name={t`Block`} plain>
            {formatCount(proof.targetBlock)}
          </Row>
          {revealed && <Row name={t`Hash that the contract took`}>{revealed.blockHash}</Row>}
          {revealed && (
            <Row name={t`Hash on the chain`}>{revealed.chainHash ?? t`The node no longer has this block.`}</Row>
          )}
        </Step>
        <Step title={t`Both give the random number`} verdict={numberFits}>
          {revealed ? (
            <>
              <Row name={t`Computed here`}>{revealed.recomputed}</Row>
              <Row name={t`In the contract`}>{revealed.random}</Row>
            </>
          ) : (
            <Waiting>
              <Trans>keccak256 of secret, block hash, token and draw.</Trans>
            </Waiting>
          )}
        </Step>
        <Step title={t`These could be drawn`} verdict={poolFits}>
          {picks[0] ? (
            <Pool pool={picks[0].pool} taken={picks.map(({ given }) => given)} />
          ) : (
            <Waiting>
              <Trans>Not drawn.</Trans>
            </Waiting>
          )}
        </Step>
        <Step title={t`The number points at what was won`} verdict={won}>
          {picks.length > 0 ? (
            picks.map(({ place, size, given }) => (
              <Row key={`${given.collection} ${given.id}`} name={t`Place ${place + 1} of ${size}`} plain>
                {nftWords(given)}
              </Row>
            ))
          ) : (
            <Waiting>
              <Trans>Not drawn.</Trans>
            </Waiting>
          )}
        </Step>
        <Step title={t`It went to who paid for it`} verdict={buyers}>
          <Identity address={buyer} userId={null} name={null} />
        </Step>
      </ol>
    </>
  );
}

function Verdict({ verdicts, proof }: { verdicts: Verdict[]; proof: Proof }) {
  const wrong = verdicts.filter((verdict) => verdict === false).length;
  const words =
    wrong > 0
      ? plural(wrong, {
          one: 'One step does not hold: tell the community’s staff and show them this page.',
          other: '# steps do not hold: tell the community’s staff and show them this page.',
        })
      : proof.state === 'drawn' && verdicts.every((verdict) => verdict === true)
        ? t`Your browser has recomputed the draw from the chain: the winner follows, and nobody could choose it.`
        : t`What can be checked so far holds.`;
  return (
    <p
      role="status"
      className={cx(
        'mb-5 flex items-center gap-2.5 rounded-2xl border p-4 font-medium',
        wrong > 0 ? 'border-danger-ink text-danger-ink' : 'border-line bg-accent-soft text-accent',
      )}
    >
      {wrong > 0 ? (
        <CircleX className="size-5 shrink-0" aria-hidden />
      ) : (
        <CircleCheck className="size-5 shrink-0" aria-hidden />
      )}
      {words}
    </p>
  );
}

function Step({ title, verdict, children }: { title: string; verdict: Verdict; children: ReactNode }) {
  return (
    <li className={cardClass}>
      <h2 className="flex items-center gap-2.5 font-semibold">
        {verdict === null ? (
          <CircleDashed className="size-5 shrink-0 text-muted" aria-label={t`Not known yet:`} />
        ) : verdict ? (
          <CircleCheck className="size-5 shrink-0 text-accent" aria-label={t`Holds:`} />
        ) : (
          <CircleX className="size-5 shrink-0 text-danger-ink" aria-label={t`Does not hold:`} />
        )}
        {title}
      </h2>
      <div className="mt-3 flex flex-col gap-2 text-sm">{children}</div>
    </li>
  );
}

const Row = ({ name, plain = false, children }: { name: string; plain?: boolean; children: ReactNode | Hex }) => (
  <div className="flex flex-wrap gap-x-4 gap-y-0.5">
    <span className="w-48 shrink-0 text-muted">{name}</span>
    {plain ? (
      <span className="tabular-nums">{children}</span>
    ) : (
      <code className="min-w-0 text-xs leading-5 break-all select-all">{children}</code>
    )}
  </div>
);

const Waiting = ({ children }: { children: ReactNode }) => <p className="text-muted">{children}</p>;

const nftWords = ({ collection, id }: Nft) => t`NFT ${id} of ${shortAddress(collection)}`;

function Pool({ pool, taken }: { pool: Nft[]; taken: Nft[] }) {
  return (
    <ol className="flex max-h-60 flex-wrap gap-2 overflow-y-auto" aria-label={t`In the stash, by place`}>
      {pool.map((nft, place) => {
        const won = taken.some(({ collection, id }) => collection === nft.collection && id === nft.id);
        return (
          <li
            key={`${nft.collection} ${nft.id}`}
            className={cx(
              'rounded-lg border px-2.5 py-1 text-xs tabular-nums',
              won ? 'border-accent bg-accent-soft font-semibold text-accent' : 'border-line text-muted',
            )}
          >
            {place + 1}: {nftWords(nft)}
            {won && ' ✓'}
          </li>
        );
      })}
    </ol>
  );
}
