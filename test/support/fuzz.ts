/** Asks every route of the API's own document things that its schemas allow, and things that they do not. */
import fc from 'fast-check';
import { z } from 'zod';

type Schema = { [key: string]: unknown };
const schemaSchema: z.ZodType<Schema> = z.record(z.string(), z.unknown());
const parameterSchema = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header', 'cookie']),
  required: z.boolean().optional(),
  schema: schemaSchema.optional(),
});
const operationSchema = z.object({
  'x-authority': z.string(),
  'x-in-community': z.boolean().default(false),
  parameters: z.array(parameterSchema).default([]),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: schemaSchema.optional() })) }).optional(),
});
const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({ schemas: z.record(z.string(), schemaSchema).default({}) }),
});

export type Caller = { name: string; authority: string; headers: Record<string, string> };
export type Fuzzed = {
  routes: number;
  /** Requests sent. */
  tried: number;
  statuses: Record<string, number>;
  faults: string[];
};

/** What programs have choked on. */
const HOSTILE = [
  '',
  ' ',
  '0',
  '-1',
  '1e309',
  'NaN',
  'null',
  'true',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202e\ufeff',
  '💥'.repeat(50),
  "'; drop table app.users; --",
  "' or '1'='1",
  '$1',
  '{{7*7}}',
  '../../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  '%00',
  '<script>alert(1)</script>',
  '__proto__',
  'constructor',
  '9'.repeat(400),
  '99999999999999999999',
  '-9223372036854775809',
  `0x${'f'.repeat(64)}`,
  'http://169.254.169.254/',
  'x'.repeat(5_000),
];
const hostileText = fc.constantFrom(...HOSTILE);
const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 2 ** 53, -(2 ** 63), 1e308, [], {}, [[[[]]]], { $gt: '' }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Which words a leak of what is inside would have. */
const INSIDE =
  /node_modules|file:\/\/|\bat [\w.<>]+ \(|\.ts:\d|postgres|drizzle|ECONN|relation "|syntax error|(select|insert into|update) .* (from|values|set) /i;

/**
 * @param options.people who asks; the first is a stranger
 * @param options.known values of path and query parameters by their name that there are, drawn among others
 * @param options.leaves routes left alone, `METHOD /path`
 */
export async function fuzz(options: {
  url: string;
  people: Caller[];
  requests: number;
  seed: number;
  known: Record<string, string[]>;
  leaves: string[];
}): Promise<Fuzzed> {
  const { url, people, requests, seed, known, leaves } = options;
  const document = documentSchema.parse(await (await fetch(`${url}/api/openapi.json`)).json());
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, method, path, operation }))
      .filter(({ name }) => !leaves.includes(name)),
  );
  const result: Fuzzed = { routes: routes.length, tried: 0, statuses: {}, faults: [] };
  const each = Math.max(1, Math.ceil(requests / routes.length));

  for (const [index, { name, method, path, operation }] of routes.entries()) {
    const drawn = fc.sample(requestOf(operation, path, document.components.schemas, known), {
      numRuns: each,
      seed: seed + index,
    });
    const ask = async (request: Drawn, caller: Caller) => {
      const body = method === 'get' ? undefined : request.body;
      const init = {
        method: method.toUpperCase(),
        headers: {
          ...request.headers,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...caller.headers,
        },
        ...(body !== undefined && { body }),
      };
      const response = await answered(url + request.path, init);
      result.tried++;
      if (!response) {
        result.statuses['closed'] = (result.statuses['closed'] ?? 0) + 1;
        if ((body?.length ?? 0) < LARGE) result.faults.push(`${name} by ${caller.name}: no answer to ${request.path}`);
        return;
      }
      const type = response.headers.get('content-type') ?? '';
      const text = type.startsWith('text/event-stream') ? '' : await response.text();
      if (type.startsWith('text/event-stream')) await response.body?.cancel();
      result.statuses[response.status] = (result.statuses[response.status] ?? 0) + 1;
      const what = wrongWith(response.status, type, text, operation, caller);
      if (what)
        result.faults.push(
          `${name} by ${caller.name}: ${what}; asked ${request.path.slice(0, 300)} ${request.body?.slice(0, 300) ?? ''}; got ${response.status} ${text.slice(0, 300)}`,
        );
    };
    // By turns, so that no route is met by one kind of person alone.
    for (let at = 0; at < drawn.length; at += people.length)
      await Promise.all(
        drawn.slice(at, at + people.length).map((request, i) => ask(request, people[(index + i) % people.length]!)),
      );
  }
  return result;
}

