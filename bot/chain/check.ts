/** Asks before anything is stored: a hopeless operation fails at once, with its sentence. */
import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { type Address, concatHex, type Hex, type PublicClient } from 'viem';
import { type Revert, revertOf } from './revert.ts';

/** What a transaction costs before its call begins. */
const INTRINSIC = 100_000n;

/** What the Custodian would meet if it forwarded the call for `account` in the latest block; null if it would succeed. */
export async function checkCall(
  client: PublicClient,
  custodian: Address,
  account: Address,
  call: { to: Address; data: Hex; gas: number },
): Promise<Revert | null> {
  const [pausedUntil, block, code, reverted] = await Promise.all([
    client.readContract({ address: custodian, abi: custodianAbi, functionName: 'pausedUntil' }),
    client.getBlock(),
    client.getCode({ address: account }),
    rehearse(),
  ]);
  if (BigInt(pausedUntil) > block.timestamp) return { name: 'CustodianPaused', args: { until: String(pausedUntil) } };
  if (code) return { name: 'CustodianGraduated', args: { account } };
  return reverted;

  async function rehearse() {
    try {
      // As the Custodian forwards it: its own address as sender, the member's appended (ERC-2771).
      const data = concatHex([call.data, account]);
      await client.call({ account: custodian, to: call.to, data, gas: BigInt(call.gas) + INTRINSIC });
      return null;
    } catch (error) {
      const revert = revertOf(error);
      if (!revert) throw error;
      return revert;
    }
  }
}
