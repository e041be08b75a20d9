import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openSigner } from '../../../bot/custody/client.ts';
import { createKeystore, readPassphrase } from '../../../bot/custody/keystore.ts';
import { FatalError } from '../../../bot/errors.ts';
import { silent } from '../../support/database.ts';

const passphrase = 'correct horse battery';

describe('the keystore', () => {
  let folder: string;
  let dir: string;
  let made: Awaited<ReturnType<typeof createKeystore>>;
  const open = (keystore: { dir: string; passphrase: string }) =>
    openSigner({ keystore, deploymentFile: null, log: silent });

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'guildmint-keystore-'));
    dir = join(folder, 'keystore');
    made = await createKeystore({ dir, passphrase, relayers: 2, work: 2 });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is for its owner alone', () => {
    assert.equal(statSync(dir).mode & 0o777, 0o700);
    assert.deepEqual(readdirSync(dir).sort(), ['relayer-0.json', 'relayer-1.json', 'salt.json', 'signer.json']);
    for (const name of readdirSync(dir)) assert.equal(statSync(join(dir, name)).mode & 0o777, 0o600);
  });

  it('opens with its passphrase, and gives the addresses that it was made with', async () => {
    const signer = await open({ dir, passphrase });
    assert.deepEqual(signer.addresses, made);
    await signer.close();
  });

  it('is left as it is when it is there already', async () => {
    const before = readFileSync(join(dir, 'salt.json'), 'utf8');
    assert.deepEqual(await createKeystore({ dir, passphrase: 'another one', work: 2 }), made);
    assert.equal(readFileSync(join(dir, 'salt.json'), 'utf8'), before);
  });

  it('refuses a wrong passphrase in one sentence', async () => {
    await assert.rejects(open({ dir, passphrase: 'wrong horse battery' }), (error: Error) => {
      assert.ok(error instanceof FatalError);
      assert.equal(
        error.message,
        `The passphrase does not open ${join(dir, 'signer.json')}: check KEYSTORE_PASSPHRASE.`,
      );
      return true;
    });
  });

  it('names the file that is damaged', async () => {
    const damaged = join(folder, 'damaged');
    await createKeystore({ dir: damaged, passphrase, work: 2 });
    truncateSync(join(damaged, 'salt.json'), 100);
    await assert.rejects(open({ dir: damaged, passphrase }), {
      name: 'FatalError',
      message: `${join(damaged, 'salt.json')} is damaged: restore it from a backup.`,
    });
  });

  it('names the file that is missing, and makes no new one in its place', async () => {
    const partial = join(folder, 'partial');
    await createKeystore({ dir: partial, passphrase, work: 2 });
    rmSync(join(partial, 'salt.json'));
    const fault = {
      name: 'FatalError',
      message: `The keystore ${partial} lacks salt.json: restore it from a backup.`,
    };
    await assert.rejects(open({ dir: partial, passphrase }), fault);
    await assert.rejects(createKeystore({ dir: partial, passphrase, work: 2 }), fault);
  });

  it('takes the passphrase from a file, without its line break', () => {
    const file = join(folder, 'passphrase');
    writeFileSync(file, `${passphrase}\n`);
    assert.equal(readPassphrase({ passphraseFile: file }), passphrase);
    assert.throws(() => readPassphrase({ passphraseFile: join(folder, 'nowhere') }), FatalError);
    assert.throws(() => readPassphrase({}), FatalError);
  });
});
