import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, it } from 'node:test';

describe('a server with a part that hangs', () => {
  async function start() {
    const child = fork(join(import.meta.dirname, 'stopProcess.ts'), { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    let said = '';
    child.stdout!.on('data', (data) => {
      said += data;
    });
    const ended = once(child, 'close');
    await once(child, 'message');
    const stopping = once(child, 'message');
    child.kill('SIGTERM');
    await stopping;
    return { child, ended, said: () => said };
  }

  it('ends at once at the second signal, and names what hung', async () => {
    const { child, ended, said } = await start();
    child.kill('SIGINT');
    assert.deepEqual(await ended, [1, null]);
    assert.match(said(), /"signal":"SIGINT","hanging":"the part that hangs","msg":"ended at once"/);
  });

  it('ends by itself all the same, and names what hung', async () => {
    const { ended, said } = await start();
    assert.deepEqual(await ended, [1, null]);
    assert.match(said(), /"hanging":"the part that hangs","msg":"stopping took too long: ended all the same"/);
  });
});
