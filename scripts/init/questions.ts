/** What a real installation needs to be told: each question with its reason, and with what an answer must stand up to. */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { createPublicClient, getAddress, type Hex, http, isAddress } from 'viem';
import { privateKeyToAddress } from 'viem/accounts';
import { FatalError } from '../../bot/errors.ts';

export type Answers = Record<string, string>;
export type Question = {
  /** Of the variable in `.env`. */
  name: string;
  /** One line: what it is, and where it is found. */
  asks: string;
  /** Neither shown while it is typed nor told afterwards. */
  secret?: true;
  /** May stay empty. */
  optional?: true;
  fallback?: (answers: Answers) => string;
  /** @returns the answer as it is written down. @throws FatalError with what is wrong */
  check: (answer: string, answers: Answers) => string | Promise<string>;
};

const PATIENCE_MS = 10_000;
/** Discord's form: the bot's id in base64, a time, a signature. */
const TOKEN = /^[\w-]{23,30}\.[\w-]{6,7}\.[\w-]{27,}$/;
const LEAST_POSTGRES = 150_000;
const PRESETS = ['broski', 'taskbot', 'securechat'];

const wrong = (says: string, cause?: unknown) => new FatalError(says, { cause });

export const questions: Question[] = [
  {
    name: 'DISCORD_APPLICATION_ID',
    asks: 'The application’s id: discord.com/developers → your application → General Information.',
    check: (id) => {
      if (!/^\d{17,20}$/.test(id))
        throw wrong('An application id is 17 to 20 digits: copy it from General Information.');
      return id;
    },
  },
  {
    name: 'DISCORD_TOKEN',
    asks: 'The bot’s token: the same application → Bot → Reset Token. Whoever has it is the bot.',
    secret: true,
    check: (token) => {
      if (!TOKEN.test(token))
        throw wrong('This is no bot token (three parts with points between): copy it from Bot → Reset Token.');
      return token;
    },
  },
  {
    name: 'DISCORD_CLIENT_SECRET',
    asks: 'The application’s secret: OAuth2 → Reset Secret. Without it nobody signs in by Discord, and there are no Linked Roles.',
    secret: true,
    optional: true,
    check: (secret) => {
      if (!/^[\w-]{32}$/.test(secret))
        throw wrong('A client secret is 32 letters and digits: copy it from OAuth2 → Reset Secret.');
      return secret;
    },
  },
  {
    name: 'RPC_URL',
    asks: 'A node of the chain: https://node1.mintme.com for MintMe, or your provider’s address for another chain.',
    check: async (url) => {
      requireUrl(url, /^https?:$/, 'https://node1.mintme.com');
      await chainOf(url);
      return url;
    },
  },
  {
    name: 'CHAIN_ID',
    asks: 'The chain’s number, as the node says it: 24734 is MintMe.',
    check: async (id, { RPC_URL = '' }) => {
      if (RPC_URL === '') throw wrong('The node is asked for it: answer RPC_URL first.');
      const served = await chainOf(RPC_URL);
      if (id !== '' && id !== `${served}`)
        throw wrong(`The node serves chain ${served}, not ${id}: correct RPC_URL or CHAIN_ID.`);
      if (served === 31337)
        throw wrong('That is a local network: `npm start` needs nothing asked. Name a node of a real chain.');
      return `${served}`;
    },
    // Asked of the node itself: nobody has to know it.
    fallback: () => '',
  },
  {
    name: 'GUARDIAN_ADDRESS',
    asks: 'A cold wallet’s address, better a multisig’s: it replaces the signer if its key is ever stolen. Its key is never here.',
    check: (address) => {
      if (!isAddress(address, { strict: true }))
        throw wrong('This is no address, or its checksum is wrong (0x and 40 digits): copy it again.');
      return getAddress(address);
    },
  },
  {
    name: 'MASTER_WALLET_PRIVATE_KEY',
    asks: 'The private key of the wallet that pays for the deployment and owns the communities. Empty: set it for `npm run deploy` only.',
    secret: true,
    optional: true,
    check: (key, { GUARDIAN_ADDRESS }) => {
      if (!/^0x[0-9a-fA-F]{64}$/.test(key)) throw wrong('A private key is 0x and 64 hex digits.');
      let address: string;
      try {
        address = privateKeyToAddress(key as Hex);
      } catch (cause) {
        throw wrong('This is no private key that a wallet can have: copy it again.', cause);
      }
      if (address === GUARDIAN_ADDRESS)
        throw wrong('That is the guardian’s key: it stays cold, away from this machine. Use another wallet.');
      return key;
    },
  },
  {
    name: 'KEYSTORE_PASSPHRASE_FILE',
    asks: 'A file with the passphrase of the keystore, apart from DATA_DIR; it is made, at random, where there is none.',
    fallback: () => join(homedir(), '.config/guildmint/passphrase'),
    check: (path) => {
      const file = resolve(path);
      if (existsSync(file) && passphraseIn(file).length < 8)
        throw wrong(`${file} holds no passphrase of at least 8 characters: correct it, or name another file.`);
      return file;
    },
  },
  {
    name: 'PRESET',
    asks: `The figures that a community begins with: ${PRESETS.join(', ')}.`,
    fallback: () => 'broski',
    check: (preset) => {
      if (!PRESETS.includes(preset.replace(/:recommended$/, '')))
        throw wrong(`There is no preset ${preset}: choose ${PRESETS.join(', ')}.`);
      return preset;
    },
  },
  {
    name: 'DATABASE_URL',
    asks: 'A PostgreSQL 15 or later, as postgres://user:password@host/database. Empty: the embedded one, in DATA_DIR.',
    secret: true,
    optional: true,
    check: async (url) => {
      requireUrl(url, /^postgres(ql)?:$/, 'postgres://user:password@host/database');
      await requireDatabase(url);
      return url;
    },
  },
  {
    name: 'PUBLIC_URL',
    asks: 'Where people reach the app, for example https://guildmint.example. Empty: this machine only.',
    optional: true,
    check: (url) => {
      requireUrl(url, /^https?:$/, 'https://guildmint.example');
      return url.replace(/\/+$/, '');
    },
  },
];

function requireUrl(text: string, protocol: RegExp, example: string) {
  if (!URL.canParse(text) || !protocol.test(new URL(text).protocol))
    throw wrong(`This is no such address: write it as ${example}.`);
}

async function chainOf(url: string): Promise<number> {
  const client = createPublicClient({ transport: http(url, { timeout: PATIENCE_MS, retryCount: 0 }) });
  return client.getChainId().catch((cause: unknown) => {
    throw wrong('No node answers there: check the address and the network.', cause);
  });
}

async function requireDatabase(connectionString: string) {
  const client = new Client({ connectionString, connectionTimeoutMillis: PATIENCE_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query(`select current_setting('server_version_num')::int as version`);
    if (rows[0].version < LEAST_POSTGRES) throw wrong('This PostgreSQL is too old: use 15 or later.');
  } catch (cause) {
    if (cause instanceof FatalError) throw cause;
    // What the driver says may name the password.
    throw wrong(
      'No database answers there, or it refuses the user: check address, user, password and that it runs.',
      cause,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

function passphraseIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw wrong(`${file} cannot be read: change its permissions, or name another file.`, cause);
  }
}
