import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import { cx } from '../../../lib/cx.ts';

/** An image from outside; where it cannot be loaded its description stands in. */
export function Picture({ src, alt, className }: { src: string; alt: string; className?: string }) {
  const [failed, setFailed] = useState(false);
  const loadable = /^https?:\/\//.test(src);
  if (failed || !loadable) {
    return (
      <span
        className={cx('flex items-center justify-center gap-2 rounded-lg bg-field p-3 text-xs text-muted', className)}
      >
        <ImageOff className="size-4 shrink-0" aria-hidden />
        <span className="min-w-0 break-words">{alt || 'Image'}</span>
      </span>
    );
  }
  return (
    <img
      src={src}
      alt={alt}
      loading="lazy"
      onError={() => setFailed(true)}
      className={cx('rounded-lg object-cover', className)}
    />
  );
}
