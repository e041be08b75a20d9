import { erc20Abi, type Hex, keccak256, parseAbi, toHex } from 'viem';
import type { tokenAbi, wrappedTokenAbi } from '../../contracts/generated/abi.ts';
import { type Act, ask, type Contract } from './players.ts';
import type { World } from './world.ts';

/** A token of 12 decimals, as those made on mintme.com, and a collection of NFTs: what a community brings along. */
export const underlyingAbi = [
  ...erc20Abi,
  ...parseAbi(['error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)']),
] as const;
export const picturesAbi = parseAbi([
  'event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)',
  'event Approval(address indexed owner, address indexed approved, uint256 indexed tokenId)',
  'event ApprovalForAll(address indexed owner, address indexed operator, bool approved)',
  'function mint(address to, uint256 id)',
  'function setApprovalForAll(address operator, bool approved)',
]);

/** The world once its two communities are there. */
export type Place = World & {
  token: Contract<typeof tokenAbi>;
  coin: Contract<typeof wrappedTokenAbi>;
  underlying: Contract<typeof underlyingAbi>;
};

/** What stands on the chain for a text that is kept elsewhere. */
export const hash = (text: string): Hex => keccak256(toHex(text));
export const DAY = 86_400;
/** Base units of the wrapped token, which has the 12 decimals of what it wraps. */
export const COIN = 10n ** 12n;

/** The reporter's next settlement of the community. */
export const settles = ({ stage, reporter, contracts, token }: Place, ...reports: bigint[]): Act => ({
  ...reporter.does(contracts.earnings, 'settle', [token.address, 0n, reports]),
  run: async () => {
    const next = await ask<bigint>(stage, contracts.earnings, 'nextSettlement', [token.address, reporter.address]);
    return reporter.does(contracts.earnings, 'settle', [token.address, next, reports]).run();
  },
});
