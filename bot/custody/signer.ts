/**
 * The signer process: the only place where keys are in memory. Started by client.ts under Node's permission model; it
 * answers its parent over IPC, and ends with it.
 */
import { readFileSync } from 'node:fs';
import { keccak256, type SigningKey } from 'ethers/crypto';
import { id, TypedDataEncoder } from 'ethers/hash';
import { computeAddress } from 'ethers/transaction';
import { FatalError } from '../errors.ts';
import { journalKey, type Line, openJournal } from './journal.ts';
import { hashNatively } from './keccak.ts';
import { openKeystore, readPassphrase } from './keystore.ts';
import { readLimits } from './limits.ts';
import { hex } from './ops.ts';
import { openPins } from './pin.ts';
import { openPolicy, policyDeployment } from './policy.ts';
import { type Batch, type Method, type Methods, methods, Refusal, type Reply, request } from './protocol.ts';
import { openRecall } from './recall.ts';
import { saltOf } from './salt.ts';
import { signTransaction } from './transaction.ts';
import { batchTypes, cancelTypes, domainOf, graduateTypes, recoveryTypes } from './typedData.ts';

type Params<M extends Method> = import('zod').output<Methods[M]['params']>;
type Result<M extends Method> = import('zod').input<Methods[M]['result']>;
type Handlers = { [M in Exclude<Method, 'open'>]: (params: Params<M>) => Result<M> | Promise<Result<M>> };

const EXECUTE = id('execute(uint192,uint64,uint48,bytes,bytes)').slice(0, 10) as `0x${string}`;
const PAUSE = id('sentinelPause()').slice(0, 10) as `0x${string}`;

const seconds = () => Math.floor(Date.now() / 1000);
const addressOf = (key: SigningKey) => computeAddress(key.publicKey).toLowerCase() as `0x${string}`;

