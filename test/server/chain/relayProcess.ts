/** A relaying process for tests that kill it: `relayProcess.ts <settings as JSON>`. Ends when the operation is done. */

import { pino } from 'pino';
import { readDeployment } from '../../../bot/chain/deployment.ts';
import { openChain } from '../../../bot/chain/open.ts';
import { readConfig } from '../../../bot/config.ts';
import { openDatabase } from '../../../bot/db/database.ts';
import { reached } from '../../support/reached.ts';

export type Settings = { env: NodeJS.ProcessEnv; databaseUrl: string; operation: string; dieAt: string | null };

if (import.meta.main) {
  const { env, databaseUrl, operation, dieAt }: Settings = JSON.parse(process.argv[2]!);
  const config = readConfig(env);
  const log = pino({ level: 'silent' });
  const { db, close } = await openDatabase({ url: databaseUrl, dataDir: config.dataDir, log });
  const chain = await openChain({
    config,
    log,
    clock: Date.now,
    db,
    deployment: readDeployment(config),
    faults: {
      at(step) {
        if (step === dieAt) process.kill(process.pid, 'SIGKILL');
      },
    },
  });
  chain.startRelayer();
  await reached(chain, operation, 'final', 'failed');
  await chain.close();
  await close();
}
