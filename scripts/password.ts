// Makes the line of `.env` that holds the operator's password, hashed.
import { parseArgs } from 'node:util';
import { hashPassword } from '../bot/api/password.ts';
import { askSecret, isInteractive } from '../bot/custody/prompt.ts';
import { FatalError } from '../bot/errors.ts';
import { askedOf, carriedOut } from './arguments.ts';

const HELP = `npm run password [-- --json]

Asks for the password of the operator's login on the API, and prints the line of .env that holds its hash (argon2id). Without
a terminal the password is read from standard input.
Exit codes: 0 done, 1 refused with the reason, 2 wrong arguments.`;

const LEAST = 12;

const asked = askedOf(HELP, () => {
  const { values } = parseArgs({
    options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  });
  return values;
});

async function read(): Promise<string> {
  if (isInteractive()) {
    const password = await askSecret('Password: ');
    if ((await askSecret('Once more: ')) !== password) throw new FatalError('The two were not the same: try again.');
    return password;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks)
    .toString()
    .replace(/\r?\n$/, '');
}

await carriedOut(async () => {
  const password = await read();
  if (password.length < LEAST) throw new FatalError(`A password has at least ${LEAST} characters.`);
  const hash = await hashPassword(password);
  console.log(asked.json ? JSON.stringify({ hash }) : `ADMIN_PASSWORD_HASH='${hash}'`);
});
