/** Asks a server of the staff's choice to hand over, by a signed request that names the purchase: known twice, done once. */
import { createHmac } from 'node:crypto';
import { lookup } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIPv6, type LookupFunction } from 'node:net';
import type { Context } from '../../context.ts';
import { RetryableError } from '../../errors.ts';
import { itemSettingsOf, webhookKey } from '../../operations/itemSettings.ts';
import { purchaseOf, unitsOf } from './bought.ts';
import type { Desk, FulfilmentRow, Task } from './desk.ts';

const PATIENCE_MS = 10_000;
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
  const signature = createHmac('sha256', webhookKey(ctx.config, task)).update(`${at}.${body}`).digest('hex');
  const status = await post(ctx, webhookUrl, body, {
    'content-type': 'application/json',
    'idempotency-key': `${token.toLowerCase()}:${purchase}`,
    'x-guildmint-signature': `t=${at},v1=${signature}`,
  });
  if (status >= 200 && status < 300) return null;
  if (status >= 500 || LATER.includes(status))
    throw new RetryableError(`the webhook of item ${item} answers ${status}`);
  return 'WebhookRefused';
}

/** Addresses that are nobody's on the internet: staff of a server must not reach into the operator's network. */
const INNER = new BlockList();
for (const [net, bits] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
  ] as const),
  ...([
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['224.0.0.0', 3],
  ] as const),
] as const)
  INNER.addSubnet(net, bits);
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  INNER.addSubnet(net, bits, 'ipv6');

const isInner = (address: string) => INNER.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');

/** Looks the name up and refuses inner addresses, so that no name can lead there. */
const outerOnly: LookupFunction = (host, options, done) =>
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error) return done(error, '');
    const inner = found.find(({ address }) => isInner(address));
    if (inner || !found[0]) return done(new Error(`${host} leads into a private network`), '');
    if (options.all) return done(null, found);
    done(null, found[0].address, found[0].family);
  });

/** @returns the answer's status; redirects are not followed */
function post(ctx: Context, url: string, body: string, headers: Record<string, string>): Promise<number> {
  const { protocol, hostname } = new URL(url);
  const { local } = ctx.config;
  const bare = hostname.replace(/^\[|\]$/g, '');
  // A literal address is never looked up.
  if (!local && (protocol !== 'https:' || isInner(bare)))
    return Promise.reject(new RetryableError(`${hostname} is no public https address`));
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const send = protocol === 'http:' ? requestHttp : requestHttps;
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const request = send(
    url,
    {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      signal,
      ...(local ? {} : { lookup: outerOnly }),
    },
    (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    },
  );
  request.on('error', (cause) => reject(new RetryableError('a webhook does not answer', { cause })));
  request.end(body);
  return promise;
}
