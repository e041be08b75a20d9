import assert from 'node:assert/strict';
import { type StreamEvent, streamEventSchema } from '../../bot/api/stream/events.ts';

type Message = { event: string; id: string | null; data: StreamEvent };

/** Reads an event stream as a browser would. */
export function readerOf(response: Response) {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';

  async function block(): Promise<string> {
    for (;;) {
      const end = buffer.indexOf('\n\n');
      if (end >= 0) {
        const found = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        return found;
      }
      const { value, done } = await reader.read();
      if (done) throw new Error('The stream ended.');
      buffer += value;
    }
  }

  async function next(): Promise<Message> {
    for (;;) {
      const lines = (await block()).split('\n');
      const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      const data = field('data');
      if (!data) continue;
      return { event: field('event')!, id: field('id') ?? null, data: streamEventSchema.parse(JSON.parse(data)) };
    }
  }

  return {
    next,
    async take(count: number) {
      const messages: Message[] = [];
      while (messages.length < count) messages.push(await next());
      return messages;
    },
    /** The next entries; `ready` may come before or between them, as the server has heard of their block or not. */
    async entries(count: number) {
      const messages: Message[] = [];
      while (messages.length < count) {
        const message = await next();
        assert.ok(message.event === 'entry' || message.event === 'ready', message.event);
        if (message.event === 'entry') messages.push(message);
      }
      return messages;
    },
    async comment() {
      for (;;) {
        const text = await block();
        if (text.startsWith(': ')) return text.slice(2);
      }
    },
    close: () => reader.cancel(),
  };
}
