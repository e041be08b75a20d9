import { type Abi, encodeFunctionData, type Hex, toFunctionSelector } from 'viem';
import { memberAccountAbi } from '../../../contracts/generated/abi.ts';
import { TOKEN } from '../../../test/contracts/support/figures.ts';
import { saltOf, signTyped } from '../../../test/contracts/support/signed.ts';
import { DAY, hash, type Place } from '../place.ts';
import { ask, custodianDomain, FAR, graduated, later, type Player, refused } from '../players.ts';
import type { Pictures } from './drawing.ts';

/** Seconds of scripts/deploy/deploy.ts, as a real chain has them. */
const wait = { graduation: 2 * DAY, recovery: 7 * DAY, forcedExit: 30 * DAY, rotation: 2 * DAY, allow: 2 * DAY };

/** Members leave the operator's custody, with and without its help; keys are paused and replaced. */
export async function leaving(place: Place, pictures: Pictures) {
  const { chapter, step, reckon, stage, contracts, token, operator, keys, nextSigner } = place;
  const { alice, bob, carol, erin, guardian, sentinel, relayer, wallet, recovery, successor } = place;
  const { custodian, gifts, stash, earnings } = contracts;
  const domain = custodianDomain(stage, custodian.address);
  const signed = async (type: 'Graduate' | 'SetRecovery' | 'Cancel', who: Player, salt: Hex, more: object) => {
    const nonce = await ask<bigint>(stage, custodian, 'nonceOf', [who.address]);
    return signTyped(operator.signer, domain, type, { salt, ...more, nonce, deadline: FAR });
  };
  const gift = (from: Player, to: Player, tokens: bigint) =>
    from.does(gifts, 'gift', [token.address, to.address, tokens * TOKEN, hash('farewell')]);
  const [alices, bobs] = [saltOf('alice'), saltOf('bob')];

  chapter('Leaving the operator’s custody');
  stage.advance(DAY);
  const request = async () => {
    const signature = await signed('Graduate', alice, alices, { owner: wallet.address });
    return relayer.does(custodian, 'requestGraduation', [alices, wallet.address, FAR, signature]);
  };
  await step('Alice asks to graduate to her wallet', await request());
  await step('the guardian sees something odd and stops it', guardian.does(custodian, 'cancelGraduation', [alices]));
  await step('she asks again', await request());
  const regret = await signed('Cancel', alice, alices, {});
  await step('thinks better of it', relayer.does(custodian, 'cancelSigned', [alices, FAR, regret]));
  await step('and asks a third time', await request());
  const claim = await signTyped(keys.wallet, domain, 'Claim', { account: alice.address, owner: wallet.address });
  await step(
    'two days later her wallet claims the account, which stays where it was',
    later(stage, wait.graduation, relayer.does(custodian, 'finishGraduation', [alices, claim])),
  );
  await step('the operator can act for her no more', refused(gift(alice, bob, 1n), 'CustodianGraduated'));
  const own = graduated(stage, alice.address, wallet.address);
  await step('her wallet can, above the operator’s ceiling', gift(own, carol, 90n));
  await step('it claims the day', own.does(earnings, 'claimDaily', [token.address]));
  await step(
    'and takes out the picture that she won',
    own.does(stash, 'withdraw', [pictures.address, 2n, wallet.address]),
  );
  const account = { abi: memberAccountAbi, address: alice.address };
  const data = encodeFunctionData({
    abi: token.abi as Abi,
    functionName: 'transfer',
    args: [wallet.address, 7n * TOKEN],
  });
  const order = { to: token.address, value: 0n, data, nonce: 0n, deadline: FAR };
  const accountDomain = { ...domain, name: 'Guildmint Member', verifyingContract: alice.address };
  const signature = await signTyped(keys.wallet, accountDomain, 'Execute', order);
  await step(
    'without coins its signature is enough, whoever sends it',
    relayer.does(account, 'executeSigned', [token.address, 0n, data, FAR, signature]),
  );
  await step(
    'she moves the account on to another wallet',
    wallet.does(account, 'transferOwnership', [successor.address]),
    successor.does(account, 'acceptOwnership', []),
  );

  const recoverable = await signed('SetRecovery', bob, bobs, { recovery: recovery.address });
  await step(
    'Bob registers a recovery address',
    relayer.does(custodian, 'setRecovery', [bobs, recovery.address, FAR, recoverable]),
  );
  await step(
    'which, once it holds, demands his account',
    later(stage, wait.recovery, recovery.does(custodian, 'requestExit', [bobs])),
  );
  await step(
    'and has it in a month, whatever the operator says',
    later(stage, wait.forcedExit, recovery.does(custodian, 'exit', [bobs])),
  );
  await reckon();

  chapter('Keys are paused and replaced');
  const allow = () =>
    guardian.does(custodian, 'allow', [
      earnings.address,
      toFunctionSelector('function decay(address,address[])'),
      true,
    ]);
  await step('what the operator may do for members grows slowly', allow());
  await step('by two days', later(stage, wait.allow, allow()));
  await step('the sentinel pauses', sentinel.does(custodian, 'sentinelPause', []));
  await step('the guardian looks into it', guardian.does(custodian, 'unpause', []));
  await step(
    'and may pause without an end',
    guardian.does(custodian, 'pause', []),
    guardian.does(custodian, 'unpause', []),
  );
  await step('and replaces the sentinel', guardian.does(custodian, 'setSentinel', [successor.address]));
  const propose = () => guardian.does(custodian, 'proposeSigner', [nextSigner.address, 0]);
  await step(
    'it proposes a signer, and takes it back',
    propose(),
    guardian.does(custodian, 'cancelSignerProposal', []),
  );
  await step('and proposes again', propose());
  await step(
    'which everybody can see for two days before it holds',
    later(stage, wait.rotation, relayer.does(custodian, 'acceptSigner', [])),
  );
  operator.signer = nextSigner;
  await step('the new signer acts for members as the old one did', erin.does(earnings, 'claimDaily', [token.address]));
  await step(
    'the guardian hands over to another',
    guardian.does(custodian, 'proposeGuardian', [successor.address]),
    later(stage, wait.rotation, successor.does(custodian, 'acceptGuardian', [])),
  );
  await reckon();
}
