/** The rest of the server's side of the signer: starts it, asks it, starts it again when it dies. */
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { z } from 'zod';
import { FatalError, RetryableError } from '../errors.ts';
import { journalDir } from './journalDir.ts';
import { type Method, type Methods, methods, Refusal, reply } from './protocol.ts';

type Address = `0x${string}`;
type Log = { warn(fields: object, message: string): void };
type Result<M extends Method> = z.output<Methods[M]['result']>;
type Params<M extends Method> = z.input<Methods[M]['params']>;
/** A PIN given gets its name here: asked again after the signer's death, it is the same attempt. */
type SetPin = Omit<Params<'setPin'>, 'old'> & { old: Omit<NonNullable<Params<'setPin'>['old']>, 'id'> | null };
type Waiting = { method: Method; resolve(value: unknown): void; reject(error: Error): void };

/** The process ended under a question. Everything it answers may be asked again. */
class SignerGone extends RetryableError {}

/** No answer for so long means that the signer hangs. */
const ANSWER_MS = 30_000;
/** Times in a row that a process may die before it has opened. */
const STARTS = 3;

/**
 * Opens the signer process on a keystore.
 * @param options.deploymentFile null: answers addresses and salts only, as needed before anything is deployed
 * @throws FatalError for a wrong passphrase or a damaged keystore
 */
export async function openSigner(options: {
  keystore: { dir: string; passphrase?: string | undefined; passphraseFile?: string | undefined };
  deploymentFile: string | null;
  log: Log;
  /** Told of every process that is started. */
  onStart?: (pid: number | undefined) => void;
  onRefused?: (rule: string) => void;
}) {
  let child: ChildProcess | null = null;
  let opening: Promise<Result<'open'>> | null = null;
  let closed = false;
  let lastId = 0;
  let addresses: Result<'open'>;
  let using: Address | null = null;
  const waiting = new Map<number, Waiting>();

  function start() {
    const started = spawn(options);
    options.onStart?.(started.pid);
    child = started;
    started.on('message', hear);
    started.once('exit', (code, signal) => {
      if (child === started) {
        child = null;
        opening = null;
      }
      for (const { reject } of waiting.values()) reject(new SignerGone('The signer process ended before it answered.'));
      waiting.clear();
      if (!closed) options.log.warn({ code, signal }, 'the signer process ended');
    });
    if (started.stderr)
      createInterface(started.stderr).on('line', (line) => options.log.warn({ line }, 'the signer process complains'));
    return opened();
  }

  async function opened() {
    const { dir, ...secret } = options.keystore;
    addresses = await send('open', {
      keystoreDir: dir,
      ...secret,
      deploymentFile: options.deploymentFile,
      journalDir: journalDir(dir),
      pinFile: pinFile(dir),
    });
    // A process that was started again begins with the keystore's first signer.
    if (using && knows(using)) await send('useSigner', using);
    return addresses;
  }

  const knows = (signer: Address) => addresses.signer === signer || addresses.next === signer;

  async function holds(signer: string) {
    const own = signer.toLowerCase() as Address;
    // It may have been made while the server ran: a new process reads the keystore afresh.
    if (!knows(own)) await startAgain();
    return knows(own);
  }

  /** @throws FatalError */
  async function useSigner(named: string) {
    const signer = named.toLowerCase() as Address;
    if (signer === (using ?? addresses.signer)) return;
    if (!(await holds(signer)))
      throw new FatalError(
        `The Custodian's signer is ${signer}, but the keystore holds ${addresses.signer}: put the current signer's key into the keystore.`,
      );
    await ask('useSigner', signer);
    using = signer;
  }

  async function startAgain() {
    const old = child;
    if (old && old.exitCode === null && old.signalCode === null) {
      const gone = new Promise((resolve) => old.once('exit', resolve));
      old.disconnect();
      await gone;
    }
    await open();
  }

  /** Who is killed while it opens is started again, as who dies later is; but not for ever. */
  async function open(left = STARTS): Promise<void> {
    try {
      opening ??= start();
      await opening;
    } catch (error) {
      if (closed || left === 1 || !(error instanceof SignerGone)) throw error;
      await open(left - 1);
    }
  }

  function hear(message: unknown) {
    const { id, result, error } = reply.parse(message);
    const asked = waiting.get(id);
    if (!asked) return;
    waiting.delete(id);
    if (!error) {
      const parsed = methods[asked.method].result.safeParse(result);
      return parsed.success
        ? asked.resolve(parsed.data)
        : asked.reject(new RetryableError('The signer gave no answer.'));
    }
    if (error.kind === 'refused') {
      const rule = error.rule ?? 'policy';
      options.onRefused?.(rule);
      asked.reject(new Refusal(rule, error.message, error.index));
    } else asked.reject(error.kind === 'fatal' ? new FatalError(error.message) : new RetryableError(error.message));
  }

  function send<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const id = ++lastId;
    waiting.set(id, { method, resolve, reject });
    const timer = setTimeout(() => {
      waiting.delete(id);
      // A new one is started for the next question.
      child?.kill('SIGKILL');
      reject(new RetryableError('The signer does not answer.'));
    }, ANSWER_MS);
    timer.unref();
    // A process that is dying cannot be reached; its end answers the question.
    child?.send({ id, method, params }, () => undefined);
    return (promise as Promise<Result<M>>).finally(() => clearTimeout(timer));
  }

  async function ask<M extends Exclude<Method, 'open'>>(method: M, params: Params<M>) {
    if (closed) throw new RetryableError('The signer is closed.');
    const attempt = async () => {
      await open();
      return send(method, params);
    };
    return attempt().catch((error: unknown) => {
      if (closed || !(error instanceof SignerGone)) throw error;
      return attempt();
    });
  }

  await open().catch((error: unknown) => {
    closed = true;
    child?.kill();
    throw error;
  });
  return {
    /** The addresses of all keys. */
    get addresses() {
      return addresses;
    },
    /**
     * Makes the key sign that the Custodian names: the present one, or the next after a rotation.
     * @throws FatalError if the keystore holds neither
     */
    useSigner,
    /** Whether the keystore has this signer's key. */
    holds,
    salts: (userIds: string[]) => ask('salts', userIds),
    countsSince: () => ask('countsSince', null),
    recall: (params: Params<'recall'>) => ask('recall', params),
    recalled: (params: Params<'recalled'>) => ask('recalled', params),
    /** @throws Refusal naming the rule that a call breaks */
    signBatch: (params: Params<'signBatch'>) => ask('signBatch', params),
    signExecution: (params: Params<'signExecution'>) => ask('signExecution', params),
    signGraduation: (params: Params<'signGraduation'>) => ask('signGraduation', params),
    signRecovery: (params: Params<'signRecovery'>) => ask('signRecovery', params),
    signCancel: (params: Params<'signCancel'>) => ask('signCancel', params),
    signTransaction: (params: Params<'signTransaction'>) => ask('signTransaction', params),
    signPause: (params: Params<'signPause'>) => ask('signPause', params),
    pinOf: (userId: string) => ask('pinOf', userId),
    setPin: ({ old, ...given }: SetPin) => ask('setPin', { ...given, old: old && { ...old, id: randomUUID() } }),
    keepPin: (params: Params<'keepPin'>) => ask('keepPin', params),
    checkPin: (given: Omit<Params<'checkPin'>, 'id'>) => ask('checkPin', { ...given, id: randomUUID() }),
    resetPin: (userId: string) => ask('resetPin', userId),
    cancelPinReset: (userId: string) => ask('cancelPinReset', userId),
    thresholdOf: (token: Params<'thresholdOf'>) => ask('thresholdOf', token),
    setThreshold: (params: Params<'setThreshold'>) => ask('setThreshold', params),
    /** The process, for tests that kill it. */
    pid: () => child?.pid,
    async close() {
      closed = true;
      const last = child;
      if (!last || last.exitCode !== null || last.signalCode !== null) return;
      const gone = new Promise((resolve) => last.once('exit', resolve));
      last.disconnect();
      await gone;
    },
  };
}
export type Signer = Awaited<ReturnType<typeof openSigner>>;

