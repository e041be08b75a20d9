import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Hex, keccak256, slice, toHex } from 'viem';
import type { Log } from '../../../bot/chain/log.ts';
import { endOfRaw, type Kind, keepRaw, readRaw, readRawOf } from '../../../bot/chain/raw.ts';
import { decodeRaw, encodeRaw, type Place } from '../../../bot/chain/rawRows.ts';
import { transact } from '../../../bot/db/database.ts';
import { testDatabase } from '../../support/database.ts';

/** Of few, so that they come again; and others. Digests, as addresses and topics are: none holds a part of another. */
const hexes = (bytes: number) =>
  fc.oneof(fc.nat(3), fc.nat()).map((some): Hex => slice(keccak256(toHex(`${some} of ${bytes}`)), 0, bytes));
const data = fc.uint8Array({ maxLength: 100 }).map((some): Hex => `0x${Buffer.from(some).toString('hex')}`);
const blocks = fc
  .array(
    fc.record({
      hash: hexes(32),
      at: fc.integer({ min: 0, max: 2 ** 34 }),
      logs: fc.array(
        fc.record({ address: hexes(20), topics: fc.array(hexes(32), { maxLength: 4 }), data, txHash: hexes(32) }),
        { minLength: 1, maxLength: 5 },
      ),
    }),
    { maxLength: 6 },
  )
  .map((found) => {
    const places = found.map(({ hash, at }, i): Place => ({ number: 3 * i + 1, hash, at }));
    const logs = found.flatMap(({ at, logs }, i) =>
      logs.map((log, j): Log => ({ ...log, block: 3 * i + 1, logIndex: 2 * j, at })),
    );
    return { places, logs };
  });

describe('raw events', () => {
  it('are what was written of them, whatever they are', () => {
    fc.assert(
      fc.property(blocks, ({ places, logs }) => assert.deepEqual([...decodeRaw(encodeRaw(places, logs))], logs)),
    );
  });

  it('are found in the database by block and by kind', { timeout: 120_000 }, async () => {
    const database = await testDatabase();
    try {
      await fc.assert(
        fc.asyncProperty(blocks, fc.nat(20), fc.nat(20), async ({ places, logs }, after, count) => {
          await database.pool.query('truncate chain.log_blocks');
          await transact(database.db, (_tx, client) => keepRaw(client, encodeRaw(places, logs)));
          const { db } = database;
          const from = logs.filter(({ block }) => block > after);
          assert.deepEqual(await readRaw(db, after + 1, 100), from);
          assert.equal(await endOfRaw(db, after, 100, count), from[count]?.block ?? 100);
          const { address, topics } = logs[0] ?? { address: '0x' as Hex, topics: [] };
          const kinds: Kind[] = [{ address }];
          if (topics[0]) kinds.push({ topic: topics[0] }, { address, topic: topics[0] });
          for (const kind of kinds) {
            const isOf = (log: Log) =>
              (kind.address ?? log.address) === log.address && (!kind.topic || kind.topic === log.topics[0]);
            const ofKind = from.filter(isOf);
            assert.deepEqual(await readRawOf(db, { first: after + 1 }, [kind]), ofKind);
            assert.deepEqual(
              await readRawOf(db, { first: after + 1, blocks: 1 }, [kind]),
              ofKind.filter(({ block }) => block === ofKind[0]!.block),
            );
          }
        }),
        { numRuns: 50 },
      );
    } finally {
      await database.close();
    }
  });
});
