import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SigningKey } from 'ethers/crypto';
import { Transaction } from 'ethers/transaction';
import type { Fees } from '../../../bot/custody/protocol.ts';
import { signTransaction } from '../../../bot/custody/transaction.ts';

/** The same by ethers, which reads any transaction there is. */
function reference(unsigned: Parameters<typeof signTransaction>[0], key: SigningKey) {
  const { fees, gas, ...rest } = unsigned;
  const price = fees.type === 'legacy' ? { type: 0, gasPrice: fees.gasPrice } : { ...fees, type: 2 };
  const tx = Transaction.from({ ...rest, ...price, gasLimit: gas });
  tx.signature = key.sign(tx.unsignedHash);
  return { raw: tx.serialized, hash: tx.hash };
}

describe('a transaction that the signer writes itself', () => {
  const key = new SigningKey(`0x${'0'.repeat(61)}b0b`);
  const to = `0x${'c0de'.repeat(10)}` as const;
  const kinds: Fees[] = [
    { type: 'legacy', gasPrice: 0n },
    { type: 'legacy', gasPrice: 10n ** 13n },
    { type: 'eip1559', maxFeePerGas: 0n, maxPriorityFeePerGas: 0n },
    { type: 'eip1559', maxFeePerGas: 2n ** 40n, maxPriorityFeePerGas: 127n },
  ];
  // Around every length and value where the encoding changes its form.
  const lengths = [0, 1, 54, 55, 56, 57, 255, 256, 257, 65_535, 65_536, 100_000];
  const numbers = [0, 1, 127, 128, 255, 256, 65_536];

  for (const fees of kinds) {
    it(`is byte for byte what ethers writes, whatever its data (${Object.values(fees).join(' ')})`, () => {
      for (const length of lengths)
        for (const first of [0x00, 0x7f, 0x80]) {
          const data = `0x${Buffer.alloc(length, first).toString('hex')}` as const;
          const unsigned = { chainId: 24_734, nonce: length, to, value: 0n, gas: 2n ** 24n, data, fees };
          assert.deepEqual(signTransaction(unsigned, key), reference(unsigned, key));
        }
    });

    it(`is byte for byte what ethers writes, whatever its numbers (${Object.values(fees).join(' ')})`, () => {
      for (const number of numbers)
        for (const chainId of [1, 31_337, 2 ** 40]) {
          const unsigned = {
            chainId,
            nonce: number,
            to,
            value: BigInt(number),
            gas: BigInt(number),
            data: '0x',
            fees,
          } as const;
          assert.deepEqual(signTransaction(unsigned, key), reference(unsigned, key));
        }
    });
  }
});
