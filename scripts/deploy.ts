// Deploys to the chain that the environment names and creates a community there. What was deployed is found again, so
// that a run that was cut off goes on, and a second community needs no second deployment.
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { eq } from 'drizzle-orm';
import pino from 'pino';
import {
  type Address,
  createPublicClient,
  createWalletClient,
  http,
  isAddress,
  type LocalAccount,
  type PublicClient,
} from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { coinsIn } from '../bot/chain/coins.ts';
import { readDeployment } from '../bot/chain/deployment.ts';
import { type Config, readConfig } from '../bot/config.ts';
import { openDatabase } from '../bot/db/database.ts';
import { guilds } from '../bot/db/schema.ts';
import { FatalError } from '../bot/errors.ts';
import { plannedCommunity } from '../bot/operations/planCommunity.ts';
import { askedOf, carriedOut, jsonAlone } from './arguments.ts';
import { build } from './build.ts';
import { differingCode } from './deploy/bytecode.ts';
import { createCommunity, grantRole } from './deploy/community.ts';
import { measureCosts } from './deploy/costs.ts';
import { deploymentFolder } from './deploy/deploy.ts';
import { install, operatorAccounts } from './deploy/install.ts';
import { type Preset, presetOf, readFigures } from './deploy/preset.ts';
import { sendingOnce } from './deploy/sending.ts';
import { applySettings } from './deploy/settings.ts';
import { fillBudget, requireMasterWallet, underlyingOf } from './deploy/underlying.ts';
import { root } from './run.ts';

const HELP = `npm run deploy -- --guild <Discord server id> [--preset broski|taskbot|securechat] [--name <server's name>] [--json]
    [--role <item>=<Discord role id>]… [--codes <item>=<file, one code a line>]… [--staff <Discord channel id>]
    [--fund <tokens that the budget for rewards shall hold, where an existing token is wrapped>] [--dry-run]

What the server's staff planned with /setup (name, symbol, preset) is taken where nothing else is said.
Needs in the environment or .env: RPC_URL, CHAIN_ID, MASTER_WALLET_PRIVATE_KEY (pays, and owns the community),
GUARDIAN_ADDRESS (cold; may replace the signer), optionally SENTINEL_ADDRESS (may only pause; the keystore's own key otherwise), and what the server needs.
With BROSKI_TOKEN_ADDRESS the preset broski wraps that token: members earn it, and may take it out at any time.

Says first what it costs, and with --dry-run nothing more. What is there already is found again: after Ctrl-C, a crash or an
empty wallet the same command goes on. In the end the contracts' code is compared with what was compiled here.
Exit codes: 0 done, 1 refused or failed, with the reason, 2 wrong arguments.`;

