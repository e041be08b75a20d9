import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { resetPlayground } from '../client.ts';
import { usePlayground } from '../context.tsx';

/** The reset button with its confirmation. */
export function Reset() {
  const { origin, setNotice } = usePlayground();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);

  async function reset() {
    setBusy(true);
    try {
      await resetPlayground(origin);
    } catch (error) {
      setNotice(error instanceof Error ? error.message : 'The Playground could not be reset. Try again.');
    }
    setBusy(false);
    setOpen(false);
  }

  return (
    <>
      <IconButton label="Reset the Playground" onClick={() => setOpen(true)}>
        <RotateCcw />
      </IconButton>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Reset the Playground?"
        description="Servers, members and messages go back to how they began, for every open tab. Balances stay: they are on the chain."
      >
        <div className="flex justify-end gap-2">
          <Button variant="ghost" onClick={() => setOpen(false)}>
            Cancel
          </Button>
          <Button variant="danger" disabled={busy} onClick={reset}>
            {busy ? 'Resetting …' : 'Reset everything'}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
