import { Trans } from '@lingui/react/macro';
import { Copy } from 'lucide-react';
import { Button } from '../../../components/button.tsx';

/** What is shown this once. */
export const Secret = ({ what, value }: { what: string; value: string }) => (
  <div role="status" className="mt-3 rounded-xl border border-line bg-gold-soft p-4 text-sm">
    <p className="font-medium text-gold">
      <Trans>{what} Copy it now: it is not shown again.</Trans>
    </p>
    <div className="mt-2 flex items-center gap-2">
      <code className="min-w-0 flex-1 break-all select-all">{value}</code>
      <Button onClick={() => void navigator.clipboard?.writeText(value)}>
        <Copy className="size-4" aria-hidden />
        <Trans>Copy</Trans>
      </Button>
    </div>
  </div>
);
