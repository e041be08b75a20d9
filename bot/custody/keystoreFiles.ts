import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FatalError } from '../errors.ts';

const hexAddress = z.string().regex(/^(0x)?[0-9a-fA-F]{40}$/);
const file = z.object({ address: hexAddress });

/** Names of a keystore's files. @throws FatalError if one is missing */
export function keystoreFiles(dir: string) {
  let names: string[];
  try {
    names = readdirSync(dir);
  } catch (cause) {
    throw new FatalError(
      `The keystore ${dir} cannot be read: restore it from a backup, or check the folder's permissions.`,
      {
        cause,
      },
    );
  }
  // Windows has no such bits.
  if (process.platform !== 'win32' && (statSync(dir).mode & 0o077) !== 0)
    throw new FatalError(`The keystore ${dir} is open to other users: run \`chmod 700 ${dir}\`.`);
  const relayers = names.filter((name) => /^relayer-\d+\.json$/.test(name)).sort((a, b) => number(a) - number(b));
  const missing = ['signer.json', 'salt.json'].filter((name) => !names.includes(name));
  if (relayers.length === 0) missing.push('relayer-0.json');
  if (missing.length > 0)
    throw new FatalError(`The keystore ${dir} lacks ${missing.join(', ')}: restore it from a backup.`);
  const ifThere = (name: string) => (names.includes(name) ? name : null);
  return {
    signer: 'signer.json',
    /** Made by a rotation, beside the present signer. */
    next: ifThere('signer-next.json'),
    salt: 'salt.json',
    relayers,
    /** Null in keystores of earlier versions. */
    sentinel: ifThere('sentinel.json'),
  };
}

/** Addresses of the keys; they stand unencrypted in the files. @throws FatalError */
export function readAddresses(dir: string) {
  const names = keystoreFiles(dir);
  const address = (name: string): `0x${string}` => {
    try {
      const parsed = file.parse(JSON.parse(readFileSync(join(dir, name), 'utf8')));
      return `0x${parsed.address.replace(/^0x/, '').toLowerCase()}`;
    } catch (cause) {
      throw new FatalError(`${join(dir, name)} is damaged: restore it from a backup.`, { cause });
    }
  };
  return {
    signer: address(names.signer),
    next: names.next ? address(names.next) : null,
    relayers: names.relayers.map(address),
    sentinel: names.sentinel ? address(names.sentinel) : null,
  };
}

const number = (name: string) => Number(name.replace(/\D/g, ''));