async function open(params: Params<'open'>) {
  const keys = await openKeystore(params.keystoreDir, readPassphrase(params));
  const relayers = keys.relayers.map((key): Wallet => ({ key, address: addressOf(key) }));
  const wallets = new Map<string, Wallet>(relayers.map((wallet) => [wallet.address, wallet]));
  const addresses = {
    signer: addressOf(keys.signer),
    next: keys.next && addressOf(keys.next),
    relayers: relayers.map(({ address }) => address),
    sentinel: keys.sentinel && addressOf(keys.sentinel),
  };
  let { signer } = keys;
  const salted = (userId: string) => saltOf(keys.saltSecret, userId);
  const salts: Handlers['salts'] = (userIds) => userIds.map(salted);
  const useSigner: Handlers['useSigner'] = (address) => {
    const named = [keys.signer, keys.next].find((key) => key && addressOf(key) === address.toLowerCase());
    if (!named) throw new Refusal('signer', `The keystore does not hold the key of ${address}.`);
    signer = named;
    return null;
  };
  if (!params.deploymentFile) return { addresses, handlers: { salts, useSigner } };

  const deployment = readDeployment(params.deploymentFile);
  const operators = {
    reporter: saltOf(keys.saltSecret, 'reporter'),
    fulfiller: saltOf(keys.saltSecret, 'fulfiller'),
  };
  const policy = openPolicy(
    deployment,
    operators,
    [...wallets.keys()],
    readLimits(params.keystoreDir, keys.saltSecret),
  );
  const journal = openJournal({ dir: params.journalDir, key: journalKey(keys.saltSecret), dayOf: policy.dayOf });
  const pins = openPins({ saltSecret: keys.saltSecret, path: params.pinFile, clock: seconds });
  const domain = domainOf(deployment.chainId, deployment.custodian);

  /** @returns what the journal must hold before the signature may leave */
  function signBatch({ proofs, ...batch }: Params<'signBatch'>) {
    const now = seconds();
    const judged = policy.judgeBatch(batch, now);
    const at = policy.local ? batch.deadline : now;
    journal.judgeDay(at, batch.lane, batch.sequence, judged);
    const proven = new Map(proofs.map(({ index, proof }) => [index, proof]));
    pins.judgeSpends(judged.spends, proven, `batch ${batch.lane}:${batch.sequence}`);
    const ops = Buffer.from(batch.ops.slice(2), 'hex');
    const entry: Line = {
      kind: 'batch',
      at,
      lane: String(batch.lane),
      sequence: batch.sequence,
      content: keccak256(ops),
      calls: judged.calls,
      outflows: Array.from(judged.outflows, ([member, sums]) => [member, String(sums.at(-1)!.sum)]),
      ceilings: judged.ceilings.map(({ member, ceiling }) => [member, String(ceiling)]),
    };
    return { batch, entry, signature: sign(signer, TypedDataEncoder.hash(domain, batchTypes, { ...batch, ops })) };
  }

  const recalled = openRecall((ops) => policy.judgeBatch({ lane: 0n, sequence: 0, deadline: 0, ops }, seconds()));
  const today = (at: number) => (policy.local ? at : seconds());
  const handlers: Handlers = {
    salts,
    useSigner,
    countsSince: () => journal.countsSince(),
    recall({ ops, before }) {
      recalled.add(ops, before);
      return null;
    },
    recalled({ at, batches }) {
      journal.carry(today(at), recalled.sums(batches));
      return null;
    },
    signBatch(asked) {
      const { entry, signature } = signBatch(asked);
      journal.append(entry);
      return signature;
    },
    signExecution({ batch: asked, carrier }) {
      const { entry, signature, batch } = signBatch(asked);
      const data = executeData(batch, signature);
      const { wallet, ...rest } = { ...carrier, to: deployment.custodian, value: 0n, data };
      policy.judgeTransaction({ ...rest, wallet });
      const carrying = carry(rest, wallets.get(wallet.toLowerCase())!);
      journal.append(entry, carrying.entry);
      return { ...carrying.signed, data };
    },
    signGraduation(graduation) {
      policy.judgeGraduation(graduation, seconds());
      const { userId, owner, nonce, deadline, proof } = graduation;
      const salt = salted(userId);
      pins.judgeRequest(salt, { kind: 'graduate', address: owner }, proof, nonce);
      journal.append({ kind: 'graduation', at: seconds(), salt, owner, nonce: String(nonce) });
      return sign(signer, TypedDataEncoder.hash(domain, graduateTypes, { salt, owner, nonce, deadline }));
    },
    signRecovery(request) {
      policy.judgeRecovery(request, seconds());
      const { userId, recovery, nonce, deadline, proof } = request;
      const salt = salted(userId);
      pins.judgeRequest(salt, { kind: 'recover', address: recovery }, proof, nonce);
      journal.append({ kind: 'recovery', at: seconds(), salt, recovery, nonce: String(nonce) });
      return sign(signer, TypedDataEncoder.hash(domain, recoveryTypes, { salt, recovery, nonce, deadline }));
    },
    // Takes back and gives nothing: a member who lost the PIN must be able to stop whoever found it.
    signCancel(request) {
      policy.judgeCancel(request, seconds());
      const { userId, nonce, deadline } = request;
      const salt = salted(userId);
      journal.append({ kind: 'cancel', at: seconds(), salt, nonce: String(nonce) });
      return sign(signer, TypedDataEncoder.hash(domain, cancelTypes, { salt, nonce, deadline }));
    },
    pinOf: (userId) => pins.standing(salted(userId)),
    setPin: ({ userId, pin, old }) => pins.set(salted(userId), pin, old),
    keepPin({ userId, record }) {
      pins.keep(salted(userId), record);
      return null;
    },
    checkPin: ({ userId, ...given }) => pins.check(salted(userId), given),
    resetPin: (userId) => pins.reset(salted(userId)),
    cancelPinReset: (userId) => pins.cancelReset(salted(userId)),
    thresholdOf: (token) => pins.thresholdOf(token.toLowerCase()),
    setThreshold: ({ token, threshold }) => pins.setThreshold(token.toLowerCase(), threshold),
    signTransaction(unsigned) {
      policy.judgeTransaction(unsigned);
      const { wallet, ...rest } = unsigned;
      const { entry, signed } = carry(rest, wallets.get(wallet.toLowerCase())!);
      journal.append(entry);
      return signed;
    },
    signPause(pause) {
      policy.judgePause(pause);
      if (!keys.sentinel)
        throw new Refusal('sentinel', 'The keystore has no sentinel: run `npm run keystore -- upgrade`.');
      const { entry, signed } = carry(
        { ...pause, to: deployment.custodian, value: 0n, data: PAUSE },
        {
          key: keys.sentinel,
          address: addressOf(keys.sentinel),
        },
      );
      journal.append(entry);
      return signed;
    },
  };
  return { addresses, handlers };
}

