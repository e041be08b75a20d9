import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { drill } from '../../scripts/drill/drill.ts';
import { testDatabase } from '../support/database.ts';

describe('the drill of a stolen signer’s key', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let dataDir: string;
  before(async () => {
    database = await testDatabase();
    dataDir = mkdtempSync(join(tmpdir(), 'guildmint-drill-'));
  });
  after(async () => {
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('ends with a thief who got no more than the ceilings let go, and members who go on', async () => {
    const said: string[] = [];
    await drill({ dataDir, databaseUrl: database.url, say: (line) => said.push(line) });
    assert.match(said.at(-1)!, /The drill is over/);
    assert.ok(said.filter((line) => line.includes('✔')).length >= 20, said.join('\n'));
  });
});
