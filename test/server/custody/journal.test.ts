import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { openJournal } from '../../../bot/custody/journal.ts';
import { CEILING, type Judged } from '../../../bot/custody/policy.ts';
import { Refusal } from '../../../bot/custody/protocol.ts';

const folder = mkdtempSync(join(tmpdir(), 'guildmint-journal-'));
const day = 86_400 * 20_000;
const member = '0xalice:0xtoken';
let path: string;
let count = 0;

const takes = (sum: bigint): Judged => ({
  outflows: new Map([[member, [{ index: 4, sum }]]]),
  ceilings: [],
  spends: [],
  calls: 5,
});

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
    path = join(folder, `signed-${count++}.log`);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('lets a member give up to the ceiling in a day, and names the call beyond it', () => {
    const journal = openJournal(path);
    sign(journal, day, 0, takes(CEILING - 1n));
    sign(journal, day, 1, takes(1n));
    assert.throws(() => sign(journal, day + 86_399, 2, takes(1n)), overLimit);
    sign(journal, day + 86_400, 2, takes(CEILING));
    journal.close();
  });

  it('names the first call that is too much, not those before it', () => {
    const journal = openJournal(path);
    const sums = [
      { index: 1, sum: CEILING },
      { index: 3, sum: CEILING + 1n },
      { index: 5, sum: CEILING + 2n },
    ];
    const judged: Judged = { outflows: new Map([[member, sums]]), ceilings: [], spends: [], calls: 6 };
    assert.throws(() => journal.judgeDay(day, 0n, 0, judged), { rule: 'day-limit', index: 3 });
    journal.close();
  });

  it('remembers the day across a restart', () => {
    const first = openJournal(path);
    sign(first, day, 0, takes(CEILING));
    first.close();
    const second = openJournal(path);
    assert.throws(() => sign(second, day + 60, 1, takes(1n)), overLimit);
    second.close();
  });

  it('counts a sequence that is signed again once, by its largest content', () => {
    const journal = openJournal(path);
    sign(journal, day, 0, takes(CEILING / 2n));
    sign(journal, day, 0, takes(CEILING / 2n));
    sign(journal, day, 0, takes(CEILING / 4n));
    sign(journal, day, 1, takes(CEILING / 2n));
    assert.throws(() => sign(journal, day, 2, takes(1n)), overLimit);
    journal.close();
  });

  it('lets a raised ceiling count a day after it was signed, a lowered one at once', () => {
    const journal = openJournal(path);
    const sets = (ceiling: bigint): Judged => ({
      outflows: new Map(),
      ceilings: [{ member, ceiling }],
      spends: [],
      calls: 1,
    });
    sign(journal, day + 1, 0, sets(CEILING * 2n));
    assert.throws(() => sign(journal, day + 86_400, 1, takes(CEILING + 1n)), overLimit);
    sign(journal, day + 86_401, 1, takes(CEILING * 2n));
    sign(journal, day + 86_402, 2, sets(10n));
    assert.throws(() => sign(journal, day + 2 * 86_400, 3, takes(11n)), overLimit);
    journal.close();
  });

  it('passes over a line that a crash cut off, and refuses another damage', () => {
    const first = openJournal(path);
    sign(first, day, 0, takes(CEILING));
    first.close();
    appendFileSync(path, '{"kind":"batch","at":17');
    const second = openJournal(path);
    sign(second, day, 1, takes(0n));
    second.close();
    const third = openJournal(path);
    assert.throws(() => sign(third, day, 2, takes(1n)), overLimit);
    third.close();

    writeFileSync(path, '{"kind":"batch","at":"yesterday"}\n');
    assert.throws(() => openJournal(path), { name: 'FatalError', message: /is damaged in line 1/ });
  });
});
