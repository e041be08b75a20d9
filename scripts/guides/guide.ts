// A guide as its page has it: what a reader types, and what they write into a file of variables.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../run.ts';

export const GUIDES = ['MACHINE', 'CONTAINER', 'HOSTED', 'MINTME'] as const;
export type GuideName = (typeof GUIDES)[number];

/** Files that a guide rests on, beside its own page. */
const FILES: Record<GuideName, string[]> = {
  MACHINE: ['docs/deploy/guildmint.service'],
  CONTAINER: ['Containerfile', 'compose.yaml', '.dockerignore'],
  HOSTED: [],
  MINTME: [],
};

export type Block = { language: 'sh' | 'ini'; text: string };

const pageOf = (guide: GuideName) => readFileSync(join(root, `docs/deploy/${guide}.md`), 'utf8');

/** Its blocks of commands and variables, in order. */
export const blocksOf = (guide: GuideName): Block[] =>
  [...pageOf(guide).matchAll(/^```(sh|ini)\n(.*?)^```$/gms)].map(([, language, text]) => ({
    language: language as Block['language'],
    text: text!,
  }));

export const titleOf = (guide: GuideName) => /^# (.+)$/m.exec(pageOf(guide))![1]!;

/** Changes with whatever was followed: a transcript that bears another mark is of another guide. */
export function markOf(guide: GuideName): string {
  const hash = createHash('sha256').update(JSON.stringify(blocksOf(guide)));
  for (const file of FILES[guide]) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}
