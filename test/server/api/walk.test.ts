/** The walk through the API that its page prints, as it stands there. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { USERS } from '../../../bot/local-discord/seed.ts';
import { type Stack, startStack } from '../../support/stack.ts';

let stack: Stack;
before(async () => {
  stack = await startStack({ env: { ADMIN_PASSWORD: 'correct horse battery', ADMIN_DISCORD_ID: USERS.alice } });
  await stack.server.indexer.caughtUp();
});
after(() => stack?.close());

test('every command of the walk works as it is printed', async () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/API.md'), 'utf8');
  const blocks = [...page.matchAll(/```sh\n([^`]+)```/g)].map(([, block]) => block!);
  assert.equal(blocks.length, 2);
  const printed = blocks.join('\n');
  assert.ok(printed.includes('API=http://127.0.0.1:5000\n'));
  assert.ok(page.includes(`ADMIN_DISCORD_ID=${USERS.alice}`));
  const script = `set -euo pipefail\n${printed.replace('http://127.0.0.1:5000', stack.server.url)}`;
  const { stdout } = await promisify(execFile)('bash', ['-c', script]);
  for (const part of [
    '"communities"',
    '"balance"',
    '"entries"',
    '"rows"',
    '"items"',
    'retry: 2000',
    'must be a Discord id',
    `"userId":"${USERS.alice}"`,
  ])
    assert.ok(stdout.includes(part), `${part} is not in what they answered:\n${stdout}`);
});
