/** Answers to reads that anybody may make: said once, and kept in the words they were sent in while nothing has changed. */
import type { MiddlewareHandler, Context as Request, TypedResponse } from 'hono';
import type { JSONParsed } from 'hono/utils/types';
import { LRUCache } from 'lru-cache';
import type { Database } from '../db/database.ts';
import { type Account, type Version, versionOf } from '../db/version.ts';
import type { Waiting } from '../db/waiting.ts';
import { ASK_EACH_TIME, hasAlready, tagOf } from './etags.ts';

const MB = 1_000_000;
/** More than have room with what is said of them. */
const NAMES_PER_MB = 2_000;

/** What is kept for long is few pieces, as each costs the collector time whenever it looks at all that there is. */
type Said = {
  text: string;
  /** Where in the text the block stands that it is as of; null where it tells none. */
  block: number | null;
  tag: string;
  /** Further headers. */
  borne: Record<string, string>;
  /** When time alone makes another answer of it, milliseconds; null: never. */
  until: number | null;
  /** Whose unsettled activity it rests on too, and which, in words. */
  on: Account | null;
  waiting: string;
};
type Json<T> = Response & TypedResponse<JSONParsed<T>, 200, 'json'>;
type Made<T> = { value: T; borne?: Said['borne']; until?: number; on?: Account & { waiting: Waiting } };

/** Last of what some answers say: an answer that still holds does so as of each later block. */
const AS_OF = /"asOfBlock":(\d+})$/;
/** Characters at the end of a text that hold it. */
const MOST_OF_BLOCK = 40;
const NO_MORE: Said['borne'] = {};

/** One string, not the pieces it was put together from, nor what it was cut from. */
const inOnePiece = <Text extends string>(text: Text) => Buffer.from(text).toString() as Text;

const inWords = (waiting: Waiting) => (waiting.length === 0 ? '' : JSON.stringify(waiting));

function say<T>({ value, until, borne, on }: Made<T>): Said {
  const text = JSON.stringify(value);
  // Within a text its quotes would not stand so; anything in braces comes before.
  const said = AS_OF.exec(text.slice(-MOST_OF_BLOCK))?.[1];
  const block = said === undefined ? null : text.length - said.length;
  return {
    ...{ text, block, until: until ?? null },
    tag: inOnePiece(tagOf(block === null ? text : text.slice(0, block))),
    borne: borne ? Object.fromEntries(Object.entries(borne).map(([name, to]) => [name, inOnePiece(to)])) : NO_MORE,
    on: on ? { token: on.token, address: inOnePiece(on.address) } : null,
    waiting: on ? inWords(on.waiting) : '',
  };
}

function send(c: Request, said: Said, block: number | null): Response {
  const { tag } = said;
  c.set('isDressed', true);
  const headers: Record<string, string> = c.get('borne') ?? {};
  Object.assign(headers, said.borne);
  headers.etag = tag;
  headers['cache-control'] = ASK_EACH_TIME;
  if (hasAlready(c, tag)) return new Response(null, { status: 304, headers });
  headers['content-type'] = 'application/json';
  const text = said.block === null ? said.text : `${said.text.slice(0, said.block)}${block}}`;
  return new Response(text, { status: 200, headers });
}

/** Whether the activity that it rests on is what waits now. */
const holds = ({ on, waiting }: Said, now: Waiting) => !on || inWords(now) === waiting;

/** Whether whoever asks wants it read, not remembered (RFC 9111, section 5.2.1.4), as an audit does. */
const isToBeRead = (c: Request) => c.req.header('cache-control')?.includes('no-cache') ?? false;

/** What a request shows of who sends it. */
const SHOWN = ['authorization', 'x-api-key', 'cookie'];

/**
 * Remembers names that were asked for, in room that no collector looks at. One that has gone is as if it were never asked for.
 * @param room names at most
 * @returns whether a name was asked for before
 */
function openAsked(room: number): (name: string) => boolean {
  const marks = new Uint32Array(Math.max(1, Math.floor(room)));
  return (name) => {
    let mark = 0;
    for (let n = 0; n < name.length; n++) mark = (Math.imul(mark, 31) + name.charCodeAt(n)) | 0;
    mark >>>= 0;
    const place = mark % marks.length;
    const isKnown = marks[place] === mark;
    marks[place] = mark;
    return isKnown;
  };
}

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
  const wasAsked = openAsked(mb * NAMES_PER_MB);
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
    return known && (known.until ?? Number.POSITIVE_INFINITY) > clock() ? known : undefined;
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
          if (version !== asked || asked === null) return;
          if (wasAsked(key) || answers.has(key)) answers.set(key, made);
        })
        .catch(() => undefined)
        .finally(() => {
          if (making.get(key) === said) making.delete(key);
        });
      return send(c, await said, now.block) as Json<T>;
    },
  };
}
