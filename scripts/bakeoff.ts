// The Great Reddit Scaling Bake-Off's workload through the product, beside OpenZeppelin's forwarder and plain transactions.
// `scripts/bakeoff/` has its parts.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createWalletClient, http } from 'viem';
import { askedOf } from './arguments.ts';
import { build } from './build.ts';
import { progressBar } from './local/progressBar.ts';
import { root } from './run.ts';

const HELP = `npm run bakeoff -- [options]

  --scale N           one to N of the full workload, 1 to 1000 (100)
  --block-gas N       gas that a block of the chain asked about holds (30000000)
  --block-seconds N   seconds between two of its blocks (13)
  --gas-price N       what gas costs there, in gwei (1)
  --out FILE          writes the page there
  --json              at last one line of JSON

Exit code 0: all was done, and cache and chain agree; 1: they differ; 2: wrong arguments.`;

function read() {
  const text = (value: string) => ({ type: 'string', default: value }) as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    options: {
      scale: text('100'),
      'block-gas': text('30000000'),
      'block-seconds': text('13'),
      'gas-price': text('1'),
      out: { type: 'string' },
      json: flag,
      help: flag,
    },
  });
  const number = (name: 'scale' | 'block-gas' | 'block-seconds' | 'gas-price', least: number, most: number) => {
    const value = Number(values[name]);
    if (!(value >= least && value <= most)) throw new Error(`--${name} must be a number from ${least} to ${most}.`);
    return value;
  };
  const chain = {
    name: 'MintMe',
    blockGas: number('block-gas', 1e6, 1e12),
    blockSeconds: number('block-seconds', 0.01, 3600),
    gwei: number('gas-price', 0, 1e9),
  };
  return { ...values, scale: Math.round(number('scale', 1, 1000)), chain };
}

const asked = askedOf(HELP, read);

await build({ dapp: false });
const [{ startStack }, { verify }, { ours }, { forwarded, plain }, workload, { pageOf, tableOf }] = await Promise.all([
  import('../test/support/stack.ts'),
  import('../bot/indexer/verify/verify.ts'),
  import('./bakeoff/ours.ts'),
  import('./bakeoff/wallets.ts'),
  import('./bakeoff/workload.ts'),
  import('./bakeoff/page.ts'),
]);

const { scale, chain, json, out } = asked;
const counts = workload.countsAt(scale);
const bar = progressBar();
const stack = await startStack({ env: { POLL_MS: '250' } });
let differences = 0;
try {
  const { client, deployment } = stack;
  const [account] = await stack.wallet.getAddresses();
  const wallet = createWalletClient({ account: account!, transport: http(stack.chain.url) });
  const found = () => workload.foundCommunities(client, wallet, deployment);
  const tokens = await found();
  await stack.server.indexer.caughtUp();
  const began = performance.now();
  const baked = await ours(stack.server, tokens, counts, (kind, done, of) => bar.show(kind, (100 * done) / of));
  const verdict = await verify({
    db: stack.database.db,
    client,
    deployment,
    deep: false,
    replay: true,
    progress: (part, done, all) => bar.show(part, (100 * done) / Math.max(all, 1)),
    tell: (difference) => console.error(difference),
  });
  const { compared } = verdict;
  differences = verdict.differences;
  // The server must not work on what is measured beside it.
  await stack.server.close();
  bar.show('forwarder', 0);
  const place = { url: stack.chain.url, deployment };
  const viaForwarder = await forwarded({ ...place, tokens: await found() }, counts);
  bar.show('plain', 0);
  const byThemselves = await plain({ ...place, tokens: await found() }, counts);
  bar.clear();
  const ways = { Guildmint: baked, ERC2771Forwarder: viaForwarder, plain: byThemselves };
  const result = { scale, ways, compared, differences };
  const command = `npm run bakeoff -- --scale ${scale} --block-gas ${chain.blockGas} --block-seconds ${chain.blockSeconds} --gas-price ${chain.gwei}${out ? ` --out ${out}` : ''}`;
  if (out) writeFileSync(resolve(root, out), pageOf(result, chain, command));
  const seconds = Math.round((performance.now() - began) / 1000);
  if (json) console.log(JSON.stringify({ ...result, chain, seconds }));
  else {
    console.log(tableOf(result, chain));
    console.log(
      `${seconds} s. Cache and chain: ${compared.contracts + compared.replay} values compared, ${differences} differ.`,
    );
  }
} finally {
  await stack.close();
}
process.exit(differences === 0 ? 0 : 1);
