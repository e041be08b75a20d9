/** A PIN at rest: what the database holds of it, readable by nobody and good for one member alone. */
import { type Argon2Parameters, argon2, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { hex } from './ops.ts';

/** OWASP's least for argon2id: 19 MiB, two passes, about 70 ms. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;
const NONCE = 16;
const BODY = 4 + NONCE + COST.tagLength;
const MAC = 32;

export type PinKeys = { pepper: Uint8Array; record: Uint8Array; proof: Uint8Array };

/** Keys that outlive every rotation: they rest on the salt secret, as the members' accounts do. */
export function pinKeys(saltSecret: Uint8Array): PinKeys {
  const key = (name: string) => new Uint8Array(hkdfSync('sha256', saltSecret, '', `guildmint pin ${name}`, 32));
  return { pepper: key('pepper'), record: key('record'), proof: key('proof') };
}

export type PinRecord = { version: number; nonce: Buffer; hash: Buffer };

/** Hashes a PIN into a record: version, nonce, hash, and a MAC over these and whose it is. */
export async function writeRecord(keys: PinKeys, salt: string, version: number, pin: string): Promise<`0x${string}`> {
  const nonce = randomBytes(NONCE);
  const number = Buffer.alloc(4);
  number.writeUInt32BE(version);
  const body = Buffer.concat([number, nonce, await hashPin(keys, nonce, pin)]);
  return hex(Buffer.concat([body, macOf(keys.record, salt, body)]));
}

/** @returns null for what was altered, or written for somebody else */
export function readRecord(keys: PinKeys, salt: string, record: string): PinRecord | null {
  const bytes = Buffer.from(record.slice(2), 'hex');
  if (bytes.length !== BODY + MAC) return null;
  const body = bytes.subarray(0, BODY);
  if (!timingSafeEqual(bytes.subarray(BODY), macOf(keys.record, salt, body))) return null;
  return { version: body.readUInt32BE(0), nonce: body.subarray(4, 4 + NONCE), hash: body.subarray(4 + NONCE) };
}

export async function isPin(keys: PinKeys, { nonce, hash }: PinRecord, pin: string): Promise<boolean> {
  return timingSafeEqual(await hashPin(keys, nonce, pin), hash);
}

/** Peppered, because a stolen database must not be enough to try ten thousand PINs. */
function hashPin({ pepper }: PinKeys, nonce: Buffer, pin: string): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const parameters: Argon2Parameters = { ...COST, message: Buffer.from(pin), nonce, secret: pepper };
  argon2('argon2id', parameters, (error, hash) => (error ? reject(error) : resolve(hash)));
  return promise;
}

export const macOf = (key: Uint8Array, salt: string, content: Uint8Array | string) =>
  createHmac('sha256', key).update(salt).update('\n').update(content).digest();
