import type { Face } from './face.ts';
import type { Place, Reply } from './replies/reply.ts';

/** Shows what a command or button answered, and follows its operation from then on. */
export async function present(face: Face, place: Place, reply: Reply, id: string, replyTo?: string): Promise<void> {
  const { operation } = reply;
  try {
    const messageId = await face.deliver.show(place, reply, id, replyTo);
    if (operation) await face.replies.placed(operation.id, messageId);
  } finally {
    // Whatever becomes of this message, what was submitted has an outcome that will be told.
    if (operation?.sent) face.replies.follow(operation.id);
  }
}
