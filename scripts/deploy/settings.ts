// What hands items over on Discord, given on the command line: roles, codes, and where the staff is told of trouble.
import { readFileSync } from 'node:fs';
import { eq, sql } from 'drizzle-orm';
import type { Address, PublicClient } from 'viem';
import type { Deployment } from '../../bot/chain/chain.ts';
import type { Database } from '../../bot/db/database.ts';
import { guilds } from '../../bot/db/schema.ts';
import { FatalError, UserError } from '../../bot/errors.ts';
import { addCodes } from '../../bot/operations/addCodes.ts';
import { setItemRole } from '../../bot/operations/setItemRole.ts';
import { shopAbi } from '../../contracts/generated/abi.ts';
import { readPreset } from './preset.ts';

type Settings = { role: string[]; codes: string[]; staff: string | undefined };
type Place = {
  client: PublicClient;
  db: Database;
  deployment: Deployment;
  guild: string;
  token: Address;
  preset: string;
};

const ID = /^\d{5,20}$/;

/**
 * @param settings.role `<item's key>=<Discord role id>` each
 * @param settings.codes `<item's key>=<file with one code a line>` each
 * @param settings.staff id of a Discord channel
 * @returns what was done, a line each
 * @throws FatalError for what cannot be understood, before anything is changed
 */
export async function applySettings(place: Place, settings: Settings): Promise<string[]> {
  const { db, guild, token } = place;
  const { staff } = settings;
  if (staff !== undefined && !ID.test(staff)) throw new FatalError(`--staff ${staff} is no Discord id (digits).`);
  const itemOf = await itemsOf(place);
  const roles = settings.role.map((text) => {
    const [key, roleId] = pair('--role', text);
    if (!ID.test(roleId)) throw new FatalError(`--role ${text}: after = stands the id of a Discord role (digits).`);
    return { key, item: itemOf(key), roleId };
  });
  const lists = settings.codes.map((text) => {
    const [key, file] = pair('--codes', text);
    return { key, item: itemOf(key), codes: read(file).split(/\r?\n/) };
  });

  const done: string[] = [];
  for (const { key, item, roleId } of roles) {
    await setItemRole({ db }, { token, item, roleId });
    done.push(`${key} hands out role ${roleId}.`);
  }
  for (const { key, item, codes } of lists) {
    const { added, duplicates } = await addCodes({ db }, { token, item, codes }).catch((error: unknown) => {
      throw error instanceof UserError ? new FatalError(error.message) : error;
    });
    done.push(`${key} has ${added} more codes; ${duplicates} were known.`);
  }
  if (staff !== undefined) {
    const added = JSON.stringify({ staffChannelId: staff });
    await db
      .update(guilds)
      .set({ settings: sql`${guilds.settings} || ${added}::jsonb` })
      .where(eq(guilds.id, guild));
    done.push(`The staff is told of trouble in channel ${staff}.`);
  }
  return done;
}

/** Numbers of a community's items by key, as far as they are still those of the preset. */
async function itemsOf({ client, deployment, token, preset }: Place) {
  const { items } = readPreset(preset);
  const shop = { address: deployment.shop, abi: shopAbi, functionName: 'itemOf' } as const;
  const onChain = await Promise.all(
    items.map((_, index) => client.readContract({ ...shop, args: [token, BigInt(index + 1)] })),
  );
  return (key: string) => {
    const index = items.findIndex((item) => item.key === key);
    if (index < 0)
      throw new FatalError(`There is no item ${key}; the preset has ${items.map((item) => item.key).join(', ')}.`);
    if (onChain[index]!.contentHash !== items[index]!.texts.contentHash)
      throw new FatalError(`The community's item ${index + 1} is not ${key} of ${preset}: give its own --preset.`);
    return index + 1;
  };
}

function pair(option: string, text: string): [string, string] {
  const [key, value] = text.split(/=(.*)/s);
  if (!key || !value) throw new FatalError(`${option} ${text} lacks a part: write it as key=value.`);
  return [key, value];
}

function read(file: string) {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new FatalError(`The file ${file} cannot be read.`, { cause });
  }
}
