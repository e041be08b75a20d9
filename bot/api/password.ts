/** Passwords as PHC strings of argon2id: what `npm run password` prints, and what others' tools do. */
import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';

/** OWASP's recommendation with room: 64 MiB, three passes. */
const COST = { memory: 65_536, passes: 3, parallelism: 1 };
/** More would let a line of the environment exhaust the machine. */
const MOST_MEMORY = 1_048_576;
const FORM =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})={0,2}\$([A-Za-z0-9+/]{22,86})={0,2}$/;

function derive(parameters: Argon2Parameters): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  argon2('argon2id', parameters, (error, key) => (error ? reject(error) : resolve(key)));
  return promise;
}

/** @returns the PHC string */
export async function hashPassword(password: string, cost = COST): Promise<string> {
  const nonce = randomBytes(16);
  const key = await derive({ message: password, nonce, tagLength: 32, ...cost });
  const { memory, passes, parallelism } = cost;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(nonce)}$${unpadded(key)}`;
}

/** Whether that is the password; takes as long for a wrong one. @throws Error for what is no PHC string of argon2id */
export async function isPassword(password: string, phc: string): Promise<boolean> {
  const { memory, passes, parallelism, nonce, key } = parse(phc);
  const shown = await derive({ message: password, nonce, tagLength: key.length, memory, passes, parallelism });
  return timingSafeEqual(shown, key);
}

/** Whether a line of the environment can be one. */
export const isPasswordHash = (phc: string) => FORM.test(phc) && parse(phc).memory <= MOST_MEMORY;

function parse(phc: string) {
  const parts = FORM.exec(phc);
  if (!parts) throw new Error('This is no PHC string of argon2id.');
  const [, memory, passes, parallelism, nonce = '', key = ''] = parts;
  return {
    ...{ memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    ...{ nonce: Buffer.from(nonce, 'base64'), key: Buffer.from(key, 'base64') },
  };
}

const unpadded = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
