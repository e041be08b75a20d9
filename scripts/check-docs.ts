// What documents say must be so. Every file and heading that they name exists: links, and paths in code marks that begin with a
// folder of ours. So does every command, with its options, and every variable of the environment, with its default. Code that
// stands under a file's name is that file's (`--write` puts it there). A contract's page names all that its interfaces declare:
// each verb, event and error. A forecast must rest on the
// preset's figures as they are, and a transcript on its guide's commands.
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { forecastMark } from '../bot/operations/forecastMark.ts';
import { readFigures } from './deploy/preset.ts';
import { GUIDES, markOf } from './guides/guide.ts';
import { root } from './run.ts';

/** Variables for tests alone. */
const UNTOLD = ['CRASH_AT', 'CLOCK_SKEW_SECONDS'];

const faults: string[] = [];
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const documents = globSync(['*.md', 'docs/**/*.md', 'test/**/*.md', '.github/**/*.md'], { cwd: root });

const FENCE = /^```[^\n]*\n.*?^```$/gms;
/** Names of a document's headings as GitHub links to them. */
function anchorsOf(file: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading] of read(file)
    .replace(FENCE, '')
    .matchAll(/^#+ (.+)$/gm)) {
    const words = heading!.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const name = words.replace(/[^\p{L}\p{N}_ -]/gu, '').replaceAll(' ', '-');
    let own = name;
    for (let again = 1; anchors.has(own); again++) own = `${name}-${again}`;
    anchors.add(own);
  }
  return anchors;
}

for (const file of documents) {
  const text = read(file);
  for (const [, path, anchor] of text
    .replace(FENCE, '')
    .matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)/g)) {
    const target = path ? join(dirname(file), path) : file;
    if (!existsSync(join(root, target))) faults.push(`${file} leads to ${target}, which does not exist.`);
    else if (anchor && !anchorsOf(target).has(anchor))
      faults.push(`${file} leads to #${anchor}, which ${target} lacks.`);
  }
  for (const [, path] of text.matchAll(/`((?:contracts|scripts|test|bot|dapp|docs)\/[^`\s*{}<>…]*)`/g))
    if (!existsSync(join(root, path!))) faults.push(`${file} names ${path}, which does not exist.`);
}

/** What `npm run NAME` runs, and the sources in which its options stand. */
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
function sourcesOf(name: string): string {
  const [script] = /scripts\/[\w-]+(?=\.ts)/.exec(scripts[name]!) ?? [];
  return script
    ? globSync([`${script}.ts`, `${script}/**/*.ts`, 'scripts/deploy/*.ts'], { cwd: root })
        .map(read)
        .join()
    : '';
}
for (const file of documents)
  for (const [, name, rest] of read(file).matchAll(/\bnpm run (?:--silent )?([\w:-]+)((?: [^`\n|;&)]*)?)/g)) {
    if (!scripts[name!]) {
      faults.push(`${file} tells of npm run ${name}, which package.json does not have.`);
      continue;
    }
    const options = [
      ...rest!
        .split(' -- ')
        .slice(1)
        .join(' ')
        .matchAll(/--([a-z][\w-]*)/g),
    ].map(([, option]) => option!);
    const sources = options.length > 0 ? sourcesOf(name!) : '';
    for (const option of options)
      if (!new RegExp(`--${option}\\b|'${option}'|\\b${option}: \\{`).test(sources))
        faults.push(`${file} gives npm run ${name} the option --${option}, which it does not have.`);
  }

/** Of the environment: who reads it, and what it is when nothing is said. */
const config = read('bot/config.ts');
const readers = globSync(['scripts/**/*.ts', 'bot/{db,custody}/**/*.ts', 'hardhat.config.ts', 'test/support/*.ts'], {
  cwd: root,
})
  .map(read)
  .join();
for (const file of documents)
  for (const [, name] of read(file).matchAll(/`(?:[^`\n]*\s)?([A-Z][A-Z0-9]*_[A-Z0-9_]+)(?==|`)/g))
    if (!name!.startsWith('RAILWAY_') && !new RegExp(`\\b${name}\\b`).test(config + readers))
      faults.push(`${file} names ${name}, which nobody reads.`);
for (const [, name, value] of read('docs/OPERATIONS.md').matchAll(/^\| `(\w+)` \| (\d+) \|/gm))
  if (!new RegExp(`\\b${name}\\b[^\\n]*\\b${value}\\b`).test(config))
    faults.push(`docs/OPERATIONS.md calls ${value} the default of ${name}, which bot/config.ts does not.`);
const told = [read('README.md'), ...globSync('docs/**/*.md', { cwd: root }).map(read)].join();
for (const [, name] of config.matchAll(/^ {4}([A-Z][A-Z0-9_]+): /gm))
  if (!UNTOLD.includes(name!) && !told.includes(name!))
    faults.push(`bot/config.ts reads ${name}, of which no document tells.`);

/** Code that stands under the name of a file. */
for (const file of documents) {
  const text = read(file);
  const fresh = text.replace(/^```(\w+) ([\w./-]+)\n.*?^```$/gms, (_, language, path) => {
    if (!existsSync(join(root, path))) faults.push(`${file} shows ${path}, which does not exist.`);
    return `\`\`\`${language} ${path}\n${read(path)}\`\`\``;
  });
  if (fresh === text) continue;
  if (process.argv.includes('--write')) writeFileSync(join(root, file), fresh);
  else faults.push(`${file} shows code that its file has no longer: node scripts/check-docs.ts --write`);
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
  if (forecastMark(readFigures(preset)) !== figures)
    faults.push(
      `${file} rests on other figures than ${preset} has: npm run simulate -- --preset ${preset} --out docs/simulations`,
    );
}

for (const guide of GUIDES) {
  const file = `docs/deploy/transcripts/${guide}.md`;
  if (!existsSync(join(root, file)) || !read(file).includes(`What was followed: ${markOf(guide)}.`))
    faults.push(`${file} is of other commands than docs/deploy/${guide}.md has: npm run guides -- ${guide}`);
}

if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
