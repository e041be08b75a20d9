import { useSearchParams } from 'react-router';

/** Texts that live in the address, so that what is found can be shared and gone back to. An empty one leaves it. */
export function useAddress<K extends string>(...names: K[]) {
  const [search, setSearch] = useSearchParams();
  const values = Object.fromEntries(names.map((name) => [name, search.get(name) ?? ''])) as Record<K, string>;
  const set = (change: Partial<Record<K, string>>) =>
    setSearch(
      (now) => {
        const then = new URLSearchParams(now);
        for (const [name, value] of Object.entries<string | undefined>(change)) {
          if (value) then.set(name, value);
          else then.delete(name);
        }
        return then;
      },
      { replace: true, preventScrollReset: true },
    );
  return [values, set] as const;
}
