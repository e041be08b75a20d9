import { FileText, X } from 'lucide-react';
import { IconButton } from '../../../components/button.tsx';
import type { MadeUpFile } from '../dialogs/attach-dialog.tsx';
import { fileSize } from '../message/attachments.tsx';

/** The files that will go with the message. */
export function FileChips({ files, onRemove }: { files: MadeUpFile[]; onRemove: (index: number) => void }) {
  if (files.length === 0) return null;
  return (
    <ul aria-label="Files to send" className="flex flex-wrap gap-2 border-b border-line p-2">
      {files.map((file, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: two files may well be alike
          key={index}
          className="flex max-w-full items-center gap-2 rounded-lg border border-line bg-raised pl-2.5 text-sm"
        >
          <FileText className="size-4 shrink-0 text-accent" aria-hidden />
          <span className="min-w-0 truncate">{file.filename}</span>
          <span className="shrink-0 text-xs text-muted">{fileSize(file.size)}</span>
          <IconButton label={`Remove ${file.filename}`} onClick={() => onRemove(index)} size="small">
            <X />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