const pinFile = (keystoreDir: string) => join(keystoreDir, 'pins.log');

type Files = { keystore: { dir: string; passphraseFile?: string | undefined }; deploymentFile: string | null };

/**
 * Node's flags for the signer. It may read this folder's code, its packages, the keystore and the deployment; write in
 * the journal's folder and what it remembers of PINs; and nothing else: no other file, no network, no process, no thread.
 */
export function permissions({ keystore, deploymentFile }: Files) {
  const bot = join(import.meta.dirname, '..');
  const root = join(bot, '..');
  const readable = [
    import.meta.dirname,
    join(bot, 'errors.ts'),
    join(bot, 'package.json'),
    join(root, 'package.json'),
    join(root, 'node_modules'),
    join(bot, 'node_modules'),
    keystore.dir,
    keystore.passphraseFile,
    deploymentFile,
  ].filter((path) => path !== null && path !== undefined);
  return [
    '--permission',
    ...readable.map((path) => `--allow-fs-read=${path}`),
    `--allow-fs-write=${journalDir(keystore.dir)}`,
    `--allow-fs-write=${pinFile(keystore.dir)}`,
    `--allow-fs-write=${pinFile(keystore.dir)}.new`,
  ];
}

function spawn(files: Files) {
  // The signer may write in this folder, not make it.
  if (existsSync(files.keystore.dir)) mkdirSync(journalDir(files.keystore.dir), { recursive: true, mode: 0o700 });
  return fork(join(import.meta.dirname, 'signer.ts'), [], {
    execArgv: [...permissions(files), '--max-old-space-size=160'],
    // Nothing of the server's environment: it holds secrets that are none of the signer's business.
    env: {},
    cwd: dirname(files.keystore.dir),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}
