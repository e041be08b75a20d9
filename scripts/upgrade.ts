// Replaces a module of the contracts by its new version, as far as the contracts allow it.
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { createPublicClient, type Hex, http } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { coinsIn } from '../bot/chain/coins.ts';
import { checkDeployment, readDeployment } from '../bot/chain/deployment.ts';
import type { Config } from '../bot/config.ts';
import { openDatabase } from '../bot/db/database.ts';
import { FatalError } from '../bot/errors.ts';
import { askedOf, carriedOut } from './arguments.ts';
import { build } from './build.ts';
import { writeDeployment } from './deploy/install.ts';
import { sendingOnce } from './deploy/sending.ts';
import { progressBar } from './local/progressBar.ts';
import { reachedConfig } from './local/reachedConfig.ts';
import { isReplaceable, REPLACEABLE, whyNot } from './upgrade/modules.ts';
import { readCommunities, requireQuiet, switched } from './upgrade/switch.ts';
import { advance, gasOfUpgrade, isCurrent, type Progress, retire, versionOf } from './upgrade/upgrade.ts';

const HELP = `npm run upgrade -- <module> [--yes [--wait]] [--json]

Replaces a module by the version that is compiled here: ${REPLACEABLE.join(', ')}. Of any other contract it says why not, and what to
do instead. Says what will happen and what it costs; does it with --yes, as far as it can be done now: the guardian's calls
and other owners' are printed for them, and time-locks (two days at the Custodian, one at the communities) are waited for by
--wait, or by running the same command again. When all is there, and the server is stopped, the deployment file is changed;
run once more after the server was started, the old version is taken away.
MASTER_WALLET_PRIVATE_KEY pays; it must be the key that deployed.
Exit codes: 0 done, or nothing to do, or the plan was shown; 1 it waits, or cannot be done; 2 wrong arguments.`;

const POLL_MS = 60_000;

const asked = askedOf(HELP, () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      yes: { type: 'boolean', default: false },
      wait: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [name = '', ...more] = positionals;
  if (!values.help && (name === '' || more.length > 0)) throw new Error('Which module? Name one, for example Gifts.');
  if (!values.help && !isReplaceable(name) && whyNot(name) === null)
    throw new Error(`There is no contract ${name}: write it as in contracts/, for example Gifts.`);
  return { ...values, name };
});

await carriedOut(async () => {
  const impossible = whyNot(asked.name);
  if (impossible) throw new FatalError(impossible);
  const config = reachedConfig();
  const account = masterWallet();
  await build({ dapp: false });
  const deployment = readDeployment(config);
  const client = createPublicClient({ transport: http(config.rpcUrl), cacheTime: 0 });
  await checkDeployment(client, deployment);
  const log = pino({ level: 'silent' });
  await using opened = new AsyncDisposableStack();
  const url = config.databaseUrl;
  const { db } = opened.adopt(await openDatabase({ url, dataDir: config.dataDir, log }), (it) => it.close());
  const communities = await readCommunities(db);
  const place = { client, deployment, communities, wallet: account.address };
  const file = join(config.dataDir, 'sent', `upgrade-${config.chainId}-${asked.name}-${versionOf(deployment)}.jsonl`);
  const send = sendingOnce(client, account, file);

  if (await isCurrent(place)) {
    const before = deployment.former?.gifts ?? [];
    const gone: Progress = { module: deployment.gifts, done: [], waits: [] };
    if (asked.yes)
      for (const former of before) {
        const { done, waits } = await retire(place, send, former);
        gone.done.push(...done);
        gone.waits.push(...waits);
      }
    tell(
      gone,
      `${asked.name} at ${deployment.gifts} is what is compiled here.${before.length > 0 && !asked.yes ? ' With --yes its old version is taken away.' : ''}`,
    );
    if (gone.waits.length > 0) process.exitCode = 1;
    return;
  }
  if (!asked.yes) return tellPlan(config, await gasOfUpgrade(place), await client.getGasPrice(), communities.length);

  let progress = await advance(place, send);
  const bar = progressBar();
  while (asked.wait && progress.waits.length > 0) {
    const next = Math.min(...progress.waits.flatMap(({ until }) => (until ? [until.getTime()] : [])));
    const left = Number.isFinite(next)
      ? `${Math.max(0, Math.ceil((next - Date.now()) / 60_000))} min left`
      : 'for other wallets';
    const steps = progress.done.length + progress.waits.length;
    bar.show('upgrading', (100 * progress.done.length) / steps, `waiting ${left}`);
    await wait(POLL_MS);
    progress = await advance(place, send);
  }
  bar.clear();
  if (progress.waits.length > 0 || !progress.module) {
    tell(progress, 'It waits: run the same command again when these are done.');
    process.exitCode = 1;
    return;
  }
  await requireQuiet(db, deployment.gifts);
  writeDeployment(config, switched(deployment, progress.module));
  tell(
    progress,
    `${config.deploymentFile} names the new ${asked.name}. Start the server: it reads the chain once more. Then run the same command again: it takes the old version away.`,
  );
});

function masterWallet() {
  const key = process.env.MASTER_WALLET_PRIVATE_KEY;
  if (!key || !/^0x[0-9a-fA-F]{64}$/.test(key))
    throw new FatalError('MASTER_WALLET_PRIVATE_KEY is missing or no private key (0x and 64 hex digits).');
  return privateKeyToAccount(key as Hex);
}

function tellPlan({ network }: Config, gas: bigint, price: bigint, communities: number) {
  const cost = `${coinsIn(gas * price)} ${network.symbol}`;
  if (asked.json)
    return console.log(JSON.stringify({ gas: `${gas}`, gasPrice: `${price}`, cost: `${gas * price}`, communities }));
  console.log(`The new ${asked.name} is deployed, listed, allowed at the Custodian by the guardian (two days), and enabled with its present
policy in ${communities} communit${communities === 1 ? 'y' : 'ies'} (one day). What members gave today is counted anew from then on; nothing else is lost.
It takes about ${gas} gas, at ${Number(price) / 1e9} gwei ${cost}.
Nothing was done yet: the same command with --yes does it.`);
}

function tell({ done, waits }: Progress, says: string) {
  if (asked.json) return console.log(JSON.stringify({ done, waits, says }));
  for (const line of done) console.log(line);
  for (const { says: words, call } of waits)
    console.log(call ? `${words}\n    to ${call.to}\n    data ${call.data}` : words);
  console.log(says);
}
