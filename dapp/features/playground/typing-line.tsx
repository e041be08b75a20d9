import { useEffect, useState } from 'react';
import { Dots } from '../../components/states.tsx';
import { usePlayground } from './context.tsx';
import type { Channel } from './discord.ts';

/** Discord shows somebody as typing for ten seconds, unless told again. */
const SHOWN_MS = 10_000;

/** Who is typing in the channel. Keeps its place while nobody is, so that nothing jumps. */
export function TypingLine({ channel }: { channel: Channel }) {
  const { feed, names, me } = usePlayground();
  const since = feed.typing[channel.id];
  const [now, setNow] = useState(Date.now);
  const latest = Math.max(0, ...Object.values(since ?? {}));

  useEffect(() => {
    setNow(Date.now());
    const left = latest + SHOWN_MS - Date.now();
    if (left <= 0) return;
    const timer = setTimeout(() => setNow(Date.now()), left);
    return () => clearTimeout(timer);
  }, [latest]);

  const typing = Object.entries(since ?? {}).filter(([id, at]) => id !== me && at + SHOWN_MS > now);
  const people = new Intl.ListFormat(undefined).format(typing.map(([id]) => names.nameOf(id)));
  return (
    <p className="flex h-6 items-center px-2 text-xs text-muted">
      {typing.length > 0 && (
        <>
          <Dots />
          <span className="truncate">
            {people} {typing.length === 1 ? 'is' : 'are'} typing
          </span>
        </>
      )}
    </p>
  );
}
