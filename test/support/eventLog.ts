/** Reads the Playground's Server-Sent Events, remembers them all, and lets a test wait for one. */
import type { PlaygroundEvent } from '../../bot/api/playground.ts';

export type EventLog = {
  events: PlaygroundEvent[];
  /** Resolves with the first event, past or future, for which `pick` returns something. */
  waitFor<T>(pick: (event: PlaygroundEvent) => T | undefined): Promise<T>;
  /** Drops the events so far. */
  forget(): void;
  close(): Promise<void>;
};

const SHOWN = 15;

export async function openEvents(url: string, timeoutMs: number): Promise<EventLog> {
  const abort = new AbortController();
  const response = await fetch(url, { signal: abort.signal });
  if (!response.ok || !response.body) throw new Error(`No event stream (${response.status}): ${await response.text()}`);
  const events: PlaygroundEvent[] = [];
  const waiting = new Set<(event: PlaygroundEvent) => void>();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  // The first chunk says "connected": from here on nothing is missed.
  const first = await reader.read();

  async function read(): Promise<void> {
    let buffer = first.value ?? '';
    for (;;) {
      const blocks = buffer.split('\n\n');
      buffer = blocks.pop() ?? '';
      for (const block of blocks.filter((each) => each.startsWith('data: '))) {
        const event = JSON.parse(block.slice('data: '.length)) as PlaygroundEvent;
        events.push(event);
        for (const notice of [...waiting]) notice(event);
      }
      const { done, value } = await reader.read();
      if (done) return;
      buffer += value;
    }
  }
  // The stream ends when the test closes it or the server stops; a wait then runs into its time limit.
  const ended = read().catch(() => undefined);

  return {
    events,
    waitFor<T>(pick: (event: PlaygroundEvent) => T | undefined): Promise<T> {
      for (const event of events) {
        const found = pick(event);
        if (found !== undefined) return Promise.resolve(found);
      }
      return new Promise<T>((resolve, reject) => {
        const notice = (event: PlaygroundEvent) => {
          const found = pick(event);
          if (found === undefined) return;
          clearTimeout(timer);
          waiting.delete(notice);
          resolve(found);
        };
        const timer = setTimeout(() => {
          waiting.delete(notice);
          reject(new Error(`Waited ${timeoutMs} ms in vain. Seen last:\n${events.slice(-SHOWN).map(tell).join('\n')}`));
        }, timeoutMs);
        waiting.add(notice);
      });
    },
    forget: () => void events.splice(0),
    async close() {
      abort.abort();
      await ended;
    },
  };
}

function tell(event: PlaygroundEvent): string {
  if (event.t !== 'message') return JSON.stringify(event).slice(0, 200);
  const { author, content, embeds, thinking } = event.message;
  const words = [content, ...embeds.flatMap((embed) => [embed.title, embed.description])].filter(Boolean).join(' | ');
  return `message by ${author.username}${thinking ? ' (thinking)' : ''}: ${words.slice(0, 200)}`;
}
