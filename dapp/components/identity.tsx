import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Check } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Avatar } from './avatar.tsx';

const COPIED_MS = 1_500;

export const shortAddress = (address: string) => `${address.slice(0, 6)}…${address.slice(-4)}`;

/** A picture that an address alone decides: five by five, mirrored. */
export function Identicon({ address, size = 24 }: { address: string; size?: number }) {
  const digits = address.slice(2).toLowerCase();
  const hue = (Number.parseInt(digits.slice(0, 4), 16) / 65_535) * 360;
  const cells = Array.from({ length: 15 }, (_, i) => Number.parseInt(digits[4 + i] ?? '0', 16) % 2 === 1);
  return (
    <svg
      viewBox="0 0 5 5"
      width={size}
      height={size}
      aria-hidden="true"
      className="shrink-0 rounded-full"
      style={{ background: `hsl(${hue} 45% 28%)` }}
    >
      {cells.map((on, i) => {
        const [x, y] = [i % 3, Math.floor(i / 3)];
        // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
        return on && <path key={i} d={`M${x} ${y}h1v1h-1zM${4 - x} ${y}h1v1h-1z`} fill={`hsl(${hue} 70% 72%)`} />;
      })}
    </svg>
  );
}

/** A person is a name first; without one, an address that copies itself. */
export function Identity({ address, userId, name }: { address: string; userId: string | null; name: string | null }) {
  if (!name) return <AddressButton address={address} />;
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      {userId ? <Avatar id={userId} name={name} size="small" /> : <Identicon address={address} size={28} />}
      <span className="truncate font-medium" title={address}>
        {name}
      </span>
    </span>
  );
}

/** Short, in full where the pointer or the focus is, and copied when pressed. */
export function AddressButton({ address }: { address: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <button
      type="button"
      onClick={() => navigator.clipboard?.writeText(address).then(() => setCopied(true))}
      className="group relative flex min-h-9 max-w-full min-w-0 items-center gap-2.5 rounded-lg text-left pointer-coarse:min-h-11"
    >
      <Identicon address={address} size={28} />
      <span aria-hidden className="truncate font-mono text-sm">
        {shortAddress(address)}
      </span>
      <span className="sr-only">
        <Trans>Copy the address {address}</Trans>
      </span>
      <span
        aria-hidden
        className="pointer-events-none absolute top-full left-0 z-10 hidden w-max max-w-[calc(100vw-6rem)] rounded-lg border border-line bg-raised px-2.5 py-1 font-mono text-xs break-all shadow-xl group-hover:block group-focus-visible:block"
      >
        {address}
      </span>
      <span role="status" className="text-accent">
        {copied && <Check className="size-4" aria-label={t`Copied`} />}
      </span>
    </button>
  );
}
