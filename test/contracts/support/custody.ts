// Deploys the Custodian with SPEC's waiting times and a module to call, and signs as its signer does.
import type { network } from 'hardhat';
import { type Address, getAddress, getContract, type Hex, parseAbi, parseEventLogs, toFunctionSelector } from 'viem';
import { type HDAccount, mnemonicToAccount } from 'viem/accounts';
import { custodianAbi, memberAccountAbi } from '../../../contracts/generated/abi.ts';
import { encodeOps, type Group, saltOf, signTyped } from './signed.ts';

export type Connection = Awaited<ReturnType<typeof network.create>>;
export type Wallet = HDAccount;
type Sender = Awaited<ReturnType<Connection['viem']['getWalletClients']>>[number];

export const DAY = 86_400;
export const FOREVER = 2 ** 48 - 1;
export const NOBODY = '0x0000000000000000000000000000000000000000';
/** Seconds; SPEC section 4. */
export const delays = {
  graduation: 2 * DAY,
  rotation: 2 * DAY,
  allow: 2 * DAY,
  recovery: 7 * DAY,
  inactive: 60 * DAY,
  forcedExit: 30 * DAY,
};

export const diaryAbi = parseAbi([
  'event Written(address indexed member, uint256 page)',
  'event Dedicated(address indexed member, address indexed to, uint256 page)',
  'error DiaryTorn(uint256 page)',
  'function entries(address member) view returns (uint256)',
  'function write(uint256 page)',
  'function dedicate(address to, uint256 page)',
  'function tear(uint256 page)',
  'function flood(uint256 size)',
  'function recite(uint256 size)',
  'function scribble()',
  'function writeIfGasAbove(uint256 least)',
  'function ask(address whom, bytes question)',
]);

type RequestOptions = { signer?: Wallet; nonce?: bigint; deadline?: number; salt?: Hex };
type BatchOptions = {
  lane?: bigint;
  sequence?: bigint;
  deadline?: number;
  signer?: Wallet;
  gas?: bigint;
  ops?: Hex;
  signature?: Hex;
};

/** Everyone by the part they play. Alice and Bob are custodial members; these are their own wallets. */
const parts = [
  'relayer',
  'signer',
  'nextSigner',
  'guardian',
  'nextGuardian',
  'sentinel',
  'alice',
  'aliceRecovery',
  'bob',
  'mallory',
] as const;
/** Hardhat's test accounts, which its node holds too: they sign here and send there. */
export const wallets: Wallet[] = parts.map((_, addressIndex) =>
  mnemonicToAccount('test test test test test test test test test test test junk', { addressIndex }),
);
const cast = Object.fromEntries(parts.map((part, at) => [part, wallets[at]!])) as Record<
  (typeof parts)[number],
  Wallet
>;

/** viem's options of a transaction from this wallet. */
export const by = (wallet: Wallet) => ({ account: wallet.address });

