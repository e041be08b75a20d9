import { giftsAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData, zeroHash } from 'viem';
import type { Transaction } from '../../lib/wallet/transaction.ts';

type What = { token: Address; to: Address; amount: bigint };
type Call = Omit<Transaction, 'label'>;

/** Through the community's gifts: limits hold, and the recipient gets the bonus. */
export const giftOf = ({ token, to, amount }: What, gifts: Address): Call => ({
  verb: 'gift',
  token,
  to: gifts,
  data: encodeFunctionData({ abi: giftsAbi, functionName: 'gift', args: [token, to, amount, zeroHash] }),
  sponsorable: true,
});

/** @param signs whether it is an account that signs for itself: the token takes no forwarded requests of wallets */
export const transferOf = ({ token, to, amount }: What, signs: boolean): Call => ({
  verb: 'transfer',
  token,
  to: token,
  data: encodeFunctionData({ abi: tokenAbi, functionName: 'transfer', args: [to, amount] }),
  sponsorable: signs,
});
