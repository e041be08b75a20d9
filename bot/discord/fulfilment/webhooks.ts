/** Asks a server of the staff's choice to hand over, by a signed request that names the purchase: known twice, done once. */
import { RetryableError } from '../../errors.ts';
import { itemSettingsOf, webhookKey } from '../../operations/itemSettings.ts';
import { postOutside, signatureOf } from '../../outside.ts';
import { purchaseOf, unitsOf } from './bought.ts';
import type { Desk, FulfilmentRow, Task } from './desk.ts';

/** Answers that are no answer yet. */
const LATER = [408, 409, 425, 429];

/** @returns what stands against it @throws RetryableError for what may pass */
export async function giveByWebhook(desk: Desk, task: Task, row: FulfilmentRow): Promise<string | null> {
  const { ctx } = desk;
  const { token, item, purchase } = task;
  const { webhookUrl } = await itemSettingsOf(ctx, task);
  if (webhookUrl === null) return 'WebhookNotSet';
  const bought = await purchaseOf(ctx, task);
  const body = JSON.stringify({
    ...{ event: 'redeemed', token, item, itemName: task.itemName, purchase, units: unitsOf(bought) },
    ...{ buyer: task.buyer, discordId: row.userId, boughtAt: bought.boughtAt, fulfilBy: bought.fulfilBy },
  });
  const at = Math.floor(ctx.clock() / 1000);
  const status = await postOutside(ctx, webhookUrl, body, {
    'content-type': 'application/json',
    'idempotency-key': `${token.toLowerCase()}:${purchase}`,
    'x-guildmint-signature': signatureOf(webhookKey(ctx.config, task), at, body),
  });
  if (status >= 200 && status < 300) return null;
  if (status >= 500 || LATER.includes(status))
    throw new RetryableError(`the webhook of item ${item} answers ${status}`);
  return 'WebhookRefused';
}
