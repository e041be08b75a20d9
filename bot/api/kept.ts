/** Answers to reads that anybody may make: said once, and kept in the words they were sent in while nothing has changed. */
import type { MiddlewareHandler, Context as Request, TypedResponse } from 'hono';
import type { JSONParsed } from 'hono/utils/types';
import type { Database } from '../db/database.ts';
import { type Version, versionOf } from '../db/version.ts';
import { ASK_EACH_TIME, hasAlready, tagOf } from './etags.ts';

/** Characters kept at a time; what was not asked for the longest goes first. */
const MOST = 32 * 2 ** 20;

type Said = {
  text: string;
  tag: string;
  /** Further headers. */
  borne: Record<string, string>;
  /** When time alone makes another answer of it, milliseconds. */
  until: number;
};
type Json<T> = Response & TypedResponse<JSONParsed<T>, 200, 'json'>;

/** Answers a read at once, past what other answers go through on their way out. */
export function answerRead<T>(c: Request, value: T): Json<T> {
  return send(c, say(value, {}, Number.POSITIVE_INFINITY)) as Json<T>;
}

function say(value: unknown, borne: Record<string, string>, until: number): Said {
  const text = JSON.stringify(value);
  return { text, tag: tagOf(text), borne, until };
}

function send(c: Request, { text, tag, borne }: Said): Response {
  c.set('isDressed', true);
  const headers: Record<string, string> = c.get('borne') ?? {};
  Object.assign(headers, borne);
  headers.etag = tag;
  headers['cache-control'] = ASK_EACH_TIME;
  if (hasAlready(c, tag)) return new Response(null, { status: 304, headers });
  headers['content-type'] = 'application/json';
  return new Response(text, { status: 200, headers });
}

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
 */
export function openKept({ db, clock }: { db: Database; clock: () => number }, most = MOST) {
  const answers = new Map<string, Said>();
  const making = new Map<string, Promise<Said>>();
  let version: string | null = null;
  let size = 0;

  function keep(key: string, said: Said) {
    answers.set(key, said);
    size += said.text.length;
    for (const [oldest, { text }] of answers) {
      if (size <= most) break;
      answers.delete(oldest);
      size -= text.length;
    }
  }
  function renew({ chain, names }: Version) {
    const to = chain && `${chain} ${names}`;
    if (version === to) return;
    version = to;
    answers.clear();
    making.clear();
    size = 0;
  }

  /** What is known by a name and not over. */
  function find(name: string): Said | undefined {
    const known = answers.get(name);
    if (!known) return undefined;
    answers.delete(name);
    if (known.until > clock()) answers.set(name, known);
    else size -= known.text.length;
    return answers.get(name);
  }

  /** Answers a stranger what is known already, before it is found out who asks and what the request says. */
  const toStrangers: MiddlewareHandler = async (c, next) => {
    const name = nameOf(c, '');
    if (c.req.method !== 'GET' || !answers.has(name) || SHOWN.some((header) => c.req.header(header) !== undefined))
      return next();
    const now = await versionOf(db, null);
    renew(now);
    c.set('version', now);
    const known = find(name);
    return known ? send(c, known) : next();
  };

  return {
    toStrangers,
    /** Characters held. */
    size: () => size,
    /**
     * @param make reads it; `until` is when it is over even if nothing changes, milliseconds; `borne` are further headers
     */
    async answer<T>(
      c: Request,
      make: () => Promise<{ value: T; until?: number | undefined; borne?: Record<string, string> }>,
    ): Promise<Json<T>> {
      renew(c.get('version') ?? (await versionOf(db, null)));
      // A key is one community's, whatever else the request says.
      const key = nameOf(c, c.get('caller')?.key?.token ?? '');
      const known = find(key);
      if (known) return send(c, known) as Json<T>;
      const asked = version;
      let said = making.get(key);
      if (!said) {
        said = make().then(({ value, until = Number.POSITIVE_INFINITY, borne = {} }) => say(value, borne, until));
        making.set(key, said);
        said
          .then((made) => {
            if (version === asked && asked !== null) keep(key, made);
          })
          .catch(() => undefined)
          .finally(() => {
            if (making.get(key) === said) making.delete(key);
          });
      }
      return send(c, await said) as Json<T>;
    },
  };
}
