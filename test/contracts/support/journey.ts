// One deployment and one member's way through it, on whatever chain it is given: settled as the reporter account, gifts
// under the ceilings, graduation to an own wallet, and what that wallet then does. Told in names, so that chains compare.
import {
  type Abi,
  type Address,
  decodeErrorResult,
  decodeFunctionResult,
  encodeFunctionData,
  getAddress,
  type Hex,
  parseEventLogs,
  stringToHex,
  toFunctionSelector,
  zeroAddress,
  zeroHash,
} from 'viem';
import type { LocalAccount } from 'viem/accounts';
import {
  communitiesAbi,
  custodianAbi,
  earningsAbi,
  forwarderAbi,
  giftsAbi,
  memberAccountAbi,
  shopAbi,
  tokenAbi,
} from '../../../contracts/generated/abi.ts';
import { initCode } from '../../support/mintme-economy.ts';
import { delays } from './custody.ts';
import { caps, giftPolicy, Role, rates, report, TOKEN } from './figures.ts';
import { Refund, redemption, terms, texts } from './shop.ts';
import { encodeOps, type Group, group, saltOf, signTyped } from './signed.ts';

export type RawLog = { address: Address; topics: [Hex, ...Hex[]]; data: Hex };
/** A chain to travel on. Each transaction is mined one second after the one before. */
export type Stage = {
  chainId: number;
  /** Eight of them, with coins. */
  accounts: LocalAccount[];
  deploy: (from: Address, code: Hex) => Promise<Address>;
  send: (from: Address, to: Address, data: Hex) => Promise<RawLog[]>;
  read: (to: Address, data: Hex) => Promise<Hex>;
  advance: (seconds: number) => void;
};
/** An event with its arguments; of a failed call also what it reverted with. */
type Told = { eventName: string } & Record<string, unknown>;
type Standing = {
  balance: bigint;
  lifetimeEarned: bigint;
  streak: bigint;
  custodialOutflow: bigint;
  custodialCeiling: bigint;
};
export type Chapter = { title: string; events: Told[]; supply: bigint; standings: Record<string, Standing> };

const everyAbi: Abi = [
  ...communitiesAbi,
  ...custodianAbi,
  ...earningsAbi,
  ...giftsAbi,
  ...memberAccountAbi,
  ...shopAbi,
  ...tokenAbi,
];
const FAR = 2 ** 40;

/** Contracts, one community with the `securechat` figures, and the reporter's role on a custodial account. */
async function settle(stage: Stage) {
  const [owner, signer, guardian, sentinel, relayer, wallet, carol] = stage.accounts as [
    LocalAccount,
    LocalAccount,
    LocalAccount,
    LocalAccount,
    LocalAccount,
    LocalAccount,
    LocalAccount,
  ];
  const names = new Map<string, string>();
  const deploy = async (name: string, path: string, args: readonly unknown[]) => {
    const address = getAddress(await stage.deploy(owner.address, initCode(path, args)));
    names.set(address, name);
    return address;
  };
  const call = async (from: LocalAccount, to: Address, abi: Abi, functionName: string, args: readonly unknown[]) =>
    stage.send(from.address, to, encodeFunctionData({ abi, functionName, args }));
  const read = async <Result>(address: Address, abi: Abi, functionName: string, args: readonly unknown[]) => {
    const data = await stage.read(address, encodeFunctionData({ abi, functionName, args }));
    return decodeFunctionResult({ abi, functionName, data }) as Result;
  };

  const powers = [signer.address, guardian.address, sentinel.address, delays];
  const forwarder = await deploy('forwarder', '@openzeppelin/contracts/metatx/ERC2771Forwarder.sol/ERC2771Forwarder', [
    'F',
  ]);
  const custodian = await deploy('custodian', 'contracts/Custodian.sol/Custodian', powers);
  const trusted = [forwarder, custodian];
  const communities = await deploy('communities', 'contracts/Communities.sol/Communities', [
    ...trusted,
    owner.address,
    0,
    await deploy('wrapped factory', 'contracts/WrappedTokenFactory.sol/WrappedTokenFactory', []),
  ]);
  const earnings = await deploy('earnings', 'contracts/Earnings.sol/Earnings', [...trusted, communities]);
  const gifts = await deploy('gifts', 'contracts/Gifts.sol/Gifts', [...trusted, communities]);
  const shop = await deploy('shop', 'contracts/Shop.sol/Shop', [...trusted, communities]);
  for (const [module, name] of [
    [earnings, 'Earnings'],
    [gifts, 'Gifts'],
    [shop, 'Shop'],
  ] as const) {
    await call(owner, communities, communitiesAbi, 'addModule', [module, stringToHex(name, { size: 32 })]);
  }
  for (const [target, verb] of [
    [earnings, 'settle(address,uint64,uint256[])'],
    [earnings, 'claimDaily(address)'],
    [gifts, 'gift(address,address,uint256,bytes32)'],
    [shop, 'buy(address,uint256,uint256,uint256)'],
    [shop, 'refund(address,uint256,uint256)'],
    [communities, 'setCeiling(address,uint96)'],
  ] as const) {
    await call(guardian, custodian, custodianAbi, 'allow', [target, toFunctionSelector(verb), true]);
  }
  await call(guardian, custodian, custodianAbi, 'seal', []);

  const params = {
    ...{ name: 'SecureChat Tokens', symbol: 'SCT', supplyCap: 0n, maxBalance: 0n, closed: false, clawback: false },
    ...{ underlying: zeroAddress, caps, modules: [earnings, gifts, shop] },
  };
  const logs = await call(owner, communities, communitiesAbi, 'createCommunity', [params]);
  const created = parseEventLogs({ abi: communitiesAbi, logs: logs as never, eventName: 'CommunityCreated' });
  const token = created[0]!.args.token;
  names.set(token, 'token');
  const accountOf = async (member: string) => {
    const account = await read<Address>(custodian, custodianAbi, 'accountOf', [saltOf(member)]);
    names.set(account, member);
    return account;
  };
  const [alice, bob, reporter] = [await accountOf('alice'), await accountOf('bob'), await accountOf('reporter')];
  for (const [account, name] of [owner, signer, guardian, sentinel, relayer, wallet, carol].map(
    ({ address }, n) =>
      [address, ['owner', 'signer', 'guardian', 'sentinel', 'relayer', 'wallet', 'carol'][n]!] as const,
  )) {
    names.set(account, name);
  }
  await call(owner, communities, communitiesAbi, 'grantRoles', [token, reporter, Role.reporter]);
  await call(owner, earnings, earningsAbi, 'setRates', [token, rates]);
  await call(owner, gifts, giftsAbi, 'setPolicy', [token, giftPolicy]);
  const item = { ...terms, price: TOKEN, ...redemption, refund: Refund.timed };
  await call(owner, shop, shopAbi, 'addItem', [token, item, 3, texts]);

  return {
    ...{ stage, names, call, read, forwarder, custodian, communities, earnings, gifts, shop, token },
    ...{ owner, signer, guardian, relayer, wallet, carol, alice, bob, reporter },
  };
}

