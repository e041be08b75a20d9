// Every file that a document names must exist: links, and paths in code marks that begin with a folder of ours.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './run.ts';

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
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
