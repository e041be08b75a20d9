import type { ClaimResponse } from '@guildmint/bot/api/routes/walletClaims.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { FileText, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { zeroHash } from 'viem';
import { Field, inputClass } from '../../components/field.tsx';
import { Told } from '../../components/told.tsx';
import { ActionButton } from '../../components/wallet/action-button.tsx';
import { formatCount } from '../../lib/amount.ts';
import { type Draft, hashOf, keepFile } from './draft.ts';
import { submitTask } from './steps.ts';
import { useAt } from './use-at.ts';

const MOST_LETTERS = 2_000;
/** As the API takes them. */
const MOST_FILES = 10;
const MOST_BYTES = 8 * 1024 * 1024;

type Props = {
  claim: ClaimResponse;
  draft: Draft;
  write: (change: Partial<Pick<Draft, 'text' | 'files'>>) => void;
  refetch: () => void;
};

/** What is handed in about a claim: words, files, or both. */
export function Submission({ claim, draft, write, refetch }: Props) {
  const at = useAt();
  const hash = hashOf(draft);
  const { proofRequired } = claim.task;
  const again = hash !== zeroHash && hash === claim.proofHash;
  const missing = proofRequired && draft.text.trim() === '' && draft.files.length === 0;
  const transaction = useMemo(
    () => (at && !missing ? submitTask(at, claim.claim, hash) : null),
    [at, missing, claim.claim, hash],
  );
  return (
    <>
      <Field
        label={t`Proof`}
        required={proofRequired && draft.files.length === 0}
        hint={t`Your reviewers alone read it; the chain keeps its salted hash.`}
      >
        {(control) => (
          <textarea
            {...control}
            className={`${inputClass} min-h-28`}
            maxLength={MOST_LETTERS}
            value={draft.text}
            onChange={(event) => write({ text: event.target.value })}
          />
        )}
      </Field>
      <Files files={draft.files} change={(files) => write({ files })} />
      <ActionButton
        transaction={transaction}
        idle={t`Hand it in`}
        blocked={
          missing
            ? t`This task asks for a proof: write what you did, or add a file.`
            : again
              ? t`This is what was rejected: say what is new.`
              : undefined
        }
        onConfirmed={refetch}
      />
    </>
  );
}

function Files({ files, change }: { files: Draft['files']; change: (files: Draft['files']) => void }) {
  const [refused, setRefused] = useState('');
  async function add(chosen: File[]) {
    const bytes = [...files, ...chosen].reduce((sum, { size }) => sum + size, 0);
    if (files.length + chosen.length > MOST_FILES)
      return setRefused(t`At most ${MOST_FILES} files can be handed in: choose fewer.`);
    if (bytes > MOST_BYTES)
      return setRefused(t`These files are more than 8 MB together: choose smaller or fewer ones.`);
    setRefused('');
    const first = Math.max(0, ...files.map(({ name }) => Number.parseInt(name, 10)));
    change([...files, ...(await Promise.all(chosen.map((file, place) => keepFile(file, first + place))))]);
  }
  return (
    <div>
      {files.length > 0 && (
        <ul aria-label={t`Files`} className="mb-2 flex flex-col gap-1">
          {files.map((file) => (
            <li key={file.name} className="flex items-center gap-2 text-sm">
              <FileText className="size-4 shrink-0 text-muted" aria-hidden />
              <span className="min-w-0 flex-1 truncate">{file.name}</span>
              <span className="tabular-nums text-muted">
                <Trans>{formatCount(Math.ceil(file.size / 1024))} kB</Trans>
              </span>
              <button
                type="button"
                aria-label={t`Remove ${file.name}`}
                className="grid size-11 place-items-center rounded-lg text-muted hover:text-text"
                onClick={() => change(files.filter((each) => each !== file))}
              >
                <X className="size-4" aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <label className="flex min-h-11 cursor-pointer items-center text-sm font-medium text-accent focus-within:outline-2 focus-within:outline-offset-2">
        <input
          type="file"
          multiple
          className="sr-only"
          onChange={(event) => {
            const chosen = [...(event.target.files ?? [])];
            event.target.value = '';
            void add(chosen);
          }}
        />
        <Trans>Add files</Trans>
      </label>
      {refused && <Told tone="fault">{refused}</Told>}
    </div>
  );
}
