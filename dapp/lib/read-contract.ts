import { readContract } from 'viem/actions';

/** In a file of its own, so that pages fetch it only when there is something to read. */
export const read = readContract;
