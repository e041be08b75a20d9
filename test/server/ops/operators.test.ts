/** Every command for who runs the server: it tells how it is used, speaks JSON, and ends as its help says. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root, run } from '../../../scripts/run.ts';

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
const OPERATORS = [
  ...['init', 'deploy', 'upgrade', 'doctor', 'keystore', 'password', 'preset', 'backup', 'restore'],
  ...['verify', 'reindex', 'export', 'import'],
];

describe('the operator’s commands', { timeout: 480_000 }, () => {
  it('are all in package.json, with the packages brought up to date before', () => {
    for (const name of OPERATORS) {
      assert.match(scripts[name] ?? '', new RegExp(`^node scripts/${name}\\.ts$`), name);
      assert.equal(scripts[`pre${name}`], 'node scripts/setup.mjs', name);
    }
  });

  /** A folder that is none, so that nothing is found, and nothing can be done. */
  const nowhere = { DATA_DIR: '/nonexistent/guildmint', RPC_URL: 'http://127.0.0.1:9', DISCORD_TOKEN: 'none' };
  const command = (name: string, ...args: string[]) =>
    run(process.execPath, [`scripts/${name}.ts`, ...args], { quiet: true, env: nowhere });

  for (const name of OPERATORS)
    it(`${name} tells how it is used, and ends with 2 where it is used otherwise`, async () => {
      const [help, wrong] = await Promise.all([command(name, '--help'), command(name, '--no-such-option')]);
      assert.equal(help.code, 0, help.output);
      assert.ok(help.output.includes(`npm run ${name}`), help.output);
      for (const words of [/--json/, /Exit codes?\b/]) assert.match(help.output, words);
      assert.equal(wrong.code, 2, wrong.output);
      assert.match(wrong.output, /no-such-option/);
      assert.ok(wrong.output.includes(`npm run ${name}`), 'the help stands below');
      assert.doesNotMatch(wrong.output, /^ {4}at /m);
    });

  const asked: [name: string, args: string[], code: number, words: RegExp][] = [
    ['deploy', [], 2, /^Which Discord server\? Give its id/],
    ['import', ['--guild', '123456'], 2, /^Which files\? Name at least one\./],
    ['restore', [], 2, /^Which backup\?/],
    ['keystore', ['open'], 2, /^Say what to do: create, show/],
    ['upgrade', [], 2, /^Which module\?/],
    ['upgrade', ['Nothing'], 2, /^There is no contract Nothing/],
    ['upgrade', ['Shop'], 1, /^Shop cannot be upgraded: it keeps items, purchases and their receipts/],
    ['upgrade', ['Custodian'], 1, /^Custodian cannot be upgraded: members’ accounts follow from its address/],
  ];
  for (const [name, args, code, words] of asked)
    it(`${[name, ...args].join(' ')} ends with ${code} and a sentence`, async () => {
      const { code: ended, output } = await command(name, ...args);
      assert.match(output, words);
      assert.equal(ended, code);
      assert.doesNotMatch(output, /^ {4}at /m);
    });
});
