// Follows each guide of docs/deploy as its reader would, in an empty folder, and writes down what was said: the commands are
// those of the page, the rest of the world is local. Ends with 1 at the first command that fails.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createPublicClient, createWalletClient, http } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { FatalError } from '../bot/errors.ts';
import { artifactOf } from '../test/support/artifacts.ts';
import { askedOf } from './arguments.ts';
import { build } from './build.ts';
import { type Block, blocksOf, GUIDES, type GuideName, markOf, titleOf } from './guides/guide.ts';
import { packagesInto } from './guides/packages.ts';
import { openWorld, WALLET_KEY, type World } from './guides/standIns.ts';
import { freePort } from './local/ports.ts';
import { root } from './run.ts';

const HELP = `npm run guides [-- NAME…]

Follows the guides of docs/deploy (${GUIDES.join(', ')}; all unless some are named) with local stand-ins, and writes what was
said into docs/deploy/transcripts.
Exit code 0: every command did as its page says; 1: one did not; 2: wrong arguments.`;

const { names } = askedOf(HELP, () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean', default: false } },
  });
  const unknown = positionals.find((name) => !GUIDES.some((guide) => guide === name));
  if (unknown) throw new FatalError(`There is no guide ${unknown}.`);
  const chosen = GUIDES.filter((guide) => positionals.length === 0 || positionals.includes(guide));
  return { ...values, names: chosen };
});

const TRANSCRIPTS = join(root, 'docs/deploy/transcripts');
const DAY_LATER = 'a day later, when the time-lock has passed';

async function follow(guide: GuideName): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'guildmint-guide-'));
  const world = await openWorld(folder);
  const port = await freePort();
  const env: NodeJS.ProcessEnv = {
    HOME: folder,
    PATH: `${world.bin}:${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
    GUIDE_ROOT: folder,
    REPOSITORY: root,
    MASTER_WALLET_PRIVATE_KEY: WALLET_KEY,
  };
  /** What the guide's reader has of their own, and what of the world is local. */
  const own: Record<string, string> = {
    ...world.discord,
    ENVIRONMENT: 'development',
    RPC_URL: world.url,
    API_PORT: `${port}`,
    CONFIRMATIONS: '0',
    GUARDIAN_ADDRESS: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
    ...(guide === 'CONTAINER' || guide === 'HOSTED' ? { DATABASE_URL: world.databaseUrl } : {}),
  };
  env.GUIDE_STAND_INS = JSON.stringify(own);
  const local = (text: string) =>
    text
      .replaceAll('/opt/guildmint', `${folder}/opt/guildmint`)
      .replaceAll('/etc/', `${folder}/etc/`)
      .replaceAll('127.0.0.1:5000', `127.0.0.1:${port}`);
  const written: string[] = [];
  const cwd = guide === 'MACHINE' ? folder : join(folder, 'app');
  try {
    if (guide !== 'MACHINE') clone(cwd);
    const blocks = blocksOf(guide);
    if (guide === 'MINTME') writeFileSync(join(cwd, '.env'), 'KEYSTORE_PASSPHRASE=kept elsewhere, too\n');
    for (const [at, block] of blocks.entries()) {
      if (block.language === 'ini') await writeVariables(block, guide, cwd, own, world);
      else written.push(`\`\`\`console\n${await carryOut(at, block)}\`\`\``);
    }
  } finally {
    stopStarted(folder);
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return `# ${titleOf(guide)}: followed

Written by \`npm run guides -- ${guide}\`, which carries out the commands of [the page](../${guide}.md) in an empty folder. Local stand-ins: a
chain of MintMe's number behind \`RPC_URL\`, the local Discord, the PostgreSQL of the packages behind \`DATABASE_URL\`, and what says
*(stand-in)*. Packages are copied instead of downloaded; a block is final at once. What was followed: ${markOf(guide)}.

${written.join('\n\n')}
`;

  async function carryOut(at: number, { text }: Block): Promise<string> {
    const place = existsSync(join(folder, 'opt/guildmint/app')) ? join(folder, 'opt/guildmint/app') : cwd;
    if (guide === 'MINTME' && at > 2) await world.passDay();
    const script = `set -euo pipefail; exec 2>&1\n${local(text)}`;
    const { status, stdout } = spawnSync('bash', ['-c', script], { cwd: place, env, encoding: 'utf8' });
    // A clone has the code; the rest comes from here, and the file of variables gets what is local.
    if (existsSync(join(folder, 'opt/guildmint/app'))) packagesInto(join(folder, 'opt/guildmint/app'));
    for (const app of [join(folder, 'opt/guildmint/app'), cwd]) replaceVariables(join(app, '.env'), own);
    const said = cleaned(stdout);
    for (const [, address] of said.matchAll(/^(?:Relayer|Sentinel)\b.* (0x[0-9a-f]{40})$/gm))
      await world.fund(address!);
    const told = `${text.replace(/^(?=\S)/gm, '$ ').replace(/^\$ (?=END$|[A-Z_]+=)/gm, '')}${said ? `${said}\n` : ''}`;
    process.stdout.write(`${guide} ${told}`);
    const doctor = /npm run doctor\s*$/.test(text);
    if (status !== 0 && !(doctor && status === 1)) throw new Error(`${guide}: this ended with ${status}:\n${told}`);
    return guide === 'MINTME' && at > 2 ? `# ${DAY_LATER}\n${told}` : told;
  }

  /** Without places of this machine, what npm says besides, and the hundred lines that Ignition draws again and again. */
  function cleaned(said: string): string {
    return said
      .replaceAll(`${folder}/image`, '/app')
      .replaceAll(folder, '')
      .replaceAll(root, '')
      .split('\n')
      .filter(
        (line) =>
          !/^> |^$|npm (warn|notice)|^dapp\/dist\/assets|^Batch #|^ {2}Execut(?:ing|ed) Guildmint#|^Hardhat Ignition/.test(
            line,
          ),
      )
      .join('\n')
      .replaceAll(world.url, 'https://node1.mintme.com')
      .replaceAll(`127.0.0.1:${port}`, '127.0.0.1:5000')
      .trim();
  }
}