type World = Awaited<ReturnType<typeof settle>>;

/** Addresses become names, wherever they stand: in arguments, in words of reports, in revert data. */
function inNames({ names }: World, value: unknown): unknown {
  if (typeof value === 'string') {
    let text = value;
    for (const [address, name] of names) {
      text = text.replaceAll(new RegExp(address.slice(2), 'gi'), `<${name}>`);
    }
    return text;
  }
  if (typeof value === 'bigint' && value > 1n << 160n) {
    const word = `0x${value.toString(16).padStart(64, '0')}`;
    const named = inNames({ names } as World, word);
    return named === word ? value : named;
  }
  if (Array.isArray(value)) return value.map((item) => inNames({ names } as World, item));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inNames({ names } as World, item)]));
  }
  return value;
}

/** Travels the whole way and tells each chapter's events and the figures after it. */
export async function journey(stage: Stage): Promise<Chapter[]> {
  const world = await settle(stage);
  const {
    call,
    read,
    custodian,
    communities,
    earnings,
    gifts,
    shop,
    token,
    forwarder,
    owner,
    signer,
    relayer,
    wallet,
    carol,
    alice,
    bob,
  } = world;
  const chapters: Chapter[] = [];
  const domain = { name: 'Guildmint Custodian', version: '1', chainId: stage.chainId, verifyingContract: custodian };
  const salts = { alice: saltOf('alice'), bob: saltOf('bob'), reporter: saltOf('reporter') };

  const tell = async (title: string, sent: Promise<RawLog[]>) => {
    const events = parseEventLogs({ abi: everyAbi, logs: (await sent) as never }).map((log) => {
      const { eventName, args } = log as { eventName: string; args: { reason?: Hex } };
      const reason = args.reason && decodeErrorResult({ abi: everyAbi, data: args.reason });
      const why = reason && { reason: reason.errorName, values: reason.args };
      return inNames(world, { eventName, ...args, ...why }) as Told;
    });
    const standings: Chapter['standings'] = {};
    for (const [name, account] of Object.entries({ alice, bob, wallet: wallet.address, carol: carol.address })) {
      standings[name] = await read<Standing>(token, tokenAbi, 'standingOf', [account]);
    }
    chapters.push({ title, events, supply: await read<bigint>(token, tokenAbi, 'totalSupply', []), standings });
  };
  const execute = async (groups: Group[]) => {
    const sequence = await read<bigint>(custodian, custodianAbi, 'sequenceOf', [0n]);
    const ops = encodeOps(groups);
    const signature = await signTyped(signer, domain, 'Batch', { lane: 0n, sequence, deadline: FAR, ops });
    return call(relayer, custodian, custodianAbi, 'execute', [0n, sequence, FAR, ops, signature]);
  };
  const module = (abi: Abi, address: Address) => ({ abi, address });
  const give = (...gifted: [Hex, Address, bigint][]) =>
    group(
      module(giftsAbi, gifts),
      'gift',
      gifted.map(([salt, to, amount]) => [salt, [token, to, amount, zeroHash]]),
      400_000,
    );
  const giftCall = (to: Address, amount: bigint) =>
    encodeFunctionData({ abi: giftsAbi, functionName: 'gift', args: [token, to, amount, zeroHash] });

  const reports = [report(alice, { message: 100, file: 20 }, true), report(bob, { message: 40 }, true)];
  const settlement = group(module(earningsAbi, earnings), 'settle', [[salts.reporter, [token, 0n, reports]]], 900_000);
  await tell('the reporter account settles a day', execute([settlement]));
  const daily = group(
    module(earningsAbi, earnings),
    'claimDaily',
    [
      [salts.alice, [token]],
      [salts.bob, [token]],
    ],
    400_000,
  );
  await tell('both claim the day, and once only', execute([daily, daily]));
  const ceiling = group(
    module(communitiesAbi, communities),
    'setCeiling',
    [[salts.alice, [token, 20n * TOKEN]]],
    200_000,
  );
  await tell(
    'alice lowers her ceiling; a gift below it, one above what is left, one of another member',
    execute([
      ceiling,
      give([salts.alice, bob, 5n * TOKEN], [salts.alice, bob, 30n * TOKEN], [salts.bob, carol.address, TOKEN]),
    ]),
  );

  const request = { salt: salts.alice, owner: wallet.address, nonce: 0n, deadline: FAR };
  const graduate = await signTyped(signer, domain, 'Graduate', request);
  await tell(
    'the operator asks to graduate alice to her wallet',
    call(relayer, custodian, custodianAbi, 'requestGraduation', [request.salt, request.owner, FAR, graduate]),
  );
  stage.advance(delays.graduation);
  const claim = await signTyped(wallet, domain, 'Claim', { account: alice, owner: wallet.address });
  await tell(
    'her wallet claims the account, sent by the relayer',
    call(relayer, custodian, custodianAbi, 'finishGraduation', [salts.alice, claim]),
  );
  await tell(
    'the operator can act for her no more, and for others as before',
    execute([give([salts.alice, bob, TOKEN], [salts.bob, carol.address, TOKEN])]),
  );

  const spend = [gifts, 0n, giftCall(carol.address, 40n * TOKEN)] as const;
  await tell('her wallet gives above the operator’s ceiling', call(wallet, alice, memberAccountAbi, 'execute', spend));
  const data = encodeFunctionData({ abi: tokenAbi, functionName: 'transfer', args: [wallet.address, 7n * TOKEN] });
  const order = { to: token, value: 0n, data, nonce: 0n, deadline: FAR };
  const account = { ...domain, name: 'Guildmint Member', verifyingContract: alice };
  const signed = [token, 0n, data, FAR, await signTyped(wallet, account, 'Execute', order)] as const;
  await tell('and moves tokens out without coins', call(relayer, alice, memberAccountAbi, 'executeSigned', signed));

  const wish = {
    ...{ from: carol.address, to: gifts, value: 0n, gas: 400_000n, deadline: FAR },
    data: giftCall(bob, 3n * TOKEN),
  };
  const sponsor = { name: 'F', version: '1', chainId: stage.chainId, verifyingContract: forwarder };
  const signature = await signTyped(carol, sponsor, 'ForwardRequest', { ...wish, nonce: 0n });
  await tell(
    'a wallet holder gives through the sponsored forwarder',
    call(relayer, forwarder, forwarderAbi, 'execute', [{ ...wish, signature }]),
  );

  const buy = (quantity: bigint): [Hex, readonly unknown[]] => [salts.bob, [token, 1n, quantity, quantity * TOKEN]];
  const purchases = group(module(shopAbi, shop), 'buy', [buy(2n), buy(1n), buy(1n)], 400_000);
  await tell('bob buys a redemption twice, and a third time what is sold out', execute([purchases]));
  const back = group(module(shopAbi, shop), 'refund', [[salts.bob, [token, 1n, 1n]]], 400_000);
  await tell('he gives one unit back within the hour', execute([back]));
  await tell('he is handed one', call(owner, shop, shopAbi, 'fulfil', [token, 2n]));
  await tell(
    'and refused the other, for all that it cost',
    call(owner, shop, shopAbi, 'refuse', [token, 1n, zeroHash]),
  );
  return chapters;
}
