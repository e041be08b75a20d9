// Brings balances, items and tasks of another bot into a community: looks at all of it first, and does it with --yes.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createPublicClient, type Hex, http } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { z } from 'zod';
import { readDeployment } from '../bot/chain/deployment.ts';
import { isLed } from '../bot/chain/leader.ts';
import { openChain, reachChain } from '../bot/chain/open.ts';
import { type Config, readConfig } from '../bot/config.ts';
import type { Context } from '../bot/context.ts';
import { withPassphrase } from '../bot/custody/prompt.ts';
import { openDatabase } from '../bot/db/database.ts';
import { FatalError } from '../bot/errors.ts';
import { openLog } from '../bot/log.ts';
import { openMetrics } from '../bot/metrics.ts';
import { formatAmount } from '../bot/operations/amount.ts';
import { getCommunity } from '../bot/operations/getCommunity.ts';
import { askedOf, carriedOut } from './arguments.ts';
import { sendingOnce } from './deploy/sending.ts';
import { carryOutImport, type Result, shareOut } from './import/carryOut.ts';
import { serverOf } from './import/people.ts';
import { type Plan, planImport } from './import/plan.ts';
import { type Found, readSource } from './import/sources.ts';
import { localEnvironment } from './local/environment.ts';
import { progressBar } from './local/progressBar.ts';
import { root } from './run.ts';

const HELP = `npm run import -- --guild <Discord server id> [options] <file>…

Files: UnbelievaBoat's leaderboard and items of its store, as its API answers; TaskBot's currency.json and tasks.json;
BROski's rewards_config.json; SecureChat's users. Says what would be imported, and what is wrong by line; does it with --yes.

  --admin ID      Discord id of the admin who awards and creates; ADMIN_DISCORD_ID where it is not said
  --ids FILE      JSON of one object: their ids, each with the Discord id of the same person
  --absent skip   leaves out who is not on the server, instead of refusing
  --yes           does it: the server, which must run, carries it. Items are added by MASTER_WALLET_PRIVATE_KEY.
  --json          one line of JSON

Balances become awards inside the admin's budget of the day. Run it again, on another day or after Ctrl-C: what was done or
is under way is not done again.
Exit codes: 0 all done, or all could be; 1 something is wrong, or is left for another day; 2 wrong arguments.`;

const schema = z.object({
  guild: z
    .string('Which Discord server? Give its id: --guild 123456789012345678')
    .regex(/^\d{5,20}$/, '--guild must be a Discord id (digits).'),
  admin: z
    .string()
    .regex(/^\d{5,20}$/, '--admin must be a Discord id (digits).')
    .optional(),
  absent: z.enum(['refuse', 'skip'], '--absent is refuse or skip.'),
  files: z.array(z.string()).min(1, 'Which files? Name at least one.'),
});

function read() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      guild: { type: 'string' },
      admin: { type: 'string' },
      ids: { type: 'string' },
      absent: { type: 'string', default: 'refuse' },
      yes: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { help, json, yes, ids } = values;
  if (help) return { help, json, yes, ids, guild: '', admin: undefined, absent: 'refuse' as const, files: [] };
  const { success, data, error } = schema.safeParse({ ...values, files: positionals });
  if (!success) throw new Error(error.issues.map(({ message }) => message).join('\n'));
  return { help, json, yes, ids, ...data };
}

const asked = askedOf(HELP, read);
await carriedOut(async () => {
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
  const config = readConfig(await withPassphrase(localEnvironment(process.env)));
  const found = readFiles(Date.now());
  await using opened = new AsyncDisposableStack();
  const log = openLog({ ...config, logLevel: 'silent' });
  const metrics = openMetrics();
  const deployment = readDeployment(config);
  const reached = opened.adopt(await reachChain({ config, log, metrics, deployment, carries: false }), (it) =>
    it.close(),
  );
  const url = config.databaseUrl;
  const database = opened.adopt(await openDatabase({ url, dataDir: config.dataDir, log }), (it) => it.close());
  const { db } = database;
  const options = { config, log, metrics, clock: Date.now, db, deployment, reached };
  const chain = opened.adopt(await openChain(options), (it) => it.close());
  // The operator's own work waits for no pace of members.
  const ctx: Context = { config: { ...config, commandsAMinute: 1_000_000 }, log, metrics, clock: Date.now, db, chain };

  const community = await getCommunity(ctx, { guildId: asked.guild });
  const admin = asked.admin ?? config.admin.userId;
  if (!admin) throw new FatalError('Who awards? Name an admin by --admin, or set ADMIN_DISCORD_ID.');
  const server = await serverOf(config, asked.guild, new Set(found.balances.map(({ member }) => member)));
  const plan = await planImport(ctx, found, server, { community, admin, absent: asked.absent });
  const money = (amount: bigint) => `${formatAmount(amount, community.decimals)} ${community.symbol}`;
  if (plan.faults.length > 0 || !asked.yes) {
    tellPlan(plan, money);
    process.exitCode = plan.faults.length > 0 ? 1 : 0;
    return;
  }
  if (!(await isLed(db, 'relayer')))
    throw new FatalError('No server runs that would carry the import: start it, then run the same command again.');
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());
  const bar = progressBar();
  const began = Date.now();
  const progress = (done: number, all: number) => {
    const seconds = done > 0 ? Math.ceil(((Date.now() - began) / done / 1000) * (all - done)) : '?';
    bar.show('importing', (100 * done) / Math.max(all, 1), `${done} of ${all}, ${seconds} s left`);
  };
  const send = plan.items.every(({ done }) => done) ? null : ownersHand(config, community.token);
  const by = { token: community.token, admin, send };
  const result = await carryOutImport(ctx, plan, by, { signal: interrupted.signal, progress }).finally(bar.clear);
  tellResult(result, plan, money);
  if (result.failed.length > 0 || result.rest > 0n || result.interrupted) process.exitCode = 1;
});

