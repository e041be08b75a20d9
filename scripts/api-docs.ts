// Writes the table of routes in docs/API.md from the API's own document; with `--check` it fails where the table is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { apiRoutes, shapeOf } from '../test/support/apiDocument.ts';
import { root } from './run.ts';

const HELP = `npm run api-docs [-- --check]

  writes the table of routes in docs/API.md
    --check   writes nothing; fails where the table is stale

Exit code 0: it is as it should be; 1: it is stale; 2: wrong arguments.`;

const args = process.argv.slice(2);
if (args.includes('--help')) {
  console.log(HELP);
  process.exit(0);
}
if (args.some((arg) => arg !== '--check')) {
  console.error(HELP);
  process.exit(2);
}
const file = join(root, 'docs/API.md');
const [BEGIN, END] = ['<!-- routes -->', '<!-- end of routes -->'];

const promised = z
  .array(z.object({ method: z.string(), path: z.string() }))
  .parse(JSON.parse(readFileSync(join(root, 'test/server/api/endpoints.json'), 'utf8')))
  .map(shapeOf);
const numberOf = (route: { method: string; path: string }) => promised.indexOf(shapeOf(route)) + 1 || '';

const rows = apiRoutes()
  .toSorted((a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method))
  .map(
    ({ method, path, summary, authority, scope, operates }) =>
      `| \`${method} ${path}\` | ${numberOf({ method, path })} | ${summary}${operates ? ' ◆' : ''} | ${authority} | ${scope ? `\`${scope}\`` : ''} |`,
  );
const table = ['| Route | | What it does | Who | Key |', '|---|---|---|---|---|', ...rows].join('\n');
const page = readFileSync(file, 'utf8');
const [before, after] = [page.indexOf(BEGIN) + BEGIN.length, page.indexOf(END)];
const written = `${page.slice(0, before)}\n${table}\n${page.slice(after)}`;
if (args.includes('--check')) {
  if (written !== page) console.error('docs/API.md does not list the routes as they are: run npm run api-docs.');
  process.exit(written === page ? 0 : 1);
}
writeFileSync(file, written);
console.log(`${rows.length} routes are listed in docs/API.md.`);
process.exit(0);