const values = askedOf(HELP, () => {
  const { values } = parseArgs({
    options: {
      guild: { type: 'string', default: '' },
      preset: { type: 'string' },
      name: { type: 'string' },
      role: { type: 'string', multiple: true, default: [] },
      codes: { type: 'string', multiple: true, default: [] },
      staff: { type: 'string' },
      fund: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (!values.help && !/^\d{5,20}$/.test(values.guild))
    throw new Error('Which Discord server? Give its id: --guild 123456789012345678');
  return values;
});
// Ignition tells on stdout how far it is.
const printJson = values.json ? jsonAlone() : null;
await carriedOut(main);

async function main() {
  if (existsSync(`${root}/.env`)) process.loadEnvFile(`${root}/.env`);
  const { guild } = values;
  const config = readConfig();
  if (config.local)
    throw new FatalError('The local network is deployed to by `npm start`. Set RPC_URL and CHAIN_ID for a real chain.');
  const key = process.env.MASTER_WALLET_PRIVATE_KEY;
  if (!key || !/^0x[0-9a-fA-F]{64}$/.test(key))
    throw new FatalError('MASTER_WALLET_PRIVATE_KEY is missing or no private key (0x and 64 hex digits).');
  const address = (name: string) => {
    const value = process.env[name];
    if (!value || !isAddress(value)) throw new FatalError(`${name} is missing or no address.`);
    return value;
  };
  // What is wrong with them is told before anything is paid for.
  if (values.preset) readFigures(values.preset);
  const fund = values.fund === undefined ? null : amountOf(values.fund);
  await build({ dapp: false });

  const account = privateKeyToAccount(key as `0x${string}`);
  requireMasterWallet(account.address, process.env);
  const transport = http(config.rpcUrl);
  const client = createPublicClient({ transport });
  const wallet = createWalletClient({ account, transport });
  const database = await openDatabase({
    url: config.databaseUrl,
    dataDir: config.dataDir,
    log: pino({ level: 'warn' }),
  });
  let token: Address;
  let notes: string[];
  try {
    const plan = await plannedCommunity(database, { guildId: guild });
    const preset = values.preset ?? plan?.preset ?? (process.env.PRESET || 'broski');
    const [known] = await database.db.select().from(guilds).where(eq(guilds.id, guild));
    const figures = presetOf(readFigures(preset), await underlyingOf(client, preset, process.env));
    const sent = join(config.dataDir, 'sent', `deploy-${config.chainId}-${guild}-${basename(preset, '.json')}.jsonl`);
    await tellCosts(client, account, config, { figures, community: !known, begun: existsSync(sent) });
    if (values['dry-run']) return;
    if (!existsSync(config.deploymentFile))
      await install(config, {
        guardian: address('GUARDIAN_ADDRESS'),
        sentinel: process.env.SENTINEL_ADDRESS ? address('SENTINEL_ADDRESS') : undefined,
        curator: account.address,
      });
    const deployment = readDeployment(config);
    const differing = await differingCode(client, deployment);
    if (differing.length > 0)
      throw new FatalError(
        `The code of ${differing.join(', ')} on the chain is not what was compiled here: correct RPC_URL, or use the version that deployed it.`,
      );
    const send = sendingOnce(client, account, sent);
    token = known?.token ?? (await createCommunity(client, wallet, deployment, figures, plan ?? undefined, send));
    await database.db
      .insert(guilds)
      .values({ id: guild, name: values.name ?? guild, token, settings: figures.settings })
      .onConflictDoNothing();
    const place = { client, db: database.db, deployment, guild, token, preset };
    notes = await applySettings(place, { role: values.role, codes: values.codes, staff: values.staff });
    if (fund !== null) {
      const added = await fillBudget(client, wallet, token, fund);
      notes.push(`The budget for rewards got ${added} tokens and holds ${fund} or more.`);
    }
  } finally {
    await database.close();
  }
  const deployment = readDeployment(config);
  const { reporter, fulfiller } = await operatorAccounts(config, client, deployment);
  const grant = (account: Address, role: 'reporter' | 'fulfiller') =>
    grantRole(client, wallet, deployment, token, account, role);
  await grant(fulfiller, 'fulfiller');
  const again = await grant(reporter, 'reporter');
  const earningFrom = again?.toISOString() ?? 'now';
  const result = { ...deployment, guild, token, reporter, fulfiller, earningFrom, redeemingFrom: 'now' };
  if (printJson) printJson(result);
  else {
    console.table(result);
    for (const note of notes) console.log(note);
    console.log(`The bot may hand over redemptions (${fulfiller}) from now on.`);
    if (again)
      console.log(
        `Activity is paid once the time-lock has passed: run the same command again after ${again.toISOString()}.`,
      );
    else console.log(`The bot may settle activity (${reporter}) from now on.`);
    console.log('Now give relayers and sentinel some coin for gas; `npm run keystore -- show` names their addresses.');
  }
}

/**
 * Says what is going to be paid for.
 * @param missing.begun part of it is there already, so that less will do
 * @throws FatalError where the wallet holds too little for a whole one
 */
async function tellCosts(
  client: PublicClient,
  { address }: LocalAccount,
  { chainId, network, deploymentFile }: Config,
  missing: { figures: Preset; community: boolean; begun: boolean },
) {
  const contracts = !existsSync(deploymentFile);
  const measured = contracts || missing.community ? await measureCosts(missing.figures) : null;
  const gas = (contracts ? (measured?.contracts ?? 0n) : 0n) + (missing.community ? (measured?.community ?? 0n) : 0n);
  const [price, balance] = await Promise.all([client.getGasPrice(), client.getBalance({ address })]);
  const coins = (amount: bigint) => `${coinsIn(amount)} ${network.symbol}`;
  const parts = [...(contracts ? ['the contracts'] : []), ...(missing.community ? ['a community'] : [])];
  const costs = { gas: `${gas}`, gasPrice: `${price}`, cost: `${gas * price}`, wallet: address, balance: `${balance}` };
  if (printJson && values['dry-run']) printJson(costs);
  else
    console.error(
      parts.length === 0
        ? 'Contracts and community are there: nothing is to be paid for but what is missing of its settings.'
        : `For ${parts.join(' and ')} about ${gas} gas, at ${Number(price) / 1e9} gwei ${coins(gas * price)}; ${address} holds ${coins(balance)}.`,
    );
  const begun = missing.begun || (contracts && existsSync(deploymentFolder(chainId)));
  if (gas * price > balance && !begun && !values['dry-run'])
    throw new FatalError(
      `That is too little: send ${coins(gas * price - balance)} more to ${address}, and run it again.`,
    );
}

function amountOf(text: string): number {
  const tokens = Number(text);
  if (!(tokens > 0 && tokens <= 1e9)) throw new FatalError(`--fund ${text} is no amount of tokens.`);
  return tokens;
}
