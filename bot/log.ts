/** The log: one JSON object a line. Whatever goes in, no secret comes out. */
import pino, { type Logger } from 'pino';
import type { Config } from './config.ts';

const HIDDEN = '[hidden]';
/** What lets others act as the bot for a while stands in Discord's addresses; what opens a database or a node, in theirs. */
const PATTERNS: [RegExp, string][] = [
  [/\b(webhooks|interactions)\/(\d+)\/[\w-]{20,}/g, `$1/$2/${HIDDEN}`],
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@"\\]*@/gi, `$1${HIDDEN}@`],
  [/\b((?:Bot|Bearer) )[\w.~+/=-]{20,}/g, `$1${HIDDEN}`],
];

type Line = { write(line: string): void };

/**
 * Opens the log. Everything goes to `out`; what a person must see also goes to `err`, and warnings besides to `kept`.
 * @param config whose secrets never appear, in whatever error or address they hide
 */
export function openLog(
  config: Pick<
    Config,
    'logLevel' | 'operator' | 'discord' | 'databaseUrl' | 'databaseDirectUrl' | 'rpcUrls' | 'keystore'
  >,
  { out, err, kept }: { out: Line; err: Line; kept?: Line } = { out: process.stdout, err: process.stderr },
): Logger {
  const clean = cleaner(secretsOf(config));
  const cleaned = (to: Line) => ({ write: (line: string) => to.write(clean(line)) });
  const streams = [
    { level: 'trace' as const, stream: cleaned(out) },
    { level: 'error' as const, stream: cleaned(err) },
    ...(kept ? [{ level: 'warn' as const, stream: cleaned(kept) }] : []),
  ];
  const serializers = { err: errorOf, error: errorOf, cause: errorOf };
  return pino({ level: config.logLevel, serializers }, pino.multistream(streams));
}

/** What of an error is told: never the request that failed, nor a query's values, as members' codes stand in them. */
function errorOf(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : typeof error;
  const { code, status, rule } = error as { code?: unknown; status?: unknown; rule?: unknown };
  const known = { code, status, rule };
  const stack = (error.stack ?? '').replace(error.message, '').replace(/^[\s\S]*?(?=\n {4}at )/, '');
  return {
    type: error.name,
    message: withoutValues(error.message, code),
    ...Object.fromEntries(Object.entries(known).filter(([, value]) => ['string', 'number'].includes(typeof value))),
    stack,
    ...(error instanceof AggregateError && { errors: error.errors.map(errorOf) }),
    ...(error.cause !== undefined && { cause: errorOf(error.cause) }),
  };
}

/** drizzle quotes every value of a query that failed; PostgreSQL quotes one that it cannot read (SQLSTATE 22…). */
function withoutValues(message: string, code: unknown) {
  const text = message.replace(/\nparams: [\s\S]*$/, '');
  return typeof code === 'string' && /^22[0-9A-Z]{3}$/.test(code) ? text.replace(/"[\s\S]*"/, HIDDEN) : text;
}

/** Gives a text without the secrets. */
export function cleaner(secrets: string[]) {
  const known = [...new Set(secrets)].sort((a, b) => b.length - a.length);
  return (text: string) => {
    let clean = text;
    for (const secret of known) clean = clean.replaceAll(secret, HIDDEN);
    for (const [pattern, instead] of PATTERNS) clean = clean.replace(pattern, instead);
    return clean;
  };
}

/** Each as it is written, as an address writes it, and as JSON does. */
export function secretsOf({
  discord,
  databaseUrl,
  databaseDirectUrl,
  rpcUrls,
  operator,
  keystore,
}: Parameters<typeof openLog>[0]): string[] {
  const passwords = [databaseUrl, databaseDirectUrl, operator.webhookUrl, ...rpcUrls].flatMap((url) =>
    url ? partsOf(url) : [],
  );
  return [discord.token, 'passphrase' in keystore ? keystore.passphrase : undefined, ...passwords]
    .filter((secret) => secret !== undefined && secret.length >= 4)
    .flatMap((secret) => [secret!, encodeURIComponent(secret!), JSON.stringify(secret).slice(1, -1)]);
}

/** Password, and whatever of a node's address may be its key: a long step of the path, a value of the query. */
function partsOf(text: string): string[] {
  const url = new URL(text);
  const steps = url.protocol.startsWith('http') ? url.pathname.split('/').filter((step) => step.length >= 16) : [];
  const values = url.protocol.startsWith('http') ? [...url.searchParams.values()] : [url.searchParams.get('password')];
  return [url.password, decodeURIComponent(url.password), ...steps, ...values].filter((part) => part !== null);
}
