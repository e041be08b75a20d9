/**
 * Keys at rest: ethers' encrypted JSON keystores (scrypt), one file each, in a folder that only its owner may enter.
 * `signer.json` signs for members, `signer-next.json` will after a rotation, `relayer-N.json` pay gas, `sentinel.json` may
 * only pause, `salt.json` holds the secret that every account's address rests on: all but the last can be replaced.
 */
import { scrypt as nodeScrypt, randomBytes } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { scrypt as ethersScrypt, SigningKey } from 'ethers/crypto';
import { computeAddress } from 'ethers/transaction';
import { decryptKeystoreJson, encryptKeystoreJson } from 'ethers/wallet';
import { FatalError } from '../errors.ts';
import { keystoreFiles, readAddresses } from './keystoreFiles.ts';

export type Keys = {
  signer: SigningKey;
  next: SigningKey | null;
  relayers: SigningKey[];
  sentinel: SigningKey | null;
  saltSecret: Uint8Array;
};

/** scrypt's cost, a power of two; lower only for keys that guard nothing. */
const WORK = 2 ** 17;
const RELAYERS = 2;

// Node's scrypt is native: a third of a second instead of several.
ethersScrypt.register((password, salt, N, r, p, length) => {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const options = { N, r, p, maxmem: 256 * N * r + 2 ** 20 };
  nodeScrypt(password, salt, length, options, (error, key) => (error ? reject(error) : resolve(key)));
  return promise.then((key) => `0x${Buffer.from(key).toString('hex')}`);
});

/** The passphrase itself, or read from its file; a trailing line break is not part of it. @throws FatalError */
export function readPassphrase(source: { passphrase?: string | undefined; passphraseFile?: string | undefined }) {
  if (source.passphrase) return source.passphrase;
  const file = source.passphraseFile;
  if (!file)
    throw new FatalError('The keystore needs a passphrase: set KEYSTORE_PASSPHRASE or KEYSTORE_PASSPHRASE_FILE.');
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (cause) {
    throw new FatalError(`The passphrase file ${file} cannot be read: check its path and permissions.`, { cause });
  }
}

/**
 * Makes the keys of a new installation, all or none. A keystore that is there is left as it is. The guardian's key is
 * never among them: it belongs on another machine.
 * @param options.work scrypt's cost (a power of two); lower it only for keys that guard nothing
 * @returns the addresses, as {@link readAddresses}
 */
export async function createKeystore(options: {
  dir: string;
  passphrase?: string | undefined;
  passphraseFile?: string | undefined;
  relayers?: number;
  work?: number;
}) {
  const { dir, relayers = RELAYERS, work = WORK } = options;
  if (existsSync(dir) && readdirSync(dir).length > 0) return readAddresses(dir);
  const passphrase = readPassphrase(options);
  await building(dir, async (folder) => {
    for (const name of ['signer.json', 'salt.json', 'sentinel.json', ...relayerNames(relayers)])
      writeKey(folder, name, await encrypted(newKey(), passphrase, work));
  });
  return readAddresses(dir);
}

/**
 * Gives a keystore of an earlier version the keys that it lacks: the sentinel's and the second wallet's. What is there
 * stays as it is.
 */
export async function upgradeKeystore(options: {
  dir: string;
  passphrase?: string | undefined;
  passphraseFile?: string | undefined;
  work?: number;
}) {
  const { dir, work = WORK } = options;
  const { sentinel, relayers } = keystoreFiles(dir);
  const wanted = relayerNames(RELAYERS).filter((name) => !relayers.includes(name));
  if (!sentinel) wanted.push('sentinel.json');
  if (wanted.length > 0) {
    const passphrase = readPassphrase(options);
    // A keystore has one passphrase.
    await openKeystore(dir, passphrase);
    for (const name of wanted) writeKey(dir, name, await encrypted(newKey(), passphrase, work));
  }
  const addresses = readAddresses(dir);
  return { ...addresses, sentinel: addresses.sentinel! };
}

/**
 * Makes the key that shall sign once the guardian has proposed it and its delay has passed.
 * @throws FatalError if one waits already
 */
export async function rotateKeystore(dir: string, passphrase: string, work = WORK) {
  const { next } = readAddresses(dir);
  if (next)
    throw new FatalError(
      `A next signer waits already (${next}): have the guardian propose it, then run \`npm run keystore -- finish ${next}\`.`,
    );
  await openKeystore(dir, passphrase);
  writeKey(dir, 'signer-next.json', await encrypted(newKey(), passphrase, work));
  return readAddresses(dir);
}

