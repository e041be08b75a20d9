/** docs/DAY.md tells what the bot does today; and what goes wrong on the way changes nothing that people have. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { broken, FAULTS } from '../../scripts/day/faults.ts';
import { openPage } from '../../scripts/day/page.ts';
import { type Played, play } from '../../scripts/day/play.ts';
import { root } from '../../scripts/run.ts';

const kinds = Object.values(FAULTS);
/** Several times as many deeds as there are kinds of faults. */
const BEGINNING = ['founding', 'preparing', 'talking', 'giving'] as const;

let played: Played;

test('the day goes as docs/DAY.md tells it, every command and button is used, and no rule is broken', async () => {
  const page = openPage();
  played = await play({ hear: page.hear });
  assert.deepEqual([...played.unused, ...broken(played), ...played.failures], []);
  const kept = readFileSync(join(root, 'docs/DAY.md'), 'utf8');
  assert.equal(page.text(), kept, 'npm run day writes the page anew');
});

test('with each kind of fault in turn before the deeds, everybody has the same', async () => {
  const fault = (deed: number) => ({ clear: true, ...kinds[deed % kinds.length] });
  const faulty = await play({ hear: () => undefined, fault, only: [...BEGINNING] });
  assert.deepEqual([...broken(faulty), ...faulty.failures], []);
  for (const chapter of BEGINNING) assert.deepEqual(faulty.after[chapter], played.after[chapter], chapter);
});
