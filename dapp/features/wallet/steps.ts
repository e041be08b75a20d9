import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { t } from '@lingui/core/macro';
import { type Address, encodeFunctionData, type Hex } from 'viem';
import { signTypedData } from 'viem/actions';
import { post } from '../../lib/api.ts';
import { type Given, rehearse, sendItself, signText, walletOf } from '../../lib/wallet/act.ts';
import type { Step } from '../../lib/wallet/use-run.ts';
import type { Account } from './graduation.tsx';

/** The linked wallet signs its wish; the operator sends it, if its signer knows the PIN. */
export const askToGraduate = (pin: string): Step => ({
  label: t`Ask for the account`,
  token: null,
  sponsored: true,
  gasless: true,
  async send({ config, actor }, signal) {
    const address = actor.owner;
    const challenge = await post('/api/challenges', { purpose: 'graduate', address });
    const signature = await signText(config, address, challenge.message);
    signal.throwIfAborted();
    return (await post('/api/graduate', { nonce: challenge.nonce, signature, pin })).id;
  },
});

export const finishGraduation = (account: Account, sponsored: boolean): Step => ({
  label: t`Graduation`,
  token: null,
  sponsored,
  gasless: true,
  check: (given) => rehearse(asWallet(given), finish(given, account)),
  async send(given, signal) {
    if (!sponsored) return sendItself(asWallet(given), finish(given, account), true);
    const { chain, actor } = given;
    const signature = await signTypedData(await walletOf(given), {
      domain: {
        name: 'Guildmint Custodian',
        version: '1',
        chainId: chain.chainId,
        verifyingContract: chain.contracts.custodian as Address,
      },
      types: {
        Claim: [
          { name: 'account', type: 'address' },
          { name: 'owner', type: 'address' },
        ],
      },
      primaryType: 'Claim',
      message: { account: account.address as Address, owner: actor.owner },
    });
    signal.throwIfAborted();
    const { salt, address } = account;
    const body = { kind: 'graduation', salt: salt as Hex, account: address, owner: actor.owner, signature } as const;
    return (await post('/api/forward', body)).id;
  },
});

/** By the recovery address alone, with its own gas. */
const byRecovery = (label: string, functionName: 'requestExit' | 'exit', salt: Hex): Step => {
  const call = ({ chain }: Given) => ({
    to: chain.contracts.custodian as Address,
    data: encodeFunctionData({ abi: custodianAbi, functionName, args: [salt] }),
  });
  return {
    ...{ label, token: null, sponsored: false, gasless: false },
    check: (given) => rehearse(asWallet(given), call(given)),
    send: (given) => sendItself(asWallet(given), call(given), false),
  };
};

export const requestExit = (salt: Hex) => byRecovery(t`Announce the exit`, 'requestExit', salt);
export const exitAccount = (salt: Hex) => byRecovery(t`Exit`, 'exit', salt);

/** The wallet itself finishes it: the account does not exist yet. */
const asWallet = (given: Given): Given => {
  const { owner } = given.actor;
  return { ...given, actor: { kind: 'wallet', address: owner, owner } };
};

const finish = ({ chain }: Given, { salt }: Account) => ({
  to: chain.contracts.custodian as Address,
  data: encodeFunctionData({ abi: custodianAbi, functionName: 'finishGraduation', args: [salt as Hex, '0x'] }),
});
