import { type FormEvent, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Field, inputClass } from '../../../components/field.tsx';

export type MadeUpFile = { filename: string; size: number; content_type: string };

const TYPES: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  pdf: 'application/pdf',
  txt: 'text/plain',
  md: 'text/markdown',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  zip: 'application/zip',
};
/** Discord's limit without a subscription, in megabytes. */
const MAX_MB = 10;

function readFile(form: FormData): MadeUpFile | { fault: 'name' | 'size'; sentence: string } {
  const filename = String(form.get('filename') ?? '').trim();
  const kilobytes = Number(form.get('size'));
  if (!filename || /[\\/]/.test(filename))
    return { fault: 'name', sentence: 'Give the file a name, such as notes.pdf.' };
  if (!(kilobytes > 0) || kilobytes > MAX_MB * 1000) {
    return { fault: 'size', sentence: `Give a size between 1 and ${(MAX_MB * 1000).toLocaleString()} kB.` };
  }
  const extension = filename.split('.').at(-1)?.toLowerCase() ?? '';
  return { filename, size: Math.round(kilobytes * 1000), content_type: TYPES[extension] ?? 'application/octet-stream' };
}

/** Asks for the name and size of a file to share; the local Discord makes up what is in it. */
export function AttachDialog({
  open,
  onClose,
  onAttach,
}: {
  open: boolean;
  onClose: () => void;
  onAttach: (file: MadeUpFile) => void;
}) {
  const [fault, setFault] = useState<{ fault: 'name' | 'size'; sentence: string }>();

  function attach(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const file = readFile(new FormData(event.currentTarget));
    if ('fault' in file) return setFault(file);
    setFault(undefined);
    onAttach(file);
    onClose();
  }

  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Attach a file"
      description="A name and a size are enough: the local Discord makes up the contents."
    >
      <form noValidate onSubmit={attach} className="flex flex-col gap-4">
        <Field label="File name" required error={fault?.fault === 'name' ? fault.sentence : undefined}>
          {(control) => (
            <input {...control} name="filename" defaultValue="notes.pdf" autoComplete="off" className={inputClass} />
          )}
        </Field>
        <Field label="Size in kB" required error={fault?.fault === 'size' ? fault.sentence : undefined}>
          {(control) => (
            <input
              {...control}
              name="size"
              inputMode="decimal"
              defaultValue="120"
              autoComplete="off"
              className={inputClass}
            />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="accent">
            Attach
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
