import { ArrowLeft, CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { type Hex, keccak256 } from 'viem';
import { Identity, shortAddress } from '../../components/identity.tsx';
import { cardClass, ListSkeleton, PageTitle } from '../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../components/states.tsx';
import { useCommunity } from '../../lib/api.ts';
import { cx } from '../../lib/cx.ts';
import { formatTime } from '../../lib/time.ts';
import { isRight, type Nft, type Proof } from './proof.ts';
import { useProof } from './use-draws.ts';
import { ENDED_WORDS, STATE_COLOURS, STATE_WORDS } from './words.ts';

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
        All draws
      </Link>
      <PageTitle title={Number.isSafeInteger(number) && number > 0 ? `Draw ${number}` : 'Draw'}>
        {proof.data && (
          <span
            role="status"
            className={cx('rounded-full px-3 py-1 text-sm font-medium', STATE_COLOURS[proof.data.state])}
          >
            {STATE_WORDS[proof.data.state]}
          </span>
        )}
      </PageTitle>
      {proof.data ? (
        <Steps proof={proof.data} />
      ) : proof.isError ? (
        <LoadFailure
          what="the draw"
          error={new Error('The chain does not answer: check your connection and try again.')}
          onRetry={() => proof.refetch()}
        />
      ) : proof.isPending && proof.fetchStatus !== 'idle' ? (
        <ListSkeleton label="the draw’s proof from the chain" rows={5} height="h-24" />
      ) : (
        <Empty title="There is no such draw">
          <Link to={`/c/${token}/draws`} className="text-accent underline underline-offset-4">
            See all draws
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
      <ol aria-label="Proof" className="flex flex-col gap-4">
        <Step title="The secret was fixed before the sale" verdict={verdicts[0]!}>
          <Row name="Hash of the secret">{proof.seedHash}</Row>
          <Row name="Committed" plain>
            {formatTime(proof.committedAt, 'f')} (number {proof.commitment})
          </Row>
          <Row name="Bought" plain>
            {formatTime(proof.boughtAt, 'f')} (receipt {proof.purchase})
          </Row>
        </Step>
        <Step title="The secret that was revealed is that one" verdict={seedFits}>
          {revealed ? (
            <>
              <Row name="Secret">{revealed.seed}</Row>
              <Row name="Its hash, computed here">{keccak256(revealed.seed)}</Row>
            </>
          ) : (
            <Waiting>{ENDED_WORDS[state] ?? 'It is revealed once the block that is mixed in is there.'}</Waiting>
          )}
        </Step>
        <Step title="The block came after the draw was asked for" verdict={hashFits}>
          <Row name="Block" plain>
            {proof.targetBlock.toLocaleString()}
          </Row>
          {revealed && <Row name="Hash that the contract took">{revealed.blockHash}</Row>}
          {revealed && <Row name="Hash on the chain">{revealed.chainHash ?? 'The node no longer has this block.'}</Row>}
        </Step>
        <Step title="Both give the random number" verdict={numberFits}>
          {revealed ? (
            <>
              <Row name="Computed here">{revealed.recomputed}</Row>
              <Row name="In the contract">{revealed.random}</Row>
            </>
          ) : (
            <Waiting>keccak256 of secret, block hash, token and draw.</Waiting>
          )}
        </Step>
        <Step title="These could be drawn" verdict={poolFits}>
          {picks[0] ? (
            <Pool pool={picks[0].pool} taken={picks.map(({ given }) => given)} />
          ) : (
            <Waiting>Not drawn.</Waiting>
          )}
        </Step>
        <Step title="The number points at what was won" verdict={won}>
          {picks.length > 0 ? (
            picks.map(({ place, size, given }) => (
              <Row key={`${given.collection} ${given.id}`} name={`Place ${place + 1} of ${size}`} plain>
                {nftWords(given)}
              </Row>
            ))
          ) : (
            <Waiting>Not drawn.</Waiting>
          )}
        </Step>
        <Step title="It went to who paid for it" verdict={buyers}>
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
      ? `${wrong === 1 ? 'One step does' : `${wrong} steps do`} not hold: tell the community’s staff and show them this page.`
      : proof.state === 'drawn' && verdicts.every((verdict) => verdict === true)
        ? 'Your browser has recomputed the draw from the chain: the winner follows, and nobody could choose it.'
        : 'What can be checked so far holds.';
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
          <CircleDashed className="size-5 shrink-0 text-muted" aria-label="Not known yet:" />
        ) : verdict ? (
          <CircleCheck className="size-5 shrink-0 text-accent" aria-label="Holds:" />
        ) : (
          <CircleX className="size-5 shrink-0 text-danger-ink" aria-label="Does not hold:" />
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

const nftWords = ({ collection, id }: Nft) => `NFT ${id} of ${shortAddress(collection)}`;

function Pool({ pool, taken }: { pool: Nft[]; taken: Nft[] }) {
  return (
    <ol className="flex max-h-60 flex-wrap gap-2 overflow-y-auto" aria-label="In the stash, by place">
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
