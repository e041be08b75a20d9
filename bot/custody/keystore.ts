/**
 * Keys at rest: ethers' encrypted JSON keystores (scrypt), one file each, in a folder that only its owner may enter.
 * `signer.json` signs for members, `relayer-N.json` pay gas, `salt.json` holds the secret that every account's address
 * rests on: the first ones can be replaced, the last one never.
 */
import { scrypt as nodeScrypt, randomBytes } from 'node:crypto';
import {
  chmodSync,
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

export type Keys = { signer: SigningKey; relayers: SigningKey[]; saltSecret: Uint8Array };

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
  const { dir, relayers = 1, work = 2 ** 17 } = options;
  if (existsSync(dir) && readdirSync(dir).length > 0) return readAddresses(dir);
  const passphrase = readPassphrase(options);
  mkdirSync(dirname(dir), { recursive: true });
  // Built beside and moved in one step: a crash leaves no half keystore.
  const building = `${dir}.new`;
  rmSync(building, { recursive: true, force: true });
  mkdirSync(building, { mode: 0o700 });
  chmodSync(building, 0o700);
  const names = ['signer.json', 'salt.json', ...Array.from({ length: relayers }, (_, n) => `relayer-${n}.json`)];
  for (const name of names) {
    const privateKey = `0x${randomBytes(32).toString('hex')}`;
    const account = { address: computeAddress(privateKey), privateKey };
    const json = await encryptKeystoreJson(account, passphrase, { scrypt: { N: work, r: 8, p: 1 } });
    writeFileSync(join(building, name), json, { mode: 0o600, flush: true });
  }
  rmSync(dir, { recursive: true, force: true });
  renameSync(building, dir);
  return readAddresses(dir);
}

/** Decrypts all keys. Only the signer process calls it. @throws FatalError in one sentence */
export async function openKeystore(dir: string, passphrase: string): Promise<Keys> {
  const files = keystoreFiles(dir);
  const open = async (name: string) => {
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
  };
  const signer = new SigningKey(await open('signer.json'));
  const relayers: SigningKey[] = [];
  for (const name of files.relayers) relayers.push(new SigningKey(await open(name)));
  return { signer, relayers, saltSecret: Buffer.from((await open('salt.json')).slice(2), 'hex') };
}
