// Alice's graduated account, owned by her wallet, and her signature for what it shall do.
import { type Address, encodeFunctionData, type Hex } from 'viem';
import { type Connection, deployCustody, diaryAbi, type Wallet } from './custody.ts';
import { signTyped } from './signed.ts';

export async function deployAccount(connection: Connection) {
  const c = await deployCustody(connection);
  const account = await c.graduate('alice', c.cast.alice);
  const domain = { ...c.domain, name: 'Guildmint Member', verifyingContract: account.address };
  type Order = { to: Address; value?: bigint; data: Hex; nonce?: bigint; deadline?: number };

  /** Signs an order for the account, with its next nonce unless told otherwise. */
  async function sign({ to, value = 0n, data, ...order }: Order, owner: Wallet = c.cast.alice, where: object = {}) {
    const deadline = order.deadline ?? (await c.soon());
    const nonce = order.nonce ?? (await account.read.nonce());
    const signature = await signTyped(owner, { ...domain, ...where }, 'Execute', { to, value, data, nonce, deadline });
    return [to, value, data, deadline, signature] as const;
  }
  const write = (page: bigint) => encodeFunctionData({ abi: diaryAbi, functionName: 'write', args: [page] });
  const tear = (page: bigint) => encodeFunctionData({ abi: diaryAbi, functionName: 'tear', args: [page] });
  return { ...c, account, accountDomain: domain, sign, write, tear };
}
