import type { Address, Hex } from 'viem';

/** One thing that a holder wants done on-chain: said in words, and as the call that it is. */
export type Transaction = {
  /** Business verb: `buy`, `gift` … */
  verb: string;
  /** What the member reads, for example “Buy Lucky badge”. */
  label: string;
  token: Address;
  to: Address;
  data: Hex;
  /** Whether the operator pays the fee where the member prefers so. */
  sponsorable: boolean;
};

/** Where it stands. `rejected` is the member's own decision, and no fault. */
export type Phase =
  | { at: 'idle' }
  | { at: 'checking' }
  | { at: 'signing'; sponsored: boolean }
  | { at: 'waiting'; hash: Hex | null; slow: boolean }
  | { at: 'confirmed'; hash: Hex | null; label: string }
  | { at: 'rejected' }
  | { at: 'failed'; sentence: string; code: string };

export const isBusy = ({ at }: Phase) => at === 'checking' || at === 'signing' || at === 'waiting';
