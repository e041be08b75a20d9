import { formatEther } from 'viem';

const FORMAT = new Intl.NumberFormat('en', {
  minimumSignificantDigits: 4,
  maximumSignificantDigits: 4,
  roundingMode: 'floor',
});

/** An amount of the chain's own coin in four digits, cut off, never as a power of ten. @param wei base units */
export const coinsIn = (wei: bigint): string => FORMAT.format(Number(formatEther(wei)));
