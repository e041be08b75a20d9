/**
 * A backup is one file: compressed, first a line that names everything in it with its size and SHA-256, then all of it,
 * one after the other. It holds no secret in the clear.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import { FatalError } from '../errors.ts';

const VERSION = 1;
/** A manifest is far shorter; what is longer is no backup. */
const LONGEST_MANIFEST = 1_000_000;

const entry = z.object({
  /** Place of a file, or `app/<table>`. */
  name: z.string().regex(/^(?!.*\.\.)[\w./-]+$/),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Of a table, in the order of its lines. */
  columns: z.array(z.string()).optional(),
  rows: z.int().optional(),
});
const manifest = z.object({
  format: z.literal('guildmint-backup'),
  version: z.literal(VERSION),
  createdAt: z.iso.datetime(),
  chainId: z.int(),
  genesis: z.string(),
  /** The chain's head before the first row was read. */
  block: z.int().min(0),
  /** When the newest migration of schema `app` was made, milliseconds since 1970. */
  migratedAt: z.number(),
  /** What the server was told, without secrets. */
  settings: z.record(z.string(), z.string()),
  entries: z.array(entry),
});
export type Manifest = z.infer<typeof manifest>;
export type Entry = z.infer<typeof entry>;

export async function entryOf(name: string, path: string, more: Pick<Entry, 'columns' | 'rows'> = {}): Promise<Entry> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return { name, bytes: (await stat(path)).size, sha256: hash.digest('hex'), ...more };
}

/** Writes the file beside its place and moves it there when the disk has it. @param folder holds every entry by its name */
export async function pack(file: string, content: Omit<Manifest, 'format' | 'version'>, folder: string) {
  const head: Manifest = { format: 'guildmint-backup', version: VERSION, ...content };
  const draft = `${file}.partial`;
  async function* parts() {
    const line = JSON.stringify(head);
    yield `${createHash('sha256').update(line).digest('hex')} ${line}\n`;
    for (const { name } of head.entries) yield* createReadStream(join(folder, name));
  }
  try {
    await pipeline(Readable.from(parts()), createGzip(), createWriteStream(draft, { mode: 0o600 }));
    const written = await open(draft);
    await written.sync().finally(() => written.close());
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/**
 * Unpacks into an empty folder and compares every checksum.
 * @throws FatalError if the file is no backup, damaged, cut off, or of a newer version
 */
export async function unpack(file: string, folder: string): Promise<Manifest> {
  const damaged = (cause?: unknown) =>
    new FatalError(`${file} is damaged: its checksums do not match. Take another backup.`, { cause });
  const source = createReadStream(file);
  const plain = source.pipe(createGunzip());
  source.on('error', (error) => plain.destroy(error));
  const chunks = plain[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let rest = Buffer.alloc(0);
  const more = async () => {
    const { value, done } = await chunks.next();
    if (done) return false;
    rest = Buffer.concat([rest, value]);
    return true;
  };
  try {
    while (!rest.includes(10)) if (rest.length > LONGEST_MANIFEST || !(await more())) throw damaged();
    const end = rest.indexOf(10);
    const [sum, line] = [rest.toString('utf8', 0, 64), rest.toString('utf8', 65, end)];
    if (createHash('sha256').update(line).digest('hex') !== sum) throw damaged();
    const head = readManifest(line, file);
    rest = rest.subarray(end + 1);
    for (const { name, bytes, sha256 } of head.entries) {
      await mkdir(dirname(join(folder, name)), { recursive: true, mode: 0o700 });
      const out = await open(join(folder, name), 'w', 0o600);
      const hash = createHash('sha256');
      try {
        for (let left = bytes; left > 0; ) {
          if (rest.length === 0 && !(await more())) throw damaged();
          const piece = rest.subarray(0, left);
          hash.update(piece);
          await out.write(piece);
          left -= piece.length;
          rest = rest.subarray(piece.length);
        }
      } finally {
        await out.close();
      }
      if (hash.digest('hex') !== sha256) throw damaged();
    }
    if (rest.length > 0 || (await more())) throw damaged();
    return head;
  } catch (error) {
    plain.destroy();
    if (error instanceof FatalError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new FatalError(`There is no file ${file}: name a backup.`, { cause: error });
    throw damaged(error);
  }
}

function readManifest(line: string, file: string): Manifest {
  const read = manifest.safeParse(JSON.parse(line));
  if (!read.success)
    throw new FatalError(`${file} is not a backup that this version reads: use the version of Guildmint that made it.`);
  return read.data;
}
