import type { StreamEvent } from './events.ts';
import { idOf, type Position } from './positions.ts';

/** What one client may have waiting. A slower one is cut off; it comes back and says where it stopped. */
const BUFFER_BYTES = 256 * 1024;

/** One open connection, never with more than the buffer kept. */
export function openClient(closed: () => void) {
  let controller: ReadableStreamDefaultController<Uint8Array>;
  let open = true;
  let drained = () => {};

  const end = () => {
    if (!open) return;
    open = false;
    drained();
    closed();
  };
  const body = new ReadableStream<Uint8Array>(
    {
      start(given) {
        controller = given;
      },
      pull: () => drained(),
      cancel: end,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: BUFFER_BYTES }),
  );

  const hasRoom = () => (controller.desiredSize ?? 0) > 0;
  const close = () => {
    if (!open) return;
    end();
    controller.close();
  };
  return {
    body,
    close,
    isOpen: () => open,
    /** Sends now, or ends a connection that cannot keep up. */
    send(bytes: Uint8Array) {
      if (!open) return;
      if (hasRoom()) controller.enqueue(bytes);
      else close();
    },
    /** Resolves when the client has taken enough for more to fit, or is gone. */
    async room() {
      while (open && !hasRoom())
        await new Promise<void>((resolve) => {
          drained = resolve;
        });
    },
  };
}

/** An event as it goes over the wire. The last of a group carries the id: a client that saw it has seen the group. */
export function toText(events: StreamEvent[], position: Position | null) {
  return events
    .map((event, i) => {
      const id = position && i === events.length - 1 ? `id: ${idOf(position)}\n` : '';
      return `event: ${event.change_type}\n${id}data: ${JSON.stringify(event)}\n\n`;
    })
    .join('');
}
