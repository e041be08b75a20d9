// The story's stage on an EVM under MintMe's rules.
import { type Future, isFuture, isRuntimeValue } from '@nomicfoundation/ignition-core';
import { type Abi, type Address, encodeDeployData, encodeFunctionData, keccak256, toHex } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { parametersOf } from '../../scripts/deploy/deploy.ts';
import Guildmint from '../../scripts/deploy/Guildmint.ts';
import { type Installed, NOON, type RawLog, type Stage } from '../../scripts/story/stage.ts';
import { artifactOf } from './artifacts.ts';
import { createMintMe, MINTME_CHAIN_ID } from './mintme-evm.ts';

type Chain = Awaited<ReturnType<typeof createMintMe>>;

export async function onMintMe(): Promise<Stage> {
  const chain = await createMintMe(NOON);
  /** Each transaction comes a second after the one before. */
  const tick = () => chain.advance(1);
  return {
    chainId: MINTME_CHAIN_ID,
    accounts: chain.accounts.map((_, at) => privateKeyToAccount(keccak256(toHex(`mintme account ${at}`)))),
    install: async (keys) => install(chain, parametersOf(keys, { local: false })),
    deploy: async (from, code) => {
      tick();
      return (await chain.deploy(from, code)).address;
    },
    send: async (from, to, data) => {
      tick();
      return chain.send(from, to, data);
    },
    read: chain.read,
    now: chain.now,
    advance: chain.advance,
    mine: async (blocks) => chain.mine(blocks),
  };
}

/** Carries out Hardhat Ignition's module without JSON-RPC: one future after the other, as they were written. */
async function install(chain: Chain, parameters: Record<string, unknown>): Promise<Installed> {
  const deployer = chain.accounts[0]!;
  const at = new Map<Future, Address>();
  const abis = new Map<Future, Abi>();
  const logs: RawLog[] = [];
  const resolve = (value: unknown): unknown => {
    if (isFuture(value)) return at.get(value);
    if (isRuntimeValue(value) && 'name' in value) return parameters[value.name];
    return Array.isArray(value) ? value.map(resolve) : value;
  };
  for (const future of Guildmint.futures) {
    if ('constructorArgs' in future && 'contractName' in future) {
      const artifact = artifactOf(future.contractName);
      const args = resolve(future.constructorArgs) as unknown[];
      const made = await chain.deploy(deployer, encodeDeployData({ ...artifact, args }));
      at.set(future, made.address);
      abis.set(future, artifact.abi);
      logs.push(...made.logs);
    } else if ('functionName' in future && 'contract' in future) {
      const call = { functionName: future.functionName, args: resolve(future.args) as unknown[] };
      const data = encodeFunctionData({ abi: abis.get(future.contract)!, ...call });
      logs.push(...(await chain.send(deployer, at.get(future.contract)!, data)).logs);
    } else throw new Error(`No way here to carry out ${future.id}.`);
  }
  const contracts = Object.entries(Guildmint.results).map(([name, future]) => [name, at.get(future)!]);
  return { contracts: Object.fromEntries(contracts), logs };
}
