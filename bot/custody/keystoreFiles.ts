import { readdirSync, readFileSync } from 'node:fs';
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
  const relayers = names.filter((name) => /^relayer-\d+\.json$/.test(name)).sort((a, b) => number(a) - number(b));
  const missing = ['signer.json', 'salt.json'].filter((name) => !names.includes(name));
  if (relayers.length === 0) missing.push('relayer-0.json');
  if (missing.length > 0)
    throw new FatalError(`The keystore ${dir} lacks ${missing.join(', ')}: restore it from a backup.`);
  return { signer: 'signer.json', salt: 'salt.json', relayers };
}

/** Addresses of the signer and of the relayers' wallets; they stand unencrypted in the files. @throws FatalError */
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
  return { signer: address(names.signer), relayers: names.relayers.map(address) };
}

const number = (name: string) => Number(name.replace(/\D/g, ''));
