import { tasksAbi } from '@guildmint/contracts/abi.ts';
import { t } from '@lingui/core/macro';
import { type Address, encodeFunctionData, type Hex } from 'viem';
import type { Transaction } from '../../lib/wallet/transaction.ts';

type At = { token: Address; tasks: Address };
const step = ({ token, tasks }: At, verb: string, label: string, data: Hex): Transaction => ({
  ...{ verb, label, token, to: tasks, data },
  sponsorable: true,
});

export function claimTask(at: At, task: number): Transaction {
  const args = [at.token, BigInt(task)] as const;
  return step(
    at,
    'claimTask',
    t({ message: 'Claim', context: 'of a task' }),
    encodeFunctionData({ abi: tasksAbi, functionName: 'claimTask', args }),
  );
}

export function submitTask(at: At, claim: number, proofHash: Hex): Transaction {
  const args = [at.token, BigInt(claim), proofHash] as const;
  return step(at, 'submitTask', t`Submission`, encodeFunctionData({ abi: tasksAbi, functionName: 'submitTask', args }));
}

export function abandonTask(at: At, claim: number): Transaction {
  const args = [at.token, BigInt(claim)] as const;
  return step(
    at,
    'abandonTask',
    t`Giving up`,
    encodeFunctionData({ abi: tasksAbi, functionName: 'abandonTask', args }),
  );
}

export function escalateTask(at: At, claim: number): Transaction {
  const args = [at.token, BigInt(claim)] as const;
  return step(
    at,
    'escalateTask',
    t`Turning to the staff`,
    encodeFunctionData({ abi: tasksAbi, functionName: 'escalateTask', args }),
  );
}
