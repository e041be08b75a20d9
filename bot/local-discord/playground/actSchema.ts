/** What a member at the Playground may do, checked before it is done. */
import { z } from 'zod';
import type { PlaygroundAct, PlaygroundOption } from '../../api/playground.ts';

const id = z.string().regex(/^\d{15,21}$/, 'must be a Discord id');
const nonce = z.string().min(1).max(100);
const option: z.ZodType<PlaygroundOption> = z.object({
  name: z.string(),
  type: z.number().int(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  focused: z.boolean().optional(),
  get options() {
    return z.array(option).optional();
  },
});
const file = z.object({
  filename: z.string().min(1).max(260),
  size: z.number().int().min(0),
  content_type: z.string().max(100).optional(),
});
const as = { as: id };
const inChannel = { ...as, channel_id: id };
const onMessage = { ...inChannel, message_id: id };
const onCommand = { ...inChannel, command_id: id, options: z.array(option), nonce };
const emoji = z.string().min(1).max(64);

export const actSchema: z.ZodType<PlaygroundAct> = z.discriminatedUnion('do', [
  z.object({
    ...inChannel,
    do: z.literal('message'),
    content: z.string(),
    reply_to: id.optional(),
    files: z.array(file).optional(),
  }),
  z.object({ ...onMessage, do: z.literal('delete_message') }),
  z.object({ ...onMessage, do: z.literal('react'), emoji }),
  z.object({ ...onMessage, do: z.literal('unreact'), emoji }),
  z.object({ ...inChannel, do: z.literal('thread'), name: z.string(), message_id: id.optional() }),
  z.object({ ...inChannel, do: z.literal('join_thread') }),
  z.object({ ...inChannel, do: z.literal('voice_join') }),
  z.object({ ...as, do: z.literal('voice_leave'), guild_id: id }),
  z.object({ ...onCommand, do: z.literal('command'), target_id: id.optional(), files: z.array(file).optional() }),
  z.object({ ...onCommand, do: z.literal('autocomplete') }),
  z.object({
    ...onMessage,
    do: z.literal('component'),
    custom_id: z.string(),
    values: z.array(z.string()).optional(),
    nonce,
  }),
  z.object({
    ...as,
    do: z.literal('modal_submit'),
    interaction_id: id,
    fields: z.array(z.object({ custom_id: z.string(), value: z.string() })),
    nonce,
  }),
  z.object({ ...as, do: z.literal('open_dm'), user_id: id }),
  z.object({ ...as, do: z.literal('join_guild'), guild_id: id, invite: z.string().max(50).optional() }),
  z.object({ ...inChannel, do: z.literal('invite'), max_uses: z.number().int().min(0).max(100).optional() }),
  z.object({ ...as, do: z.literal('channel'), guild_id: id, name: z.string() }),
  z.object({ ...as, do: z.literal('leave_guild'), guild_id: id }),
  z.object({ ...as, do: z.literal('invite_bot'), guild_id: id, permissions: z.string().regex(/^\d{1,20}$/) }),
  z.object({ ...as, do: z.literal('remove_bot'), guild_id: id }),
]);
