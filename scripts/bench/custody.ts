// Gas of a custodial gift and a custodial purchase in batches of 200, beside the same complete call through OpenZeppelin's
// ERC2771Forwarder, under MintMe's rules; the gift also under Hardhat's, where 200 purchases pass a transaction's gas. Existing members; an earlier day's batch has warmed every word.
import { network } from 'hardhat';
import {
  type Abi,
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
import { custodianAbi, earningsAbi, forwarderAbi, giftsAbi, shopAbi } from '../../contracts/generated/abi.ts';
import { delays } from '../../test/contracts/support/custody.ts';
import { deployEconomy } from '../../test/contracts/support/deploy.ts';
import { report, TOKEN } from '../../test/contracts/support/figures.ts';
import { Refund, terms, texts, UNLIMITED } from '../../test/contracts/support/shop.ts';
import { encodeOps, group, saltOf, signTyped } from '../../test/contracts/support/signed.ts';
import { initCode } from '../../test/support/artifacts.ts';
import { deployOnMintMe } from '../../test/support/mintme-economy.ts';
import { MINTME_CHAIN_ID } from '../../test/support/mintme-evm.ts';
import type { Figure } from './figure.ts';

const CALLS = 200;
const DAY = 86_400;
/** A Monday, 12:00 UTC. */
const NOON = Date.UTC(2040, 0, 2, 12) / 1000;
const DEADLINE = NOON + 30 * DAY;
const GAS_PER_CALL = 250_000;
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
  shop: Address;
  /** Sends as the community's owner. */
  own: (to: Address, data: Hex) => Promise<unknown>;
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

async function onMintMe(kind: Kind, verb: Verb): Promise<Stage> {
  let via: Address | undefined;
  const { chain, owner, reporter, operator, token, earnings, gifts, shop } = await deployOnMintMe({
    timestamp: NOON,
    custodian: async ({ deploy, accounts }) => {
      via = (await deploy(accounts[0]!, code(kind, accounts[0]!))).address;
      return via;
    },
  });
  const to = via!;
  if (kind === 'custodian') await chain.send(owner, to, allow({ gifts, shop }[verb.module], verb));
  return {
    chainId: MINTME_CHAIN_ID,
    ...{ via: to, token, earnings, gifts, shop },
    own: (target, data) => chain.send(owner, target, data),
    settle: (data) => chain.send(reporter, earnings, data),
    relay: async (data) => Number((await chain.send(operator, to, data)).gas),
    read: chain.read,
    tomorrow: async () => chain.advance(DAY),
  };
}

async function onHardhat(kind: Kind, verb: Verb): Promise<Stage> {
  const connection = await network.create();
  const { viem, networkHelpers } = connection;
  const [wallet] = await viem.getWalletClients();
  const client = await viem.getPublicClient();
  const guardian = wallet!.account.address;
  const nonce = BigInt(await client.getTransactionCount({ address: guardian }));
  await wallet!.sendTransaction({ data: code(kind, guardian) });
  const via = getContractAddress({ from: guardian, nonce });
  const economy = await deployEconomy(connection, { custodian: via });
  const [token, earnings] = [economy.token.address, economy.earnings.address];
  const [gifts, shop] = [economy.gifts.address, economy.shop.address];
  const send = async (account: Address, to: Address, data: Hex) => {
    const hash = await wallet!.sendTransaction({ account, to, data, gas: 16_700_000n });
    return Number((await client.getTransactionReceipt({ hash })).gasUsed);
  };
  if (kind === 'custodian') await send(guardian, via, allow({ gifts, shop }[verb.module], verb));
  return {
    chainId: await client.getChainId(),
    ...{ via, token, earnings, gifts, shop },
    own: (target, data) => send(economy.actors.owner, target, data),
    settle: (data) => send(economy.actors.reporter, earnings, data),
    relay: (data) => send(economy.actors.operator, via, data),
    read: async (to, data) => (await client.call({ to, data })).data!,
    tomorrow: async () => {
      await networkHelpers.time.increase(DAY);
    },
  };
}

const allow = (target: Address, { selector }: Verb) =>
  encodeFunctionData({ abi: custodianAbi, functionName: 'allow', args: [target, selector, true] });

/** What is measured: a call of `module`, and the count that tells whether each of both days' calls came through. */
type Verb = {
  name: string;
  module: 'gifts' | 'shop';
  abi: Abi;
  functionName: string;
  selector: Hex;
  prepare: (stage: Stage) => Promise<unknown>;
  args: (stage: Stage, n: number) => readonly unknown[];
  /** Of a member, after the measured batch. */
  check: { functionName: string; args: (stage: Stage, member: Address) => readonly unknown[]; expected: bigint };
};

const gift: Verb = {
  name: 'gift',
  module: 'gifts',
  abi: giftsAbi,
  functionName: 'gift',
  selector: toFunctionSelector('function gift(address,address,uint256,bytes32)'),
  prepare: async () => {},
  args: (stage, n) => [stage.token, takers[n]!, TOKEN, zeroHash],
  check: { functionName: 'givenToday', args: ({ token }, member) => [token, member], expected: 1n },
};
const buy: Verb = {
  name: 'buy',
  module: 'shop',
  abi: shopAbi,
  functionName: 'buy',
  selector: toFunctionSelector('function buy(address,uint256,uint256,uint256)'),
  prepare: (stage) => {
    const item = { ...terms, price: TOKEN, refund: Refund.timed };
    const args = [stage.token, item, UNLIMITED - 1, texts] as const;
    return stage.own(stage.shop, encodeFunctionData({ abi: shopAbi, functionName: 'addItem', args }));
  },
  args: ({ token }) => [token, 1n, 1n, TOKEN],
  check: { functionName: 'boughtBy', args: ({ token }, member) => [token, 1n, member], expected: 2n },
};

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

type Batch = (stage: Stage, verb: Verb, places: number[], day: bigint) => Promise<Hex>;

const custodianBatch: Batch = async (stage, verb, places) => {
  const calls = places.map((n): [Hex, readonly unknown[]] => [saltOf(`giver ${n}`), verb.args(stage, n)]);
  const next = encodeFunctionData({ abi: custodianAbi, functionName: 'sequenceOf', args: [0n] });
  const sequence = BigInt(await stage.read(stage.via, next));
  const { abi, functionName } = verb;
  const ops = encodeOps([group({ abi, address: stage[verb.module] }, functionName, calls, GAS_PER_CALL)]);
  const domain = { name: 'Guildmint Custodian', version: '1', chainId: stage.chainId, verifyingContract: stage.via };
  const signature = await signTyped(signer, domain, 'Batch', { lane: 0n, sequence, deadline: DEADLINE, ops });
  return encodeFunctionData({
    abi: custodianAbi,
    functionName: 'execute',
    args: [0n, sequence, DEADLINE, ops, signature],
  });
};

const forwarderBatch: Batch = async (stage, verb, places, nonce) => {
  const domain = { name: 'Guildmint Custody', version: '1', chainId: stage.chainId, verifyingContract: stage.via };
  const requests = places.map(async (n) => {
    const giver = givers[n]!;
    const data = encodeFunctionData({ abi: verb.abi, functionName: verb.functionName, args: verb.args(stage, n) });
    const request = {
      from: giver.address,
      to: stage[verb.module],
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
async function measure(kind: Kind, verb: Verb, stage: Stage): Promise<number> {
  const batch = kind === 'custodian' ? custodianBatch : forwarderBatch;
  const members = await membersOf(stage, kind);
  await verb.prepare(stage);
  for (const [settlement, reported] of [members, takers].entries()) {
    const reports = reported.map((member) => report(member, { message: 20, file: 1 }, true));
    const args = [stage.token, BigInt(settlement), reports] as const;
    await stage.settle(encodeFunctionData({ abi: earningsAbi, functionName: 'settle', args }));
  }
  const places = givers.map((_, n) => n);
  // First calls write fresh words: two hundred of them would not fit one transaction under Hardhat's rules.
  for (let n = 0; n < CALLS; n += 50) await stage.relay(await batch(stage, verb, places.slice(n, n + 50), 0n));
  await stage.tomorrow();
  const gas = await stage.relay(await batch(stage, verb, places, 1n));
  for (const member of members) {
    const { functionName, args, expected } = verb.check;
    const asked = encodeFunctionData({ abi: verb.abi, functionName, args: args(stage, member) });
    const data = await stage.read(stage[verb.module], asked);
    const answer: unknown = decodeFunctionResult({ abi: verb.abi, functionName, data });
    // A gift's count stands behind its amount.
    const count: unknown = Array.isArray(answer) ? answer.at(-1) : answer;
    if (count !== expected) throw new Error(`A ${verb.name} of the measured batch failed, that of ${member}.`);
  }
  return gas / CALLS;
}

type OpenStage = (kind: Kind, verb: Verb) => Promise<Stage>;

async function compare(verb: Verb, rules: string, open: OpenStage): Promise<Figure> {
  const value = await measure('custodian', verb, await open('custodian', verb));
  const baseline = await measure('forwarder', verb, await open('forwarder', verb));
  const name = `custodial ${verb.name} in batches of ${CALLS} / OZ forwarder, ${rules}`;
  return { name, value: Math.round(value), unit: 'gas', baseline: Math.round(baseline), ratio: value / baseline };
}

/** Measures everything anew. */
export async function custody(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const verb of [gift, buy]) {
    const mintMe = await compare(verb, "MintMe's rules", onMintMe);
    const value = mintMe.baseline - mintMe.value;
    const saved = { name: `gas saved by a ${verb.name} / least, MintMe's rules`, value, unit: 'gas' };
    figures.push(mintMe, { ...saved, baseline: LEAST_SAVING, ratio: value / LEAST_SAVING });
  }
  return [...figures, await compare(gift, "Hardhat's rules", onHardhat)];
}
