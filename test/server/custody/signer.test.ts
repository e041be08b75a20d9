import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { encodeFunctionData, type Hex, recoverTransactionAddress, recoverTypedDataAddress } from 'viem';
import { encodeOps } from '../../../bot/chain/encode.ts';
import { openSigner, permissions, type Signer } from '../../../bot/custody/client.ts';
import { createKeystore } from '../../../bot/custody/keystore.ts';
import { batchTypes, domainOf, graduateTypes } from '../../../bot/custody/typedData.ts';
import { custodianAbi, giftsAbi } from '../../../contracts/generated/abi.ts';
import { silent } from '../../support/database.ts';
import { proofOf } from '../../support/pin.ts';
import { CEILING, policyDeployment as deployment } from '../../support/policy.ts';

const address = (digit: string): Hex => `0x${digit.repeat(40)}`;
const secrets = { keystore: { dir: '', passphrase: 'correct horse battery' }, deploymentFile: '' };

describe('the signer process', () => {
  let folder: string;
  let signer: Signer;
  const deadline = () => Math.floor(Date.now() / 1000) + 600;
  const giftData = (amount: bigint) => {
    const args = [address('7'), address('8'), amount, `0x${'0'.repeat(64)}`] as const;
    return encodeFunctionData({ abi: giftsAbi, functionName: 'gift', args });
  };
  const giftOps = async (amount: bigint) => {
    const [salt] = await signer.salts(['alice']);
    const data = giftData(amount);
    return encodeOps([{ salt: salt!, target: deployment.gifts as Hex, data, gas: 250_000 }]);
  };

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'guildmint-signer-'));
    secrets.keystore.dir = join(folder, 'keystore');
    secrets.deploymentFile = join(folder, 'deployment.json');
    writeFileSync(secrets.deploymentFile, JSON.stringify(deployment));
    writeFileSync(join(folder, 'other'), 'none of its business');
    await createKeystore({ ...secrets.keystore, work: 2 });
    signer = await openSigner({ ...secrets, log: silent });
  });
  after(async () => {
    await signer.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('derives one salt per user, always the same', async () => {
    const [alice, bob, again] = await signer.salts(['alice', 'bob', 'alice']);
    assert.match(alice!, /^0x[0-9a-f]{64}$/);
    assert.notEqual(alice, bob);
    assert.equal(alice, again);
  });

  it('signs a batch as the Custodian reads it', async () => {
    const message = { lane: 0n, sequence: 5, deadline: deadline(), ops: await giftOps(1n) };
    const signature = await signer.signBatch(message);
    const recovered = await recoverTypedDataAddress({
      domain: domainOf(deployment.chainId, deployment.custodian) as { verifyingContract: Hex },
      types: batchTypes,
      primaryType: 'Batch',
      message: { ...message, sequence: 5n },
      signature,
    });
    assert.equal(recovered.toLowerCase(), signer.addresses.signer);
  });

  it('signs a graduation for the member’s own salt', async () => {
    const [salt] = await signer.salts(['alice']);
    const request = { owner: address('8'), nonce: 2n, deadline: deadline() };
    await assert.rejects(signer.signGraduation({ userId: 'alice', ...request }), { rule: 'pin' });
    const proof = await proofOf(signer, 'alice', { kind: 'graduate', address: request.owner });
    const signature = await signer.signGraduation({ userId: 'alice', ...request, proof });
    const recovered = await recoverTypedDataAddress({
      domain: domainOf(deployment.chainId, deployment.custodian) as { verifyingContract: Hex },
      types: graduateTypes,
      primaryType: 'Graduate',
      message: { salt, ...request },
      signature,
    });
    assert.equal(recovered.toLowerCase(), signer.addresses.signer);
  });

  for (const fees of [
    { type: 'legacy', gasPrice: 7n },
    { type: 'eip1559', maxFeePerGas: 9n, maxPriorityFeePerGas: 2n },
  ] as const)
    it(`signs a transaction of type ${fees.type} with the relayer’s key`, async () => {
      const data = encodeFunctionData({
        abi: custodianAbi,
        functionName: 'execute',
        args: [0n, 0n, deadline(), '0x', '0x'],
      });
      const wallet = signer.addresses.relayers[0]!;
      const to = deployment.custodian as Hex;
      const { chainId } = deployment;
      const { raw } = await signer.signTransaction({
        wallet,
        chainId,
        nonce: 4,
        to,
        value: 0n,
        gas: 100_000n,
        data,
        fees,
      });
      const from = await recoverTransactionAddress({ serializedTransaction: raw as `0x02${string}` });
      assert.equal(from.toLowerCase(), wallet);
    });

  it('says which rule a refused call breaks, and where it stands', async () => {
    const ops = await giftOps(CEILING + 1n);
    await assert.rejects(signer.signBatch({ lane: 0n, sequence: 6, deadline: deadline(), ops }), {
      name: 'Refusal',
      rule: 'day-limit',
      index: 0,
    });
  });

  it('counts a member’s day across its own death', async () => {
    const large = { lane: 0n, sequence: 7, deadline: deadline(), ops: await giftOps(CEILING - 1n) };
    await assert.rejects(signer.signBatch(large), { rule: 'pin', index: 0 });
    const purpose = { kind: 'call', target: deployment.gifts as Hex, data: giftData(CEILING - 1n) } as const;
    await signer.signBatch({ ...large, proofs: [{ index: 0, proof: await proofOf(signer, 'alice', purpose) }] });
    process.kill(signer.pid()!, 'SIGKILL');
    const ops = await giftOps(1n);
    await assert.rejects(signer.signBatch({ lane: 0n, sequence: 8, deadline: deadline(), ops }), { rule: 'day-limit' });
  });

  it('that is killed while it opens is started again, and not for ever', async () => {
    for (const { deaths, starts } of [
      { deaths: 2, starts: 3 },
      { deaths: 3, starts: 3 },
    ]) {
      const pids: number[] = [];
      const onStart = (pid: number | undefined) => {
        pids.push(pid!);
        if (pids.length <= deaths) process.kill(pid!, 'SIGKILL');
      };
      const opening = openSigner({ ...secrets, log: silent, onStart });
      if (deaths < starts) await (await opening).close();
      else await assert.rejects(opening, /ended before it answered/);
      assert.equal(pids.length, starts);
    }
  });

  it('that is killed in the middle of a PIN check judges it all the same, and counts it once', async () => {
    const set = await signer.setPin({ userId: 'dora', pin: '2468', old: null });
    assert.ok(set.outcome === 'set');
    await signer.keepPin({ userId: 'dora', record: set.record });
    const written = () => statSync(join(secrets.keystore.dir, 'pins.log')).size;
    /** The try is on its disk when it dies, and the answer is not out. */
    const killedAt = async (pin: string) => {
      const before = written();
      const pid = signer.pid()!;
      const asked = signer.checkPin({ userId: 'dora', pin, record: set.record, purpose: { kind: 'link' } });
      while (written() === before) await new Promise(setImmediate);
      process.kill(pid, 'SIGKILL');
      const answer = await asked;
      assert.notEqual(signer.pid(), pid);
      return answer;
    };
    for (const [left, pin] of [
      [5, '1111'],
      [4, '2222'],
    ] as const) {
      assert.deepEqual(await killedAt(pin), { outcome: 'wrong', left, retryAt: 0 });
      assert.equal((await signer.pinOf('dora')).left, left);
    }
    // Counted twice, this would be the one that has to wait.
    assert.equal((await killedAt('2468')).outcome, 'right');
    assert.deepEqual(await signer.pinOf('dora'), { state: 'set', left: 6, retryAt: 0, resetAt: null });
  });

  it('outlives whatever it is asked to sign', async () => {
    const pid = signer.pid();
    const good = Buffer.from((await giftOps(1n)).slice(2), 'hex');
    for (let at = 0; at < good.length; at += 3) {
      const ops: Hex = `0x${Buffer.from(good)
        .fill(0xff, at, at + 3)
        .toString('hex')}`;
      const short: Hex = `0x${good.subarray(0, at).toString('hex')}`;
      for (const bytes of [ops, short])
        await signer.signBatch({ lane: 0n, sequence: 9, deadline: deadline(), ops: bytes }).then(
          // Another recipient or note is another gift within the rules.
          (signature) => assert.match(signature, /^0x/),
          (error: Error) => assert.equal(error.name, 'Refusal'),
        );
    }
    assert.equal(signer.pid(), pid);
  });

  const linux = { skip: process.platform !== 'linux' && 'only Linux shows a process’s environment' };
  it('holds no secret of the server in its environment', linux, () => {
    assert.equal(readFileSync(`/proc/${signer.pid()}/environ`, 'utf8').replace(/NODE_CHANNEL[^\0]*\0/g, ''), '');
  });

  it('answers salts alone until there is a deployment', async () => {
    const early = await openSigner({ ...secrets, deploymentFile: null, log: silent });
    assert.deepEqual(await early.salts(['alice']), await signer.salts(['alice']));
    await assert.rejects(early.signBatch({ lane: 0n, sequence: 0, deadline: deadline(), ops: await giftOps(1n) }), {
      rule: 'closed',
    });
    await early.close();
  });

  describe('under its permissions', () => {
    /** Runs code as the signer runs; gives the error's code, or `done`. */
    const attempt = (code: string) =>
      new Promise<string>((resolve, reject) => {
        const program = `
          const done = (what) => console.log(what ?? 'done');
          process.on('uncaughtException', (error) => { done(error.code); process.exit(); });
          ${code}`;
        const flags = [...permissions(secrets), '--input-type=module', '-e', program];
        execFile(process.execPath, flags, { env: {} }, (error, out) => (error ? reject(error) : resolve(out.trim())));
      });
    const fs = `const fs = await import('node:fs');`;

    it('reads its keystore', async () => {
      assert.equal(await attempt(`${fs} fs.readFileSync('${secrets.keystore.dir}/salt.json'); done();`), 'done');
    });

    const forbidden: [name: string, code: () => string][] = [
      ['read another file', () => `${fs} fs.readFileSync('${folder}/other');`],
      ['read the machine’s files', () => `${fs} fs.readFileSync('/etc/passwd');`],
      ['write another file', () => `${fs} fs.writeFileSync('${folder}/mine', '');`],
      ['change a key', () => `${fs} fs.writeFileSync('${secrets.keystore.dir}/signer.json', '');`],
      ['start a process', () => `(await import('node:child_process')).spawn('true');`],
      [
        'start a thread',
        () => `const { Worker } = await import('node:worker_threads'); new Worker('', { eval: true });`,
      ],
    ];
    for (const [name, code] of forbidden)
      it(`cannot ${name}`, async () => assert.equal(await attempt(code()), 'ERR_ACCESS_DENIED'));

    it('cannot open a socket, not even to this machine', async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const connect = `(await import('node:net')).connect(${port}, '127.0.0.1').on('connect', () => { done('open'); process.exit(); });`;
      assert.equal(await attempt(connect), 'ERR_ACCESS_DENIED');
      server.close();
    });
  });
});
