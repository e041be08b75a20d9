import { eq } from 'drizzle-orm';
import type { PublicClient } from 'viem';
import type { Deployment } from '../../chain/chain.ts';
import type { Database } from '../../db/database.ts';
import { blocks, communities, cursor as cursorTable } from '../../db/schema.ts';
import { FatalError } from '../../errors.ts';
import { fingerprint } from '../cursor.ts';
import { contractsOf } from '../project.ts';
import { PROJECTION } from '../projection.ts';
import { openSource } from '../source.ts';
import { verifyContracts } from './contracts.ts';
import type { Difference } from './difference.ts';
import { verifyNode } from './node.ts';
import { verifyReplay } from './replay.ts';

/** What was compared, and what was found. */
export type Verdict = {
  block: number;
  /** Values that contracts were asked for, rows that a replay made, logs that the node gave again. */
  compared: { contracts: number; replay: number; node: number };
  differences: number;
};

/**
 * Proves that the cache is the chain at one block: the cursor's. Everything is read in one snapshot, so a server may go
 * on indexing meanwhile.
 * @param options.deep all raw events are asked of the node again, not some ranges of them
 * @param options.tell called with every difference, the first one first
 * @throws FatalError if the cache cannot be compared: it is empty, being built, or of another chain
 */
export async function verify(options: {
  db: Database;
  client: PublicClient;
  deployment: Deployment;
  deep: boolean;
  replay: boolean;
  tell(difference: Difference): void;
  progress?(part: string, done: number, all: number): void;
}): Promise<Verdict> {
  const { db, client, deployment, deep, replay, progress = () => undefined } = options;
  const source = openSource(client, deployment.communities);
  let differences = 0;
  const tell = (difference: Difference) => {
    differences++;
    options.tell(difference);
  };
  return db.transaction(
    async (snapshot) => {
      const [cursor] = await snapshot.select().from(cursorTable);
      if (!cursor) throw new FatalError('Nothing is indexed yet: start the server, and verify when it has caught up.');
      if (cursor.deployment !== fingerprint(deployment))
        throw new FatalError('The cache was made from other contracts: start the server, which indexes anew.');
      const [known] = await snapshot.select().from(blocks).where(eq(blocks.number, cursor.number));
      if (cursor.projection !== PROJECTION || known?.hash !== cursor.hash)
        throw new FatalError(
          'The rows are being built: wait until the server has caught up, or run `npm run reindex`.',
        );
      const theirs = await source.header(cursor.number);
      if (theirs?.hash !== cursor.hash)
        throw new FatalError(
          `Block ${cursor.number} of the cache is not on the node's chain: let the server follow it first.`,
        );

      const { number } = cursor;
      const common = { snapshot, deployment, tell };
      const contracts = await verifyContracts({ ...common, client, block: number, progress });
      const rows = replay
        ? (await verifyReplay({ ...common, db, cursor, progress: (block) => progress('replay', block, number) })).rows
        : 0;
      const tokens = await snapshot.select({ token: communities.token }).from(communities);
      const node = await verifyNode({
        ...{ snapshot, source, deep, tell, first: deployment.block, last: number },
        addresses: [...contractsOf(deployment).keys(), ...tokens.map(({ token }) => token)],
        progress: (block) => progress('node', block, number),
      });
      return { block: number, compared: { contracts, replay: rows, node }, differences };
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}
