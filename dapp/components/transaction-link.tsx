import { Trans } from '@lingui/react/macro';
import { ExternalLink } from 'lucide-react';
import { useChain } from '../lib/api.ts';

/** A transaction's hash, linked where an explorer is known. */
export function TransactionLink({ hash }: { hash: string }) {
  const explorer = useChain().data?.explorerTxUrl;
  const short = `${hash.slice(0, 8)}…${hash.slice(-6)}`;
  if (!explorer)
    return (
      <code className="text-xs whitespace-nowrap select-all" title={hash}>
        {short}
      </code>
    );
  return (
    <a
      href={explorer.replace('{hash}', hash)}
      target="_blank"
      rel="noreferrer"
      className="inline-flex items-center gap-1 text-xs whitespace-nowrap underline underline-offset-4"
    >
      {short}
      <ExternalLink className="size-3" aria-hidden />
      <span className="sr-only">
        <Trans>(opens the block explorer)</Trans>
      </span>
    </a>
  );
}
