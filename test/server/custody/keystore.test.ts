import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { backUpKeystore, restoreKeystore } from '../../../bot/custody/backup.ts';
import { openSigner } from '../../../bot/custody/client.ts';
import {
  changePassphrase,
  createKeystore,
  finishRotation,
  readPassphrase,
  rotateKeystore,
  upgradeKeystore,
} from '../../../bot/custody/keystore.ts';
import { readAddresses } from '../../../bot/custody/keystoreFiles.ts';
import { checkLimits, DEFAULT_LIMITS, limitsFile, readLimits, sealLimits } from '../../../bot/custody/limits.ts';
import { askSecret } from '../../../bot/custody/prompt.ts';
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
    made = await createKeystore({ dir, passphrase, work: 2 });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is for its owner alone', () => {
    assert.equal(statSync(dir).mode & 0o777, 0o700);
    assert.deepEqual(readdirSync(dir).sort(), [
      ...['relayer-0.json', 'relayer-1.json', 'salt.json', 'sentinel.json', 'signer.json'],
    ]);
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

  it('is not opened while other users may enter its folder', {
    skip: process.platform === 'win32' && 'no such bits',
  }, async () => {
    const wide = join(folder, 'wide');
    await createKeystore({ dir: wide, passphrase, work: 2 });
    chmodSync(wide, 0o750);
    await assert.rejects(open({ dir: wide, passphrase }), {
      name: 'FatalError',
      message: `The keystore ${wide} is open to other users: run \`chmod 700 ${wide}\`.`,
    });
  });

  it('of an earlier version gains the second wallet and the sentinel, and keeps the rest', async () => {
    const old = join(folder, 'old');
    const before = await createKeystore({ dir: old, passphrase, relayers: 1, work: 2 });
    rmSync(join(old, 'sentinel.json'));
    await assert.rejects(upgradeKeystore({ dir: old, passphrase: 'wrong horse battery', work: 2 }), FatalError);
    const upgraded = await upgradeKeystore({ dir: old, passphrase, work: 2 });
    assert.deepEqual(
      { ...upgraded, sentinel: null, relayers: upgraded.relayers.slice(0, 1) },
      { ...before, sentinel: null },
    );
    assert.equal(upgraded.relayers.length, 2);
    assert.match(upgraded.sentinel, /^0x[0-9a-f]{40}$/);
    assert.deepEqual(await upgradeKeystore({ dir: old, passphrase, work: 2 }), upgraded);
  });

  describe('in rotation', () => {
    let place: string;
    let signer: Awaited<ReturnType<typeof open>>;
    let next: string;
    before(async () => {
      place = join(folder, 'rotating');
      await createKeystore({ dir: place, passphrase, work: 2 });
      signer = await open({ dir: place, passphrase });
      next = (await rotateKeystore(place, passphrase, 2)).next!;
    });
    after(() => signer.close());

    it('makes one next key, beside the present one', async () => {
      assert.equal(readAddresses(place).signer, signer.addresses.signer);
      await assert.rejects(rotateKeystore(place, passphrase, 2), { name: 'FatalError', message: new RegExp(next) });
    });
    it('is followed by a server that runs', async () => {
      assert.equal(signer.addresses.next, null);
      await signer.useSigner(next);
      assert.equal(signer.addresses.next, next);
      await assert.rejects(signer.useSigner(`0x${'9'.repeat(40)}`), {
        name: 'FatalError',
        message: /put the current signer's key into the keystore/,
      });
    });
    it('puts the next key in place once the Custodian names it, and keeps the old one', () => {
      const { signer: old } = readAddresses(place);
      assert.throws(() => finishRotation(place, old), { name: 'FatalError', message: new RegExp(next) });
      assert.equal(finishRotation(place, next).signer, next);
      assert.throws(() => finishRotation(place, next), FatalError);
      assert.ok(readdirSync(place).includes(`retired-${old}.json`));
    });
  });

  it('opens with a new passphrase alone once it was changed, with all keys and what lies beside them', async () => {
    const changed = join(folder, 'changed');
    const addresses = await createKeystore({ dir: changed, passphrase, work: 2 });
    writeFileSync(join(changed, 'pins.log'), 'kept');
    await assert.rejects(changePassphrase(changed, 'wrong horse battery', 'another horse', 2), FatalError);
    await assert.rejects(changePassphrase(changed, passphrase, 'short', 2), FatalError);
    await changePassphrase(changed, passphrase, 'another horse', 2);
    await assert.rejects(open({ dir: changed, passphrase }), FatalError);
    const signer = await open({ dir: changed, passphrase: 'another horse' });
    assert.deepEqual(signer.addresses, addresses);
    await signer.close();
    assert.equal(readFileSync(join(changed, 'pins.log'), 'utf8'), 'kept');
    assert.ok(!existsSync(`${changed}.old`) && !existsSync(`${changed}.new`));
  });

  describe('in a backup', () => {
    let file: string;
    const restored = (name: string) => join(folder, name);
    before(async () => {
      file = join(folder, 'keystore.backup');
      await backUpKeystore({ dir, file, passphrase, work: 2 });
    });

    it('is one file that shows none of its addresses, and is not written twice', async () => {
      assert.equal(statSync(file).mode & 0o777, 0o600);
      assert.doesNotMatch(readFileSync(file, 'utf8'), new RegExp(made.signer.slice(2), 'i'));
      await assert.rejects(backUpKeystore({ dir, file, passphrase, work: 2 }), {
        name: 'FatalError',
        message: `${file} is there already: name another file.`,
      });
    });
    it('comes back whole where no keystore is, and overwrites none', async () => {
      assert.deepEqual(await restoreKeystore({ dir: restored('back'), file, passphrase }), made);
      const signer = await open({ dir: restored('back'), passphrase });
      assert.deepEqual(signer.addresses, made);
      await signer.close();
      await assert.rejects(restoreKeystore({ dir: restored('back'), file, passphrase }), {
        name: 'FatalError',
        message: /nothing is overwritten/,
      });
    });
    it('is made of keys that open, or not at all', async () => {
      const other = join(folder, 'other.backup');
      await assert.rejects(
        backUpKeystore({ dir, file: other, passphrase: 'wrong horse battery', work: 2 }),
        FatalError,
      );
      assert.ok(!existsSync(other));
    });
    const broken: [name: string, message: RegExp, change: (text: string) => string, phrase?: string][] = [
      ['a changed byte', /is damaged/, (text) => text.replace(/"data": "...../, '"data": "AAAAA')],
      ['a missing end', /is damaged/, (text) => text.slice(0, -40)],
      ['another file', /is damaged/, () => '{}'],
      ['a wrong passphrase', /The passphrase does not open/, (text) => text, 'wrong horse battery'],
    ];
    for (const [name, message, change, phrase = passphrase] of broken)
      it(`is refused with ${name}, and nothing is made`, async () => {
        const copy = join(folder, 'broken.backup');
        writeFileSync(copy, change(readFileSync(file, 'utf8')));
        const target = restored('none');
        await assert.rejects(restoreKeystore({ dir: target, file: copy, passphrase: phrase }), {
          name: 'FatalError',
          message,
        });
        assert.ok(!existsSync(target));
      });
  });

  describe('with limits', () => {
    const secret = Buffer.alloc(32, 1);
    const limits = { memberDay: 1, communityDay: 2, signerDay: 3, decimals: { [`0x${'a'.repeat(40)}`]: 12 } };
    let place: string;
    before(() => {
      place = join(folder, 'limits');
      mkdirSync(place);
    });
    it('has the usual ones where none were set', () => {
      assert.deepEqual(readLimits(place, secret), DEFAULT_LIMITS);
    });
    it('has those that were set by whoever holds the keys, and no others', () => {
      writeFileSync(limitsFile(place), sealLimits(limits, secret));
      assert.deepEqual(readLimits(place, secret), limits);
      assert.throws(() => readLimits(place, Buffer.alloc(32)), { name: 'FatalError', message: /without the keys/ });
      writeFileSync(limitsFile(place), sealLimits(limits, secret).replace('"communityDay": 2', '"communityDay": 9'));
      assert.throws(() => readLimits(place, secret), { name: 'FatalError', message: /without the keys/ });
      writeFileSync(limitsFile(place), '{');
      assert.throws(() => readLimits(place, secret), { name: 'FatalError', message: /is damaged/ });
    });
    it('takes whole tokens only', () => {
      assert.throws(() => checkLimits({ ...limits, memberDay: 1.5 }), { name: 'FatalError', message: /memberDay/ });
    });
  });

  describe('asked for its passphrase at a terminal', () => {
    const terminal = () => {
      const shown: string[] = [];
      const raw: boolean[] = [];
      const input = Object.assign(new EventEmitter(), {
        setRawMode(mode: boolean) {
          raw.push(mode);
        },
        resume: () => undefined,
        pause: () => undefined,
      });
      const output = { write: (text: string) => shown.push(text) > 0 };
      return { input, output, shown, raw };
    };
    it('takes what is typed without showing it, corrections included', async () => {
      const { input, output, shown, raw } = terminal();
      const asked = askSecret('Passphrase: ', { input, output });
      for (const key of ['h', 'ö', 'x', '\u007f', 'rse', '\r']) input.emit('data', Buffer.from(key));
      assert.equal(await asked, 'hörse');
      assert.deepEqual(shown, ['Passphrase: ', '\n']);
      assert.deepEqual(raw, [true, false]);
    });
    it('gives up when it is broken off', async () => {
      const { input, output, raw } = terminal();
      const asked = askSecret('Passphrase: ', { input, output });
      input.emit('data', 'secret\u0003');
      await assert.rejects(asked, { name: 'FatalError', message: 'Broken off: nothing was changed.' });
      assert.deepEqual(raw, [true, false]);
    });
  });

  it('takes the passphrase from a file, without its line break', () => {
    const file = join(folder, 'passphrase');
    writeFileSync(file, `${passphrase}\n`);
    assert.equal(readPassphrase({ passphraseFile: file }), passphrase);
    assert.throws(() => readPassphrase({ passphraseFile: join(folder, 'nowhere') }), FatalError);
    assert.throws(() => readPassphrase({}), FatalError);
  });
});
