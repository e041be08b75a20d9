/** Gives the role that an accepted claim brings: told by the chain's own event, whoever reviewed and wherever. */
import { tasksAbi } from '@guildmint/contracts/abi.ts';
import { type Client, Routes } from 'discord.js';
import { eq } from 'drizzle-orm';
import { type Address, decodeEventLog } from 'viem';
import type { Context } from '../context.ts';
import { guilds } from '../db/schema.ts';
import { RetryableError } from '../errors.ts';
import { namesOf } from '../operations/named.ts';
import { roleOfTask } from '../operations/roleOfTask.ts';
import type { FinalEvent, OnFinal } from './finalEvents.ts';
import { refusalOf, roleObstacle } from './fulfilment/roles.ts';
import { roleName, toStaff } from './fulfilment/tell.ts';
import { sayOn } from './language.ts';
import type { Key } from './locales/en.ts';
import type { Delivery } from './replies/deliver.ts';
import { mention } from './replies/text.ts';

type Desk = { ctx: Context; client: Client; deliver: Delivery };

export const taskRoles =
  (desk: Omit<Desk, 'ctx'>): OnFinal =>
  (ctx, event) =>
    give({ ...desk, ctx }, event);

async function give(desk: Desk, { topics, data, nonce }: FinalEvent): Promise<void> {
  const { ctx, client } = desk;
  const event = decodeEventLog({ abi: tasksAbi, data, topics, strict: true });
  if (event.eventName !== 'TaskAccepted') return;
  const { roleHash, task } = event.args;
  const [token, claimant] = [lower(event.args.token), lower(event.args.claimant)];
  const role = await roleOfTask(ctx, { roleHash });
  const [known] = await ctx.db.select({ id: guilds.id }).from(guilds).where(eq(guilds.token, token));
  const member = (await namesOf(ctx, [claimant])).get(claimant);
  // Created elsewhere, of no server here, or done by a wallet of nobody here: there is nobody to give it to.
  if (!role || !known || !member) return;
  const guild = client.guilds.cache.get(known.id);
  if (!guild?.available) throw new RetryableError(`the server ${known.id} is unavailable`);
  let obstacle = await roleObstacle(guild, role);
  if (!obstacle)
    try {
      const reason = `Task #${task} accepted`;
      await client.rest.put(Routes.guildMemberRole(guild.id, member.id, role), { reason });
      return;
    } catch (error) {
      obstacle = refusalOf(error, roleName(guild, role));
      if (!obstacle) throw error;
    }
  const say = await sayOn(ctx, guild);
  const values = { member: mention(member.id), role: roleName(guild, role), task: `${task}` };
  const todo = say(`staff.todo.${obstacle.code}` as Key, values);
  const blocks = [say('staff.taskRoleText', values), todo];
  await toStaff(desk, token, guild, { tone: 'failure', title: say('staff.taskRole'), blocks }, nonce);
}

const lower = (address: Address) => address.toLowerCase() as Address;
