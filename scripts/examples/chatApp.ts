// A chat app of your own beside a Discord server: what its people do there earns in the same economy, and what their tier
// opens for them is asked for. All that it needs is the API's address and a key with the scope `activity:write`.
import { parseArgs } from 'node:util';

type Tier = { tier: string; balance?: unknown };

/** @param key as an admin made it with POST /api/{s}/keys; it knows its community */
export function openGuild(api: string, key: string) {
  async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const response = await fetch(api + path, { ...init, headers });
    const body = await response.json();
    // A problem's `detail` is a sentence that can be shown as it is.
    if (!response.ok) throw new Error(body.detail);
    return body;
  }

  /** Reports wait here, so that a busy room costs one request a second. */
  const waiting: { userId: string; activity: string; source: string }[] = [];
  const send = async () => {
    const reports = waiting.splice(0, 500);
    if (reports.length === 0) return 0;
    try {
      const body = JSON.stringify({ reports });
      return (await ask<{ accepted: number }>('/api/activity', { method: 'POST', body })).accepted;
    } catch (error) {
      // Sent again under the same names it counts once: nothing is lost, and nothing is paid twice.
      waiting.unshift(...reports);
      throw error;
    }
  };

  return {
    /** @param discordId whose account it is on Discord @param message its id in your app */
    said(discordId: string, message: string) {
      waiting.push({ userId: discordId, activity: 'sendMessage', source: `message ${message}` });
    },
    send,
    tierOf: (discordId: string) => ask<Tier>(`/api/tokens/tier/${discordId}`),
  };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { api: { type: 'string' }, key: { type: 'string' }, user: { type: 'string' } },
  });
  const { api = 'http://127.0.0.1:5000', key, user } = values;
  if (!key || !user) {
    console.error('node scripts/examples/chatApp.ts --key KEY --user DISCORD_ID [--api http://127.0.0.1:5000]');
    process.exit(2);
  }
  const guild = openGuild(api, key);
  guild.said(user, `${Date.now()}`);
  console.log(`${await guild.send()} new; the tier is ${(await guild.tierOf(user)).tier}`);
}
