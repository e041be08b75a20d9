import type { Face } from './face.ts';
import type { Place, Reply } from './replies/reply.ts';

/** Shows what a command or button answered, and follows its operation from then on. */
export async function present(face: Face, place: Place, reply: Reply, id: string, replyTo?: string): Promise<void> {
  const { operation } = reply;
  try {
    const messageId = await face.deliver.show(place, reply, id, replyTo);
    await reply.shown?.(messageId);
    if (operation) await face.replies.placed(operation.id, messageId);
  } catch (error) {
    // What was submitted did not fail because it could not be shown: its outcome will be.
    if (!operation?.sent) throw error;
    face.ctx.log.warn({ err: error, operation: operation.id }, 'a submitted operation could not be shown yet');
  }
  if (operation?.sent) face.replies.follow(operation.id);
}
