/** Discord's buckets: so many calls in so much time, per route and channel (or webhook token). */
import { createHash } from 'node:crypto';

export type Bucket = { limit: number; perMs: number };
type Window = { used: number; endsAt: number };
export type RateLimits = Map<string, Window>;

/** All calls of a bot together, answers to interactions excepted. */
export const GLOBAL_BUCKET: Bucket = { limit: 50, perMs: 1_000 };

export type Use = { allowed: boolean; retryAfterSeconds: number; headers: Record<string, string> };

/** Counts one call; the headers tell a client how many it has left. */
export function useBucket(windows: RateLimits, key: string, bucket: Bucket, nowMs: number): Use {
  let window = windows.get(key);
  if (!window || window.endsAt <= nowMs) {
    prune(windows, nowMs);
    window = { used: 0, endsAt: nowMs + bucket.perMs };
    windows.set(key, window);
  }
  const allowed = window.used < bucket.limit;
  if (allowed) window.used += 1;
  const seconds = (window.endsAt - nowMs) / 1_000;
  return {
    allowed,
    retryAfterSeconds: seconds,
    headers: {
      'X-RateLimit-Limit': String(bucket.limit),
      'X-RateLimit-Remaining': String(bucket.limit - window.used),
      'X-RateLimit-Reset': (window.endsAt / 1_000).toFixed(3),
      'X-RateLimit-Reset-After': seconds.toFixed(3),
    },
  };
}

/** The opaque name under which Discord tells clients that routes share a bucket. */
export const bucketName = (route: string): string => createHash('sha256').update(route).digest('hex').slice(0, 32);

function prune(windows: RateLimits, nowMs: number): void {
  if (windows.size < 1_000) return;
  for (const [key, window] of windows) if (window.endsAt <= nowMs) windows.delete(key);
}
