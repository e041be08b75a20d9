import { useMemo } from 'react';
import type { Address } from 'viem';
import { useChain, useCommunity } from '../../lib/api.ts';

/** Where the steps of tasks go; null until it is known. */
export function useAt() {
  const token = useCommunity().token as Address;
  const tasks = useChain().data?.contracts.tasks as Address | undefined;
  return useMemo(() => (tasks ? { token, tasks } : null), [token, tasks]);
}
