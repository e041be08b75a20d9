import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { itemSettings } from '../db/schema.ts';

/**
 * Says which Discord role an item hands out. It holds for what is handed over from now on; what was given is taken back
 * as it was given.
 * @param input.roleId null: none, so that the item cannot be handed over
 */
export async function setItemRole(
  ctx: Pick<Context, 'db'>,
  { token, item, roleId }: { token: Address; item: number; roleId: string | null },
): Promise<void> {
  await ctx.db
    .insert(itemSettings)
    .values({ token, item, roleId })
    .onConflictDoUpdate({ target: [itemSettings.token, itemSettings.item], set: { roleId } });
}
