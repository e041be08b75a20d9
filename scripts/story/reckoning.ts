// Whether the story told of everything there is to tell, and whether its figures add up.
import type { Abi } from 'viem';
import * as abis from '../../contracts/generated/abi.ts';
import type { Chapter } from './world.ts';

/** Events that are declared and never come, with the reason; `*`: of whatever contract. */
const never: Record<string, string> = {
  '*.EIP712DomainChanged': 'OpenZeppelin declares it for domains that change; none here does',
  'achievements.Approval': 'a badge stays with its member, so that nobody is approved',
  'achievements.ApprovalForAll': 'likewise',
  'achievements.Unlocked': 'ERC-5192 declares it; a badge stays locked',
};

/** Events that the contracts declare and nobody heard. */
export function unheard(chapters: readonly Chapter[]): string[] {
  const told = chapters.flatMap(({ steps }) => steps.flatMap(({ events }) => events));
  const heard = new Set(told.map(({ kind, event }) => `${kind}.${event}`));
  return Object.entries(abis)
    .flatMap(([name, abi]) =>
      (abi as Abi).flatMap((part) => (part.type === 'event' ? [[name.replace(/Abi$/, ''), part.name]] : [])),
    )
    .filter(([kind, event]) => !heard.has(`${kind}.${event}`))
    .filter(([kind, event]) => !(`*.${event}` in never || `${kind}.${event}` in never))
    .map(([kind, event]) => `Nobody heard ${kind}.${event}.`);
}

/** Tokens whose supply is not what everybody holds together. */
export function unbalanced(chapters: readonly Chapter[]): string[] {
  return chapters.flatMap(({ title, figures }) =>
    Object.entries(figures)
      .filter(([, { supply, balances }]) => Object.values(balances).reduce((sum, held) => sum + held, 0n) !== supply)
      .map(([symbol]) => `After “${title}” the balances of ${symbol} do not add up to its supply.`),
  );
}
