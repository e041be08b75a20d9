/** Reads JSON, or Discord's form with files: `payload_json` beside `files[0]`, `files[1]` … */
import type { Upload } from '../attachments.ts';
import { DiscordError } from '../errors.ts';

const invalidJson = () => new DiscordError(400, 50109, 'The request body contains invalid JSON.');

export async function readBody(request: Request): Promise<{ body: unknown; files: Upload[] }> {
  const type = request.headers.get('content-type') ?? '';
  if (type.startsWith('multipart/form-data')) return readForm(await request.formData());
  return { body: parse(await request.text()), files: [] };
}

async function readForm(form: FormData): Promise<{ body: unknown; files: Upload[] }> {
  const files: Upload[] = [];
  for (const [key, value] of form) {
    const index = /^files\[(\d+)\]$/.exec(key)?.[1];
    if (index === undefined || typeof value === 'string') continue;
    const bytes = Buffer.from(await value.arrayBuffer());
    const content_type = value.type || 'application/octet-stream';
    files.push({ index: Number(index), filename: value.name, content_type, size: bytes.length, bytes });
  }
  const payload = form.get('payload_json');
  return { body: parse(typeof payload === 'string' ? payload : ''), files };
}

function parse(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw invalidJson();
  }
}
