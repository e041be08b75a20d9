/** Somebody who has stolen the signer's key, and the secret of the accounts with it: what they can do from any wallet. */
import type { Address, Hex, PublicClient, WalletClient } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import type { Deployment } from '../../bot/chain/chain.ts';
import { type BatchCall, encodeOps } from '../../bot/chain/encode.ts';
import type { Config } from '../../bot/config.ts';
import { openKeystore, readPassphrase } from '../../bot/custody/keystore.ts';
import { saltOf } from '../../bot/custody/salt.ts';
import { batchTypes, cancelTypes, domainOf, graduateTypes, recoveryTypes } from '../../bot/custody/typedData.ts';
import { custodianAbi } from '../../contracts/generated/abi.ts';

const LANE = 0n;
const HOUR = 3600;

/** @param place.account the thief's own wallet, which pays */
export async function openThief(place: {
  config: Config;
  deployment: Deployment;
  client: PublicClient;
  wallet: WalletClient;
  account: Address;
}) {
  const { config, deployment, client, wallet, account } = place;
  const keys = await openKeystore(config.keystore.dir, readPassphrase(config.keystore));
  const stolen = privateKeyToAccount(keys.signer.privateKey as Hex);
  const domain = domainOf(deployment.chainId, deployment.custodian) as { chainId: number; verifyingContract: Address };
  const custodian = { address: deployment.custodian, abi: custodianAbi } as const;
  const sent = { ...custodian, account, chain: null } as const;
  const saltsOf = (userId: string) => saltOf(keys.saltSecret, userId);
  const deadlineFrom = async () => Number((await client.getBlock()).timestamp) + HOUR;
  const nonceOf = async (salt: Hex) => {
    const member = await client.readContract({ ...custodian, functionName: 'accountOf', args: [salt] });
    return client.readContract({ ...custodian, functionName: 'nonceOf', args: [member] });
  };
  async function mined(sending: Promise<Hex>) {
    const receipt = await client.waitForTransactionReceipt({ hash: await sending });
    if (receipt.status !== 'success') throw new Error(`Transaction ${receipt.transactionHash} reverted.`);
    return receipt;
  }

  return {
    saltOf: saltsOf,
    async batch(calls: (Omit<BatchCall, 'salt'> & { userId: string })[]) {
      const ops = encodeOps(calls.map(({ userId, ...call }) => ({ ...call, salt: saltsOf(userId) })));
      const sequence = await client.readContract({ ...custodian, functionName: 'sequenceOf', args: [LANE] });
      const deadline = await deadlineFrom();
      const signature = await stolen.signTypedData({
        domain,
        types: batchTypes,
        primaryType: 'Batch',
        message: { lane: LANE, sequence, deadline, ops },
      });
      const args = [LANE, sequence, deadline, ops, signature] as const;
      return mined(wallet.writeContract({ ...sent, functionName: 'execute', args }));
    },
    async graduate(userId: string, owner: Address) {
      const salt = saltsOf(userId);
      const [nonce, deadline] = await Promise.all([nonceOf(salt), deadlineFrom()]);
      const message = { salt, owner, nonce, deadline };
      const signature = await stolen.signTypedData({ domain, types: graduateTypes, primaryType: 'Graduate', message });
      const args = [salt, owner, deadline, signature] as const;
      return mined(wallet.writeContract({ ...sent, functionName: 'requestGraduation', args }));
    },
    async recover(userId: string, recovery: Address) {
      const salt = saltsOf(userId);
      const [nonce, deadline] = await Promise.all([nonceOf(salt), deadlineFrom()]);
      const message = { salt, recovery, nonce, deadline };
      const signature = await stolen.signTypedData({
        domain,
        types: recoveryTypes,
        primaryType: 'SetRecovery',
        message,
      });
      const args = [salt, recovery, deadline, signature] as const;
      return mined(wallet.writeContract({ ...sent, functionName: 'setRecovery', args }));
    },
    async cancel(userId: string) {
      const salt = saltsOf(userId);
      const [nonce, deadline] = await Promise.all([nonceOf(salt), deadlineFrom()]);
      const message = { salt, nonce, deadline };
      const signature = await stolen.signTypedData({ domain, types: cancelTypes, primaryType: 'Cancel', message });
      return mined(wallet.writeContract({ ...sent, functionName: 'cancelSigned', args: [salt, deadline, signature] }));
    },
  };
}
export type Thief = Awaited<ReturnType<typeof openThief>>;
