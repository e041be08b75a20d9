// A community over a token that exists already: what the environment says of it, and the budget that rewards are paid from.
import { type Address, erc20Abi, formatUnits, getAddress, isAddress, type PublicClient, type WalletClient } from 'viem';
import { FatalError } from '../../bot/errors.ts';
import { wrappedTokenAbi } from '../../contracts/generated/abi.ts';
import { sender } from './community.ts';
import type { Underlying } from './preset.ts';

/**
 * The token that BROSKI_TOKEN_ADDRESS names, which the preset `broski` wraps.
 * @returns undefined for other presets, and where none is named: the community has a token of its own
 * @throws FatalError for what is no token that can be wrapped
 */
export async function underlyingOf(
  client: PublicClient,
  preset: string,
  env: NodeJS.ProcessEnv,
): Promise<Underlying | undefined> {
  const named = env.BROSKI_TOKEN_ADDRESS;
  if (!named || preset !== 'broski') return undefined;
  if (!isAddress(named)) throw new FatalError(`BROSKI_TOKEN_ADDRESS is ${named}, which is no address.`);
  const address = getAddress(named);
  const decimals = await client
    .readContract({ address, abi: erc20Abi, functionName: 'decimals' })
    .catch((cause: unknown) => {
      throw new FatalError(
        `BROSKI_TOKEN_ADDRESS names ${address}, which is no ERC-20 on this chain: compare it with the token’s page in the explorer.`,
        { cause },
      );
    });
  if (decimals < 3)
    throw new FatalError(
      `The token at ${address} has ${decimals} decimals, and amounts are counted in thousandths: choose one with 3 or more.`,
    );
  return { address, decimals };
}

/** @throws FatalError where MASTER_WALLET_PUBLIC_ADDRESS names another wallet than the private key opens */
export function requireMasterWallet(account: Address, env: NodeJS.ProcessEnv): void {
  const named = env.MASTER_WALLET_PUBLIC_ADDRESS;
  if (named && named.toLowerCase() !== account.toLowerCase())
    throw new FatalError(
      `MASTER_WALLET_PUBLIC_ADDRESS is ${named}, but MASTER_WALLET_PRIVATE_KEY opens ${account}: correct one of them.`,
    );
}

/**
 * Fills the budget that a wrapped token's rewards are paid from, out of the wallet's own tokens; never beyond what is asked,
 * so that asking again changes nothing.
 * @param community the community's token
 * @param tokens whole tokens that the budget shall hold
 * @returns what was put in, whole tokens as a decimal text
 * @throws FatalError for a token that wraps none, and where the wallet holds too few
 */
export async function fillBudget(
  client: PublicClient,
  wallet: WalletClient,
  community: Address,
  tokens: number,
): Promise<string> {
  const { base, mined } = sender(client, wallet);
  const wrapped = { address: community, abi: wrappedTokenAbi } as const;
  const [address, decimals] = await Promise.all([
    client.readContract({ ...wrapped, functionName: 'underlying' }),
    client.readContract({ ...wrapped, functionName: 'decimals' }),
  ]);
  if (BigInt(address) === 0n)
    throw new FatalError('--fund is for a community over an existing token: this one issues its own.');
  const token = { address, abi: erc20Abi } as const;
  const holder = base.account.address;
  const [budget, held] = await Promise.all([
    client.readContract({ ...wrapped, functionName: 'budget' }),
    client.readContract({ ...token, functionName: 'balanceOf', args: [holder] }),
  ]);
  const wanted = BigInt(Math.round(tokens * 1000)) * 10n ** BigInt(decimals - 3);
  const missing = wanted > budget ? wanted - budget : 0n;
  const shown = formatUnits(missing, decimals);
  if (missing > held)
    throw new FatalError(
      `The budget lacks ${shown}, and the wallet ${holder} holds ${formatUnits(held, decimals)}: send it more of ${address}.`,
    );
  if (missing > 0n) {
    await mined(await wallet.writeContract({ ...base, ...token, functionName: 'approve', args: [community, missing] }));
    await mined(await wallet.writeContract({ ...base, ...wrapped, functionName: 'fund', args: [missing] }));
  }
  return shown;
}
