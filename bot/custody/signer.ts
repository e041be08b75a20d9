/**
 * The signer process: the only place where keys are in memory. Started by client.ts under Node's permission model; it
 * answers its parent over IPC, and ends with it.
 */
import { readFileSync } from 'node:fs';
import { keccak256, type SigningKey } from 'ethers/crypto';
import { id, TypedDataEncoder } from 'ethers/hash';
import { computeAddress, Transaction } from 'ethers/transaction';
import { FatalError } from '../errors.ts';
import { type Journal, journalKey, openJournal } from './journal.ts';
import { openKeystore, readPassphrase } from './keystore.ts';
import { readLimits } from './limits.ts';
import { hex } from './ops.ts';
import { openPins } from './pin.ts';
import { openPolicy, policyDeployment } from './policy.ts';
import { type Method, type Methods, methods, Refusal, type Reply, request } from './protocol.ts';
import { saltOf } from './salt.ts';
import { batchTypes, cancelTypes, domainOf, graduateTypes, recoveryTypes } from './typedData.ts';

type Params<M extends Method> = import('zod').output<Methods[M]['params']>;
type Result<M extends Method> = import('zod').input<Methods[M]['result']>;
type Handlers = { [M in Exclude<Method, 'open'>]: (params: Params<M>) => Result<M> | Promise<Result<M>> };

const PAUSE = id('sentinelPause()').slice(0, 10) as `0x${string}`;

const seconds = () => Math.floor(Date.now() / 1000);
const addressOf = (key: SigningKey) => computeAddress(key.publicKey).toLowerCase() as `0x${string}`;

async function open(params: Params<'open'>) {
  const keys = await openKeystore(params.keystoreDir, readPassphrase(params));
  const wallets = new Map(keys.relayers.map((key) => [addressOf(key) as string, key]));
  const addresses = {
    signer: addressOf(keys.signer),
    next: keys.next && addressOf(keys.next),
    relayers: keys.relayers.map(addressOf),
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
  const handlers: Handlers = {
    salts,
    useSigner,
    signBatch({ proofs, ...batch }) {
      const now = seconds();
      const judged = policy.judgeBatch(batch, now);
      const at = policy.local ? batch.deadline : now;
      journal.judgeDay(at, batch.lane, batch.sequence, judged);
      const proven = new Map(proofs.map(({ index, proof }) => [index, proof]));
      pins.judgeSpends(judged.spends, proven, `batch ${batch.lane}:${batch.sequence}`);
      journal.append({
        kind: 'batch',
        at,
        lane: String(batch.lane),
        sequence: batch.sequence,
        content: keccak256(batch.ops),
        calls: judged.calls,
        outflows: Array.from(judged.outflows, ([member, sums]) => [member, String(sums.at(-1)!.sum)]),
        ceilings: judged.ceilings.map(({ member, ceiling }) => [member, String(ceiling)]),
      });
      return sign(signer, TypedDataEncoder.hash(domain, batchTypes, batch));
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
      return signTransaction(rest, wallets.get(wallet.toLowerCase())!, journal);
    },
    signPause(pause) {
      policy.judgePause(pause);
      if (!keys.sentinel)
        throw new Refusal('sentinel', 'The keystore has no sentinel: run `npm run keystore -- upgrade`.');
      return signTransaction({ ...pause, to: deployment.custodian, value: 0n, data: PAUSE }, keys.sentinel, journal);
    },
  };
  return { addresses, handlers };
}

type Unsigned = Omit<Params<'signTransaction'>, 'wallet'>;

function signTransaction({ fees, gas, ...rest }: Unsigned, key: SigningKey, journal: Journal) {
  const price =
    fees.type === 'legacy'
      ? { type: 0, gasPrice: fees.gasPrice }
      : { type: 2, maxFeePerGas: fees.maxFeePerGas, maxPriorityFeePerGas: fees.maxPriorityFeePerGas };
  const tx = Transaction.from({ ...rest, ...price, gasLimit: gas });
  tx.signature = key.sign(tx.unsignedHash);
  const hash = tx.hash as `0x${string}`;
  journal.append({ kind: 'transaction', at: seconds(), wallet: addressOf(key), nonce: rest.nonce, hash });
  return { raw: tx.serialized as `0x${string}`, hash };
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