/** @throws FatalError for a file that cannot be read, or is none that can be imported */
function readFiles(now: number): Found {
  const ids = asked.ids ? idsIn(asked.ids) : {};
  const all = asked.files.map((file) => readSource(file, textOf(file), now));
  return {
    balances: all.flatMap(({ balances }) => balances.map((one) => ({ ...one, member: ids[one.member] ?? one.member }))),
    items: all.flatMap(({ items }) => items),
    tasks: all.flatMap(({ tasks }) => tasks),
    faults: all.flatMap(({ faults }) => faults),
    left: all.flatMap(({ left }) => left),
  };
}

function textOf(file: string) {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new FatalError(`The file ${file} cannot be read.`, { cause });
  }
}

function idsIn(file: string): Record<string, string> {
  try {
    return z.record(z.string(), z.string().regex(/^\d{5,20}$/)).parse(JSON.parse(textOf(file)));
  } catch (cause) {
    if (cause instanceof FatalError) throw cause;
    throw new FatalError(`${file} is no JSON object of ids with a Discord id (digits, in quotes) for each.`, { cause });
  }
}

function ownersHand(config: Config, token: string) {
  const key = process.env.MASTER_WALLET_PRIVATE_KEY;
  if (!key || !/^0x[0-9a-fA-F]{64}$/.test(key))
    throw new FatalError(
      'Items are added by the owner’s or an admin’s wallet: set MASTER_WALLET_PRIVATE_KEY (0x and 64 hex digits), or leave the items’ file out.',
    );
  const client = createPublicClient({ transport: http(config.rpcUrl), cacheTime: 0 });
  const file = join(config.dataDir, 'sent', `import-${token}.jsonl`);
  return sendingOnce(client, privateKeyToAccount(key as Hex), file);
}

function tellPlan(plan: Plan, money: (amount: bigint) => string) {
  const { payments, items, tasks, budget, faults, left } = plan;
  const total = payments.reduce((sum, { amount }) => sum + amount, 0n);
  const owed = payments.reduce((sum, { owed }) => sum + owed, 0n);
  const { today, rest } = shareOut(plan);
  const days = (today.length > 0 ? 1 : 0) + (budget.day > 0n ? Number((rest + budget.day - 1n) / budget.day) : 0);
  const sums = { total, owed, today: owed - rest, days, budgetLeft: budget.left, budgetDay: budget.day };
  if (asked.json) {
    const count = { balances: payments.length, items: items.length, tasks: tasks.length };
    console.log(
      JSON.stringify({ ...count, ...sums, faults, left }, (_, value) =>
        typeof value === 'bigint' ? `${value}` : value,
      ),
    );
    return;
  }
  console.table({
    balances: {
      count: payments.length,
      done: payments.filter(({ owed }) => owed === 0n).length,
      sum: money(total),
    },
    items: { count: items.length, done: items.filter(({ done }) => done).length, sum: '' },
    tasks: { count: tasks.length, done: tasks.filter(({ done }) => done).length, sum: '' },
  });
  console.log(
    `The admin may award ${money(budget.left)} now, and ${money(budget.day)} a day: ${days} day(s) for what is owed.`,
  );
  if (days > 1)
    console.log(
      'Run it once a day until all is paid, or raise the award budget and the community’s day cap in the app first.',
    );
  for (const says of left) console.log(`Not imported: ${says}`);
  for (const { at, says } of faults) console.error(`${at}  ${says}`);
  if (faults.length > 0) console.error(`${faults.length} fault(s): nothing is imported until they are mended.`);
  else console.log('Nothing was done yet: the same command with --yes does it.');
}

function tellResult(result: Result, { budget }: Plan, money: (amount: bigint) => string) {
  if (asked.json) {
    console.log(JSON.stringify(result, (_, value) => (typeof value === 'bigint' ? `${value}` : value)));
    return;
  }
  const { items, tasks, awards, paid, rest, failed, interrupted } = result;
  console.log(`Imported: ${items} item(s), ${tasks} task(s), ${awards} award(s) of ${money(paid)} together.`);
  for (const { at, says } of failed) console.error(`${at}  ${says}`);
  if (interrupted) console.error('Interrupted: the same command goes on where it stopped.');
  else if (rest > 0n)
    console.error(
      `${money(rest)} wait for another day’s budget (${money(budget.day)}): run the same command again after 00:00 UTC.`,
    );
}
