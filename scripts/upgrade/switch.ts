/** The moment in which the server goes from one version of a module to the next. */
import { and, eq, inArray } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Deployment } from '../../bot/chain/chain.ts';
import { isLed } from '../../bot/chain/leader.ts';
import type { Database } from '../../bot/db/database.ts';
import { communities, outbox } from '../../bot/db/schema.ts';
import { FatalError } from '../../bot/errors.ts';

/** All communities that the tables know, with who owns them. */
export const readCommunities = (db: Database): Promise<{ token: Address; owner: Address }[]> =>
  db.select({ token: communities.token, owner: communities.owner }).from(communities).orderBy(communities.token);

/**
 * Nothing may be on its way to the old version: the signer signs for the new one only from then on.
 * @throws FatalError while a server runs, or operations wait
 */
export async function requireQuiet(db: Database, module: Address): Promise<void> {
  const ongoing = and(
    eq(outbox.target, module.toLowerCase() as Address),
    inArray(outbox.state, ['queued', 'signed', 'broadcast']),
  );
  const waiting = await db.$count(outbox, ongoing);
  if (waiting > 0)
    throw new FatalError(
      `All is ready, but ${waiting} operation(s) are on their way to the old version: let the server finish them, stop it, and run the same command again.`,
    );
  if (await isLed(db, 'relayer'))
    throw new FatalError('All is ready: stop the server, and run the same command again.');
}

/** The deployment with its new version, and the old one among those whose word remains history. */
export const switched = (deployment: Deployment, gifts: Address): Deployment => ({
  ...deployment,
  gifts,
  former: { gifts: [...(deployment.former?.gifts ?? []), deployment.gifts] },
});
