import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import pino from 'pino';
import type { Address, PublicClient } from 'viem';
import type { Deployment } from '../../bot/chain/chain.ts';
import type { Config } from '../../bot/config.ts';
import { openSigner } from '../../bot/custody/client.ts';
import { accountOf } from '../../bot/custody/derive.ts';
import { createKeystore, upgradeKeystore } from '../../bot/custody/keystore.ts';
import { custodianAbi } from '../../contracts/generated/abi.ts';
import { deploy, type Keys, type Wait } from './deploy.ts';

/**
 * Makes the keys of this installation, deploys the contracts for them, and writes the deployment file.
 * @param keys.sentinel the keystore's own unless another is named
 */
export async function install(
  config: Config,
  keys: Omit<Keys, 'signer' | 'sentinel'> & { sentinel?: Address | undefined },
  options: { keystoreWork?: number; wait?: Wait } = {},
) {
  const keystore = { ...config.keystore, ...(options.keystoreWork && { work: options.keystoreWork }) };
  await createKeystore(keystore);
  const { signer, relayers, sentinel } = await upgradeKeystore(keystore);
  const deployment = await deploy(
    config.rpcUrl,
    { ...keys, signer, sentinel: keys.sentinel ?? sentinel },
    options.wait,
  );
  writeDeployment(config, deployment);
  return { deployment, relayers, sentinel };
}

/** Where the server reads it; a file that is there is replaced at once. */
export function writeDeployment({ deploymentFile }: Pick<Config, 'deploymentFile'>, deployment: Deployment) {
  mkdirSync(dirname(deploymentFile), { recursive: true });
  writeFileSync(`${deploymentFile}.part`, `${JSON.stringify(deployment, null, 2)}\n`);
  renameSync(`${deploymentFile}.part`, deploymentFile);
}

/** The accounts by which the operator reports activity and hands over redemptions: custodial, like its members'. */
export async function operatorAccounts(
  config: Config,
  client: PublicClient,
  deployment: Deployment,
): Promise<{ reporter: Address; fulfiller: Address }> {
  const signer = await openSigner({ keystore: config.keystore, deploymentFile: null, log: pino({ level: 'warn' }) });
  try {
    const salts = await signer.salts(['reporter', 'fulfiller']);
    const implementation = await client.readContract({
      address: deployment.custodian,
      abi: custodianAbi,
      functionName: 'implementation',
    });
    const [reporter, fulfiller] = salts.map((salt) => accountOf(deployment.custodian, implementation, salt));
    return { reporter: reporter!, fulfiller: fulfiller! };
  } finally {
    await signer.close();
  }
}
