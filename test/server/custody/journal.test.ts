import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { type Line, openJournal, readJournal } from '../../../bot/custody/journal.ts';
import type { Judged } from '../../../bot/custody/policy.ts';
import { Refusal } from '../../../bot/custody/protocol.ts';
import { CEILING } from '../../support/policy.ts';

const folder = mkdtempSync(join(tmpdir(), 'guildmint-journal-'));
const day = 86_400 * 20_000;
const member = '0xalice:0xtoken';
const key = Buffer.alloc(32, 7);
let dir: string;
let count = 0;

const judges = (changes: Partial<Judged>): Judged => ({
  outflows: new Map(),
  ceilings: [],
  spends: [],
  calls: 5,
  ...changes,
});
const takes = (sum: bigint, who = member) => judges({ outflows: new Map([[who, [{ index: 4, sum }]]]) });
const open = () => openJournal({ dir, key, dayOf: (who) => (who.startsWith('*') ? CEILING * 2n : CEILING) });
const path = (number: number) => join(dir, `00000${number}.log`);

/** As the signer does: judge, then append. */
function sign(journal: ReturnType<typeof openJournal>, at: number, sequence: number, judged: Judged) {
  journal.judgeDay(at, 0n, sequence, judged);
  journal.append({
    kind: 'batch',
    at,
    lane: '0',
    sequence,
    content: '0x',
    calls: judged.calls,
    outflows: Array.from(judged.outflows, ([who, sums]) => [who, String(sums.at(-1)!.sum)]),
    ceilings: judged.ceilings.map(({ member, ceiling }) => [member, String(ceiling)]),
  });
}
const overLimit = (error: Error) => error instanceof Refusal && error.rule === 'day-limit' && error.index === 4;

