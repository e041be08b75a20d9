/** Transactions whose substance a wallet signed and the operator pays for: how they are sent, and why they would fail. */
import { custodianAbi, forwarderAbi, memberAccountAbi } from '@guildmint/contracts/abi.ts';
import {
  type Address,
  concatHex,
  decodeFunctionData,
  encodeFunctionData,
  type Hex,
  isAddressEqual,
  type PublicClient,
  size,
} from 'viem';
import type { Deployment, Sponsored } from './chain.ts';
import { type Revert, revertOf } from './revert.ts';

/** Seconds that a signature must still be good for when it is handed in. */
const LEFT = 60;
/** Gas of executeSigned with whatever it calls; also what a finished graduation needs at most. */
const ACCOUNT_GAS = 600_000;
/** What a transaction costs before the call inside a forwarded request begins. */
const FORWARD_GAS = 120_000;
/** The dearest calldata known, where every byte counts as not zero. */
const BYTE_GAS = 68;

export type Direct = { target: Address; data: Hex; gas: number };

/** The transaction that carries what the wallet signed. */
export function directOf(deployment: Deployment, { account, sponsored }: Sponsored): Direct {
  if (sponsored.kind === 'request') {
    const { request, signature } = sponsored;
    const args = [{ ...request, value: 0n, signature }] as const;
    const data = encodeFunctionData({ abi: forwarderAbi, functionName: 'execute', args });
    const inner = Number(request.gas);
    return {
      target: deployment.forwarder,
      data,
      // The forwarder insists that the call inside could have had all of its gas (EIP-150).
      gas: inner + Math.ceil(inner / 63) + FORWARD_GAS + size(data) * BYTE_GAS,
    };
  }
  if (sponsored.kind === 'account') {
    const { to, data: call, deadline, signature } = sponsored;
    const args = [to, 0n, call, deadline, signature] as const;
    const data = encodeFunctionData({ abi: memberAccountAbi, functionName: 'executeSigned', args });
    return { target: account, data, gas: ACCOUNT_GAS };
  }
  const args = [sponsored.salt, sponsored.signature] as const;
  const data = encodeFunctionData({ abi: custodianAbi, functionName: 'finishGraduation', args });
  return { target: deployment.custodian, data, gas: ACCOUNT_GAS };
}

/** What would become of a sponsored transaction now; null if it would succeed. @param now unix seconds by the clock */
export async function checkSponsored(
  client: PublicClient,
  { deployment, implementation, wallet }: { deployment: Deployment; implementation: Address; wallet: Address },
  request: Sponsored,
  clock: number,
): Promise<Revert | null> {
  const { sponsored, account } = request;
  const block = await client.getBlock();
  const least = Math.max(Number(block.timestamp), clock) + LEFT;
  if (sponsored.kind === 'request') {
    const { from, nonce, deadline } = sponsored.request;
    if (deadline < least) return { name: 'ERC2771ForwarderExpiredRequest', args: { deadline: String(deadline) } };
    const currentNonce = await client.readContract({
      address: deployment.forwarder,
      abi: forwarderAbi,
      functionName: 'nonces',
      args: [from],
    });
    if (nonce !== currentNonce)
      return { name: 'InvalidAccountNonce', args: { account: from, currentNonce: String(currentNonce) } };
  }
  if (sponsored.kind === 'account') {
    const { deadline } = sponsored;
    if (deadline < least) return { name: 'MemberAccountExpired', args: { deadline: String(deadline) } };
    // Anything else could burn the operator's gas at will.
    const code = await client.getCode({ address: account });
    if (code?.toLowerCase() !== cloneOf(implementation)) return { name: 'AccountNotGraduated', args: { account } };
  }
  return rehearse(client, { deployment, wallet }, directOf(deployment, request));
}

/** A signature that was good when it was handed in fits no longer only because its nonce is used. */
const USED = ['ERC2771ForwarderInvalidSigner', 'MemberAccountBadSignature'];

/** {rehearse} of what {checkSponsored} has let pass before. */
export async function rehearseAgain(...asked: Parameters<typeof rehearse>): Promise<Revert | null> {
  const reason = await rehearse(...asked);
  return reason && USED.includes(reason.name) ? { name: 'InvalidAccountNonce', args: {} } : reason;
}

/**
 * Asks the node what a direct transaction would do in the latest block. The forwarder hides why the call inside it
 * failed, so that call is asked for again, as the forwarder makes it.
 */
async function rehearse(
  client: PublicClient,
  { deployment, wallet }: { deployment: Deployment; wallet: Address },
  { target, data, gas }: { target: Address; data: Hex; gas?: number | bigint | undefined },
): Promise<Revert | null> {
  const reason = await ask(client, wallet, target, data, gas);
  if (reason?.name !== 'FailedCall' || !isAddressEqual(target, deployment.forwarder)) return reason;
  const { functionName, args } = decodeFunctionData({ abi: forwarderAbi, data });
  if (functionName !== 'execute') return reason;
  const { from, to, gas: inner, data: call } = args[0];
  // ERC-2771: the forwarder is the sender, and who signed stands behind the arguments.
  const asked = await ask(client, deployment.forwarder, to, concatHex([call, from]), inner + BigInt(FORWARD_GAS));
  return asked ?? { name: 'NoReason', args: {} };
}

async function ask(client: PublicClient, account: Address, to: Address, data: Hex, gas?: number | bigint) {
  try {
    await client.call({ account, to, data, ...(gas && { gas: BigInt(gas) }) });
    return null;
  } catch (error) {
    const revert = revertOf(error);
    if (!revert) throw error;
    return revert;
  }
}

/** Code of an ERC-1167 clone, as every graduated account has it. */
const cloneOf = (implementation: Address): Hex =>
  `0x363d3d373d3d3d363d73${implementation.slice(2).toLowerCase()}5af43d82803e903d91602b57fd5bf3`;