function clone(to: string) {
  spawnSync('git', ['clone', '--quiet', root, to]);
  packagesInto(to);
}

/** What stands in an `ini` block becomes the environment's file, as a host's page of variables would have it. */
async function writeVariables(
  { text }: Block,
  guide: GuideName,
  cwd: string,
  own: Record<string, string>,
  world: World,
) {
  const file = join(cwd, '.env');
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  let lines = text;
  if (lines.includes('BROSKI_TOKEN_ADDRESS=')) {
    const account = privateKeyToAccount(WALLET_KEY);
    const { abi, bytecode } = artifactOf('Underlying');
    // A connection that is kept would be closed by the node while a command runs, and be used all the same.
    const transport = http(world.url, { fetchOptions: { headers: { connection: 'close' } } });
    const wallet = createWalletClient({ account, transport });
    const hash = await wallet.deployContract({ abi, bytecode, chain: null, type: 'legacy' });
    const { contractAddress } = await createPublicClient({ transport }).waitForTransactionReceipt({ hash });
    lines = lines.replace(/(BROSKI_TOKEN_ADDRESS=).*/, `$1${contractAddress}`);
    lines = lines.replace(/(MASTER_WALLET_PUBLIC_ADDRESS=).*/, `$1${account.address}`);
  }
  if (guide === 'HOSTED') lines = lines.replace(/^DATABASE_DIRECT_URL=.*\n/m, '');
  writeFileSync(file, before + lines);
  replaceVariables(file, own);
}

/** Puts what is local in the place of what the page has. */
function replaceVariables(file: string, own: Record<string, string>) {
  if (!existsSync(file)) return;
  const kept = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => !(line.split('=')[0]! in own));
  const added = Object.entries(own).map(([name, value]) => `${name}=${value}`);
  writeFileSync(file, `${[...kept.filter(Boolean), ...added].join('\n')}\n`);
}

/** Ends what a service manager would have gone on running. */
function stopStarted(folder: string) {
  const file = join(folder, 'started');
  if (!existsSync(file)) return;
  for (const pid of readFileSync(file, 'utf8').split('\n').filter(Boolean).map(Number)) {
    try {
      process.kill(pid, 'SIGTERM');
      for (let tries = 0; tries < 100; tries++) {
        process.kill(pid, 0);
        spawnSync('sleep', ['0.2']);
      }
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
}

await build({ dapp: true });
for (const name of names) {
  const page = await follow(name);
  mkdirSync(TRANSCRIPTS, { recursive: true });
  writeFileSync(join(TRANSCRIPTS, `${name}.md`), page);
}
process.exit(0);
