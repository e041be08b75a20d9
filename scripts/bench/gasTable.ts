// Writes docs/GAS.md: the bars of the hot paths beside what they are compared with, and what every verb of a user costs,
// from the story (scripts/story/) with members who send for themselves and with members whom the operator acts for.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Abi } from 'viem';
import * as abis from '../../contracts/generated/abi.ts';
import { onMintMe } from '../../test/support/mintme-stage.ts';
import { root } from '../run.ts';
import { onHardhat } from '../story/hardhat.ts';
import { play } from '../story/play.ts';
import type { Stage } from '../story/stage.ts';
import type { Figure } from './figure.ts';

/** Called by the registry, by modules or while deploying alone, or refused to everybody. */
const NOBODY: Record<string, string[]> = {
  token: [
    ...['award', 'burn', 'claimDaily', 'claw', 'countOutflow', 'earn', 'move', 'refund', 'release', 'setCaps'],
    ...['setCeiling', 'setModule', 'setPaused', 'settle', 'suspend'],
  ],
  communities: ['addModule'],
  custodian: ['seal'],
  shop: ['moveReceipt'],
  stash: ['reassign'],
  achievements: ['approve', 'safeTransferFrom', 'setApprovalForAll', 'transferFrom'],
  memberAccount: ['initialize', 'onERC1155BatchReceived', 'onERC1155Received', 'onERC721Received'],
};
NOBODY.wrappedToken = NOBODY.token!;

type Range = [least: number, most: number];
/** By kind of contract and verb. */
type Table = Record<string, Record<string, Range>>;

async function measure(open: () => Promise<Stage>): Promise<Table> {
  const table: Table = {};
  for (const custody of [true, false]) {
    const { spent } = await play(await open(), { custody });
    for (const { kind, verb, gas } of spent) {
      table[kind] ??= {};
      const [least, most] = table[kind][verb] ?? [gas, gas];
      table[kind][verb] = [Math.min(least, gas), Math.max(most, gas)];
    }
  }
  return table;
}

/** Every function that a person's transaction may call. */
const verbs = Object.entries(abis).flatMap(([name, abi]) => {
  const kind = name.replace(/Abi$/, '');
  const changing = (abi as Abi).flatMap((part) =>
    part.type === 'function' && (part.stateMutability === 'nonpayable' || part.stateMutability === 'payable')
      ? [part.name]
      : [],
  );
  return [...new Set(changing)].sort().flatMap((verb) => (NOBODY[kind]?.includes(verb) ? [] : [{ kind, verb }]));
});

const show = (gas: number) => Math.round(gas).toLocaleString('en');
const range = ([least, most]: Range) => (least === most ? show(least) : `${show(least)} – ${show(most)}`);
const row = (...cells: string[]) => `| ${cells.join(' | ')} |`;

const bar = ({ name, value, baseline, ratio }: Figure) => {
  const rules = name.endsWith("Hardhat's rules") ? 'Hardhat' : 'MintMe';
  return row(name.replace(/, (MintMe|Hardhat)'s rules$/, ''), rules, show(value), show(baseline), ratio.toFixed(3));
};

/** @param figures of the benchmarks `gas` and `custody` */
export async function writeGasTable(figures: readonly Figure[]) {
  const [mintMe, hardhat] = [await measure(onMintMe), await measure(onHardhat)];
  const missing = verbs.filter(({ kind, verb }) => !mintMe[kind]?.[verb] || !hardhat[kind]?.[verb]);
  if (missing.length > 0)
    throw new Error(`The story calls no ${missing.map(({ kind, verb }) => `${kind}.${verb}`).join(', ')}.`);
  const text = [
    '# Gas',
    '',
    'Written by `npm run bench gas custody`; not by hand. MintMe’s rules are Istanbul’s with PUSH0 and MCOPY, Hardhat’s are',
    'those of its default, the latest of Ethereum. `npm run gas` keeps the cheapest and the dearest call of every function',
    'in the tests (test/contracts/gas.snapshot.json), and `npm test` refuses a rise above two per cent.',
    '',
    '## Beside what else there is',
    '',
    'Gas a member or a call, a whole transaction’s share: settlements and custodial calls in batches of 200. The baselines of',
    'the same run: OpenZeppelin’s plainest batch mint without any cap (scripts/bench/PlainMint.sol), a claim with a Merkle',
    'proof among 200 (scripts/bench/MerkleClaim.sol), OpenZeppelin’s `ERC2771Forwarder.executeBatch`; and the paper floor, a',
    'storage word read and written, a `Transfer` and the report’s own call data, at each rule set’s prices. The bar is what a',
    'settlement may cost: 10,400 with total caps, 16,000 with limits by activity, under MintMe’s rules.',
    '',
    row('What / beside what', 'Rules', 'Gas', 'Baseline', 'Ratio'),
    row('---', '---', '--:', '--:', '--:'),
    ...figures.map(bar),
    '',
    '## Every verb',
    '',
    'Whole transactions of the story (`npm run story`), the cheapest and the dearest: members who send for themselves. Through',
    'the Custodian, `custodian.execute` is a batch of one call, whichever it is; in batches of 200 the overhead shrinks to',
    'that above.',
    '',
    row('Contract', 'Verb', 'MintMe’s rules', 'Hardhat’s rules'),
    row('---', '---', '--:', '--:'),
    ...verbs.map(({ kind, verb }) => row(kind, verb, range(mintMe[kind]![verb]!), range(hardhat[kind]![verb]!))),
    '',
  ];
  writeFileSync(join(root, 'docs/GAS.md'), text.join('\n'));
}
