/** What a wallet signs for others to pay for, as the dApp asks it to. */
import type { Address, Hex, PublicClient } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import type { Deployment, ForwardRequest, Sponsored } from '../../bot/chain/chain.ts';
import { forwarderAbi, memberAccountAbi } from '../../contracts/generated/abi.ts';

export type Wallet = ReturnType<typeof testWallet>;

/** A wallet with a key of its own and no coins. */
export function testWallet(client: PublicClient, deployment: Deployment) {
  const owner = privateKeyToAccount(generatePrivateKey());
  const { chainId } = deployment;
  const soon = async () => Number((await client.getBlock()).timestamp) + 600;

  return {
    address: owner.address,
    owner,
    sign: (message: string) => owner.signMessage({ message }),
    /** A request for a module, of the nonce that the forwarder expects next. */
    async request(to: Address, data: Hex, changes: Partial<ForwardRequest> = {}) {
      const nonce = await client.readContract({
        address: deployment.forwarder,
        abi: forwarderAbi,
        functionName: 'nonces',
        args: [owner.address],
      });
      const request = { from: owner.address, to, gas: 300_000n, nonce, deadline: await soon(), data, ...changes };
      const signature = await owner.signTypedData({
        domain: { name: 'Guildmint', version: '1', chainId, verifyingContract: deployment.forwarder },
        types: {
          ForwardRequest: [
            { name: 'from', type: 'address' },
            { name: 'to', type: 'address' },
            { name: 'value', type: 'uint256' },
            { name: 'gas', type: 'uint256' },
            { name: 'nonce', type: 'uint256' },
            { name: 'deadline', type: 'uint48' },
            { name: 'data', type: 'bytes' },
          ],
        },
        primaryType: 'ForwardRequest',
        message: { ...request, value: 0n },
      });
      return { kind: 'request', request, signature } satisfies Sponsored['sponsored'];
    },
    /** A call by the account that this wallet owns since it graduated. */
    async act(account: Address, to: Address, data: Hex, changes: { deadline?: number; value?: bigint } = {}) {
      const nonce = await client.readContract({ address: account, abi: memberAccountAbi, functionName: 'nonce' });
      const deadline = changes.deadline ?? (await soon());
      const signature = await owner.signTypedData({
        domain: { name: 'Guildmint Member', version: '1', chainId, verifyingContract: account },
        types: {
          Execute: [
            { name: 'to', type: 'address' },
            { name: 'value', type: 'uint256' },
            { name: 'data', type: 'bytes' },
            { name: 'nonce', type: 'uint256' },
            { name: 'deadline', type: 'uint48' },
          ],
        },
        primaryType: 'Execute',
        message: { to, value: changes.value ?? 0n, data, nonce, deadline },
      });
      return { kind: 'account', to, data, deadline, signature } satisfies Sponsored['sponsored'];
    },
    /** The last step of a graduation to this wallet. */
    async claim(account: Address, salt: Hex) {
      const signature = await owner.signTypedData({
        domain: { name: 'Guildmint Custodian', version: '1', chainId, verifyingContract: deployment.custodian },
        types: {
          Claim: [
            { name: 'account', type: 'address' },
            { name: 'owner', type: 'address' },
          ],
        },
        primaryType: 'Claim',
        message: { account, owner: owner.address },
      });
      return { kind: 'graduation', salt, owner: owner.address, signature } satisfies Sponsored['sponsored'];
    },
  };
}
