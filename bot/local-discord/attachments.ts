/** Files of messages: kept in memory, served from the local CDN. */
import type { APIAttachment } from 'discord-api-types/v10';
import { type Context, nextId } from './context.ts';
import { DiscordError } from './errors.ts';
import type { Channel, StoredFile } from './state.ts';

/** `index` is n of the form field `files[n]`, by which a message's `attachments` name it. */
export type Upload = { index: number; filename: string; content_type: string; size: number; bytes?: Buffer };

const MAX_FILES = 10;
export const MAX_FILE_BYTES = 10 * 1024 * 1024;

/** Stores the files and describes them as Discord does. */
export function storeFiles(ctx: Context, channel: Channel, uploads: Upload[], described: Map<number, Described>) {
  if (uploads.length > MAX_FILES)
    throw new DiscordError(400, 30015, 'Maximum number of attachments in a message reached (10)');
  if (uploads.some((upload) => upload.size > MAX_FILE_BYTES))
    throw new DiscordError(413, 40005, 'Request entity too large');
  return uploads.map((upload): APIAttachment => {
    const { filename: named, description } = described.get(upload.index) ?? {};
    const filename = (named ?? upload.filename).replaceAll(/[^\w.-]/g, '_');
    const id = nextId(ctx);
    const { size, content_type } = upload;
    const file: StoredFile = { channel_id: channel.id, filename, content_type, size };
    ctx.state.files[id] = upload.bytes ? { ...file, base64: upload.bytes.toString('base64') } : file;
    const url = `${ctx.url}/cdn/attachments/${channel.id}/${id}/${filename}`;
    return { id, filename, size, url, proxy_url: url, content_type, ...(description ? { description } : {}) };
  });
}
export type Described = { filename?: string | null; description?: string | null };

/** The file's bytes; those of a file that a member only named are made up from its name. */
export function fileBytes(file: StoredFile): Buffer {
  return file.base64 === undefined ? Buffer.alloc(file.size, `${file.filename}\n`) : Buffer.from(file.base64, 'base64');
}

export function forgetFiles(ctx: Context, attachments: { id: string }[]): void {
  for (const { id } of attachments) delete ctx.state.files[id];
}
