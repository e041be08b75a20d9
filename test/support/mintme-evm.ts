// An EVM under MintMe's rules: Istanbul plus PUSH0 (EIP-3855) and MCOPY (EIP-5656), legacy transactions, chain 24734.
// MintMe's one other peculiarity, addresses made by CREATE, is left out: read them from the result, never predict them.
import { createBlock } from '@ethereumjs/block';
import { createCustomCommon, Hardfork, Mainnet } from '@ethereumjs/common';
import { createLegacyTx } from '@ethereumjs/tx';
import { Account, Address, hexToBytes } from '@ethereumjs/util';
import { createVM, runTx } from '@ethereumjs/vm';
import { bytesToHex, type Hex, keccak256, numberToHex, toHex, type Address as ViemAddress } from 'viem';
import { privateKeyToAddress } from 'viem/accounts';

export const MINTME_CHAIN_ID = 24734;

export type Log = { address: ViemAddress; topics: [Hex, ...Hex[]]; data: Hex; blockNumber: bigint };
/** What a transaction did. `gas` is what the whole transaction cost its sender, in gas. */
export type Outcome = { gas: bigint; logs: Log[]; output: Hex };

/** A transaction reverted; `data` is its revert data. */
class Reverted extends Error {
  readonly data: Hex;
  constructor(reason: string, data: Hex) {
    super(`The transaction failed (${reason}), revert data ${data}`);
    this.data = data;
  }
}

const gasLimit = 100_000_000n;

/**
 * @param timestamp unix seconds of the first block; `advance` moves it on
 * @returns `accounts` are funded; `deploy` and `send` run one transaction in a block of its own, `read` none; all throw
 * {@link Reverted}
 */
export async function createMintMe(timestamp: number) {
  // The library refuses 5656 on its own below Shanghai; MintMe did just that. Its table is not exported.
  const table = new URL('./eips.js', import.meta.resolve('@ethereumjs/common')).href;
  const { eipsDict } = (await import(table)) as { eipsDict: Record<number, { minimumHardfork: Hardfork }> };
  eipsDict[5656]!.minimumHardfork = Hardfork.Istanbul;
  const common = createCustomCommon({ chainId: MINTME_CHAIN_ID, name: 'mintme' }, Mainnet, {
    hardfork: Hardfork.Istanbul,
    eips: [3855, 5656],
  });
  // No chain of headers is kept: a block's hash is made from its height, as fresh and as unforeseeable as any here.
  const hashOf = (height: number) => ({ hash: () => hexToBytes(keccak256(numberToHex(height))) });
  const blockchain = {
    getBlock: async (height: number) => hashOf(height),
    putBlock: async () => {},
    shallowCopy: () => blockchain,
  };
  const vm = await createVM({ common, blockchain });
  const keys = new Map<ViemAddress, Uint8Array>();
  const nonces = new Map<ViemAddress, bigint>();
  const accounts: ViemAddress[] = [];
  for (let at = 0; at < 16; at++) {
    const key = keccak256(toHex(`mintme account ${at}`));
    const address = privateKeyToAddress(key);
    accounts.push(address);
    keys.set(address, hexToBytes(key));
    const funded = new Account(0n, 10n ** 24n);
    await vm.stateManager.putAccount(new Address(hexToBytes(address)), funded);
  }
  let now = BigInt(timestamp);
  let height = 8_784_700n;

  const run = async (from: ViemAddress, data: Hex, to?: ViemAddress) => {
    const key = keys.get(from);
    if (key === undefined) throw new Error(`${from} is none of this chain's accounts.`);
    const nonce = nonces.get(from) ?? 0n;
    const tx = createLegacyTx({ nonce, gasPrice: 1n, gasLimit, to, data }, { common }).sign(key);
    const blockNumber = height++;
    const header = { number: numberToHex(blockNumber), timestamp: now, gasLimit };
    const result = await runTx(vm, { tx, block: createBlock({ header }, { common }) });
    nonces.set(from, nonce + 1n);
    const output = bytesToHex(result.execResult.returnValue);
    if (result.execResult.exceptionError) throw new Reverted(result.execResult.exceptionError.error, output);
    const logs = result.receipt.logs.map(([address, topics, bytes]): Log => {
      const [first, ...rest] = topics.map((topic) => bytesToHex(topic));
      if (first === undefined) throw new Error('A log without a topic: no contract here emits one.');
      return { address: bytesToHex(address), topics: [first, ...rest], data: bytesToHex(bytes), blockNumber };
    });
    return { gas: result.totalGasSpent, logs, output, created: result.createdAddress };
  };

  return {
    accounts,
    now: () => Number(now),
    advance: (seconds: number) => {
      now += BigInt(seconds);
    },
    mine: (blocks: number) => {
      height += BigInt(blocks);
      now += BigInt(blocks);
    },
    deploy: async (from: ViemAddress, bytecode: Hex) => {
      const { created, gas, logs } = await run(from, bytecode);
      if (created === undefined) throw new Error('The transaction made no contract.');
      return { address: bytesToHex(created.bytes), gas, logs };
    },
    send: async (from: ViemAddress, to: ViemAddress, data: Hex): Promise<Outcome> => {
      const { gas, logs, output } = await run(from, data, to);
      return { gas, logs, output };
    },
    read: async (to: ViemAddress, data: Hex): Promise<Hex> => {
      const header = { number: numberToHex(height), timestamp: now, gasLimit };
      const { execResult } = await vm.evm.runCall({
        to: new Address(hexToBytes(to)),
        data: hexToBytes(data),
        gasLimit,
        isStatic: true,
        block: createBlock({ header }, { common }),
      });
      const output = bytesToHex(execResult.returnValue);
      if (execResult.exceptionError) throw new Reverted(execResult.exceptionError.error, output);
      return output;
    },
  };
}
