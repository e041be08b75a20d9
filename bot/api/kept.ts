/** Answers to reads that anybody may make: said once, and kept in the words they were sent in while nothing has changed. */
import type { MiddlewareHandler, Context as Request, TypedResponse } from 'hono';
import type { JSONParsed } from 'hono/utils/types';
import { LRUCache } from 'lru-cache';
import type { Database } from '../db/database.ts';
import { type Account, type Version, versionOf } from '../db/version.ts';
import type { Waiting } from '../db/waiting.ts';
import { ASK_EACH_TIME, hasAlready, tagOf } from './etags.ts';

const MB = 1_000_000;

type Said = {
  /** Without the block that it is as of, where it says that last. */
  text: string;
  saysBlock: boolean;
  tag: string;
  /** Further headers. */
  borne: Record<string, string>;
  /** When time alone makes another answer of it, milliseconds. */
  until: number;
  /** Whose unsettled activity it rests on too, and which. */
  on: (Account & { waiting: Waiting }) | null;
};
type Json<T> = Response & TypedResponse<JSONParsed<T>, 200, 'json'>;
type Made<T> = { value: T } & Partial<Pick<Said, 'borne' | 'until' | 'on'>>;

/** Last of what some answers say: an answer that still holds does so as of each later block. */
const AS_OF = /"asOfBlock":(\d+})$/;
/** Characters at the end of a text that hold it. */
const MOST_OF_BLOCK = 40;

function say<T>({ value, until = Number.POSITIVE_INFINITY, borne = {}, on = null }: Made<T>): Said {
  const whole = JSON.stringify(value);
  // Within a text its quotes would not stand so; anything in braces comes before.
  const block = AS_OF.exec(whole.slice(-MOST_OF_BLOCK))?.[1];
  const text = block ? whole.slice(0, -block.length) : whole;
  return { text, saysBlock: block !== undefined, tag: tagOf(text), borne, until, on };
}

function send(c: Request, { text, saysBlock, tag, borne }: Said, block: number | null): Response {
  c.set('isDressed', true);
  const headers: Record<string, string> = c.get('borne') ?? {};
  Object.assign(headers, borne);
  headers.etag = tag;
  headers['cache-control'] = ASK_EACH_TIME;
  if (hasAlready(c, tag)) return new Response(null, { status: 304, headers });
  headers['content-type'] = 'application/json';
  return new Response(saysBlock ? `${text}${block}}` : text, { status: 200, headers });
}

/** Whether the activity that it rests on is what waits now. */
const holds = ({ on }: Said, waiting: Waiting) => !on || JSON.stringify(on.waiting) === JSON.stringify(waiting);

/** Whether whoever asks wants it read, not remembered (RFC 9111, section 5.2.1.4), as an audit does. */
const isToBeRead = (c: Request) => c.req.header('cache-control')?.includes('no-cache') ?? false;

/** What a request shows of who sends it. */
const SHOWN = ['authorization', 'x-api-key', 'cookie'];

/** What an answer depends on beside tables and time: what is asked, and of which community. */
function nameOf(c: Request, token: string): string {
  const { url } = c.req;
  return `${token} ${c.req.header('x-community') ?? ''} ${url.slice(url.indexOf('/', url.indexOf('//') + 2))}`;
}

export type Kept = ReturnType<typeof openKept>;

/**
 * Keeps answers that rest on the chain's tables, on who people are, and on the time. Each request asks the database whether
 * they still hold, so that none is older than what its asker may know, whichever server wrote it.
 * @param mb room for them, in millions of characters; what was asked for longest ago goes first
 */
export function openKept({ db, clock }: { db: Database; clock: () => number }, mb: number) {
  const answers = new LRUCache<string, Said>({ maxSize: mb * MB, sizeCalculation: ({ text }) => text.length });
  const making = new Map<string, Promise<Said>>();
  let version: string | null = null;

  function renew({ chain, names }: Version) {
    const to = chain && `${chain} ${names}`;
    if (version === to) return;
    version = to;
    answers.clear();
    making.clear();
  }

  /** What is known by a name and not over, as far as time and the tables tell. */
  function find(name: string): Said | undefined {
    const known = answers.get(name);
    return known && known.until > clock() ? known : undefined;
  }

  /** Answers a stranger what is known already, before it is found out who asks and what the request says. */
  const toStrangers: MiddlewareHandler = async (c, next) => {
    const name = nameOf(c, '');
    const known = c.req.method === 'GET' ? answers.peek(name) : undefined;
    if (!known || isToBeRead(c) || SHOWN.some((header) => c.req.header(header) !== undefined)) return next();
    const now = await versionOf(db, known.on);
    renew(now);
    c.set('version', now);
    return find(name) === known && holds(known, now.waiting) ? send(c, known, now.block) : next();
  };

  return {
    toStrangers,
    /** Characters held. */
    size: () => answers.calculatedSize,
    /**
     * @param make reads it; `until` is when it is over even if nothing changes, milliseconds; `borne` are further headers;
     *   `on` is whose unsettled activity it rests on, and which
     */
    async answer<T>(c: Request, make: () => Promise<Made<T>>): Promise<Json<T>> {
      const now = c.get('version') ?? (await versionOf(db, null));
      renew(now);
      // A key is one community's, whatever else the request says.
      const key = nameOf(c, c.get('caller')?.key?.token ?? '');
      const known = isToBeRead(c) ? undefined : (find(key) ?? (await making.get(key)));
      if (known && holds(known, known.on ? (await versionOf(db, known.on)).waiting : []))
        return send(c, known, now.block) as Json<T>;
      const asked = version;
      const said = make().then(say);
      making.set(key, said);
      said
        .then((made) => {
          if (version === asked && asked !== null) answers.set(key, made);
        })
        .catch(() => undefined)
        .finally(() => {
          if (making.get(key) === said) making.delete(key);
        });
      return send(c, await said, now.block) as Json<T>;
    },
  };
}
