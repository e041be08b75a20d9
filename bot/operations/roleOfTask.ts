import { eq } from 'drizzle-orm';
import { type Hex, zeroHash } from 'viem';
import type { Context } from '../context.ts';
import { texts } from '../db/schema.ts';

/** The Discord role that an accepted claim brings; null for none, and for one that was chosen elsewhere. */
export async function roleOfTask({ db }: Context, { roleHash }: { roleHash: Hex }): Promise<string | null> {
  if (roleHash === zeroHash) return null;
  const [role] = await db.select({ id: texts.text }).from(texts).where(eq(texts.hash, roleHash));
  return role?.id ?? null;
}
