// Everything about the keys: making, showing, rotating, backing up, restoring, and what the signer may move in a day.
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { encodeFunctionData } from 'viem';
import { backUpKeystore, restoreKeystore } from '../bot/custody/backup.ts';
import { journalKey, type Line, readJournal } from '../bot/custody/journal.ts';
import { journalDir } from '../bot/custody/journalDir.ts';
import {
  changePassphrase,
  createKeystore,
  finishRotation,
  openKeystore,
  readPassphrase,
  rotateKeystore,
  upgradeKeystore,
} from '../bot/custody/keystore.ts';
import { readAddresses } from '../bot/custody/keystoreFiles.ts';
import { checkLimits, limitsFile, readLimits, sealLimits } from '../bot/custody/limits.ts';
import { askNewPassphrase, askSecret, isInteractive } from '../bot/custody/prompt.ts';
import { FatalError } from '../bot/errors.ts';
import { custodianAbi } from '../contracts/generated/abi.ts';
import { askedOf, carriedOut } from './arguments.ts';
import { root } from './run.ts';

const HELP = `npm run keystore -- <command> [--json]

  create               makes the keys of a new installation
  show                 prints the addresses
  rotate               makes the next signer's key and says what the guardian has to call
  finish <address>     puts the next signer in place, once Custodian.signer() gives its address
  upgrade              adds the keys that a keystore of an earlier version lacks
  backup <file>        writes all keys into one encrypted file
  restore <file>       puts them back where no keystore is
  passphrase           encrypts all keys for a new passphrase; stop the server first
  limits [--member <tokens>] [--community <tokens>] [--all <tokens>] [--decimals <token's address>=<n>]…
                       prints, or sets, what may leave in a day by the signer's hand; the server follows when it starts
  journal              prints what the signer has signed, after checking that nobody changed it

The keystore lies in DATA_DIR/keystore. Its passphrase comes from KEYSTORE_PASSPHRASE, KEYSTORE_PASSPHRASE_FILE, or is
asked for at a terminal; the new one of \`passphrase\` from NEW_KEYSTORE_PASSPHRASE, or likewise.
Exit codes: 0 done, 1 refused with the reason, 2 wrong arguments.`;

const VERBS = [
  'create',
  'show',
  'rotate',
  'finish',
  'upgrade',
  'backup',
  'restore',
  'passphrase',
  'limits',
  'journal',
] as const;
type Verb = (typeof VERBS)[number];
const values = askedOf(HELP, () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      member: { type: 'string' },
      community: { type: 'string' },
      all: { type: 'string' },
      decimals: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const verb = VERBS.find((each) => each === positionals[0]);
  if (!values.help && !verb) throw new Error(`Say what to do: ${VERBS.join(', ')}.`);
  return { ...values, verb: verb ?? 'show', named: positionals[1] };
});

if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
const dir = join(resolve(process.env.DATA_DIR || join(root, 'data')), 'keystore');
/** scrypt's cost, for tests alone. */
const work = process.env.KEYSTORE_WORK ? Number(process.env.KEYSTORE_WORK) : undefined;

type Report = { result: unknown; lines: string[] };

async function passphrase(ask = () => askSecret('Passphrase of the keystore: ')) {
  const { KEYSTORE_PASSPHRASE, KEYSTORE_PASSPHRASE_FILE } = process.env;
  if (!KEYSTORE_PASSPHRASE && !KEYSTORE_PASSPHRASE_FILE && isInteractive()) return ask();
  return readPassphrase({ passphrase: KEYSTORE_PASSPHRASE, passphraseFile: KEYSTORE_PASSPHRASE_FILE });
}

async function newPassphrase() {
  const given = process.env.NEW_KEYSTORE_PASSPHRASE;
  if (given) return given;
  if (isInteractive()) return askNewPassphrase();
  throw new FatalError('The new passphrase is missing: set NEW_KEYSTORE_PASSPHRASE.');
}

function fileOf(command: string) {
  const file = values.named;
  if (!file) throw new FatalError(`Which file? npm run keystore -- ${command} <file>`);
  return resolve(file);
}

function shown(addresses: ReturnType<typeof readAddresses>, ...more: string[]): Report {
  const { signer, next, relayers, sentinel } = addresses;
  const lines = [
    `Signer     ${signer}`,
    ...(next ? [`Next       ${next}  (waits for the guardian)`] : []),
    ...relayers.map((relayer, number) => `Relayer ${number}  ${relayer}`),
    `Sentinel   ${sentinel ?? 'none: run `npm run keystore -- upgrade`'}`,
    ...more,
  ];
  return { result: addresses, lines };
}

