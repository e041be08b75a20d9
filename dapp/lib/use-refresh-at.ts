import { useEffect } from 'react';

/** The server's clock may be a little behind. */
const LATER_MS = 1_500;
const LONGEST_MS = 2 ** 31 - 1;

/** Asks anew when the next of these moments has passed: a sale that ends, a refund that falls. Time alone is told by nobody. */
export function useRefreshAt(moments: (string | null | undefined)[], refresh: () => unknown) {
  const now = Date.now();
  const next = Math.min(...moments.flatMap((at) => (at && Date.parse(at) > now ? [Date.parse(at)] : [])));
  useEffect(() => {
    if (next === Number.POSITIVE_INFINITY) return;
    const timer = setTimeout(refresh, Math.min(Math.max(0, next - Date.now()) + LATER_MS, LONGEST_MS));
    return () => clearTimeout(timer);
  }, [next, refresh]);
}
