import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context as Request } from 'hono';
import type { Config } from '../config.ts';

/** Who is asking, as far as the line tells: an IPv4 address, or the /64 that one household or server has of IPv6. */
export function addressOf(c: Request, { api }: Config): string {
  const told = c.req.header('x-forwarded-for')?.split(',') ?? [];
  // What stands further left was written by whoever asked, and may be anything.
  const behind = api.proxies > 0 ? told.at(-api.proxies)?.trim() : undefined;
  return networkOf(behind || (getConnInfo(c).remote.address ?? ''));
}

function networkOf(address: string) {
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (v4 || !address.includes(':')) return v4 ?? address.slice(0, 64);
  const [head = '', tail] = address.split('%')[0]!.toLowerCase().split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail?.split(':').filter(Boolean) ?? [];
  const middle = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return [...left, ...middle, ...right].slice(0, 4).join(':');
}
