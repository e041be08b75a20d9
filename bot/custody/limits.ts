/**
 * How much may leave members' accounts in a day by the signer's hand, beyond what the contracts limit. The operator sets
 * it with the keystore's passphrase (`npm run keystore -- limits`); the file carries a code that only who holds the keys
 * can make, so that the server cannot widen it.
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FatalError } from '../errors.ts';

const tokens = z.int().min(0).max(1e15);
const schema = z.strictObject({
  /** Whole tokens a day. */
  memberDay: tokens,
  communityDay: tokens,
  signerDay: tokens,
  /** Decimals of communities' tokens by address, where they are not 18. */
  decimals: z.record(z.string().regex(/^0x[0-9a-f]{40}$/), z.int().min(0).max(18)),
});
export type Limits = z.infer<typeof schema>;

/**
 * SPEC 4 gives a member 500. A community issues 50,000 a day at most by SPEC's caps, so no more than that need leave by the
 * operator's hand, whatever 5 % of its supply is by then; ten such communities together. All three are far above what the
 * measured communities move, and far below what a thief would come for.
 */
export const DEFAULT_LIMITS: Limits = { memberDay: 500, communityDay: 50_000, signerDay: 500_000, decimals: {} };

export const limitsFile = (keystoreDir: string) => join(keystoreDir, 'limits.json');

const sealed = z.strictObject({ limits: schema, seal: z.string() });

/** @throws FatalError if the file is damaged, or was not written by whoever holds the salt secret */
export function readLimits(keystoreDir: string, saltSecret: Uint8Array): Limits {
  const path = limitsFile(keystoreDir);
  if (!existsSync(path)) return DEFAULT_LIMITS;
  const { limits, seal } = parse(path);
  const [given, due] = [Buffer.from(seal, 'hex'), sealOf(limits, saltSecret)];
  if (given.length !== due.length || !timingSafeEqual(given, due))
    throw new FatalError(
      `${path} was changed by somebody without the keys: set it with \`npm run keystore -- limits\`.`,
    );
  return limits;
}

export function sealLimits(limits: Limits, saltSecret: Uint8Array) {
  return `${JSON.stringify({ limits, seal: sealOf(limits, saltSecret).toString('hex') }, null, 2)}\n`;
}

/** @throws FatalError naming what is wrong */
export function checkLimits(value: unknown): Limits {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new FatalError(`The limit ${issue!.path.join('.')} is wrong: whole tokens a day, and 0 to 18 decimals.`);
}

function parse(path: string) {
  try {
    return sealed.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new FatalError(`${path} is damaged: set it with \`npm run keystore -- limits\`, or restore it.`, { cause });
  }
}

function sealOf({ memberDay, communityDay, signerDay, decimals }: Limits, saltSecret: Uint8Array) {
  // A key of its own: the server may ask for the salt of any text it likes.
  const key = Buffer.from(hkdfSync('sha256', saltSecret, '', 'guildmint limits', 32));
  const entries = Object.entries(decimals).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHmac('sha256', key)
    .update(JSON.stringify([memberDay, communityDay, signerDay, entries]))
    .digest();
}
