// Asks for what a real installation needs, holds each answer against the thing itself, and writes .env.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../bot/config.ts';
import { isInteractive } from '../bot/custody/prompt.ts';
import { FatalError } from '../bot/errors.ts';
import { askedOf, carriedOut } from './arguments.ts';
import { answersTo } from './init/answer.ts';
import { terminalDesk } from './init/desk.ts';
import { envText, makePassphrase, readEnvFile, writeEnvFile } from './init/envFile.ts';
import { type Answers, questions } from './init/questions.ts';
import { root } from './run.ts';

const optionOf = (name: string) => name.toLowerCase().replaceAll('_', '-');
const open = questions.filter(({ secret }) => !secret);
const HELP = `npm run init [-- options]

Asks for what a real installation needs, looks at once whether each answer holds, and writes .env for you alone to read.
Without a terminal every answer comes from options, from a file or from the environment, under the name that it has in .env.

${open.map(({ name, asks }) => `  --${optionOf(name).padEnd(25)} ${asks}`).join('\n')}
  --from FILE                 takes answers from a file of NAME=value lines; secrets come from there, or are typed
  --out FILE                  writes there instead
  --force                     goes over a .env that is there: what is not asked stays, the old one is kept as .env.old
  --json                      one line of JSON: what was written where, no secret

Exit codes: 0 written, 1 nothing was written, with the reason, 2 wrong arguments.`;

const asked = askedOf(HELP, () => {
  const { values } = parseArgs({
    options: {
      ...Object.fromEntries(open.map(({ name }) => [optionOf(name), { type: 'string' as const }])),
      from: { type: 'string' },
      out: { type: 'string' },
      force: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { from, out, force, json, help } = values;
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const given = open.flatMap(({ name }) => {
    const answer = text((values as Record<string, unknown>)[optionOf(name)]);
    return answer === undefined ? [] : [[name, answer] as const];
  });
  const flags = { force: force === true, json: json === true, help: help === true };
  return { ...flags, given: Object.fromEntries(given), from: text(from), out: text(out) };
});

await carriedOut(async () => {
  const file = resolve(asked.out ?? join(root, '.env'));
  const there = existsSync(file);
  if (there && !asked.force)
    throw new FatalError(
      `${file} is there already: change it by hand, or go over it with --force (it is kept as ${file}.old).`,
    );
  const before = there ? readEnvFile(file) : {};
  const environment = Object.fromEntries(
    questions.flatMap(({ name }) => (process.env[name] ? [[name, process.env[name] ?? '']] : [])),
  );
  const given: Answers = { ...environment, ...(asked.from ? readEnvFile(resolve(asked.from)) : {}), ...asked.given };
  const answers = await answersTo(questions, given, before, isInteractive() ? terminalDesk() : null);
  const passphrase = answers.KEYSTORE_PASSPHRASE_FILE ?? '';
  const all: Answers = { ENVIRONMENT: 'production', ...before, ...answers };
  // As the server reads it, but for the file that is made below.
  readConfig({ ...all, KEYSTORE_PASSPHRASE_FILE: '', KEYSTORE_PASSPHRASE: 'stands in for it' });
  const text = envText(questions, answers, { ENVIRONMENT: 'production', ...before });
  const made = makePassphrase(passphrase);
  writeEnvFile(file, text);
  if (asked.json) {
    console.log(JSON.stringify({ file, names: Object.keys(all).filter((name) => all[name] !== ''), passphrase, made }));
    return;
  }
  console.log(`Written: ${file}, which you alone can read.`);
  if (made) console.log(`Made: ${passphrase}. Copy it to another place: without it the keystore is worth nothing.`);
  console.log(`
Next:
  npm run doctor                                       looks at all of it; contracts and wallets are still missing
  npm run deploy -- --guild <server id> --dry-run      says what the contracts and a community cost
  npm run deploy -- --guild <server id>                deploys them; the preset is ${answers.PRESET}
  npm start`);
});
