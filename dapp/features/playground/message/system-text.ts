import type { Message } from '../discord.ts';

/** What Discord itself says in a channel, by message type; null for what a person or bot wrote. */
export function systemText(message: Message, author: string): string | null {
  switch (message.type) {
    case 6:
      return `${author} pinned a message to this channel.`;
    case 7:
      return `${author} joined the server. Welcome!`;
    case 18:
      return `${author} started a thread.`;
    case 21:
      return message.referenced_message?.content ?? 'The message that this thread began with was deleted.';
    default:
      return null;
  }
}
