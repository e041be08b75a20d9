// Writes what a community's staff set up into one JSON document, while the server runs or not.
import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import type { Chain } from '../bot/chain/chain.ts';
import { openClient } from '../bot/chain/clients.ts';
import { readDeployment } from '../bot/chain/deployment.ts';
import type { Context } from '../bot/context.ts';
import { openDatabase } from '../bot/db/database.ts';
import { FatalError } from '../bot/errors.ts';
import { openLog } from '../bot/log.ts';
import { openMetrics } from '../bot/metrics.ts';
import { exportText } from '../bot/operations/exportCommunity.ts';
import { getCommunity } from '../bot/operations/getCommunity.ts';
import { askedOf, carriedOut } from './arguments.ts';
import { reachedConfig } from './local/reachedConfig.ts';

const HELP = `npm run export -- --guild <Discord server id> [--out FILE] [--force] [--json]

Settings, items and how they are handed over, tasks, announcements, embeds, seasons, clans and challenges of a community as
one JSON document; amounts in base units. No member's data, no codes, no secrets: \`npm run backup\` keeps those.
Without --out the file is guildmint-<server>-<day>.json; --force replaces one that is there. The server may run or not.
Exit codes: 0 done, 1 refused with the reason, 2 wrong arguments.`;

const asked = askedOf(HELP, () => {
  const { values } = parseArgs({
    options: {
      guild: { type: 'string' },
      out: { type: 'string' },
      force: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { guild = '' } = values;
  if (!values.help && !/^\d{5,20}$/.test(guild))
    throw new Error('Which Discord server? Give its id: --guild 123456789012345678');
  return { ...values, guild };
});

await carriedOut(async () => {
  const config = reachedConfig();
  const log = openLog({ ...config, logLevel: 'silent' });
  const deployment = readDeployment(config);
  const file = resolve(asked.out ?? `guildmint-${asked.guild}-${new Date().toISOString().slice(0, 10)}.json`);
  if (existsSync(file) && !asked.force)
    throw new FatalError(`${file} is there already: name another by --out, or replace it with --force.`);
  const database = await openDatabase({ url: config.databaseUrl, dataDir: config.dataDir, log });
  try {
    // An export asks of the chain no more than these two.
    const chain: Partial<Chain> = { client: openClient(config), deployment };
    const ctx: Context = {
      config,
      log,
      metrics: openMetrics(),
      clock: Date.now,
      db: database.db,
      chain: chain as Chain,
    };
    const { token } = await getCommunity(ctx, { guildId: asked.guild });
    // Whole or not there: what is cut off keeps another name.
    const draft = `${file}.${process.pid}.part`;
    try {
      await pipeline(Readable.from(exportText(ctx, { token })), createWriteStream(draft, { mode: 0o600 }));
      renameSync(draft, file);
    } finally {
      rmSync(draft, { force: true });
    }
    console.log(asked.json ? JSON.stringify({ file, token }) : `Exported to ${file}`);
  } finally {
    await database.close();
  }
});
