// Gas of the hot paths under MintMe's rules, whole transactions, beside OpenZeppelin's plain batch mint and the floor.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import solc from 'solc';
import { type Address, encodeFunctionData, type Hex, keccak256, parseAbi, toHex } from 'viem';
import { earningsAbi, giftsAbi } from '../../contracts/generated/abi.ts';
import { report, TOKEN } from '../../test/contracts/support/figures.ts';
import { deployOnMintMe } from '../../test/support/mintme-economy.ts';
import { createMintMe } from '../../test/support/mintme-evm.ts';
import type { Figure } from './figure.ts';

const MEMBERS = 200;
const DAY = 86_400;
/** A Monday, 12:00 UTC. */
const NOON = Date.UTC(2040, 0, 2, 12) / 1000;
/** One storage read and write, the Transfer log and the report's own call data; see DESIGN 4. */
const floor = { existing: 7_968, fresh: 22_968, counted: 13_768 };

const members = Array.from({ length: MEMBERS }, (_, at): Address => `0x${keccak256(toHex(`member ${at}`)).slice(26)}`);
const usual = { message: 6, file: 2, joinRoom: 1, popular: 1 };
const every = { message: 2, file: 1, createRoom: 1, joinRoom: 1, popular: 1, helpful: 1, media: 1, moderateRoom: 1 };

const figure = (name: string, value: number, baseline: number): Figure => ({
  name,
  value: Math.round(value),
  unit: 'gas',
  baseline: Math.round(baseline),
  ratio: value / baseline,
});

/** Compiled here, because it is measured and never deployed. */
function plainMintCode(): Hex {
  const name = 'PlainMint.sol';
  const settings = { evmVersion: 'cancun', optimizer: { enabled: true, runs: 10_000 }, viaIR: true };
  const input = {
    language: 'Solidity',
    sources: { [name]: { content: readFileSync(join(import.meta.dirname, name), 'utf8') } },
    settings: { ...settings, outputSelection: { '*': { '*': ['evm.bytecode.object'] } } },
  };
  const modules = join(import.meta.dirname, '../../node_modules');
  const find = (path: string) => ({ contents: readFileSync(join(modules, path), 'utf8') });
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: find }));
  return `0x${output.contracts[name].PlainMint.evm.bytecode.object}`;
}

async function plainMint() {
  const chain = await createMintMe(NOON);
  const from = chain.accounts[0]!;
  const { address } = await chain.deploy(from, plainMintCode());
  const abi = parseAbi(['function mint(uint256[] reports)']);
  const reports = members.map((member) => (BigInt(member) << 96n) | (29n * TOKEN));
  const mint = async () =>
    Number((await chain.send(from, address, encodeFunctionData({ abi, functionName: 'mint', args: [reports] }))).gas) /
    MEMBERS;
  // The first mint also creates the supply; one member of another address takes that on itself.
  await chain.send(
    from,
    address,
    encodeFunctionData({ abi, functionName: 'mint', args: [[(BigInt(from) << 96n) | 1n]] }),
  );
  return { fresh: await mint(), existing: await mint() };
}

async function economy(counted: boolean) {
  const on = await deployOnMintMe({ timestamp: NOON, counted });
  let settlement = 0n;
  const settle = async (reports: bigint[]) => {
    const args = [on.token, settlement++, reports] as const;
    const data = encodeFunctionData({ abi: earningsAbi, functionName: 'settle', args });
    return Number((await on.chain.send(on.reporter, on.earnings, data)).gas) / reports.length;
  };
  // So that neither the supply nor the reporter's number is new.
  await settle([report(on.owner, { message: 50, popular: 10 })]);
  const fresh = await settle(members.map((member) => report(member, usual, true)));
  on.chain.advance(DAY);
  await settle([report(on.owner, { message: 50, popular: 10 })]);
  const existing = await settle(members.map((member) => report(member, usual)));
  on.chain.advance(DAY);
  await settle([report(on.owner, { message: 50, popular: 10 })]);
  const widest = await settle(members.map((member) => report(member, every)));
  return { ...on, fresh, existing, widest };
}

/** Measures everything anew. */
export async function gas(): Promise<Figure[]> {
  const plain = await plainMint();
  const total = await economy(false);
  const limits = await economy(true);

  const { chain, owner, token, earnings, gifts } = limits;
  const daily = encodeFunctionData({ abi: earningsAbi, functionName: 'claimDaily', args: [token] });
  const claimed = Number((await chain.send(owner, earnings, daily)).gas);
  const gift = (amount: bigint) =>
    encodeFunctionData({ abi: giftsAbi, functionName: 'gift', args: [token, members[0]!, amount, keccak256('0x')] });
  await chain.send(owner, gifts, gift(TOKEN));
  const given = Number((await chain.send(owner, gifts, gift(TOKEN))).gas);

  return [
    figure('settle, existing member, total caps / OZ batch mint', total.existing, plain.existing),
    figure('settle, existing member, total caps / paper floor', total.existing, floor.existing),
    figure('settle, existing member, total caps, all 8 activities', total.widest, floor.existing),
    figure('settle, new member, total caps / OZ batch mint', total.fresh, plain.fresh),
    figure('settle, new member, total caps / paper floor', total.fresh, floor.fresh),
    figure('settle, existing member, limits / OZ batch mint', limits.existing, plain.existing),
    figure('settle, existing member, limits / paper floor', limits.existing, floor.counted),
    figure('settle, existing member, limits, all 8 activities', limits.widest, floor.counted),
    figure('settle, new member, limits / OZ batch mint', limits.fresh, plain.fresh),
    figure('claim daily / OZ batch mint of one', claimed, 21_000 + plain.existing),
    figure('gift with bonus / two OZ batch mints', given, 21_000 + 2 * plain.existing),
    figure('create community / limit', Number(limits.createGas), 3_000_000),
  ];
}
