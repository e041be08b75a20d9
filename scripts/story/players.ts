// Who acts in the story, each in the way that the product has for such people: wallets pay for themselves, the relayer
// sponsors what a wallet signed, the operator's batches act for members on Discord, and owners for graduated accounts.
import {
  type Abi,
  type Address,
  type ContractFunctionArgs,
  type ContractFunctionName,
  decodeFunctionResult,
  encodeFunctionData,
  type Hex,
  parseSignature,
} from 'viem';
import type { LocalAccount } from 'viem/accounts';
import { custodianAbi, forwarderAbi, memberAccountAbi, type tokenAbi } from '../../contracts/generated/abi.ts';
import { encodeOps, saltOf, signTyped } from '../../test/contracts/support/signed.ts';
import type { Receipt, Stage } from './stage.ts';

export type Contract<abi extends Abi = Abi> = { abi: abi; address: Address };
/** A function of a contract. */
type Verb = { address: Address; functionName: string };
/**
 * Something that is done once the story comes to it.
 * @property sent what its transaction calls
 * @property refusal the error that it must meet inside its batch
 */
export type Act = { run: () => Promise<Receipt>; sent: Verb; refusal?: string };

type Changing = 'nonpayable' | 'payable';
type Does = <const abi extends Abi, name extends ContractFunctionName<abi, Changing>>(
  contract: Contract<abi>,
  functionName: name,
  args: ContractFunctionArgs<abi, Changing, name>,
) => Act;
export type Player = { address: Address; does: Does };

/** All deadlines of the story: further than it goes. */
export const FAR = 2 ** 40;
/** Gas that goes along with a call in a batch or a forward request. */
const STIPEND = 3_000_000;

export type Call = { address: Address; data: Hex };
/** @param via what the player's transactions call, unless what they are about itself */
const player = (address: Address, run: (call: Call) => Promise<Receipt>, via?: Verb): Player => ({
  address,
  does: (contract, functionName, args) => {
    const data = encodeFunctionData({
      abi: contract.abi as Abi,
      functionName: functionName as string,
      args: args as unknown[],
    });
    const sent = via ?? { address: contract.address, functionName: functionName as string };
    return { run: () => run({ address: contract.address, data }), sent };
  },
});

/** Reads from a contract. */
export async function ask<Result>(stage: Stage, { abi, address }: Contract, name: string, args: readonly unknown[]) {
  const data = await stage.read(address, encodeFunctionData({ abi, functionName: name, args }));
  return decodeFunctionResult({ abi, functionName: name, data }) as Result;
}

/** Pays its own gas. */
export const wallet = (stage: Stage, account: LocalAccount): Player =>
  player(account.address, ({ address, data }) => stage.send(account.address, address, data));

/** What a wallet signs for the sponsoring forwarder. */
async function forward(stage: Stage, account: LocalAccount, forwarder: Address, { address: to, data }: Call) {
  const nonce = await ask<bigint>(stage, { abi: forwarderAbi, address: forwarder }, 'nonces', [account.address]);
  const request = { from: account.address, to, value: 0n, gas: BigInt(STIPEND), deadline: FAR, data };
  const domain = { name: 'Guildmint', version: '1', chainId: stage.chainId, verifyingContract: forwarder };
  return { ...request, signature: await signTyped(account, domain, 'ForwardRequest', { ...request, nonce }) };
}

/** Several wallets sign, and the relayer sends all at once. */
export const sponsoredBatch = (
  stage: Stage,
  relayer: Address,
  forwarder: Address,
  calls: [LocalAccount, Call][],
): Act => ({
  sent: { address: forwarder, functionName: 'executeBatch' },
  run: async () => {
    const requests = await Promise.all(calls.map(([account, call]) => forward(stage, account, forwarder, call)));
    const args = [requests, relayer] as const;
    const data = encodeFunctionData({ abi: forwarderAbi, functionName: 'executeBatch', args });
    return stage.send(relayer, forwarder, data);
  },
});

/** Signs, and the relayer pays. */
export const sponsored = (stage: Stage, account: LocalAccount, relayer: Address, forwarder: Address): Player =>
  player(
    account.address,
    async (call) => {
      const args = [await forward(stage, account, forwarder, call)] as const;
      return stage.send(relayer, forwarder, encodeFunctionData({ abi: forwarderAbi, functionName: 'execute', args }));
    },
    { address: forwarder, functionName: 'execute' },
  );

/** The operator: its signer signs batches, its relayer sends them. */
export type Operator = { signer: LocalAccount; relayer: Address; custodian: Address };

export const custodianDomain = (stage: Stage, verifyingContract: Address) => ({
  ...{ name: 'Guildmint Custodian', version: '1' },
  ...{ chainId: stage.chainId, verifyingContract },
});

/** A member without any key, for whom the operator acts. */
export async function custodial(stage: Stage, operator: Operator, member: string): Promise<Player> {
  const { relayer, custodian } = operator;
  const contract = { abi: custodianAbi, address: custodian };
  const salt = saltOf(member);
  return player(
    await ask(stage, contract, 'accountOf', [salt]),
    async ({ address: target, data }) => {
      const sequence = await ask<bigint>(stage, contract, 'sequenceOf', [0n]);
      const calls = [{ salt, args: `0x${data.slice(10)}` as Hex }];
      const ops = encodeOps([{ target, selector: data.slice(0, 10) as Hex, gas: STIPEND, calls }]);
      const message = { lane: 0n, sequence, deadline: FAR, ops };
      const signature = await signTyped(operator.signer, custodianDomain(stage, custodian), 'Batch', message);
      const args = [0n, sequence, FAR, ops, signature] as const;
      return stage.send(relayer, custodian, encodeFunctionData({ abi: custodianAbi, functionName: 'execute', args }));
    },
    { address: custodian, functionName: 'execute' },
  );
}

/** A graduated account, moved by its owner's wallet. */
export const graduated = (stage: Stage, account: Address, owner: Address): Player =>
  player(
    account,
    ({ address, data }) => {
      const args = [address, 0n, data] as const;
      return stage.send(owner, account, encodeFunctionData({ abi: memberAccountAbi, functionName: 'execute', args }));
    },
    { address: account, functionName: 'execute' },
  );

/** A holder permits by signature, whoever sends it (ERC-2612). */
export async function permits(
  stage: Stage,
  holder: LocalAccount,
  sender: Player,
  token: Contract<typeof tokenAbi>,
  spender: Address,
  value: bigint,
): Promise<Act> {
  const owner = holder.address;
  const nonce = await ask<bigint>(stage, token, 'nonces', [owner]);
  const domain = {
    ...{ name: await ask<string>(stage, token, 'name', []), version: '1' },
    ...{ chainId: stage.chainId, verifyingContract: token.address },
  };
  const message = { owner, spender, value, nonce, deadline: FAR };
  const { r, s, v } = parseSignature(await signTyped(holder, domain, 'Permit', message));
  return sender.does(token, 'permit', [owner, spender, value, BigInt(FAR), Number(v), r, s]);
}

/** The same act, so many seconds later. */
export const later = (stage: Stage, seconds: number, act: Act): Act => ({
  ...act,
  run: () => {
    stage.advance(seconds);
    return act.run();
  },
});

/** The same act, which must be refused with this error. */
export const refused = (act: Act, refusal: string): Act => ({ ...act, refusal });
