import { Download, FileText } from 'lucide-react';
import type { Attachment } from '../discord.ts';
import { Picture } from './picture.tsx';

/** 1536 → "1.5 kB" */
export function fileSize(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  const format = {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  } as const;
  return new Intl.NumberFormat(undefined, format).format(bytes / 1000 ** power);
}

export function AttachmentCard({ attachment }: { attachment: Attachment }) {
  if (attachment.content_type?.startsWith('image/') && attachment.width) {
    return (
      <Picture
        src={attachment.url}
        alt={attachment.description ?? attachment.filename}
        className="mt-1.5 max-h-80 w-fit max-w-full"
      />
    );
  }
  return (
    <a
      href={attachment.url}
      target="_blank"
      rel="noreferrer"
      className="mt-1.5 flex w-full max-w-sm items-center gap-3 rounded-lg border border-line bg-raised px-3.5 py-2.5 hover:border-muted"
    >
      <FileText className="size-7 shrink-0 text-accent" aria-hidden />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{attachment.filename}</span>
        <span className="block text-xs text-muted">{fileSize(attachment.size)}</span>
      </span>
      <Download className="size-4 shrink-0 text-muted" aria-hidden />
    </a>
  );
}
