import { communitiesAbi } from '@guildmint/contracts/abi.ts';
import { and, eq, inArray } from 'drizzle-orm';
import { type Address, encodeFunctionData, type Hex } from 'viem';
import type { Context } from '../context.ts';
import { communities, links, roles, staffMembers, users } from '../db/schema.ts';
import { ROLES } from './getRoles.ts';
import { getSettings, STAFF_ROLES, type StaffRole } from './settings.ts';

/** What the owner's wallet would sign to make the chain say what the Discord server says. */
export type RoleProposal = {
  does: 'grant' | 'revoke';
  role: StaffRole;
  account: Address;
  /** Discord id of whose it is. */
  userId: string;
  name: string;
  to: Address;
  data: Hex;
};

export type StaffMember = { userId: string; role: StaffRole };

/**
 * Compares who bears a Discord role that stands for an on-chain one with who holds that on-chain. Nothing is done by it: role
 * functions are the owner's, and no batch of the signer can carry them.
 * @returns grants first; wallets of nobody on Discord are left alone
 */
export async function getRoleProposals(ctx: Context, { token }: { token: Address }): Promise<RoleProposal[]> {
  const { staffRoles } = await getSettings(ctx, { token });
  const mapped = new Set(Object.values(staffRoles));
  if (mapped.size === 0) return [];
  const [wanted, held, [community]] = await Promise.all([
    ctx.db
      .select({ userId: staffMembers.userId, role: staffMembers.role, name: users.name, wallet: links.address })
      .from(staffMembers)
      .leftJoin(users, eq(users.id, staffMembers.userId))
      .leftJoin(links, eq(links.userId, staffMembers.userId))
      .where(eq(staffMembers.token, token))
      .orderBy(staffMembers.role, staffMembers.userId),
    ctx.db.select({ account: roles.account, bits: roles.roles }).from(roles).where(eq(roles.token, token)),
    ctx.db.select({ owner: communities.owner }).from(communities).where(eq(communities.token, token)),
  ]);
  const bitsOf = new Map(held.map(({ account, bits }) => [account, bits]));
  const propose = (
    does: RoleProposal['does'],
    role: StaffRole,
    account: Address,
    who: { userId: string; name: string },
  ) => {
    const functionName = does === 'grant' ? 'grantRoles' : 'revokeRoles';
    const data = encodeFunctionData({ abi: communitiesAbi, functionName, args: [token, account, BigInt(ROLES[role])] });
    return { does, role, account, ...who, to: ctx.chain.deployment.communities, data };
  };

  const grants = await Promise.all(
    wanted.map(async ({ userId, role, name, wallet }) => {
      const account = lower(await ctx.chain.accountOf(userId));
      const theirs = [account, ...(wallet ? [wallet] : [])];
      const holds = theirs.some((each) => each === community?.owner || (bitsOf.get(each) ?? 0) & ROLES[role]);
      return holds ? [] : [propose('grant', role, account, { userId, name: name ?? userId })];
    }),
  );
  const people = await holdersOf(ctx, [...bitsOf.keys()]);
  const revokes = held.flatMap(({ account, bits }) => {
    const who = people.get(account);
    if (!who) return [];
    return STAFF_ROLES.filter(
      (role) =>
        mapped.has(role) &&
        bits & ROLES[role] &&
        !wanted.some((each) => each.userId === who.userId && each.role === role),
    ).map((role) => propose('revoke', role, account, who));
  });
  return [...grants.flat(), ...revokes];
}

/** Members of Discord behind accounts and linked wallets. */
async function holdersOf(ctx: Context, accounts: Address[]): Promise<Map<Address, { userId: string; name: string }>> {
  if (accounts.length === 0) return new Map();
  const member = { userId: users.id, name: users.name };
  const [own, linked] = await Promise.all([
    ctx.db
      .select({ account: users.address, ...member })
      .from(users)
      .where(inArray(users.address, accounts)),
    ctx.db
      .select({ account: links.address, ...member })
      .from(links)
      .innerJoin(users, eq(users.id, links.userId))
      .where(inArray(links.address, accounts)),
  ]);
  return new Map([...own, ...linked].map(({ account, ...who }) => [account, who]));
}

/** Writes down who bears a mapped role, instead of whoever did. */
export async function setStaffMembers(
  ctx: Context,
  { token, members }: { token: Address; members: StaffMember[] },
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await tx.delete(staffMembers).where(eq(staffMembers.token, token));
    if (members.length > 0) await tx.insert(staffMembers).values(members.map((each) => ({ token, ...each })));
  });
}

/** The same for one person. @param input.role null for who bears none, or has left */
export async function setStaffMember(
  ctx: Context,
  { token, userId, role }: { token: Address; userId: string; role: StaffRole | null },
): Promise<void> {
  if (role === null) {
    await ctx.db.delete(staffMembers).where(and(eq(staffMembers.token, token), eq(staffMembers.userId, userId)));
    return;
  }
  const target = [staffMembers.token, staffMembers.userId];
  await ctx.db.insert(staffMembers).values({ token, userId, role }).onConflictDoUpdate({ target, set: { role } });
}

const lower = (address: Address) => address.toLowerCase() as Address;