type Wallet = { key: SigningKey; address: `0x${string}` };

function carry(unsigned: Omit<Params<'signTransaction'>, 'wallet'>, { key, address }: Wallet) {
  const signed = signTransaction(unsigned, key);
  const { nonce } = unsigned;
  const entry: Line = { kind: 'transaction', at: seconds(), wallet: address, nonce, hash: signed.hash };
  return { entry, signed };
}

/** ICustodian.execute with its arguments: three numbers, and two byte strings behind them. */
function executeData({ lane, sequence, deadline, ops }: Batch, signature: `0x${string}`): `0x${string}` {
  const word = (value: bigint | number) => value.toString(16).padStart(64, '0');
  const tail = (value: `0x${string}`) => {
    const digits = value.slice(2);
    return word(digits.length / 2) + digits.padEnd(Math.ceil(digits.length / 64) * 64, '0');
  };
  const first = tail(ops);
  const offsets = word(5 * 32) + word(5 * 32 + first.length / 2);
  return `${EXECUTE}${word(lane)}${word(sequence)}${word(deadline)}${offsets}${first}${tail(signature)}`;
}

function sign(key: SigningKey, digest: string) {
  return hex(Buffer.from(key.sign(digest).serialized.slice(2), 'hex'));
}

function readDeployment(file: string) {
  try {
    return policyDeployment.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new FatalError(`The deployment file ${file} is missing or damaged: deploy again or restore it.`, { cause });
  }
}

hashNatively();
let handlers: Partial<Handlers> | null = null;

async function answer(method: Method, params: unknown) {
  if (method === 'open') {
    const opened = await open(methods.open.params.parse(params));
    handlers = opened.handlers;
    return opened.addresses;
  }
  const handler = handlers?.[method] as ((params: unknown) => unknown) | undefined;
  if (!handler) throw new Refusal('closed', `The signer cannot answer ${method} before it knows the deployment.`);
  return handler(methods[method].params.parse(params));
}

/** What of an error may leave this process: our own sentences, never a library's text about keys. */
function failureOf(error: unknown): NonNullable<Reply['error']> {
  if (error instanceof Refusal)
    return { kind: 'refused', message: error.message, rule: error.rule, index: error.index };
  if (error instanceof FatalError) return { kind: 'fatal', message: error.message };
  const { name, code } = error instanceof Error ? (error as NodeJS.ErrnoException) : { name: 'unknown' };
  return { kind: 'failed', message: `The signer failed (${code ?? name}).` };
}

process.on('disconnect', () => process.exit());
process.on('message', async (message) => {
  const asked = request.safeParse(message);
  // Who asks in no form that we know hears nothing, and takes nobody else's answers away.
  if (!asked.success) return;
  const { id, method, params } = asked.data;
  const reply: Reply = await answer(method, params).then(
    (result) => ({ id, result }),
    (error: unknown) => ({ id, error: failureOf(error) }),
  );
  process.send?.(reply);
});
