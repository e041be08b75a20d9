import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { FatalError } from './errors.ts';

const blank = (value: unknown) => (value === '' ? undefined : value);
const optional = <T extends z.ZodType>(type: T) => z.preprocess(blank, type.optional());
const number = (fallback: number, min: number, max: number) =>
  z.preprocess(blank, z.coerce.number().int().min(min).max(max).default(fallback));

const schema = z
  .object({
    ENVIRONMENT: z.preprocess(blank, z.enum(['development', 'production']).default('development')),
    DATA_DIR: z.preprocess(blank, z.string().default('./data')),
    /** Where the addresses of the deployment lie; beside the code when absent. */
    DEPLOYMENT_FILE: optional(z.string()),
    /** Any PostgreSQL; embedded in DATA_DIR when absent. */
    DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/ })),
    /** The same database without the pooler that DATABASE_URL names: leases and notifications need sessions that last. */
    DATABASE_DIRECT_URL: optional(z.url({ protocol: /^postgres(ql)?$/ })),
    RPC_URL: z.preprocess(blank, z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8545')),
    /** Nodes of the same chain that serve while the first does not, separated by commas. */
    RPC_URLS: optional(
      z
        .string()
        .transform((list) => list.split(',').map((url) => url.trim()))
        .pipe(z.array(z.url({ protocol: /^https?$/, error: 'must be URLs separated by commas' }))),
    ),
    /** Where the node tells of new blocks by itself; asked every POLL_MS beside it. A local network's node does under RPC_URL. */
    RPC_WS_URL: optional(z.url({ protocol: /^wss?$/ })),
    CHAIN_ID: number(31337, 1, 2 ** 48),
    /** The node that wallets of members are told of: unlike RPC_URL, which may hold a key, everybody sees it. */
    PUBLIC_RPC_URL: optional(z.url({ protocol: /^https?$/ })),
    /** What wallets call the network and its coin. */
    NETWORK_NAME: optional(z.string().max(64)),
    CURRENCY_SYMBOL: optional(z.string().regex(/^[A-Za-z0-9$.]{2,11}$/, 'must be 2 to 11 letters or digits')),
    /** Where a transaction can be looked at; `{hash}` is replaced. The API's own page when absent. */
    EXPLORER_TX_URL: optional(z.url().refine((url) => url.includes('{hash}'), 'must contain {hash}')),
    /** Blocks on top of a transaction's own before it counts as final. */
    CONFIRMATIONS: z.preprocess(blank, z.coerce.number().int().min(0).max(10_000).optional()),
    POLL_MS: number(250, 20, 60_000),
    DISCORD_TOKEN: z
      .string({ error: 'is missing: create a bot at https://discord.com/developers and put its token here' })
      .min(1),
    DISCORD_APPLICATION_ID: z
      .string({ error: 'is missing: the application id of the same bot' })
      .regex(/^\d{5,20}$/, 'must be a Discord id (digits)'),
    /** The server of the operator's own community, whose shop and tasks other servers may choose to show. */
    OPERATOR_GUILD_ID: optional(z.string().regex(/^\d{5,20}$/, 'must be a Discord id (digits)')),
    /** Of the same application, for linked roles; there are none when absent. */
    DISCORD_CLIENT_SECRET: optional(z.string().min(1)),
    /** What the bot’s status says, for example “watching /help”; Discord shows one for all servers. */
    BOT_STATUS: optional(z.string().max(128)),
    /** The local Discord; the real one when absent. */
    DISCORD_API_URL: optional(z.url({ protocol: /^https?$/ })),
    API_HOST: z.preprocess(blank, z.string().default('127.0.0.1')),
    API_PORT: number(5000, 0, 65_535),
    /** Answered to one address, and to one session or key. */
    API_REQUESTS_PER_MINUTE: number(600, 1, 1_000_000),
    /** Room for answers to reads that are kept while nothing changes, in millions of characters. */
    API_KEPT_MB: number(32, 1, 4096),
    /** Prometheus' metrics are served on this port, which is nobody's but the operator's; not at all when absent. */
    METRICS_PORT: z.preprocess(blank, z.coerce.number().int().min(0).max(65_535).optional()),
    METRICS_HOST: z.preprocess(blank, z.string().default('127.0.0.1')),
    /** Where a backup is written every day at BACKUP_HOUR (UTC), the newest BACKUP_KEEP of them kept; none when absent. */
    BACKUP_DIR: optional(z.string()),
    BACKUP_HOUR: number(3, 0, 23),
    BACKUP_KEEP: number(14, 1, 1000),
    /** Where people reach API and dApp; the API's own address when absent. */
    PUBLIC_URL: optional(z.url({ protocol: /^https?$/ })),
    /** Other origins whose pages may use the API as the dApp does, with cookies; separated by commas. */
    API_ORIGINS: optional(
      z
        .string()
        .transform((list) => list.split(',').map((url) => url.trim().replace(/\/$/, '')))
        .pipe(z.array(z.string().regex(/^https?:\/\/[^/\s*]+$/, 'must be origins like https://dashboard.example'))),
    ),
    /** How many proxies stand before the API: the address of who asks is so many from the end of X-Forwarded-For. */
    API_PROXIES: number(0, 0, 10),
    /** What access tokens are signed with; a file in DATA_DIR when absent. Servers that share a database need the same. */
    JWT_SECRET_KEY: optional(z.string().min(32, 'must have at least 32 characters')),
    /** The operator's login on the API; there is none without a password. */
    ADMIN_USERNAME: z.preprocess(blank, z.string().max(64).default('admin')),
    /** As `npm run password` prints it. */
    ADMIN_PASSWORD_HASH: optional(
      z.string().regex(/^\$argon2id\$v=19\$/, 'must be what `npm run password` prints; quote it, since it holds $'),
    ),
    /** The password itself, where no hash is set. */
    ADMIN_PASSWORD: optional(z.string().min(12, 'must have at least 12 characters').max(256)),
    /** Whose on-chain roles the operator's login has in communities; none when absent. */
    ADMIN_DISCORD_ID: optional(z.string().regex(/^\d{5,20}$/, 'must be a Discord id (digits)')),
    /** Told by a POST of what the operator must hear at once; nobody is when absent. */
    OPERATOR_WEBHOOK_URL: optional(z.url({ protocol: /^https?$/ })),
    /** The operator is told when the wallets can pay for gas for fewer days, at the recent rate. */
    LOW_BALANCE_DAYS: number(3, 0, 365),
    KEYSTORE_PASSPHRASE: optional(z.string().min(8, 'must have at least 8 characters')),
    KEYSTORE_PASSPHRASE_FILE: optional(z.string()),
    /** At most one settlement per community in so many seconds while members keep writing. */
    SETTLE_SECONDS: z.preprocess(blank, z.coerce.number().min(0.1).max(3600).default(60)),
    /** How often a member may move tokens in a minute, on all faces together. */
    COMMANDS_A_MINUTE: number(5, 1, 1_000_000),
    /** Who takes part in a simulation that the dashboard asks for, of a year at most; 0: it cannot ask for any. */
    SIMULATOR_MEMBERS: number(100, 0, 684),
    /** Tests only, local network only: the step at which the process kills itself, or `ask`: its parent is asked at each. */
    CRASH_AT: optional(z.string()),
    /** Tests only, local network only: how far this server's clock is ahead of the machine's. */
    CLOCK_SKEW_SECONDS: number(0, -3600, 3600),
    LOG_LEVEL: z.preprocess(
      blank,
      z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    ),
  })
  .check((ctx) => {
    const env = ctx.value;
    const fault = (path: string, message: string) =>
      ctx.issues.push({ code: 'custom', path: [path], message, input: env });
    if (!env.KEYSTORE_PASSPHRASE && !env.KEYSTORE_PASSPHRASE_FILE)
      fault(
        'KEYSTORE_PASSPHRASE',
        'is missing: set it, or KEYSTORE_PASSPHRASE_FILE with the path of a file that holds it',
      );
    if (env.DATABASE_DIRECT_URL && !env.DATABASE_URL)
      fault('DATABASE_DIRECT_URL', 'stands alone: set DATABASE_URL, too, or remove it');
    if (env.ADMIN_PASSWORD && env.ADMIN_PASSWORD_HASH)
      fault('ADMIN_PASSWORD', 'stands beside ADMIN_PASSWORD_HASH: remove one of them');
    if (env.SIMULATOR_MEMBERS > 0 && env.SIMULATOR_MEMBERS < 20)
      fault('SIMULATOR_MEMBERS', 'is too few to tell anything: set 20 to 684, or 0 for no simulator');
    if (env.ENVIRONMENT === 'production' && env.DISCORD_API_URL)
      fault('DISCORD_API_URL', 'is for the local network only: remove it, or set ENVIRONMENT=development');
  });

