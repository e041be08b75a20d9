// Everything that can be told without running the product: types, lint and import directions, dead code, contract
// lint, generated files in step with their sources.

import { join } from 'node:path';
import { build } from './build.ts';
import { node, root } from './run.ts';

const of = (path: string) => join(root, 'node_modules', path);

const checks: Record<string, string[]> = {
  'types (server)': [of('typescript/bin/tsc'), '--noEmit'],
  'types (dApp)': [of('typescript/bin/tsc'), '--noEmit', '-p', 'dapp'],
  'lint, format, import directions': [of('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.'],
  'dead code': [of('knip/bin/knip.js')],
  'contract lint': [of('solhint/solhint.js'), '--max-warnings', '0', 'contracts/**/*.sol'],
  'generated ABIs': ['scripts/generate-abi.ts', '--check'],
  'files named in documents': ['scripts/check-docs.ts'],
  'schema of presets': ['scripts/preset.ts', 'schema', '--check'],
  'sentences of the dApp collected': [of('@lingui/cli/dist/lingui.js'), 'check', 'sync', '--clean'],
  'table of the API’s routes': ['scripts/api-docs.ts', '--check'],
};

await build({ dapp: false });
const failed: string[] = [];
for (const [name, args] of Object.entries(checks)) {
  const { code, output } = await node(args, { quiet: true });
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}`);
  if (code !== 0) {
    console.log(output);
    failed.push(name);
  }
}
if (failed.length > 0) {
  console.error(`${failed.length} of ${Object.keys(checks).length} checks failed: ${failed.join('; ')}.`);
  process.exit(1);
}
