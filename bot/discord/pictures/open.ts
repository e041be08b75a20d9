import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import type { Asked, Drawn, Profile } from './profile.ts';

/** An avatar that takes longer, or is larger, is done without. */
const FETCH_MS = 1_500;
const MOST_BYTES = 1_000_000;
const DRAW_MS = 5_000;
/** Pictures and avatars that are kept, of some 60 and 10 kB. */
const KEPT = 100;

/** What is shown of a member, with the address of their avatar in place of its bytes. */
export type ProfileCard = Omit<Profile, 'avatar'> & { avatarUrl: string | null };

/** Draws pictures in a thread of its own, which begins with the first of them. */
export function openPictures(log: Logger) {
  const drawn = new Map<string, Uint8Array>();
  const avatars = new Map<string, Uint8Array>();
  const waiting = new Map<number, PromiseWithResolvers<Uint8Array>>();
  let worker: Worker | undefined;
  let asked = 0;

  return {
    /** @returns a PNG; null if it cannot be drawn: then words must do */
    async profile({ avatarUrl, ...card }: ProfileCard): Promise<Uint8Array | null> {
      const key = createHash('sha256')
        .update(JSON.stringify([avatarUrl, card]))
        .digest('hex');
      const known = drawn.get(key);
      if (known) return known;
      try {
        const avatar = avatarUrl ? await fetchAvatar(avatarUrl) : null;
        const png = await draw({ ...card, avatar });
        // Without the avatar that it should have, it is drawn anew the next time.
        if (avatar || !avatarUrl) keep(drawn, key, png);
        return png;
      } catch (error) {
        log.warn({ err: error }, 'a picture could not be drawn');
        return null;
      }
    },
    async close(): Promise<void> {
      await worker?.terminate();
    },
  };

  async function fetchAvatar(url: string): Promise<Uint8Array | null> {
    const known = avatars.get(url);
    if (known) return known;
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_MS) });
      if (!response.ok || !response.body) return null;
      const parts: Uint8Array[] = [];
      let size = 0;
      for await (const part of response.body) {
        size += part.length;
        if (size > MOST_BYTES) return null;
        parts.push(part);
      }
      const avatar = Buffer.concat(parts);
      keep(avatars, url, avatar);
      return avatar;
    } catch (error) {
      log.debug({ err: error }, 'an avatar could not be fetched');
      return null;
    }
  }

  async function draw(profile: Profile): Promise<Uint8Array> {
    const id = ++asked;
    const answer = Promise.withResolvers<Uint8Array>();
    waiting.set(id, answer);
    const timer = setTimeout(() => answer.reject(new Error('drawing took too long')), DRAW_MS);
    try {
      thread().postMessage({ id, profile } satisfies Asked);
      return await answer.promise;
    } finally {
      clearTimeout(timer);
      waiting.delete(id);
    }
  }

  function thread(): Worker {
    if (worker) return worker;
    const begun = new Worker(new URL('./profile.ts', import.meta.url));
    begun.unref();
    begun.on('message', (told: Drawn) => {
      if ('png' in told) waiting.get(told.id)?.resolve(told.png);
      else waiting.get(told.id)?.reject(new Error(told.error));
    });
    const ended = (error: unknown) => {
      if (worker === begun) worker = undefined;
      for (const { reject } of waiting.values()) reject(new Error('the drawing thread ended', { cause: error }));
    };
    begun.on('error', ended);
    begun.on('exit', ended);
    worker = begun;
    return begun;
  }
}

export type Pictures = ReturnType<typeof openPictures>;

function keep(all: Map<string, Uint8Array>, key: string, value: Uint8Array): void {
  all.set(key, value);
  for (const oldest of all.keys()) {
    if (all.size <= KEPT) break;
    all.delete(oldest);
  }
}
