import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import { type Address, getAddress, isAddressEqual } from 'viem';
import { createSiweMessage } from 'viem/siwe';
import type { Context } from '../context.ts';
import { challenges, users } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { getLinkedUser } from './getLinkedWallet.ts';
import { parseWallet } from './graduate.ts';
import { requireCustodial } from './requireCustodial.ts';
import { newNonce } from './startLink.ts';

const MINUTES = 10;
/** A challenge with less left is not given out again. */
const LEFT_MS = 5 * 60_000;

export type Challenge = { nonce: string; message: string; user: ChallengedUser; expiresAt: Date };
type ChallengedUser = { id: string; name: string; avatar: string | null };

/** The refusal of an address that nobody may use (any more). */
export const linkExpired = () =>
  new UserError('LinkExpired', 'This address was used or is too old: ask for a new one with /wallet link on Discord.');

/**
 * The text by which a wallet proves that it is meant to be linked to the member who was given `nonce`.
 * @throws UserError for a nonce that is unknown, used or too old, and for what is nobody's own wallet
 */
export async function challengeLink(ctx: Context, input: { nonce: string; address: string }): Promise<Challenge> {
  const { nonce } = input;
  const address = await parseWallet(ctx, input.address);
  const now = new Date(ctx.clock());
  const alive = and(
    eq(challenges.nonce, nonce),
    eq(challenges.purpose, 'link'),
    isNull(challenges.usedAt),
    gt(challenges.expiresAt, now),
  );
  const [row] = await ctx.db.select().from(challenges).where(alive);
  if (!row) throw linkExpired();
  const user = await userOf(ctx, row.userId);
  if (row.message && row.address && isAddressEqual(row.address, address))
    return { nonce, message: row.message, user, expiresAt: row.expiresAt };
  const message = write(ctx, {
    ...{ nonce, address, now, expiresAt: row.expiresAt },
    statement: `Link this wallet to the Discord account ${nameOf(user)}.`,
  });
  const [asked] = await ctx.db.update(challenges).set({ address, message }).where(alive).returning();
  if (!asked) throw linkExpired();
  return { nonce, message, user, expiresAt: row.expiresAt };
}

/**
 * The text by which a linked wallet asks for its member's account.
 * @throws UserError for a wallet that is not linked, or an account that graduated already
 */
export async function challengeGraduation(ctx: Context, input: { address: string }): Promise<Challenge> {
  const address = await parseWallet(ctx, input.address);
  const userId = await getLinkedUser(ctx, { address });
  if (!userId)
    throw new UserError('WalletNotLinked', 'This wallet is not linked: use /wallet link on Discord with it first.');
  const account = await requireCustodial(ctx, userId);
  const user = await userOf(ctx, userId);
  const now = ctx.clock();
  // Who asks is not known yet: the same text is given to everybody, so that nobody's is overwritten by asking.
  const [given] = await ctx.db
    .select()
    .from(challenges)
    .where(
      and(
        eq(challenges.purpose, 'graduate'),
        eq(challenges.userId, userId),
        eq(challenges.address, address),
        isNull(challenges.usedAt),
        gt(challenges.expiresAt, new Date(now + LEFT_MS)),
      ),
    )
    .orderBy(desc(challenges.expiresAt))
    .limit(1);
  if (given?.message) return { nonce: given.nonce, message: given.message, user, expiresAt: given.expiresAt };

  const nonce = newNonce();
  const expiresAt = new Date(now + MINUTES * 60_000);
  const message = write(ctx, {
    ...{ nonce, address, now: new Date(now), expiresAt },
    statement: `Make the account ${getAddress(account)} of ${nameOf(user)} this wallet's own. The bot can then no longer act for it.`,
  });
  await ctx.db.insert(challenges).values({ nonce, purpose: 'graduate', userId, address, message, expiresAt });
  return { nonce, message, user, expiresAt };
}

async function userOf(ctx: Context, userId: string): Promise<ChallengedUser> {
  const [user] = await ctx.db
    .select({ id: users.id, name: users.name, avatar: users.avatar })
    .from(users)
    .where(eq(users.id, userId));
  return user ?? { id: userId, name: userId, avatar: null };
}

/** As one line of plain text: names may hold anything. The id tells apart who bears the same name. */
function nameOf({ id, name }: ChallengedUser) {
  const plain = name.replace(/[\p{C}\p{Z}\s]+/gu, ' ').trim();
  return plain ? `${plain} (${id})` : id;
}

/** EIP-4361: wallets know this form and warn of another site's. */
function write(
  ctx: Context,
  input: { address: Address; nonce: string; statement: string; now: Date; expiresAt: Date },
) {
  const { address, nonce, statement, now, expiresAt } = input;
  return createSiweMessage({
    domain: new URL(ctx.config.publicUrl).host,
    uri: `${ctx.config.publicUrl}/link`,
    address: getAddress(address),
    version: '1',
    chainId: ctx.config.chainId,
    nonce,
    statement,
    issuedAt: now,
    expirationTime: expiresAt,
  });
}
