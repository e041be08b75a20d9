import { CircleAlert, WifiOff, X } from 'lucide-react';
import { useEffect } from 'react';
import { IconButton } from '../../components/button.tsx';
import { Dots } from '../../components/states.tsx';
import { usePlayground } from './context.tsx';

const NOTICE_MS = 10_000;

/** Says that the live connection is lost, and what the server refused. */
export function StatusBar() {
  const { status, notice, setNotice } = usePlayground();

  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(() => setNotice(null), NOTICE_MS);
    return () => clearTimeout(timer);
  }, [notice, setNotice]);

  return (
    <div className="shrink-0">
      <div role="status">
        {status === 'lost' && (
          <p className="flex items-center justify-center gap-2 bg-gold-soft px-4 py-2 text-sm text-gold">
            <WifiOff className="size-4" aria-hidden />
            The connection is lost. Reconnecting
            <Dots />
          </p>
        )}
      </div>
      <div role="alert">
        {notice && (
          <div className="flex items-center gap-2 border-b border-line bg-raised py-0.5 pr-1 pl-4 text-sm">
            <CircleAlert className="size-4 shrink-0 text-danger-ink" aria-hidden />
            <p className="min-w-0 flex-1">{notice}</p>
            <IconButton label="Dismiss" onClick={() => setNotice(null)}>
              <X />
            </IconButton>
          </div>
        )}
      </div>
    </div>
  );
}
