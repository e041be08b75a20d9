/** Requests to servers that strangers choose. They must not reach into the operator's network. */
import { createHmac } from 'node:crypto';
import { lookup } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIPv6, type LookupFunction } from 'node:net';
import type { Context } from './context.ts';
import { RetryableError } from './errors.ts';

const PATIENCE_MS = 10_000;

/** Addresses that are nobody's on the internet. */
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

/** Whether an address names a place on the internet; a name may still lead elsewhere, which is seen when it is asked. */
export function isOutside(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' && !/(^|\.)localhost\.?$/.test(hostname) && !isInner(bare(hostname));
}

const bare = (hostname: string) => hostname.replace(/^\[|\]$/g, '');

/** `x-guildmint-signature`: HMAC-SHA256 over the time and the body. @param at Unix seconds */
export function signatureOf(key: string, at: number, body: string): string {
  return `t=${at},v1=${createHmac('sha256', key).update(`${at}.${body}`).digest('hex')}`;
}

/** @returns the answer's status; redirects are not followed @throws RetryableError where there is none */
export function postOutside(
  { config }: Pick<Context, 'config'>,
  url: string,
  body: string,
  headers: Record<string, string>,
): Promise<number> {
  const { local } = config;
  // A literal address is never looked up.
  if (!local && !isOutside(url))
    return Promise.reject(new RetryableError(`${new URL(url).hostname} is no public https address`));
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const send = url.startsWith('http:') ? requestHttp : requestHttps;
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
