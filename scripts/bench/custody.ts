// Gas of a custodial gift in batches of 200, beside the same complete call through OpenZeppelin's ERC2771Forwarder, under
// MintMe's rules and under Hardhat's. Existing members; an earlier day's batch has warmed every word.
import { network } from 'hardhat';
import {
  type Address,
  decodeFunctionResult,
  encodeFunctionData,
  getContractAddress,
  type Hex,
  keccak256,
  toFunctionSelector,
  toHex,
  zeroHash,
} from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { custodianAbi, earningsAbi, forwarderAbi, giftsAbi } from '../../contracts/generated/abi.ts';
import { delays } from '../../test/contracts/support/custody.ts';
import { deployEconomy } from '../../test/contracts/support/deploy.ts';
import { report, TOKEN } from '../../test/contracts/support/figures.ts';
import { encodeOps, group, saltOf, signTyped } from '../../test/contracts/support/signed.ts';
import { deployOnMintMe, initCode } from '../../test/support/mintme-economy.ts';
import { MINTME_CHAIN_ID } from '../../test/support/mintme-evm.ts';
import type { Figure } from './figure.ts';

const CALLS = 200;
const DAY = 86_400;
/** A Monday, 12:00 UTC. */
const NOON = Date.UTC(2040, 0, 2, 12) / 1000;
const DEADLINE = NOON + 30 * DAY;
const GAS_PER_CALL = 150_000;
/** DESIGN section 4. */
const LEAST_SAVING = 17_000;

const keyOf = (name: string) => privateKeyToAccount(keccak256(toHex(name)));
const signer = keyOf('signer');
const givers = Array.from({ length: CALLS }, (_, n) => keyOf(`giver ${n}`));
const takers = Array.from({ length: CALLS }, (_, n) => keyOf(`taker ${n}`).address);

/** An economy whose modules trust `via`, a Custodian or a forwarder in its place. */
type Stage = {
  chainId: number;
  via: Address;
  token: Address;
  earnings: Address;
  gifts: Address;
  settle: (data: Hex) => Promise<unknown>;
  relay: (data: Hex) => Promise<number>;
  read: (to: Address, data: Hex) => Promise<Hex>;
  tomorrow: () => Promise<void>;
};

type Kind = 'custodian' | 'forwarder';
const code = (kind: Kind, guardian: Address): Hex =>
  kind === 'custodian'
    ? initCode('contracts/Custodian.sol/Custodian', [signer.address, guardian, guardian, delays])
    : initCode('@openzeppelin/contracts/metatx/ERC2771Forwarder.sol/ERC2771Forwarder', ['Guildmint Custody']);

async function onMintMe(kind: Kind): Promise<Stage> {
  let via: Address | undefined;
  const { chain, owner, reporter, operator, token, earnings, gifts } = await deployOnMintMe({
    timestamp: NOON,
    custodian: async ({ deploy, accounts }) => {
      via = (await deploy(accounts[0]!, code(kind, accounts[0]!))).address;
      return via;
    },
  });
  const to = via!;
  if (kind === 'custodian') await chain.send(owner, to, allowGift(gifts));
  return {
    chainId: MINTME_CHAIN_ID,
    ...{ via: to, token, earnings, gifts },
    settle: (data) => chain.send(reporter, earnings, data),
    relay: async (data) => Number((await chain.send(operator, to, data)).gas),
    read: chain.read,
    tomorrow: async () => chain.advance(DAY),
  };
}

async function onHardhat(kind: Kind): Promise<Stage> {
  const connection = await network.create();
  const { viem, networkHelpers } = connection;
  const [wallet] = await viem.getWalletClients();
  const client = await viem.getPublicClient();
  const guardian = wallet!.account.address;
  const nonce = BigInt(await client.getTransactionCount({ address: guardian }));
  await wallet!.sendTransaction({ data: code(kind, guardian) });
  const via = getContractAddress({ from: guardian, nonce });
  const economy = await deployEconomy(connection, { custodian: via });
  const [token, earnings, gifts] = [economy.token.address, economy.earnings.address, economy.gifts.address];
  const send = async (account: Address, to: Address, data: Hex) => {
    const hash = await wallet!.sendTransaction({ account, to, data, gas: 16_700_000n });
    return Number((await client.getTransactionReceipt({ hash })).gasUsed);
  };
  if (kind === 'custodian') await send(guardian, via, allowGift(gifts));
  return {
    chainId: await client.getChainId(),
    ...{ via, token, earnings, gifts },
    settle: (data) => send(economy.actors.reporter, earnings, data),
    relay: (data) => send(economy.actors.operator, via, data),
    read: async (to, data) => (await client.call({ to, data })).data!,
    tomorrow: async () => {
      await networkHelpers.time.increase(DAY);
    },
  };
}

const giftSelector = toFunctionSelector('function gift(address,address,uint256,bytes32)');
const allowGift = (gifts: Address) =>
  encodeFunctionData({ abi: custodianAbi, functionName: 'allow', args: [gifts, giftSelector, true] });
