/** A connection that was closed stays closed, whatever it was about. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { Client, Events, GatewayIntentBits } from 'discord.js';
import { openClosing } from '../../../bot/discord/closing.ts';
import { LOCAL_DISCORD_TOKEN } from '../../../bot/local-discord/seed.ts';
import { startLocalDiscord } from '../../../bot/local-discord/server.ts';

/** Discord lets a bot in once in five seconds; which of two comes first is no matter here. */
const buildIdentifyThrottler = () => ({ waitForIdentify: async () => undefined });

async function scene(t: TestContext) {
  const discord = await startLocalDiscord();
  t.after(() => discord.close());
  const clients: Client[] = [];
  t.after(() => Promise.all(clients.map((client) => client.destroy())));
  return {
    discord,
    async connect() {
      const closing = openClosing();
      const client = new Client({
        intents: [GatewayIntentBits.Guilds],
        rest: { api: `${discord.url}/api` },
        ws: { ...closing.ws, buildIdentifyThrottler },
      });
      clients.push(client);
      const ready = once(client, Events.ClientReady);
      await client.login(LOCAL_DISCORD_TOKEN);
      await ready;
      return { client, close: () => closing.close(client) };
    },
  };
}

/** Discord forgets every session, and this client has another. */
async function isForgotten(discord: Awaited<ReturnType<typeof scene>>['discord'], client: Client) {
  const back = once(client, Events.ShardReady);
  discord.faults.inject({ drop: 'invalidate' });
  await back;
}

test('a connection that is closed between two of its sessions does not come back', async (t) => {
  const { discord, connect } = await scene(t);
  const [old, now] = [await connect(), await connect()];
  const packets: unknown[] = [];
  const between = once(old.client, Events.ShardReconnecting).then(() => old.close());
  old.client.on(Events.Raw, (packet) => packets.push(packet));
  await isForgotten(discord, now.client);
  await between;
  // Whatever the old one had begun has had its time once the other has gone the same way again.
  await isForgotten(discord, now.client);
  assert.deepEqual(packets, []);
});

test('a connection that is closed while Discord is about to let it in again ends, and does not come back', async (t) => {
  const { discord, connect } = await scene(t);
  const [old, now] = [await connect(), await connect()];
  const closed = new Promise<void>((resolve) => {
    old.client.on(Events.Debug, (text) => {
      if (text.includes('Waiting for event ready')) queueMicrotask(() => resolve(old.close()));
    });
  });
  const packets: unknown[] = [];
  old.client.on(Events.Raw, (packet) => packets.push(packet));
  await isForgotten(discord, now.client);
  await closed;
  await isForgotten(discord, now.client);
  assert.deepEqual(packets, []);
});