const commands: Record<Verb, () => Report | Promise<Report>> = {
  async create() {
    if (existsSync(dir)) readAddresses(dir);
    const given = existsSync(dir) ? undefined : await passphrase(askNewPassphrase);
    return shown(await createKeystore({ dir, passphrase: given, ...(work && { work }) }));
  },
  show: () => shown(readAddresses(dir)),
  async rotate() {
    const addresses = await rotateKeystore(dir, await passphrase(), work);
    const args = [addresses.next!, 0] as const;
    const data = encodeFunctionData({ abi: custodianAbi, functionName: 'proposeSigner', args });
    return shown(
      addresses,
      '',
      'The guardian calls, at the Custodian:',
      `  proposeSigner(${addresses.next}, 0)   data ${data}`,
      'If the present key may be stolen, name instead of 0 the moment (unix seconds) from which it is distrusted:',
      'that pauses at once, and voids the recoveries set since. After the delay anybody calls acceptSigner(), and the',
      'server goes on with the new key by itself; then, if it was paused, the guardian calls unpause().',
      `Back the keystore up now. Afterwards: npm run keystore -- finish ${addresses.next}`,
    );
  },
  finish() {
    const { named } = values;
    if (!named) throw new FatalError('Which signer does Custodian.signer() give? npm run keystore -- finish <address>');
    return shown(finishRotation(dir, named));
  },
  async upgrade() {
    return shown(
      await upgradeKeystore({ dir, passphrase: await passphrase(), ...(work && { work }) }),
      '',
      'Give the second wallet and the sentinel some coin for gas. The guardian calls setSentinel(<the sentinel’s address>)',
      'where the Custodian names another one.',
    );
  },
  async backup() {
    const file = fileOf('backup');
    const addresses = await backUpKeystore({ dir, file, passphrase: await passphrase(), ...(work && { work }) });
    return shown(addresses, '', `Written to ${file}. It opens with the keystore's passphrase: keep the two apart.`);
  },
  async restore() {
    return shown(await restoreKeystore({ dir, file: fileOf('restore'), passphrase: await passphrase() }));
  },
  async passphrase() {
    const present = await passphrase();
    await changePassphrase(dir, present, await newPassphrase(), work);
    return shown(readAddresses(dir), '', 'The keystore opens with the new passphrase alone; backups with the old one.');
  },
  async limits() {
    readAddresses(dir);
    const { saltSecret } = await openKeystore(dir, await passphrase());
    const changed = values.member || values.community || values.all || values.decimals.length > 0;
    let limits = readLimits(dir, saltSecret);
    if (changed) {
      limits = checkLimits({
        memberDay: values.member ? Number(values.member) : limits.memberDay,
        communityDay: values.community ? Number(values.community) : limits.communityDay,
        signerDay: values.all ? Number(values.all) : limits.signerDay,
        decimals: { ...limits.decimals, ...Object.fromEntries(values.decimals.map(decimalsOf)) },
      });
      writeFileSync(limitsFile(dir), sealLimits(limits, saltSecret), { mode: 0o600 });
    }
    const lines = [
      `A member     ${limits.memberDay} tokens a day, unless the member set another ceiling`,
      `A community  ${limits.communityDay} tokens a day`,
      `All          ${limits.signerDay} tokens a day`,
      ...Object.entries(limits.decimals).map(([token, decimals]) => `Decimals     ${token} ${decimals}`),
      ...(changed ? ['The server follows when it starts next.'] : []),
    ];
    return { result: limits, lines };
  },
  async journal() {
    readAddresses(dir);
    const { saltSecret } = await openKeystore(dir, await passphrase());
    const signed = existsSync(journalDir(dir)) ? readJournal(journalDir(dir), journalKey(saltSecret)) : [];
    return { result: signed, lines: [...signed.map(inWords), `${signed.length} signatures, none changed.`] };
  },
};

function decimalsOf(text: string): [string, number] {
  const [token, decimals] = text.split('=');
  return [(token ?? '').toLowerCase(), decimals ? Number(decimals) : Number.NaN];
}

function inWords(entry: Line): string {
  const at = new Date(entry.at * 1000).toISOString();
  if (entry.kind === 'batch') {
    const given = entry.outflows.filter(([who]) => !who.startsWith('*'));
    const moves = given.map(([who, sum]) => `${who.slice(0, 10)}…${who.slice(66)} gives ${sum}`);
    return [`${at}  batch ${entry.sequence} of lane ${entry.lane}, ${entry.calls} calls`, ...moves].join('\n    ');
  }
  if (entry.kind === 'transaction') return `${at}  transaction ${entry.hash} of ${entry.wallet}, nonce ${entry.nonce}`;
  const { kind, at: _, ...rest } = entry;
  return `${at}  ${kind} ${JSON.stringify(rest)}`;
}

await carriedOut(async () => {
  const { result, lines } = await commands[values.verb]();
  console.log(values.json ? JSON.stringify(result) : lines.join('\n'));
});