describe('the journal', () => {
  beforeEach(() => {
    dir = join(folder, String(count++), 'journal');
    mkdirSync(dir, { recursive: true });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('lets a member give up to the ceiling in a day, and names the call beyond it', () => {
    const journal = open();
    sign(journal, day, 0, takes(CEILING - 1n));
    sign(journal, day, 1, takes(1n));
    assert.throws(() => sign(journal, day + 86_399, 2, takes(1n)), overLimit);
    sign(journal, day + 86_400, 2, takes(CEILING));
    journal.close();
  });

  it('names the first call that is too much, not those before it', () => {
    const journal = open();
    const sums = [
      { index: 1, sum: CEILING },
      { index: 3, sum: CEILING + 1n },
      { index: 5, sum: CEILING + 2n },
    ];
    const judged = judges({ outflows: new Map([[member, sums]]) });
    assert.throws(() => journal.judgeDay(day, 0n, 0, judged), { rule: 'day-limit', index: 3 });
    journal.close();
  });

  it('remembers the day across a restart', () => {
    const first = open();
    sign(first, day, 0, takes(CEILING));
    first.close();
    const second = open();
    assert.throws(() => sign(second, day + 60, 1, takes(1n)), overLimit);
    second.close();
  });

  it('counts a sequence that is signed again once, by its largest content', () => {
    const journal = open();
    sign(journal, day, 0, takes(CEILING / 2n));
    sign(journal, day, 0, takes(CEILING / 2n));
    sign(journal, day, 0, takes(CEILING / 4n));
    sign(journal, day, 1, takes(CEILING / 2n));
    assert.throws(() => sign(journal, day, 2, takes(1n)), overLimit);
    journal.close();
  });

  it('lets a raised ceiling count a day after it was signed, a lowered one at once', () => {
    const journal = open();
    const sets = (ceiling: bigint) => judges({ ceilings: [{ member, ceiling }] });
    sign(journal, day + 1, 0, sets(CEILING * 2n));
    assert.throws(() => sign(journal, day + 86_400, 1, takes(CEILING + 1n)), overLimit);
    sign(journal, day + 86_401, 1, takes(CEILING * 2n));
    sign(journal, day + 86_402, 2, sets(10n));
    assert.throws(() => sign(journal, day + 2 * 86_400, 3, takes(11n)), overLimit);
    journal.close();
  });

  for (const [who, rule] of [
    ['*:0xtoken', 'community-limit'],
    ['*', 'signer-limit'],
  ] as const)
    it(`holds all together to their day, too (${rule})`, () => {
      const journal = open();
      sign(journal, day, 0, takes(CEILING * 2n, who));
      assert.throws(() => sign(journal, day, 1, takes(1n, who)), { rule, index: 4 });
      journal.close();
    });

  it('passes over a line that a crash cut off', () => {
    const first = open();
    sign(first, day, 0, takes(CEILING));
    first.close();
    appendFileSync(path(1), '{"kind":"batch","at":17');
    const second = open();
    sign(second, day, 1, takes(0n));
    second.close();
    const third = open();
    assert.throws(() => sign(third, day, 2, takes(1n)), overLimit);
    third.close();
    assert.equal(readJournal(dir, key).length, 2);
  });

  it('counts what another signer of the same keystore signs meanwhile', () => {
    const [one, other] = [open(), open()];
    sign(one, day, 0, takes(CEILING - 1n));
    sign(other, day, 1, takes(1n));
    assert.throws(() => sign(one, day, 2, takes(1n)), overLimit);
    sign(one, day + 86_400, 2, takes(CEILING));
    assert.throws(() => sign(other, day + 86_400, 3, takes(1n)), overLimit);
    one.close();
    other.close();
    assert.equal(readJournal(dir, key).length, 3);
  });

  it('begins a file with each day, which carries what still counts', () => {
    const raised = judges({ ceilings: [{ member: 'bob', ceiling: CEILING * 2n }] });
    const first = open();
    sign(first, day, 0, raised);
    sign(first, day + 86_400, 1, takes(CEILING));
    first.close();
    assert.deepEqual(readdirSync(dir), ['000001.log', '000002.log']);
    const second = open();
    assert.throws(() => sign(second, day + 86_400, 2, takes(1n)), overLimit);
    sign(second, day + 86_400, 2, takes(CEILING * 2n, 'bob'));
    sign(second, day + 2 * 86_400, 3, takes(1n));
    second.close();
    rmSync(path(1));
    rmSync(path(2));
    const third = open();
    sign(third, day + 2 * 86_400, 4, takes(CEILING * 2n, 'bob'));
    assert.throws(() => sign(third, day + 2 * 86_400, 5, takes(CEILING)), overLimit);
    third.close();
  });

  it('goes on where a crash left an empty file', () => {
    const first = open();
    sign(first, day, 0, takes(CEILING));
    first.close();
    writeFileSync(path(2), '');
    const second = open();
    assert.throws(() => sign(second, day, 1, takes(1n)), overLimit);
    second.close();
    const third = open();
    assert.throws(() => sign(third, day, 1, takes(1n)), overLimit);
    third.close();
  });

  it('begins a day with what was given in it already, once, and remembers it', () => {
    const first = open();
    assert.equal(first.countsSince(), 0);
    sign(first, day, 0, takes(CEILING));
    assert.equal(first.countsSince(), day);
    first.carry(day + 100, new Map());
    assert.throws(() => sign(first, day, 1, takes(1n)), overLimit);
    first.carry(day + 86_500, new Map([[member, CEILING - 1n]]));
    first.carry(day + 86_600, new Map());
    assert.equal(first.countsSince(), day + 86_400);
    assert.throws(() => sign(first, day + 86_700, 1, takes(2n)), overLimit);
    first.close();
    const second = open();
    sign(second, day + 86_700, 1, takes(1n));
    assert.throws(() => sign(second, day + 86_700, 2, takes(1n)), overLimit);
    second.close();
  });

  it('takes over the journal of an earlier version', () => {
    const entry: Line = {
      ...{ kind: 'batch', at: day, lane: '0', sequence: 0, content: '0x', calls: 1 },
      ...{ outflows: [[member, String(CEILING)]], ceilings: [] },
    };
    writeFileSync(join(dir, '..', 'signed.log'), `${JSON.stringify(entry)}\n`);
    for (let time = 0; time < 2; time++) {
      const journal = open();
      assert.throws(() => sign(journal, day, 1, takes(1n)), overLimit);
      journal.close();
    }
    assert.equal(readJournal(dir, key).length, 1);
  });

  describe('changed by somebody without its key', () => {
    beforeEach(() => {
      const journal = open();
      for (let sequence = 0; sequence < 4; sequence++) sign(journal, day, sequence, takes(1n));
      journal.close();
    });
    const lines = () => readFileSync(path(1), 'utf8').split('\n');
    const changes: [name: string, at: number, change: (lines: string[]) => string[]][] = [
      [
        'a line',
        2,
        ([one, two = '', ...rest]) => [
          one!,
          two.replace('["0xalice:0xtoken","1"]', '["0xalice:0xtoken","0"]'),
          ...rest,
        ],
      ],
      ['a line left out', 2, ([one, , ...rest]) => [one!, ...rest]],
      ['a line without a seal', 2, ([one, two = '', ...rest]) => [one!, two.replace(/,"before".*/, '}'), ...rest]],
      ['a line that is none', 1, (all) => ['{"kind":"batch","at":"yesterday"}', ...all]],
    ];
    for (const [name, at, change] of changes)
      it(`is not opened, and the line is named: ${name}`, () => {
        writeFileSync(path(1), change(lines()).join('\n'));
        const damaged = { name: 'FatalError', message: new RegExp(`is damaged in line ${at}:`) };
        assert.throws(() => open(), damaged);
        assert.throws(() => readJournal(dir, key), damaged);
      });
    it('is not read with another key', () => {
      assert.throws(() => readJournal(dir, Buffer.alloc(32)), { name: 'FatalError' });
    });
  });
});
