// Every deployable contract, init code and what it leaves behind
// ├── bears no instruction that MintMe's EVM lacks (Istanbul plus PUSH0 and MCOPY)
// ├── fits into 24,576 bytes
// └── and the scan itself finds each of those instructions, in code but not in data
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

const MAX_BYTES = 24_576;
/** What cancun, osaka and their forerunners added, and MintMe did not. 0x44 is DIFFICULTY there and means another thing. */
const lacking: Record<number, string> = {
  30: 'CLZ',
  68: 'PREVRANDAO',
  72: 'BASEFEE',
  73: 'BLOBHASH',
  74: 'BLOBBASEFEE',
  92: 'TLOAD',
  93: 'TSTORE',
};
const PUSH1 = 0x60;
const PUSH32 = 0x7f;
/** What the compiler appends to each piece of code: CBOR with the sources' hash and its own version. */
const METADATA = /a2646970667358221220[0-9a-f]{64}64736f6c6343[0-9a-f]{6}0033/g;

type Bytecode = { contractName: string; bytecode: string; deployedBytecode: string };

/**
 * Instructions that MintMe lacks, with their places. Walks on through pieces that follow one another, as a constructor's
 * code and what it deploys do: each begins where the one before it ends.
 */
function scan(bytecode: string): string[] {
  const code = Buffer.from(bytecode.replace(/^0x/, '').replace(METADATA, ''), 'hex');
  const found: string[] = [];
  for (let at = 0; at < code.length; at++) {
    const opcode = code[at]!;
    if (opcode in lacking) found.push(`${lacking[opcode]} at ${at}`);
    if (opcode >= PUSH1 && opcode <= PUSH32) at += opcode - PUSH1 + 1;
  }
  return found;
}

const artifacts = join(import.meta.dirname, '../../artifacts');
const deployable = ['contracts/*.sol/*.json', '@openzeppelin/contracts/metatx/ERC2771Forwarder.sol/*.json']
  .flatMap((pattern) => globSync(pattern, { cwd: artifacts }))
  .filter((path) => !path.includes('interfaces') && !path.endsWith('.dbg.json'))
  .map((path) => JSON.parse(readFileSync(join(artifacts, path), 'utf8')) as Bytecode)
  .filter(({ deployedBytecode }) => deployedBytecode.length > 2);

describe('Deployable bytecode', () => {
  it('is that of all contracts', () => {
    const names = deployable.map(({ contractName }) => contractName);
    for (const name of [
      'Communities',
      'Custodian',
      'Earnings',
      'ERC2771Forwarder',
      'Gifts',
      'MemberAccount',
      'Shop',
      'Token',
    ]) {
      assert.ok(names.includes(name), `${name} is not among ${names.join(', ')}: run \`npm run compile\`.`);
    }
  });

  for (const { contractName, bytecode, deployedBytecode } of deployable) {
    it(`${contractName} bears no instruction that MintMe lacks`, () => {
      assert.deepEqual(scan(deployedBytecode), []);
      assert.deepEqual(scan(bytecode), []);
      assert.match(deployedBytecode, new RegExp(METADATA.source));
    });

    it(`${contractName} fits`, () => {
      const bytes = (deployedBytecode.length - 2) / 2;
      assert.ok(bytes <= MAX_BYTES, `${bytes} bytes`);
    });
  }
});

describe('The scan', () => {
  it('finds every instruction that is lacking', () => {
    for (const [opcode, name] of Object.entries(lacking)) {
      assert.deepEqual(scan(`0x5f${Number(opcode).toString(16).padStart(2, '0')}00`), [`${name} at 1`]);
    }
  });

  it('skips what is pushed and the compiler’s metadata, and walks on behind it', () => {
    const metadata = `a2646970667358221220${'48'.repeat(32)}64736f6c63430008250033`;
    assert.deepEqual(scan('0x6048615c5d5e'), []);
    assert.deepEqual(scan(`0x5b00fe${metadata}`), []);
    assert.deepEqual(scan(`0x604848${metadata}fe5c`), ['BASEFEE at 2', 'TLOAD at 4']);
  });
});
