import { custodianAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import type { Logger } from 'pino';
import type { Address, Hex, PublicClient } from 'viem';
import type { Config } from '../config.ts';
import { openSigner } from '../custody/client.ts';
import { accountOf as derive } from '../custody/derive.ts';
import { DOMAIN } from '../custody/typedData.ts';
import type { Database, Transaction } from '../db/database.ts';
import { FatalError } from '../errors.ts';
import { type Metrics, openMetrics } from '../metrics.ts';
import { openBell } from './bell.ts';
import type { Chain, Deployment, Standing } from './chain.ts';
import { checkCall } from './check.ts';
import { checkNodes } from './checkNodes.ts';
import { openClient } from './clients.ts';
import { cancelDraft, graduationDraft, recoveryDraft } from './content.ts';
import { checkDeployment, readImplementation } from './deployment.ts';
import { counting } from './nodes.ts';
import { type Entry, enqueue, openOutcomes } from './outbox.ts';
import { openPins } from './pins.ts';
import { recallToday } from './recall.ts';
import type { Faults, Timing } from './relay.ts';
import { startRelayer } from './relayer.ts';
import type { Unit } from './sentences.ts';
import { startSentinel } from './sentinel.ts';
import { checkSponsored, directOf } from './sponsored.ts';

/** Accounts remembered; asking the signer again costs a fraction of a millisecond. */
const REMEMBERED = 10_000;

/**
 * Reaches node, contracts and signer, and looks whether they belong together. Nothing is written anywhere.
 * @param options.carries false: for a command beside the server, whose operations the server carries. Its signer only tells
 * whose account is which, and leaves the journal to the server's.
 * @throws FatalError in one sentence: no node, another chain, missing contracts, wrong passphrase, damaged keystore
 */
export async function reachChain(options: {
  config: Config;
  log: Logger;
  metrics: Metrics;
  deployment: Deployment;
  carries?: boolean;
  /** Told of the signer's refusals. */
  tell?: ((kind: string, text: string) => void) | undefined;
}) {
  const { config, log, metrics, deployment, carries = true } = options;
  const client = openClient(config, {
    answered: counting(metrics),
    warn: (about, words) => log.warn(about, words),
    genesis: deployment.genesis,
  });
  await checkNodes(config.rpcUrls, deployment, log);
  await checkDeployment(client, deployment);
  const implementation = await readImplementation(client, deployment);
  await checkDomain(client, deployment);
  const signer = await openSigner({
    keystore: config.keystore,
    deploymentFile: carries ? config.deploymentFile : null,
    log,
    onStart: () => metrics.signerStarts.inc(),
    onRefused(rule) {
      metrics.signerRefusals.inc({ rule });
      options.tell?.('signer-refusal', `The signer refused what it was asked to sign, by its rule “${rule}”.`);
    },
  });
  return { client, implementation, signer, carries, close: signer.close };
}
type Reached = Awaited<ReturnType<typeof reachChain>>;

/** The signer's messages are bound to the Custodian by its EIP-712 domain. @throws FatalError if it is another one */
async function checkDomain(client: PublicClient, { custodian }: Deployment) {
  const [, name, version] = await client.readContract({
    address: custodian,
    abi: custodianAbi,
    functionName: 'eip712Domain',
  });
  if (name !== DOMAIN.name || version !== DOMAIN.version)
    throw new FatalError(
      `The Custodian is of another version (${name} ${version}): run the Guildmint version that deployed it.`,
    );
}

/**
 * Opens the way to the chain: node, signer process, outbox. Operations are accepted from now on and carried once
 * `startRelayer` was called.
 * @param options.reached node and signer, which the caller closes; reached and closed here where left out
 * @param options.faults a test's hook into the relayer's steps
 * @param options.onFatal told when relaying must stop; by default the error ends the process
 * @throws FatalError in one sentence: see {@link reachChain}
 */
export async function openChain(options: {
  config: Config;
  log: Logger;
  /** Counted for nobody where left out. */
  metrics?: Metrics | undefined;
  clock: () => number;
  db: Database;
  deployment: Deployment;
  reached?: Reached;
  faults?: Faults | undefined;
  timing?: Partial<Timing>;
  /** Told of the sentinel's alarms, and of the refusals of a signer that is reached here. */
  tell?: ((kind: string, text: string) => void) | undefined;
  onFatal?: (error: FatalError) => void;
}): Promise<Chain & { startRelayer(): void; startSentinel(): ReturnType<typeof startSentinel> }> {
  const { config, log, clock, db, deployment, metrics = openMetrics() } = options;
  const own = options.reached ? null : await reachChain({ config, log, metrics, deployment, tell: options.tell });
  const { client, implementation, signer, carries } = options.reached ?? own!;
  const bell = openBell();
  const known = new Map<string, { salt: Hex; account: Address }>();
  const units = new Map<Address, Promise<Unit>>();
  let relaying: { close(): Promise<void> } | null = null;
  let watching: ReturnType<typeof startSentinel> | null = null;

  const outcomes = await (carries ? recallToday({ client, deployment, signer, log }) : Promise.resolve())
    .then(() =>
      openOutcomes({
        db,
        unitOf,
        onQueued: bell.ring,
        onError: (error) => log.error({ err: error }, 'an outcome could not be told'),
      }),
    )
    .catch(async (error: unknown) => {
      await own?.close();
      throw error;
    });

  async function accountsOf(userIds: string[]) {
    const unknown = [...new Set(userIds.filter((userId) => !known.has(userId)))];
    const salts = unknown.length > 0 ? await signer.salts(unknown) : [];
    const fresh = new Map(
      unknown.map((userId, index) => {
        const salt = salts[index]!;
        return [userId, { salt, account: derive(deployment.custodian, implementation, salt) }];
      }),
    );
    const found = userIds.map((userId) => known.get(userId) ?? fresh.get(userId)!);
    for (const [userId, account] of fresh) known.set(userId, account);
    for (const oldest of known.keys()) {
      if (known.size <= REMEMBERED) break;
      known.delete(oldest);
    }
    return found;
  }

  async function accountOf(userId: string) {
    return (await accountsOf([userId]))[0]!.account;
  }

  async function submitDraft(
    verb: string,
    draft: (salt: Hex) => Hex,
    request: { id: string; token: Address | null; userId: string; proof?: Hex },
    tx: Transaction | undefined,
  ) {
    const [who] = await accountsOf([request.userId]);
    const { salt, account } = who!;
    const target = deployment.custodian;
    const entry = { ...request, verb, account, kind: 'direct', target, data: draft(salt), gas: 0 } as const;
    return accept(entry, tx);
  }

  /** Its id is what the whole way is followed by in the log: here, in its batch, in its block. */
  async function accept(entry: Entry, tx?: Transaction) {
    const fresh = await enqueue(db, tx, entry, new Date(clock()));
    log.info({ operation: entry.id, verb: entry.verb, fresh }, 'operation accepted');
    return fresh;
  }

  function unitOf(token: Address): Promise<Unit> {
    let unit = units.get(token);
    if (!unit) {
      const contract = { address: token, abi: tokenAbi } as const;
      unit = Promise.all([
        client.readContract({ ...contract, functionName: 'symbol' }),
        client.readContract({ ...contract, functionName: 'decimals' }),
      ]).then(([symbol, decimals]) => ({ symbol, decimals }));
      units.set(token, unit);
      unit.catch(() => units.delete(token));
    }
    return unit;
  }

  return {
    deployment,
    client,
    accountOf,
    async standingOf(token, account) {
      const standing = await client.readContract({
        address: token,
        abi: tokenAbi,
        functionName: 'standingOf',
        args: [account],
      });
      return { ...standing, streak: Number(standing.streak), tier: standing.tier as Standing['tier'] };
    },
    async check({ userId, token, target, data, gas }) {
      const call = { to: deployment[target], data, gas };
      const revert = await checkCall(client, deployment.custodian, await accountOf(userId), call);
      return revert && outcomes.inWords(revert, token);
    },
    async submit({ target, ...call }, tx) {
      const account = await accountOf(call.userId);
      const entry = { ...call, account, kind: 'call', target: deployment[target] } as const;
      return accept(entry, tx);
    },
    async submitGraduation({ owner, ...request }, tx) {
      return submitDraft('graduate', (salt) => graduationDraft(salt, owner), request, tx);
    },
    async submitRecovery({ recovery, ...request }, tx) {
      return submitDraft('setRecovery', (salt) => recoveryDraft(salt, recovery), request, tx);
    },
    async submitCancel(request, tx) {
      return submitDraft('cancelGraduation', cancelDraft, request, tx);
    },
    pins: openPins(signer),
    async saltOf(userId) {
      return (await accountsOf([userId]))[0]!.salt;
    },
    async sponsor({ id, verb, token, account, ...rest }, tx) {
      const direct = directOf(deployment, { id, verb, token, account, ...rest });
      // No Discord user asked for it; the account itself stands for whom it is.
      const entry = { id, verb, token, userId: account.toLowerCase(), account, kind: 'direct', ...direct } as const;
      return accept(entry, tx);
    },
    async checkSponsored(request) {
      const of = { deployment, implementation, wallet: signer.addresses.relayers[0]! };
      const revert = await checkSponsored(client, of, request, Math.floor(clock() / 1000));
      return revert && outcomes.inWords(revert, request.token);
    },
    outcome: outcomes.outcome,
    settled: outcomes.settled,
    onOutcome: outcomes.onOutcome,
    nudge: bell.ring,
    startRelayer() {
      relaying ??= startRelayer({
        shared: {
          log,
          metrics,
          clock,
          client,
          signer,
          deployment,
          wallets: signer.addresses.relayers,
          confirmations: config.confirmations,
          timing: timingOf(config, options.timing),
          faults: options.faults ?? { at: () => undefined },
          accountsOf,
        },
        db,
        bell,
        onFatal: options.onFatal ?? rethrow,
      });
    },
    /** Watches the Custodian from now on. */
    startSentinel() {
      watching ??= startSentinel({
        ...{ log, metrics, clock, client, db, deployment, signer, tell: options.tell },
        pollMs: config.pollMs,
      });
      return watching;
    },
    async close() {
      await watching?.close();
      await relaying?.close();
      await outcomes.close();
      await own?.close();
    },
  };
}

function timingOf({ pollMs, local }: Config, own: Partial<Timing> = {}): Timing {
  return {
    pollMs,
    resendMs: 5000,
    stuckMs: 90_000,
    groupMs: 1000,
    failoverMs: 600_000,
    patienceMs: local ? 3 * pollMs : 15_000,
    ...own,
  };
}

/** Outside every promise, where it ends the process. */
function rethrow(error: FatalError) {
  queueMicrotask(() => {
    throw error;
  });
}