/** A Custodian whose allowlist holds the whole Diary, not sealed. */
export async function deployCustody(connection: Connection) {
  const { viem, networkHelpers } = connection;
  const client = await viem.getPublicClient();
  const [sender] = (await viem.getWalletClients()) as [Sender];
  /** Checksummed, as events and views give addresses. */
  const deploy = async (...code: Parameters<typeof viem.deployContract>) =>
    getAddress((await viem.deployContract(...code)).address);
  const powers = [cast.signer.address, cast.guardian.address, cast.sentinel.address] as const;
  const address = await deploy('Custodian', [...powers, delays]);
  const custodian = getContract({ abi: custodianAbi, address, client: { public: client, wallet: sender } });
  const diary = getContract({
    abi: diaryAbi,
    address: await deploy('Diary', [address]),
    client: { public: client, wallet: sender },
  });
  for (const verb of diaryAbi) {
    if (verb.type !== 'function' || verb.stateMutability === 'view') continue;
    await custodian.write.allow([diary.address, toFunctionSelector(verb), true], by(cast.guardian));
  }

  const domain = {
    name: 'Guildmint Custodian',
    version: '1',
    chainId: await client.getChainId(),
    verifyingContract: address,
  };
  /** Does something in a block of exactly this time. */
  async function at<Result>(timestamp: number, act: () => Promise<Result>) {
    await networkHelpers.time.setNextBlockTimestamp(timestamp);
    return act();
  }
  const now = async () => Number((await client.getBlock()).timestamp);
  const soon = async () => (await now()) + 3_600;
  const accountOf = (member: string) => custodian.read.accountOf([saltOf(member)]);
  const nonceOf = async (salt: Hex) => custodian.read.nonceOf([await custodian.read.accountOf([salt])]);

  /** Sends a batch that the signer signed, with the lane's next number unless told otherwise. */
  async function execute(groups: readonly Group[], options: BatchOptions = {}) {
    const { lane = 0n, signer = cast.signer, ops = encodeOps(groups), gas } = options;
    const sequence = options.sequence ?? (await custodian.read.sequenceOf([lane]));
    const deadline = options.deadline ?? (await soon());
    const signature =
      options.signature ?? (await signTyped(signer, domain, 'Batch', { lane, sequence, deadline, ops }));
    return custodian.write.execute([lane, sequence, deadline, ops, signature], { gas });
  }

  /** Signs and sends one of the requests that the signer makes for a member. */
  async function request(
    member: string,
    options: RequestOptions,
    type: 'Graduate' | 'SetRecovery' | 'Cancel',
    who?: Address,
  ) {
    const salt = options.salt ?? saltOf(member);
    const deadline = options.deadline ?? (await soon());
    const nonce = options.nonce ?? (await nonceOf(salt));
    const names = { Graduate: { owner: who }, SetRecovery: { recovery: who }, Cancel: {} }[type];
    const signature = await signTyped(options.signer ?? cast.signer, domain, type, { salt, ...names, nonce, deadline });
    return { salt, deadline, signature };
  }

  async function requestGraduation(member: string, owner: Wallet | Address, options: RequestOptions = {}) {
    const who = typeof owner === 'string' ? owner : owner.address;
    const { salt, deadline, signature } = await request(member, options, 'Graduate', who);
    return custodian.write.requestGraduation([salt, who, deadline, signature]);
  }

  async function setRecovery(member: string, recovery: Wallet | Address, options: RequestOptions = {}) {
    const who = typeof recovery === 'string' ? recovery : recovery.address;
    const { salt, deadline, signature } = await request(member, options, 'SetRecovery', who);
    return custodian.write.setRecovery([salt, who, deadline, signature]);
  }

  async function cancelSigned(member: string, options: RequestOptions = {}) {
    const { salt, deadline, signature } = await request(member, options, 'Cancel');
    return custodian.write.cancelSigned([salt, deadline, signature]);
  }

  const memberAccount = (account: Address) =>
    getContract({ abi: memberAccountAbi, address: account, client: { public: client, wallet: sender } });

  /** Graduates a member to a wallet, waiting included, and gives the account. */
  async function graduate(member: string, owner: Wallet) {
    await requestGraduation(member, owner);
    await networkHelpers.time.increase(delays.graduation);
    await custodian.write.finishGraduation([saltOf(member), '0x'], by(owner));
    return memberAccount(await accountOf(member));
  }

  /** Registers a recovery address and waits until it may act. */
  async function recoverable(member: string, recovery: Wallet) {
    await setRecovery(member, recovery);
    await networkHelpers.time.increase(delays.recovery);
  }

  /** Replaces the signer, waiting included; stays paused where a distrust moment is named. */
  async function rotate(newSigner: Wallet, distrustFrom = 0) {
    await custodian.write.proposeSigner([newSigner.address, distrustFrom], by(cast.guardian));
    await networkHelpers.time.increase(delays.rotation);
    await custodian.write.acceptSigner();
  }

  /** What the Custodian and the Diary told in a transaction, in order. */
  async function told(hash: Hex | Promise<Hex>) {
    const { logs } = await client.getTransactionReceipt({ hash: await hash });
    return parseEventLogs({ abi: [...custodianAbi, ...diaryAbi], logs }).map(({ eventName, args }) => ({
      eventName,
      args,
    }));
  }

  return {
    ...{
      connection,
      viem,
      client,
      cast,
      custodian,
      diary,
      domain,
      time: networkHelpers.time,
      assertions: viem.assertions,
    },
    ...{
      at,
      now,
      soon,
      accountOf,
      nonceOf,
      execute,
      request,
      requestGraduation,
      setRecovery,
      cancelSigned,
      graduate,
      recoverable,
      rotate,
      told,
      memberAccount,
      deploy,
    },
  };
}
