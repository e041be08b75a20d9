// What the economy is compared with, compiled here because it is measured and never deployed.
import { type Address, concat, encodeAbiParameters, encodeFunctionData, type Hex, keccak256, parseAbi } from 'viem';
import { TOKEN } from '../../test/contracts/support/figures.ts';
import type { Stage } from '../story/stage.ts';
import { compiled } from './solidity.ts';

/** Gas a member of OpenZeppelin's plainest batch mint, without any cap. */
export async function plainMint(stage: Stage, members: readonly Address[]) {
  const from = stage.accounts[0]!.address;
  const address = await stage.deploy(from, compiled('scripts/bench/PlainMint.sol'));
  const abi = parseAbi(['function mint(uint256[] reports)']);
  const send = async (reports: bigint[]) =>
    stage.send(from, address, encodeFunctionData({ abi, functionName: 'mint', args: [reports] }));
  const reports = members.map((member) => (BigInt(member) << 96n) | (29n * TOKEN));
  const mint = async () => Number((await send(reports)).gas) / members.length;
  // The first mint also creates the supply; one member of another address takes that on itself.
  await send([(BigInt(from) << 96n) | 1n]);
  return { fresh: await mint(), existing: await mint() };
}

const leafOf = (index: bigint, member: Address) => {
  const words = [{ type: 'uint256' }, { type: 'address' }, { type: 'uint256' }] as const;
  return keccak256(keccak256(encodeAbiParameters(words, [index, member, 29n * TOKEN])));
};
const pair = (one: Hex, other: Hex) => keccak256(one < other ? concat([one, other]) : concat([other, one]));

/** The levels of a tree, leaves first; what has no neighbour rises. */
function treeOf(leaves: Hex[]): Hex[][] {
  if (leaves.length === 1) return [leaves];
  const above = leaves.flatMap((leaf, at) => (at % 2 ? [] : [leaves[at + 1] ? pair(leaf, leaves[at + 1]!) : leaf]));
  return [leaves, ...treeOf(above)];
}

/** Gas of a claim with a Merkle proof, of one member among these: of somebody new, and of a holder. */
export async function merkleClaim(stage: Stage, members: readonly Address[]) {
  const from = stage.accounts[0]!.address;
  const address = await stage.deploy(from, compiled('scripts/bench/MerkleClaim.sol'));
  const abi = parseAbi([
    'function open(bytes32 newRoot, uint256 firstIndex, uint256 total)',
    'function claim(uint256 index, address account, uint256 amount, bytes32[] proof)',
  ]);
  const claim = async (round: bigint) => {
    const first = round * 256n + 1n;
    const levels = treeOf(members.map((member, at) => leafOf(first + BigInt(at), member)));
    const total = 29n * TOKEN * BigInt(members.length);
    const opening = encodeFunctionData({ abi, functionName: 'open', args: [levels.at(-1)![0]!, first - 1n, total] });
    await stage.send(from, address, opening);
    const proof = levels.slice(0, -1).flatMap((level, height) => level[(0 >> height) ^ 1] ?? []);
    const args = [first, members[0]!, 29n * TOKEN, proof] as const;
    return Number((await stage.send(from, address, encodeFunctionData({ abi, functionName: 'claim', args }))).gas);
  };
  return { fresh: await claim(0n), existing: await claim(1n) };
}
