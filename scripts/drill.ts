// A stolen signer's key on a fresh local network, from alarm to rotation to unharmed members. Exit code 1 where a claim
// does not hold.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.ts';
import { startPostgres } from './local/postgres.ts';

const { values } = parseArgs({
  options: { help: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
});

if (values.help) {
  console.log(`npm run drill [-- --json]

Plays the theft of the signer's key on a network of its own, which it makes and removes: forged batches, the sentinel's
pause, the guardian's rotation, and members who go on. Every claim is checked. Exit codes: 0 all hold, 1 one does not.`);
  process.exit(0);
}

await build({ dapp: false });
const { drill } = await import('./drill/drill.ts');
const dataDir = mkdtempSync(join(tmpdir(), 'guildmint-drill-'));
const database = await startPostgres(dataDir);
const lines: string[] = [];
const say = (line: string) => (values.json ? lines.push(line) : console.log(line));
let fault: string | null = null;
try {
  await drill({ dataDir, databaseUrl: database.url, say });
} catch (error) {
  fault = error instanceof Error ? error.message : String(error);
  console.error(fault);
} finally {
  await database.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
if (values.json) console.log(JSON.stringify({ held: lines.filter((line) => line.includes('✔')).length, fault }));
process.exit(fault ? 1 : 0);
