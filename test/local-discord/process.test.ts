import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import WebSocket from 'ws';
import { CHANNELS, USERS } from '../../bot/local-discord/seed.ts';
import { actor } from '../support/local-discord.ts';
import { scene } from './harness.ts';

const main = fileURLToPath(new URL('../../bot/local-discord/main.ts', import.meta.url));

test('the process says when it is ready and ends cleanly when asked to', { timeout: 120_000 }, async () => {
  const child = spawn(process.execPath, [main], { env: { ...process.env, LOCAL_DISCORD_PORT: '0' } });
  const exited = once(child, 'exit');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const url = /^Local Discord ready: (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1];
  assert.ok(url, line);
  const alice = await actor(url, USERS.alice);
  await alice.say(CHANNELS.general, 'hello');
  child.kill('SIGTERM');
  assert.deepEqual(await exited, [0, null]);
  await alice.close();
});

test('a port that is none is refused in words', { timeout: 120_000 }, async () => {
  const child = spawn(process.execPath, [main], { env: { ...process.env, LOCAL_DISCORD_PORT: 'door' } });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = await once(child, 'close');
  assert.notEqual(code, 0);
  assert.match(said, /LOCAL_DISCORD_PORT must be a port from 0 to 65535, not "door"\./);
});

scene('no web page may speak to the gateway', async ({ discord }) => {
  const socket = new WebSocket(discord.gatewayUrl, { origin: 'http://localhost:5173' });
  const [error] = (await once(socket, 'error')) as [Error];
  assert.match(error.message, /401/);
});

scene('a test that waits in vain says what it saw meanwhile', async ({ discord }) => {
  const alice = await actor(discord.url, USERS.alice, 50);
  await alice.say(CHANNELS.general, 'something else');
  await assert.rejects(
    alice.waitForMessage(({ content }) => content === 'never said'),
    /Waited 50 ms in vain\. Seen last:\nmessage by alice: something else/,
  );
  await alice.close();
});
