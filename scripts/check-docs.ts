// Every file that a document names must exist: links, and paths in code marks that begin with a folder of ours. And a
// contract's page names all that its interfaces declare: each verb, event and error. A forecast must rest on the preset's
// figures as they are.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readFigures } from './deploy/preset.ts';
import { root } from './run.ts';
import { markOf } from './simulate/report.ts';

const faults: string[] = [];
for (const file of globSync(['*.md', 'docs/**/*.md', 'test/**/*.md'], { cwd: root })) {
  const text = readFileSync(join(root, file), 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, path]) => join(dirname(file), path!));
  const paths = [...text.matchAll(/`((?:contracts|scripts|test|bot|dapp|docs)\/[^`\s*{}<>…]*)`/g)].map(
    ([, path]) => path!,
  );
  for (const path of [...links, ...paths])
    if (!existsSync(join(root, path))) faults.push(`${file} names ${path}, which does not exist.`);
}

/** Pages of more than one interface; the others are of the one that bears their name. */
const interfaces: Record<string, string[]> = {
  Token: ['ITokenCore', 'ITokenExtension', 'ITokenTypes', 'IWrappedToken'],
  Custodian: ['ICustodian', 'IMemberAccount'],
};
for (const page of globSync('docs/contracts/*.md', { cwd: root })) {
  const text = readFileSync(join(root, page), 'utf8');
  const name = basename(page, '.md');
  for (const file of interfaces[name] ?? [`I${name}`]) {
    const source = readFileSync(join(root, `contracts/interfaces/${file}.sol`), 'utf8');
    const verbs = source.matchAll(/^ {4}function (\w+)\((?![^;]*\b(?:view|pure)\b)/gm);
    const told = source.matchAll(/^ {4}(?:event|error) (\w+)\(/gm);
    for (const [, word] of [...verbs, ...told])
      if (!new RegExp(`\\b${word}\\b`).test(text)) faults.push(`${page} does not name ${word} of ${file}.`);
  }
}

for (const file of globSync('docs/simulations/*.json', { cwd: root })) {
  const { preset, figures } = JSON.parse(readFileSync(join(root, file), 'utf8')) as { preset: string; figures: string };
  if (markOf(readFigures(preset)) !== figures)
    faults.push(
      `${file} rests on other figures than ${preset} has: npm run simulate -- --preset ${preset} --out docs/simulations`,
    );
}

if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