/** A server may answer before it has read all of a body as large as this, and hang up. */
const LARGE = 50_000;

/** @returns null where the server hangs up, twice */
async function answered(url: string, init: RequestInit): Promise<Response | null> {
  for (let tries = 0; tries < 2; tries++) {
    const asked = { ...init, redirect: 'manual', signal: AbortSignal.timeout(20_000) } as const;
    const response = await fetch(url, asked).catch((error: Error) => {
      if (error.name === 'TimeoutError') throw error;
      return null;
    });
    if (response) return response;
  }
  return null;
}

const ORDER = ['anyone', 'member', 'moderator', 'admin', 'owner'];

type Operation = z.output<typeof operationSchema>;

function wrongWith(
  status: number,
  type: string,
  text: string,
  { 'x-authority': authority, 'x-in-community': inCommunity }: Operation,
  caller: Caller,
): string | null {
  if (status >= 500 && status !== 503) return 'the server failed';
  if (status >= 400 && !type.startsWith('application/problem+json')) return 'an error is no problem';
  if (status >= 400 && INSIDE.test(text)) return 'it tells of its inside';
  // Outside a community a member is whoever has signed in.
  const known = !inCommunity && authority === 'member' && caller.authority !== 'anyone';
  const may =
    authority === 'operator'
      ? caller.authority === 'operator'
      : authority === 'anyone' || known || ORDER.indexOf(caller.authority) >= ORDER.indexOf(authority);
  return !may && status < 400 ? `it is for ${authority}` : null;
}

type Drawn = { path: string; headers: Record<string, string>; body?: string | undefined };
type Parameter = z.output<typeof parameterSchema>;
type Schemas = Record<string, Schema>;

function requestOf(operation: Operation, path: string, schemas: Schemas, known: Record<string, string[]>) {
  const text = (parameter: Parameter): fc.Arbitrary<string> => {
    const there = known[parameter.name];
    const valid = of(parameter.schema ?? {}, schemas).map((value) =>
      typeof value === 'string' ? value : JSON.stringify(value),
    );
    return fc.oneof(
      ...(there ? [{ weight: 6, arbitrary: fc.constantFrom(...there) }] : []),
      { weight: 4, arbitrary: valid },
      { weight: 1, arbitrary: hostileText },
    );
  };
  const ofPlace = (place: Parameter['in']) => operation.parameters.filter((one) => one.in === place);
  const record = (parameters: Parameter[]) =>
    fc.record(Object.fromEntries(parameters.map((one) => [one.name, text(one)])), {
      requiredKeys: parameters.filter(({ required }) => required).map(({ name }) => name),
    });
  const body = operation.requestBody?.content['application/json']?.schema;
  const bodies = body
    ? fc.oneof(
        { weight: 6, arbitrary: of(body, schemas).map((value) => JSON.stringify(value)) },
        { weight: 3, arbitrary: spoiled(of(body, schemas)).map((value) => JSON.stringify(value)) },
        {
          weight: 1,
          arbitrary: fc.constantFrom(
            '',
            '{',
            '[]',
            'null',
            '"',
            '{"a":1}{',
            `{"a":"${'x'.repeat(300_000)}"}`,
            `${'['.repeat(20_000)}`,
          ),
        },
      )
    : fc.constant(undefined);
  return fc
    .record({
      path: record(ofPlace('path')),
      query: record(ofPlace('query')),
      header: record(ofPlace('header')),
      body: bodies,
    })
    .map(({ path: segments, query, header, body }): Drawn => {
      const filled = path.replaceAll(/\{(\w+)\}/g, (_, name) => segmentOf(segments[name] ?? ''));
      const search = new URLSearchParams(
        Object.entries(query).map(([name, value]): [string, string] => [name, wellFormed(value ?? '')]),
      );
      const headers = Object.entries(header).flatMap(([name, value]): [string, string][] =>
        /^[\x20-\x7e]*$/.test(value ?? '') ? [[name, (value ?? '').slice(0, 2_000)]] : [],
      );
      return { path: `${filled}?${search}`, headers: Object.fromEntries(headers), body };
    });
}

