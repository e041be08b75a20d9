/**
 * A keystore in one file: encrypted as a whole with the keystore's passphrase, so that it shows nothing, and with a
 * checksum, so that a damaged copy is known before it is needed. The journal is not in it: it belongs to its machine.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes, scryptSync } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FatalError } from '../errors.ts';
import { building, keyNames, openKeystore } from './keystore.ts';
import { readAddresses } from './keystoreFiles.ts';
import { limitsFile, readLimits } from './limits.ts';

const WORK = 2 ** 17;
const base64 = z.string().regex(/^[A-Za-z0-9+/=]+$/);
const sealed = z.strictObject({
  guildmintKeystore: z.literal(1),
  /** scrypt's cost. */
  work: z
    .int()
    .min(2)
    .max(2 ** 22),
  salt: base64,
  iv: base64,
  tag: base64,
  data: base64,
  /** SHA-256 of all the above. */
  checksum: z.string(),
});
const contents = z.record(z.string().regex(/^[a-z0-9-]+\.json$/), z.string());

/**
 * @param options.work scrypt's cost; lower it only for keys that guard nothing
 * @throws FatalError if a key does not open, or the file is there already
 */
export async function backUpKeystore(options: { dir: string; file: string; passphrase: string; work?: number }) {
  const { dir, file, passphrase, work = WORK } = options;
  // What does not open now would not open then.
  await checked(dir, passphrase);
  const names = [...keyNames(dir), ...(existsSync(limitsFile(dir)) ? ['limits.json'] : [])];
  const plain = JSON.stringify(Object.fromEntries(names.map((name) => [name, readFileSync(join(dir, name), 'utf8')])));
  const [salt, iv] = [randomBytes(32), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', keyOf(passphrase, salt, work), iv);
  const data = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  const body = {
    guildmintKeystore: 1,
    work,
    salt: salt.toString('base64'),
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    data: data.toString('base64'),
  } as const;
  try {
    writeFileSync(file, `${JSON.stringify({ ...body, checksum: checksumOf(body) }, null, 2)}\n`, {
      ...{ mode: 0o600, flag: 'wx', flush: true },
    });
  } catch (cause) {
    const there = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    throw new FatalError(
      there ? `${file} is there already: name another file.` : `${file} cannot be written: check its folder.`,
      { cause },
    );
  }
  return readAddresses(dir);
}

/**
 * Puts a backup in place of a keystore that is lost, all or nothing.
 * @throws FatalError if a keystore is there, the file is damaged, or the passphrase is another
 */
export async function restoreKeystore(options: { dir: string; file: string; passphrase: string }) {
  const { dir, file, passphrase } = options;
  if (existsSync(dir) && readdirSync(dir).length > 0)
    throw new FatalError(`There is a keystore at ${dir}: move it away first, nothing is overwritten.`);
  const files = decrypt(read(file), file, passphrase);
  await building(dir, async (folder) => {
    for (const [name, text] of Object.entries(files))
      writeFileSync(join(folder, name), text, { mode: 0o600, flush: true });
    await checked(folder, passphrase);
  });
  return readAddresses(dir);
}

async function checked(dir: string, passphrase: string) {
  const { saltSecret } = await openKeystore(dir, passphrase);
  readLimits(dir, saltSecret);
}

function read(file: string) {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new FatalError(`The backup ${file} cannot be read: check its path and permissions.`, { cause });
  }
  try {
    const { checksum, ...body } = sealed.parse(JSON.parse(text));
    if (checksum === checksumOf(body)) return body;
  } catch {
    // Told below, together with a checksum that does not fit.
  }
  throw new FatalError(`The backup ${file} is damaged: take another copy of it.`);
}

function decrypt(body: Omit<z.infer<typeof sealed>, 'checksum'>, file: string, passphrase: string) {
  const bytes = (text: string) => Buffer.from(text, 'base64');
  try {
    const key = keyOf(passphrase, bytes(body.salt), body.work);
    const decipher = createDecipheriv('aes-256-gcm', key, bytes(body.iv)).setAuthTag(bytes(body.tag));
    const plain = Buffer.concat([decipher.update(bytes(body.data)), decipher.final()]).toString('utf8');
    return contents.parse(JSON.parse(plain));
  } catch {
    throw new FatalError(`The passphrase does not open ${file}: it takes the one that the backup was made with.`);
  }
}

const keyOf = (passphrase: string, salt: Buffer, N: number) =>
  scryptSync(passphrase, salt, 32, { N, r: 8, p: 1, maxmem: 256 * N * 8 + 2 ** 20 });

const checksumOf = ({ guildmintKeystore, work, salt, iv, tag, data }: Omit<z.infer<typeof sealed>, 'checksum'>) =>
  createHash('sha256').update([guildmintKeystore, work, salt, iv, tag, data].join('\n')).digest('hex');