/** Networks that need no further words. */
const networks: Record<number, { name: string; symbol: string; rpcUrl?: string }> = {
  31337: { name: 'Guildmint local', symbol: 'ETH' },
  24734: { name: 'MintMe', symbol: 'MINTME', rpcUrl: 'https://node1.mintme.com' },
};

export type Config = ReturnType<typeof readConfig>;

/** Reads the environment, once. Every fault is listed, with the variable's name. @throws FatalError */
export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  const parsed = schema.safeParse(env);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`);
    throw new FatalError(`The configuration has ${faults.length} fault(s):\n${faults.join('\n')}`);
  }
  const value = parsed.data;
  const dataDir = resolve(value.DATA_DIR);
  const local = value.CHAIN_ID === 31337;
  const network = networks[value.CHAIN_ID];
  return {
    environment: value.ENVIRONMENT,
    dataDir,
    databaseUrl: value.DATABASE_URL,
    databaseDirectUrl: value.DATABASE_DIRECT_URL,
    rpcUrl: value.RPC_URL,
    /** The first serves as long as it can. */
    rpcUrls: [...new Set([value.RPC_URL, ...(value.RPC_URLS ?? [])])],
    /** Null: the node is only asked. */
    rpcWsUrl: value.RPC_WS_URL ?? (local ? value.RPC_URL.replace(/^http/, 'ws') : null),
    chainId: value.CHAIN_ID,
    /** True on a Hardhat network: shows the Playground, allows test-only shortcuts such as zero delays. */
    local,
    network: {
      name: value.NETWORK_NAME ?? network?.name ?? `Chain ${value.CHAIN_ID}`,
      symbol: value.CURRENCY_SYMBOL ?? network?.symbol ?? 'ETH',
      /** For members' wallets; null where none was named. */
      rpcUrl: value.PUBLIC_RPC_URL ?? (local ? value.RPC_URL : (network?.rpcUrl ?? null)),
    },
    /** Where `deploy` wrote the addresses: a local network's are worth nothing to others, a real one's belong to the code. */
    deploymentFile: value.DEPLOYMENT_FILE
      ? resolve(value.DEPLOYMENT_FILE)
      : local
        ? join(dataDir, 'deployment.json')
        : join(import.meta.dirname, `../contracts/generated/deployments/${value.CHAIN_ID}.json`),
    explorerTxUrl: value.EXPLORER_TX_URL,
    confirmations: value.CONFIRMATIONS ?? (local ? 0 : 12),
    pollMs: value.POLL_MS,
    discord: {
      token: value.DISCORD_TOKEN,
      applicationId: value.DISCORD_APPLICATION_ID,
      apiUrl: value.DISCORD_API_URL,
      clientSecret: value.DISCORD_CLIENT_SECRET,
      status: value.BOT_STATUS ?? '/help',
    },
    api: {
      host: value.API_HOST,
      port: value.API_PORT,
      requestsPerMinute: value.API_REQUESTS_PER_MINUTE,
      keptMb: value.API_KEPT_MB,
      origins: value.API_ORIGINS ?? [],
      proxies: value.API_PROXIES,
      tokenSecret: value.JWT_SECRET_KEY,
    },
    admin: {
      username: value.ADMIN_USERNAME,
      passwordHash: value.ADMIN_PASSWORD_HASH,
      password: value.ADMIN_PASSWORD,
      userId: value.ADMIN_DISCORD_ID,
    },
    metrics: value.METRICS_PORT === undefined ? undefined : { host: value.METRICS_HOST, port: value.METRICS_PORT },
    backup: {
      dir: value.BACKUP_DIR === undefined ? undefined : resolve(value.BACKUP_DIR),
      hour: value.BACKUP_HOUR,
      keep: value.BACKUP_KEEP,
    },
    /** Without a slash at its end. */
    publicUrl: (value.PUBLIC_URL ?? ownUrl(value.API_HOST, value.API_PORT)).replace(/\/+$/, ''),
    keystore: { dir: join(dataDir, 'keystore'), ...passphrase(value) },
    operator: {
      guildId: value.OPERATOR_GUILD_ID,
      webhookUrl: value.OPERATOR_WEBHOOK_URL,
      lowBalanceDays: value.LOW_BALANCE_DAYS,
    },
    settleSeconds: value.SETTLE_SECONDS,
    commandsAMinute: value.COMMANDS_A_MINUTE,
    simulator: { members: value.SIMULATOR_MEMBERS },
    crashAt: local ? value.CRASH_AT : undefined,
    clockSkewMs: local ? value.CLOCK_SKEW_SECONDS * 1000 : 0,
    logLevel: value.LOG_LEVEL,
  };
}

function ownUrl(host: string, port: number) {
  const reachable = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}

/** The passphrase itself stays out of the parent: it hands the signer a file's path, or the variable. */
function passphrase(value: {
  KEYSTORE_PASSPHRASE?: string | undefined;
  KEYSTORE_PASSPHRASE_FILE?: string | undefined;
}) {
  if (value.KEYSTORE_PASSPHRASE_FILE) {
    const file = resolve(value.KEYSTORE_PASSPHRASE_FILE);
    try {
      readFileSync(file);
    } catch (cause) {
      throw new FatalError(`KEYSTORE_PASSPHRASE_FILE names ${file}, which cannot be read.`, { cause });
    }
    return { passphraseFile: file };
  }
  return { passphrase: value.KEYSTORE_PASSPHRASE };
}
