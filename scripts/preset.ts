// A community's figures as a file: checked, written from a community as it stands, and the schema that editors read.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { eq } from 'drizzle-orm';
import pino from 'pino';
import { type Address, isAddress } from 'viem';
import { z } from 'zod';
import { type Database, openDatabase } from '../bot/db/database.ts';
import { guilds } from '../bot/db/schema.ts';
import { FatalError, UserError } from '../bot/errors.ts';
import { exportPreset } from '../bot/operations/exportPreset.ts';
import { askedOf } from './arguments.ts';
import { figuresOf } from './deploy/preset.ts';
import { presetSchema } from './deploy/presetSchema.ts';
import { reachedConfig } from './local/reachedConfig.ts';
import { root } from './run.ts';

const HELP = `npm run preset -- check FILE…                      finds what is wrong, each fault with its line and column
npm run preset -- export --guild ID [--out FILE]   a community's set-up as a preset, for others to begin with
npm run preset -- export --token 0x… [--out FILE]
npm run preset -- schema [--check]                 writes scripts/presets/schema.json, or tells whether it is as it should be

A preset's file stands wherever a preset's name does: npm run simulate -- --preset ./ours.json
--json prints what was done as one line of JSON. Exit code 0: all is well; 1: it is not; 2: wrong arguments.`;

const SCHEMA_FILE = join(import.meta.dirname, 'presets/schema.json');

function read() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      guild: { type: 'string' },
      token: { type: 'string' },
      out: { type: 'string' },
      check: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [verb, ...files] = positionals;
  const { guild, token } = values;
  if (!values.help) {
    if (verb !== 'check' && verb !== 'export' && verb !== 'schema')
      throw new FatalError('Say what to do: check, export or schema.');
    if ((verb === 'check') !== files.length > 0)
      throw new FatalError('check, and it alone, needs the files to look at.');
    if (verb === 'export' && (guild === undefined) === (token === undefined))
      throw new FatalError('Say which community: --guild with its Discord server’s id, or --token with its address.');
    if (token !== undefined && !isAddress(token)) throw new FatalError(`--token ${token} is no address.`);
  }
  return { ...values, verb, files };
}

const asked = askedOf(HELP, read);
const say = (words: string, told: object) => console.log(asked.json ? JSON.stringify(told) : words);

try {
  if (asked.verb === 'check') checkFiles();
  else if (asked.verb === 'schema') schema();
  else await exportOne();
} catch (error) {
  if (!(error instanceof FatalError || error instanceof UserError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function checkFiles() {
  for (const file of asked.files) {
    const { items, achievements } = figuresOf(file, readFileSync(resolve(root, file), 'utf8'));
    const found = { file, items: items.length, achievements: achievements.length };
    say(`${file} is a preset with ${found.items} items and ${found.achievements} achievements.`, found);
  }
}

function schema() {
  const made = `${JSON.stringify(z.toJSONSchema(presetSchema, { io: 'input' }), null, 2)}\n`;
  const current = asked.check ? readFileSync(SCHEMA_FILE, 'utf8') === made : true;
  if (!current) throw new FatalError('scripts/presets/schema.json is older than the schema: npm run preset -- schema');
  if (!asked.check) writeFileSync(SCHEMA_FILE, made);
  say(`scripts/presets/schema.json ${asked.check ? 'is as it should be' : 'is written'}.`, { current: true });
}

async function exportOne() {
  const config = reachedConfig();
  const log = pino({ level: 'silent' });
  const database = await openDatabase({ url: config.databaseUrl, dataDir: config.dataDir, log });
  try {
    const token = (asked.token?.toLowerCase() as Address | undefined) ?? (await tokenOf(database.db, asked.guild!));
    const text = `${JSON.stringify(await exportPreset(database, { token }), null, 2)}\n`;
    const file = asked.out ?? 'the export';
    // What nobody could begin with is not handed out.
    figuresOf(file, text);
    if (asked.out === undefined) return console.log(text.trimEnd());
    writeFileSync(resolve(root, asked.out), text);
    say(`${asked.out} holds the set-up of ${token}.`, { file: asked.out, token });
  } finally {
    await database.close();
  }
}

async function tokenOf(db: Database, guild: string): Promise<Address> {
  const [row] = await db.select({ token: guilds.token }).from(guilds).where(eq(guilds.id, guild));
  if (!row) throw new FatalError(`No community belongs to the Discord server ${guild}: npm run deploy creates one.`);
  return row.token;
}
