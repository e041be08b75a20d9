/** What members do about their clans. Names stand on-chain as salted hashes only. */
import { clansAbi } from '@guildmint/contracts/abi.ts';
import { type Address, concat, encodeFunctionData, type Hex, keccak256, stringToHex } from 'viem';
import type { Context } from '../context.ts';
import { texts } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { type Act, actIfPossible, salted } from './act.ts';
import { type Clan, getClanOf, getClans } from './getClans.ts';
import { requireCustodial } from './requireCustodial.ts';
import { requirePossible } from './requirePossible.ts';

const NAME_LENGTH = 32;

/** A new clan with its first membership. Measured: 159,000; the others: at most 89,000. */
const GAS = 300_000;

type By = Act & { token: Address; userId: string };
/**
 * Founds a clan that the member leads.
 * @returns false if this id was submitted before
 * @throws UserError for a name that is empty, too long or taken, and for who is in a clan
 */
export async function createClan(ctx: Context, { name, ...by }: By & { name: string }): Promise<boolean> {
  const plain = name.trim().replace(/\s+/g, ' ');
  await requireFreeName(ctx, { token: by.token, name: plain });
  const said = salted(plain);
  const data = encodeFunctionData({ abi: clansAbi, functionName: 'createClan', args: [by.token, said.hash] });
  return actIfPossible(ctx, { ...by, verb: 'createClan', target: 'clans', data, gas: GAS, said: [said] });
}

/** @throws UserError for a name that is too short, too long or taken */
async function requireFreeName(ctx: Context, { token, name }: { token: Address; name: string }): Promise<void> {
  if (name.length < 2 || name.length > NAME_LENGTH)
    throw new UserError('ClanNameLength', `A clan’s name has 2 to ${NAME_LENGTH} characters: choose another.`, {
      most: `${NAME_LENGTH}`,
    });
  const all = await getClans(ctx, { token });
  if (all.some((clan) => clan.name?.toLowerCase() === name.toLowerCase()))
    throw new UserError('ClanNameTaken', 'There is a clan of this name already: choose another.');
}

/**
 * Keeps the name of a clan that a wallet founded: its salted hash stands on-chain and shows that this is it.
 * @throws UserError where the hash is another, and for a name that nobody could give a clan here
 */
export async function tellClanName(
  ctx: Context,
  { token, clan, salt, name }: { token: Address; clan: number; salt: Hex; name: string },
): Promise<void> {
  const hash = keccak256(concat([salt, stringToHex(name)]));
  const { textHash } = await ctx.chain.client.readContract({
    ...{ address: ctx.chain.deployment.clans, abi: clansAbi, functionName: 'clanOf' },
    args: [token, BigInt(clan)],
  });
  if (textHash !== hash)
    throw new UserError('ClansOtherName', 'The chain has another name of this clan: found it with this one first.');
  const all = await getClans(ctx, { token });
  if (all.some((each) => each.clan === clan && each.name === name)) return;
  await requireFreeName(ctx, { token, name });
  await ctx.db.insert(texts).values({ hash, salt, text: name }).onConflictDoNothing();
}

/** Lets somebody join the member's clan. @returns false if this id was submitted before @throws UserError for who does not lead one */
export async function invite(ctx: Context, { member, ...by }: By & { member: string }): Promise<boolean> {
  const clan = await ownClan(ctx, by);
  const theirs = await getClanOf(ctx, { token: by.token, who: { userId: member } });
  if (theirs?.clan.clan === clan) throw new UserError('ClanMateAlready', 'They are in your clan already.');
  const args = [by.token, BigInt(clan), await ctx.chain.accountOf(member)] as const;
  const data = encodeFunctionData({ abi: clansAbi, functionName: 'invite', args });
  return actIfPossible(ctx, { ...by, verb: 'invite', target: 'clans', data, gas: GAS });
}

/** @returns false if this id was submitted before @throws UserError without an invitation, or in a clan already */
export async function joinClan(ctx: Context, { clan, ...by }: By & { clan: number }): Promise<boolean> {
  const data = encodeFunctionData({ abi: clansAbi, functionName: 'joinClan', args: [by.token, BigInt(clan)] });
  return actIfPossible(ctx, { ...by, verb: 'joinClan', target: 'clans', data, gas: GAS });
}

type Ending = 'leaveClan' | 'dissolveClan' | 'expel' | 'setLeader';

/**
 * Leaves the clan (the last one who does dissolves it), ends it for all, puts `member` out, or hands it over to them.
 * @returns false if this id was submitted before
 * @throws UserError for who is in none, or does not lead it where that is asked for
 */
export async function changeClan(ctx: Context, { verb, member, ...by }: By & Change): Promise<boolean> {
  const data = await changeCall(ctx, { ...by, verb, member });
  return actIfPossible(ctx, { ...by, verb, target: 'clans', data, gas: GAS });
}

type Change = { verb: Ending; member: string | null };

/** Refuses what would be refused. @returns the clan @throws UserError as {@link changeClan} */
export async function checkChangeClan(ctx: Context, input: Omit<By, 'id'> & Change): Promise<Clan> {
  const { token, userId } = input;
  const own = await getClanOf(ctx, { token, who: { userId } });
  if (!own) throw noClan();
  const data = await changeCall(ctx, input);
  await requireCustodial(ctx, userId);
  await requirePossible(ctx, { token, userId, target: 'clans', data, gas: GAS });
  return own.clan;
}

async function changeCall(ctx: Context, { token, userId, verb, member }: Omit<By, 'id'> & Change): Promise<Hex> {
  if (verb === 'leaveClan' || verb === 'dissolveClan')
    return encodeFunctionData({ abi: clansAbi, functionName: verb, args: [token] });
  const who = member ?? '';
  const [clan, theirs] = [await ownClan(ctx, { token, userId }), await getClanOf(ctx, { token, who: { userId: who } })];
  // The contract itself asks only that they lead the clan that they name.
  if (theirs?.clan.clan !== clan) throw new UserError('ClanMateMissing', 'They are not in your clan: see /clan show.');
  return encodeFunctionData({ abi: clansAbi, functionName: verb, args: [token, await ctx.chain.accountOf(who)] });
}

/** @throws UserError for who is in none */
async function ownClan(ctx: Context, { token, userId }: Pick<By, 'token' | 'userId'>): Promise<number> {
  const own = await getClanOf(ctx, { token, who: { userId } });
  if (!own) throw noClan();
  return own.clan.clan;
}

export const noClan = () =>
  new UserError('ClanNone', 'You are in no clan: found one with /clan create, or ask for an invitation.');