/**
 * Puts the next signer in the present one's place, whose file is kept under its address.
 * @param named the signer as the Custodian names it
 * @throws FatalError if that is not the next one
 */
export function finishRotation(dir: string, named: string) {
  const { signer, next } = readAddresses(dir);
  if (!next) throw new FatalError('No next signer waits: begin with `npm run keystore -- rotate`.');
  if (named.toLowerCase() !== next)
    throw new FatalError(`The next signer is ${next}: finish when Custodian.signer() gives this address.`);
  renameSync(join(dir, 'signer.json'), join(dir, `retired-${signer}.json`));
  renameSync(join(dir, 'signer-next.json'), join(dir, 'signer.json'));
  return readAddresses(dir);
}

/** Encrypts all keys anew, for another passphrase, all or none. Stop the server first. @throws FatalError */
export async function changePassphrase(dir: string, present: string, next: string, work = WORK) {
  if (next.length < 8) throw new FatalError('The new passphrase must have at least 8 characters.');
  await openKeystore(dir, present);
  const old = `${dir}.old`;
  await building(
    dir,
    async (folder) => {
      cpSync(dir, folder, { recursive: true, preserveTimestamps: true });
      for (const name of keyNames(dir))
        writeKey(folder, name, await encrypted(await decrypted(dir, name, present), next, work));
    },
    () => {
      rmSync(old, { recursive: true, force: true });
      renameSync(dir, old);
    },
  );
  rmSync(old, { recursive: true, force: true });
}

/** Decrypts all keys. @throws FatalError in one sentence */
export async function openKeystore(dir: string, passphrase: string): Promise<Keys> {
  const files = keystoreFiles(dir);
  const open = async (name: string) => new SigningKey(await decrypted(dir, name, passphrase));
  const signer = await open(files.signer);
  const relayers: SigningKey[] = [];
  for (const name of files.relayers) relayers.push(await open(name));
  return {
    signer,
    next: files.next ? await open(files.next) : null,
    relayers,
    sentinel: files.sentinel ? await open(files.sentinel) : null,
    saltSecret: Buffer.from((await decrypted(dir, files.salt, passphrase)).slice(2), 'hex'),
  };
}

/**
 * Builds a folder beside its place and moves it there in one step: a crash leaves no half keystore.
 * @param clear makes room for it
 */
export async function building(
  dir: string,
  fill: (folder: string) => Promise<void>,
  clear = () => rmSync(dir, { recursive: true, force: true }),
) {
  mkdirSync(dirname(dir), { recursive: true });
  const folder = `${dir}.new`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  await fill(folder);
  chmodSync(folder, 0o700);
  clear();
  renameSync(folder, dir);
}

/** Every file that holds a key, those of retired signers among them. */
export const keyNames = (dir: string) =>
  readdirSync(dir).filter((name) =>
    /^(signer|signer-next|salt|sentinel|relayer-\d+|retired-0x[0-9a-f]{40})\.json$/.test(name),
  );

const relayerNames = (count: number) => Array.from({ length: count }, (_, n) => `relayer-${n}.json`);
const newKey = () => `0x${randomBytes(32).toString('hex')}`;

function encrypted(privateKey: string, passphrase: string, work: number) {
  const account = { address: computeAddress(privateKey), privateKey };
  return encryptKeystoreJson(account, passphrase, { scrypt: { N: work, r: 8, p: 1 } });
}

function writeKey(dir: string, name: string, json: string) {
  const path = join(dir, name);
  writeFileSync(`${path}.new`, json, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
}

async function decrypted(dir: string, name: string, passphrase: string) {
  const { privateKey } = await decryptKeystoreJson(readFileSync(join(dir, name), 'utf8'), passphrase).catch(
    (error: Error) => {
      // ethers' error carries the passphrase's parameters: its text is judged, never passed on.
      throw new FatalError(
        /incorrect password/i.test(error.message)
          ? `The passphrase does not open ${join(dir, name)}: check KEYSTORE_PASSPHRASE.`
          : `${join(dir, name)} is damaged: restore it from a backup.`,
      );
    },
  );
  return privateKey;
}
