/** What this process counts for Prometheus. Made once, in main.ts; docs/OPERATIONS.md lists every name and what to watch. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Seconds, from what a member does not notice to what an operator must. */
const SHORT = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const LONG = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60, 120, 300, 900, 3600];

/** No label ever holds an id, an address of a member, a URL or a message: values are few and known beforehand. */
export function openMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const counter = <T extends string>(name: string, help: string, labelNames: readonly T[] = []) =>
    new Counter<T>({ name: `guildmint_${name}`, help, labelNames, registers });
  const gauge = <T extends string>(name: string, help: string, labelNames: readonly T[] = []) =>
    new Gauge<T>({ name: `guildmint_${name}`, help, labelNames, registers });
  const histogram = <T extends string>(name: string, help: string, buckets: number[], labelNames: readonly T[] = []) =>
    new Histogram<T>({ name: `guildmint_${name}`, help, buckets, labelNames, registers });

  return {
    registry,
    /** Memory, CPU, garbage collection, event loop, of the whole process: asked for once, by main.ts. */
    watchProcess: () => collectDefaultMetrics({ register: registry }),

    ready: gauge('ready', '1 while the server is ready to serve'),
    leader: gauge('leader', '1 while this server is the leader of what is named', ['of']),
    databaseConnections: gauge('database_connections', 'Connections of the pool', ['state']),

    chainBlock: gauge('chain_block', 'Number of the latest block that the node knows'),
    indexerBlock: gauge('indexer_block', 'Number of the block up to which the tables speak'),
    indexerLagBlocks: gauge('indexer_lag_blocks', 'Blocks that the tables are behind the chain'),
    indexerLagSeconds: gauge(
      'indexer_lag_seconds',
      'Age of the block up to which the tables speak; 0 while none is missing',
    ),
    indexerLogs: counter('indexer_logs_total', 'Events written into the tables'),
    indexerFailures: counter('indexer_failures_total', 'Steps of the indexer that failed and were tried again'),
    reorgs: counter('reorgs_total', 'Reorganisations of the chain that were followed'),
    reorgDepth: histogram(
      'reorg_depth_blocks',
      'Blocks that a reorganisation took back',
      [1, 2, 3, 5, 10, 20, 50, 128],
    ),

    outboxOperations: gauge('outbox_operations', 'Operations that are not final, by state', ['state']),
    outboxOldestSeconds: gauge('outbox_oldest_seconds', 'Age of the oldest operation that no block holds; 0 when none'),
    operations: counter('operations_total', 'Operations that the chain has answered', ['verb', 'outcome']),
    batchOperations: histogram('batch_operations', 'Operations in one transaction', [1, 2, 5, 10, 20, 50, 100, 200]),
    confirmationSeconds: histogram('confirmation_seconds', 'From accepting an operation to its block', LONG),
    gasUsed: counter('gas_used_total', 'Gas that the operator paid for', ['verb']),
    gasCost: counter('gas_cost_coins_total', 'What that gas cost, in whole coins of the chain', ['verb']),
    transactionsReplaced: counter('transactions_replaced_total', 'Transactions sent anew with a better price or nonce'),
    batchesRecalled: counter('batches_recalled_total', 'Batches whose block a reorganisation took back'),
    gasDaysLeft: gauge('gas_days_left', 'Days that the wallets can pay for gas, at the rate of the last seven'),
    walletBalance: gauge('wallet_balance_coins', 'Coins of a wallet that pays gas', ['wallet']),

    signerRefusals: counter('signer_refusals_total', 'What the signer refused, by the rule that it broke', ['rule']),
    sentinelAlarms: counter('sentinel_alarms_total', 'Events of the Custodian that nobody here asked for'),
    signerStarts: counter('signer_starts_total', 'Times that the signer process was started'),

    rpcErrors: counter('rpc_errors_total', 'Requests that a node failed to answer, by host', ['node']),
    rpcSeconds: histogram('rpc_request_seconds', 'Time that a node took for a request, by host', SHORT, ['node']),
    rpcSubscribed: gauge('rpc_subscribed', '1 while a node tells of new blocks by itself'),

    httpSeconds: histogram('http_request_seconds', 'Time of HTTP requests', SHORT, ['method', 'route', 'status']),
    discordConnected: gauge('discord_connected', '1 while the gateway of Discord is connected'),
    commandSeconds: histogram('command_seconds', 'Time of commands and presses on Discord', SHORT, [
      'command',
      'outcome',
    ]),

    backupAt: gauge('backup_last_success_timestamp_seconds', 'When the last backup was completed, seconds since 1970'),
    backupFailures: counter('backup_failures_total', 'Daily backups that failed'),
  };
}

export type Metrics = ReturnType<typeof openMetrics>;
