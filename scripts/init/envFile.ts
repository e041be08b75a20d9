/** `.env`: read and written so that a value comes back as it went in, and nobody but its owner reads it. */
import { randomBytes } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseEnv } from 'node:util';
import { FatalError } from '../../bot/errors.ts';
import type { Answers, Question } from './questions.ts';

/** @throws FatalError for a file that cannot be read */
export function readEnvFile(file: string): Answers {
  try {
    return Object.fromEntries(
      Object.entries(parseEnv(readFileSync(file, 'utf8'))).map(([name, value]) => [name, value ?? '']),
    );
  } catch (cause) {
    throw new FatalError(`The file ${file} cannot be read.`, { cause });
  }
}

/**
 * The file's text: each answer below its question, and what stood in the file before besides.
 * @throws FatalError for a value that no quotes can hold
 */
export function envText(questions: Question[], answers: Answers, before: Answers): string {
  const names = new Set(questions.map(({ name }) => name));
  const asked = questions
    .filter(({ name }) => answers[name])
    .map(({ name, asks }) => `# ${asks}\n${lineOf(name, answers[name] ?? '')}`);
  const others = Object.entries(before)
    .filter(([name]) => !names.has(name))
    .map(([name, value]) => lineOf(name, value));
  return `${[...asked, ...others].join('\n')}\n`;
}

function lineOf(name: string, value: string): string {
  const quoted = ['', "'", '"', '`'].map((quote) => `${name}=${quote}${value}${quote}`);
  const line = quoted.find((text) => parseEnv(text)[name] === value);
  if (!line)
    throw new FatalError(`The value of ${name} cannot be written into a file: leave quotes and line ends out of it.`);
  return line;
}

/** Puts it in place at once; what stood there is kept beside it, as `<file>.old`. */
export function writeEnvFile(file: string, text: string) {
  if (existsSync(file)) {
    copyFileSync(file, `${file}.old`);
    chmodSync(`${file}.old`, 0o600);
  }
  const draft = `${file}.${process.pid}.part`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, file);
}

/** Makes a passphrase where there is none. @returns whether it was made */
export function makePassphrase(file: string): boolean {
  if (existsSync(file)) return false;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
  return true;
}