/** A segment of dots alone would lead to another route. */
const segmentOf = (text: string) => (/^\.{0,2}$/.test(text) ? '%20' : encodeURIComponent(wellFormed(text)));

const wellFormed = (text: string) => text.toWellFormed();

/** The same with one thing in it that is not as it should be. */
const spoiled = (valid: fc.Arbitrary<unknown>) =>
  fc.tuple(valid, hostileJson, fc.nat()).map(([value, bad, at]) => {
    if (typeof value !== 'object' || value === null) return bad;
    const keys = Object.keys(value);
    const key = keys[at % (keys.length || 1)];
    return key === undefined ? { [String(bad)]: bad } : { ...value, [key]: bad };
  });

/** Values that a JSON schema allows, or nearly. */
function of(schema: Schema, schemas: Schemas, depth = 0): fc.Arbitrary<unknown> {
  const read = z
    .looseObject({
      $ref: z.string().optional(),
      type: z.union([z.string(), z.array(z.string())]).optional(),
      enum: z.array(z.unknown()).optional(),
      const: z.unknown().optional(),
      anyOf: z.array(schemaSchema).optional(),
      oneOf: z.array(schemaSchema).optional(),
      allOf: z.array(schemaSchema).optional(),
      properties: z.record(z.string(), schemaSchema).optional(),
      required: z.array(z.string()).optional(),
      items: schemaSchema.optional(),
      pattern: z.string().optional(),
      format: z.string().optional(),
      minLength: z.number().optional(),
      maxLength: z.number().optional(),
      minItems: z.number().optional(),
      maxItems: z.number().optional(),
      minimum: z.number().optional(),
      maximum: z.number().optional(),
    })
    .parse(schema);
  const below = (one: Schema) => of(one, schemas, depth + 1);
  if (depth > 6) return fc.constant(null);
  if (read.$ref) return below(schemas[read.$ref.split('/').at(-1)!] ?? {});
  if (read.const !== undefined) return fc.constant(read.const);
  if (read.enum) return fc.constantFrom(...read.enum);
  const choices = read.anyOf ?? read.oneOf;
  if (choices) return fc.oneof(...choices.map(below));
  if (read.allOf) return fc.tuple(...read.allOf.map(below)).map((parts) => Object.assign({}, ...parts));
  const types = Array.isArray(read.type) ? read.type : [read.type];
  return fc.oneof(...types.map((type) => ofType(type)));

  function ofType(type: string | undefined): fc.Arbitrary<unknown> {
    switch (type) {
      case 'null':
        return fc.constant(null);
      case 'boolean':
        return fc.boolean();
      case 'integer': {
        const [min, max] = [read.minimum ?? -1000, Math.min(read.maximum ?? 100_000, 2 ** 53 - 1)];
        return fc.integer({ min: Math.max(min, -(2 ** 53 - 1)), max: Math.max(min, max) });
      }
      case 'number':
        return fc.double({ min: read.minimum ?? -1e9, max: read.maximum ?? 1e9, noNaN: true });
      case 'array': {
        const most = Math.min(read.maxItems ?? 4, 4);
        return fc.array(below(read.items ?? {}), { minLength: Math.min(read.minItems ?? 0, most), maxLength: most });
      }
      case 'object': {
        const properties = read.properties ?? {};
        const fields = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, below(one)]));
        return fc.record(fields, { requiredKeys: (read.required ?? []).filter((name) => name in properties) });
      }
      case 'string':
        return ofText();
      default:
        return fc.jsonValue({ maxDepth: 1 });
    }
  }
  function ofText(): fc.Arbitrary<string> {
    if (read.format === 'uuid') return fc.uuid();
    if (read.format === 'date-time')
      return fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((at) => at.toISOString());
    if (read.format === 'uri') return fc.webUrl();
    if (read.pattern) {
      try {
        return fc.stringMatching(new RegExp(read.pattern));
      } catch {
        // A pattern with what fast-check does not know is met by its example, if there is one, or not at all.
        return fc.constantFrom(...z.array(z.string()).catch(['1']).parse(schema['examples']), '1');
      }
    }
    const most = Math.min(read.maxLength ?? 40, 200);
    return fc.oneof(
      fc.string({ minLength: Math.min(read.minLength ?? 0, most), maxLength: most, unit: 'grapheme' }),
      fc.constantFrom('1', 'a', '2026-11-21', '1100000000000000001', '10', '-1'),
    );
  }
}
