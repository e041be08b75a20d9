import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { lt } from 'drizzle-orm';
import { type Address, getAddress, type Hex } from 'viem';
import { parseSiweMessage, validateSiweMessage } from 'viem/siwe';
import type { Context } from '../context.ts';
import { spentNonces } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { isSignedBy } from './link.ts';

/** Seconds in which a nonce is to be signed. */
export const NONCE_SECONDS = 600;
const NONCE = /^[0-9a-f]{16}[0-9a-f]{8}[0-9a-f]{32}$/;

/** A nonce for one sign-in. It carries its own end and seal, so that asking for one writes nothing. @param key ours alone */
export function newSignInNonce(ctx: Context, key: Uint8Array): { nonce: string; expiresAt: Date } {
  const expires = Math.floor(ctx.clock() / 1000) + NONCE_SECONDS;
  const body = randomBytes(8).toString('hex') + expires.toString(16).padStart(8, '0');
  return { nonce: body + seal(key, body), expiresAt: new Date(expires * 1000) };
}

/**
 * Whose wallet signed a Sign-In with Ethereum message (EIP-4361) for this site and chain, with a key or as a smart wallet's
 * own code says (ERC-1271).
 * @param input.domains hosts at which people sign in here
 * @throws UserError `SignInRefused`, saying which part is wrong
 */
export async function signInWithWallet(
  ctx: Context,
  input: { message: string; signature: Hex; domains: readonly string[]; key: Uint8Array },
): Promise<Address> {
  const { message, signature, domains, key } = input;
  const parsed = parseSiweMessage(message);
  const { address, chainId, nonce = '', domain = '', uri, version, issuedAt, expirationTime } = parsed;
  const time = new Date(ctx.clock());
  const refuse = (why: string) => new UserError('SignInRefused', `Ask for a new nonce and sign a new message: ${why}.`);

  if (!address || version !== '1' || !issuedAt) throw refuse('this is no message of Sign-In with Ethereum (EIP-4361)');
  if (!domains.includes(domain) || !uri || !domains.includes(hostOf(uri)))
    throw refuse(`the message is for another site than ${domains.join(' or ')}`);
  if (chainId !== ctx.config.chainId) throw refuse(`the message is for another chain than ${ctx.config.chainId}`);
  const ends = endOf(key, nonce);
  if (!ends || ends <= time.getTime() || (expirationTime && expirationTime <= time))
    throw refuse('the nonce is not from here, or too old');
  if (!validateSiweMessage({ message: parsed, domain, nonce, time })) throw refuse('the message is not valid now');
  if (!(await isSignedBy(ctx, address, message, signature)))
    throw refuse(`the signature is not by ${getAddress(address)}`);

  await ctx.db.delete(spentNonces).where(lt(spentNonces.expiresAt, time));
  const spent = await ctx.db
    .insert(spentNonces)
    .values({ nonce, expiresAt: new Date(ends) })
    .onConflictDoNothing()
    .returning();
  if (spent.length === 0) throw refuse('the nonce was used before');
  return address.toLowerCase() as Address;
}

/** @returns milliseconds; null for a nonce that was not made here */
function endOf(key: Uint8Array, nonce: string): number | null {
  if (!NONCE.test(nonce)) return null;
  const body = nonce.slice(0, 24);
  if (!timingSafeEqual(Buffer.from(nonce.slice(24)), Buffer.from(seal(key, body)))) return null;
  return Number.parseInt(body.slice(16), 16) * 1000;
}

const seal = (key: Uint8Array, body: string) => createHmac('sha256', key).update(body).digest('hex').slice(0, 32);

const hostOf = (uri: string) => (URL.canParse(uri) ? new URL(uri).host : '');
