// A community whose token wraps another: 12 decimals, 1,000 of the underlying token for Alice and the owner each.
import { type Address, erc20Abi, getContract, parseAbi } from 'viem';
import { wrappedTokenAbi } from '../../../contracts/generated/abi.ts';
import { type Connection, createCommunity, deployEconomy, type NewCommunity } from './deploy.ts';
import { asModule } from './module.ts';

/** Base units of a wrapped token, and of its earning unit. */
export const COIN = 10n ** 12n;
export const COIN_UNIT = 10n ** 9n;

/** What the tokens of test/invariants/support/Underlying.sol have in common, and what some of them add. */
const underlyingAbi = [
  ...erc20Abi,
  ...parseAbi([
    'error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)',
    'function lie()',
    'function callBack(address target, bytes call)',
    'function failed() view returns (bool)',
    'function reason() view returns (bytes4)',
  ]),
];

export type Kind = 'Underlying' | 'FeeUnderlying' | 'FalseUnderlying' | 'CallingUnderlying' | 'SilentUnderlying';

/** @param fund whole tokens that the owner puts into the budget */
export async function deployWrapped(
  connection: Connection,
  { kind = 'Underlying' as Kind, fund = 0n, params = {} as Partial<NewCommunity> } = {},
) {
  const economy = await connection.networkHelpers.loadFixture(deployEconomy);
  const { actors, client } = economy;
  const deployed = await connection.viem.deployContract(kind);
  const underlying = getContract({ abi: underlyingAbi, address: deployed.address, client });
  const { address } = await createCommunity(economy, { underlying: underlying.address, ...params });
  const token = getContract({ abi: wrappedTokenAbi, address, client });
  const module = await asModule(economy);
  const by = (account: Address) => ({ account });
  for (const account of [actors.alice, actors.owner]) {
    await underlying.write.transfer([account, 1_000n * COIN]);
    await underlying.write.approve([address, 2n ** 255n], by(account));
  }
  if (fund > 0n) await token.write.fund([fund * COIN], by(actors.owner));
  const wrap = (amount: bigint, account = actors.alice) => token.write.wrap([amount], by(account));
  const unwrap = (amount: bigint, to = actors.alice, account = actors.alice) =>
    token.write.unwrap([to, amount], by(account));
  const balance = (account: Address) => token.read.balanceOf([account]);
  return { ...economy, underlying, token, module, by, wrap, unwrap, balance };
}
