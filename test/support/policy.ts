/** A deployment for tests of the signer's policy: addresses that name their contract by one digit. */
import type { Address } from 'viem';

export const repeated = (digit: string): Address => `0x${digit.repeat(40)}`;

export const policyDeployment = {
  chainId: 24_734,
  custodian: repeated('c'),
  communities: repeated('1'),
  earnings: repeated('2'),
  gifts: repeated('3'),
  shop: repeated('4'),
  forwarder: repeated('5'),
  achievements: '0x000000000000000000000000000000000000a001',
  tasks: '0x000000000000000000000000000000000000a002',
  stash: '0x000000000000000000000000000000000000a003',
  clans: '0x000000000000000000000000000000000000a004',
  market: '0x000000000000000000000000000000000000a005',
  conduct: '0x000000000000000000000000000000000000a006',
} as const;

/** Base units a day that may leave an account whose member set no ceiling. */
export const CEILING = 500n * 10n ** 18n;
