import { Avatar } from './avatar.tsx';

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

/** A person is a name first; without one, an address in full on focus or hover. */
export function Identity({ address, userId, name }: { address: string; userId: string | null; name: string | null }) {
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      {userId && name ? <Avatar id={userId} name={name} size="small" /> : <Identicon address={address} size={28} />}
      {name ? (
        <span className="truncate font-medium">{name}</span>
      ) : (
        <span className="truncate font-mono text-sm" title={address}>
          {shortAddress(address)}
        </span>
      )}
    </span>
  );
}
