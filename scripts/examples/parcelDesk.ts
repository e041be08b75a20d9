// A new kind of item: something that only your own server can hand over. The item is of the kind `webhook`, and this answers
// its requests. 2xx: it was handed over; 4xx: it cannot be, and its buyer is refunded; all else is asked again.
import { createHmac, timingSafeEqual } from 'node:crypto';

export type Parcel = { purchase: number; itemName: string; units: number; discordId: string | null };

/** A request may be so old, seconds. */
const PATIENCE = 300;

/**
 * @param desk.key as `/item webhook` showed it once
 * @param desk.clock milliseconds since the epoch
 * @param desk.handOver gives what was bought; asked once for each purchase that it did not throw at
 */
export function openParcelDesk(desk: {
  key: string;
  clock: () => number;
  handOver: (parcel: Parcel) => Promise<void>;
}) {
  // A database's unique column in earnest: what was handed over must outlast this process.
  const done = new Set<string>();

  return async (request: Request): Promise<Response> => {
    const body = await request.text();
    const [, at, told] = /^t=(\d+),v1=([\da-f]{64})$/.exec(request.headers.get('x-guildmint-signature') ?? '') ?? [];
    const made = createHmac('sha256', desk.key).update(`${at}.${body}`).digest();
    if (!told || !timingSafeEqual(made, Buffer.from(told, 'hex'))) return new Response('not signed', { status: 401 });
    if (Math.abs(desk.clock() / 1000 - Number(at)) > PATIENCE) return new Response('too old', { status: 401 });

    const purchase = request.headers.get('idempotency-key') ?? '';
    if (!done.has(purchase)) await desk.handOver(JSON.parse(body));
    done.add(purchase);
    return new Response('handed over');
  };
}