const giftOf = (token: Address, n: number) => [token, takers[n]!, TOKEN, zeroHash] as const;

/** Who gives: custodial accounts, or wallets that sign for themselves. */
async function membersOf(stage: Stage, kind: Kind): Promise<Address[]> {
  if (kind === 'forwarder') return givers.map(({ address }) => address);
  const accounts = givers.map((_, n) =>
    stage.read(
      stage.via,
      encodeFunctionData({ abi: custodianAbi, functionName: 'accountOf', args: [saltOf(`giver ${n}`)] }),
    ),
  );
  return (await Promise.all(accounts)).map((word): Address => `0x${word.slice(-40)}`);
}

type Batch = (stage: Stage, places: number[], day: bigint) => Promise<Hex>;

const custodianBatch: Batch = async (stage, places) => {
  const calls = places.map((n): [Hex, readonly unknown[]] => [saltOf(`giver ${n}`), giftOf(stage.token, n)]);
  const next = encodeFunctionData({ abi: custodianAbi, functionName: 'sequenceOf', args: [0n] });
  const sequence = BigInt(await stage.read(stage.via, next));
  const ops = encodeOps([group({ abi: giftsAbi, address: stage.gifts }, 'gift', calls, GAS_PER_CALL)]);
  const domain = { name: 'Guildmint Custodian', version: '1', chainId: stage.chainId, verifyingContract: stage.via };
  const signature = await signTyped(signer, domain, 'Batch', { lane: 0n, sequence, deadline: DEADLINE, ops });
  return encodeFunctionData({
    abi: custodianAbi,
    functionName: 'execute',
    args: [0n, sequence, DEADLINE, ops, signature],
  });
};

const forwarderBatch: Batch = async (stage, places, nonce) => {
  const domain = { name: 'Guildmint Custody', version: '1', chainId: stage.chainId, verifyingContract: stage.via };
  const requests = places.map(async (n) => {
    const giver = givers[n]!;
    const data = encodeFunctionData({ abi: giftsAbi, functionName: 'gift', args: giftOf(stage.token, n) });
    const request = {
      from: giver.address,
      to: stage.gifts,
      value: 0n,
      gas: BigInt(GAS_PER_CALL),
      deadline: DEADLINE,
      data,
    };
    return { ...request, signature: await signTyped(giver, domain, 'ForwardRequest', { ...request, nonce }) };
  });
  // With a refund receiver one failing request stops no other: what the Custodian does too.
  const args = [await Promise.all(requests), signer.address] as const;
  return encodeFunctionData({ abi: forwarderAbi, functionName: 'executeBatch', args });
};

/** Gas per call of the second day's batch. */
async function measure(kind: Kind, stage: Stage): Promise<number> {
  const batch = kind === 'custodian' ? custodianBatch : forwarderBatch;
  const members = await membersOf(stage, kind);
  for (const [settlement, reported] of [members, takers].entries()) {
    const reports = reported.map((member) => report(member, { message: 20, file: 1 }, true));
    const args = [stage.token, BigInt(settlement), reports] as const;
    await stage.settle(encodeFunctionData({ abi: earningsAbi, functionName: 'settle', args }));
  }
  const places = givers.map((_, n) => n);
  // First gifts write fresh words: two hundred of them would not fit one transaction under Hardhat's rules.
  for (let n = 0; n < CALLS; n += 50) await stage.relay(await batch(stage, places.slice(n, n + 50), 0n));
  await stage.tomorrow();
  const gas = await stage.relay(await batch(stage, places, 1n));
  for (const member of members) {
    const args = [stage.token, member] as const;
    const given = encodeFunctionData({ abi: giftsAbi, functionName: 'givenToday', args });
    const [, gifts] = decodeFunctionResult({
      abi: giftsAbi,
      functionName: 'givenToday',
      data: await stage.read(stage.gifts, given),
    });
    if (gifts !== 1n) throw new Error(`A gift of the measured batch failed, that of ${member}.`);
  }
  return gas / CALLS;
}

async function compare(rules: string, stageOf: (kind: Kind) => Promise<Stage>): Promise<Figure> {
  const value = await measure('custodian', await stageOf('custodian'));
  const baseline = await measure('forwarder', await stageOf('forwarder'));
  const name = `custodial gift in batches of ${CALLS} / OZ forwarder, ${rules}`;
  return { name, value: Math.round(value), unit: 'gas', baseline: Math.round(baseline), ratio: value / baseline };
}

/** Measures everything anew. */
export async function custody(): Promise<Figure[]> {
  const mintMe = await compare("MintMe's rules", onMintMe);
  const hardhat = await compare("Hardhat's rules", onHardhat);
  const value = mintMe.baseline - mintMe.value;
  const saved = { name: "gas saved by it / least, MintMe's rules", value, unit: 'gas', baseline: LEAST_SAVING };
  return [mintMe, { ...saved, ratio: value / LEAST_SAVING }, hardhat];
}
