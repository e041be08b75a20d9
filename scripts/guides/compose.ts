// Stands in for `docker compose` where there is none: the Containerfile's lines are carried out in an empty folder, and what a
// container would run is run there, with the environment that compose.yaml gives it. PostgreSQL is the one of the stand-ins.
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import { packagesInto } from './packages.ts';
import { readCompose } from './yaml.ts';

const image = join(process.env.GUIDE_ROOT!, 'image');
const lines = readFileSync('Containerfile', 'utf8')
  .replace(/\\\n/g, ' ')
  .split('\n')
  .map((line) => /^([A-Z]+) (.+)$/.exec(line))
  .filter((match) => match !== null)
  .map(([, word, rest]) => ({ word: word!, rest: rest! }));
const inside = (text: string) => text.replaceAll('/app', image);

/** As ENV has it; the image's own folder stands for /app. */
const imageEnv = Object.fromEntries(
  lines
    .filter(({ word }) => word === 'ENV')
    .flatMap(({ rest }) => rest.split(' ').map((each) => inside(each).split(/=(.*)/s) as [string, string])),
);

function serviceEnv(): NodeJS.ProcessEnv {
  const file = parseEnv(readFileSync('.env', 'utf8'));
  const { environment } = readCompose('compose.yaml').services.guildmint!;
  const filled = Object.entries(environment).map(([name, value]) => [
    name,
    value.replace(/\$\{(\w+)[^}]*\}/g, (_, variable: string) => file[variable] ?? ''),
  ]);
  const standIns = JSON.parse(process.env.GUIDE_STAND_INS!) as Record<string, string>;
  return { ...process.env, ...imageEnv, ...file, ...Object.fromEntries(filled), ...standIns };
}

/** COPY and RUN, one after the other; the packages come from here instead of from the registry. */
function build() {
  mkdirSync(image, { recursive: true });
  const ignored = readFileSync('.dockerignore', 'utf8').split('\n').filter(Boolean);
  const left = (path: string) =>
    ignored.some((line) => (line.startsWith('**/') ? path.endsWith(`/${line.slice(3)}`) : path === line));
  for (const { word, rest } of lines) {
    if (word === 'COPY') {
      const paths = rest.split(' ');
      const to = paths.pop()!;
      for (const from of paths) {
        const target = join(image, to.endsWith('/') && from !== '.' ? join(to, from.split('/').pop()!) : to);
        mkdirSync(dirname(target), { recursive: true });
        cpSync(from, from === '.' ? image : target, {
          recursive: true,
          filter: (source) => !left(source.replace(/^\.\//, '')),
        });
      }
    }
    if (word === 'RUN') {
      if (!existsSync(join(image, 'node_modules'))) packagesInto(image);
      const command = rest.replace(/chown -R \S+ .*$/, 'true');
      const { status } = spawnSync('bash', ['-c', command], { cwd: image, stdio: 'inherit' });
      if (status !== 0) process.exit(status ?? 1);
    }
    console.log(`(stand-in) ${word} ${rest}`);
  }
}

const [, verb, ...rest] = process.argv.slice(2);
if (verb === 'build') build();
else if (verb === 'up') {
  const command = JSON.parse(lines.find(({ word }) => word === 'CMD')!.rest) as string[];
  const [program, ...args] = command;
  const child = spawn(join(image, program!), args, { cwd: image, env: serviceEnv(), detached: true, stdio: 'ignore' });
  appendFileSync(join(process.env.GUIDE_ROOT!, 'started'), `${child.pid}\n`);
  child.unref();
  console.log('(stand-in) started as compose.yaml says');
} else {
  const command = rest.slice(rest.indexOf('guildmint') + 1);
  const { status } = spawnSync(command[0]!, command.slice(1), { cwd: image, env: serviceEnv(), stdio: 'inherit' });
  process.exit(status ?? 1);
}
