// The story's world: a deployment, everybody in it by name, and what was told so far.
import {
  type Abi,
  type Address,
  concatHex,
  encodeDeployData,
  getAddress,
  type Hex,
  keccak256,
  parseEventLogs,
  toHex,
  zeroAddress,
} from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { decodeRevert, type Revert } from '../../bot/chain/revert.ts';
import * as abis from '../../contracts/generated/abi.ts';
import { inNames, type Names } from './naming.ts';
import { type Act, ask, type Contract, custodial, sponsored, wallet } from './players.ts';
import type { RawLog, Stage } from './stage.ts';

/** `kind`: the name of the ABI that declares it, without ending. */
export type Told = { contract: string; kind: string; event: string; args: Record<string, unknown> };
type Step = { title: string; events: Told[] };
/** Of each token: who holds what, and who has ever earned what, those with nothing left out. */
type Figures = Record<string, { supply: bigint; balances: Record<string, bigint>; lifetimes: Record<string, bigint> }>;
export type Chapter = { title: string; steps: Step[]; figures: Figures };
/** Hears of each chapter and each step as it happens. */
export type Listener = { chapter: (title: string) => void; step: (step: Step, decimals: Decimals) => void };
/** Gas of one transaction that called this function of a contract of this kind. */
type Spent = { kind: string; verb: string; gas: number };
/** Of each token by its name. */
export type Decimals = Record<string, number>;

/** Who has keys, in the order of the chain's accounts. */
const KEYS = [
  ...(['guardian', 'owner', 'signer', 'sentinel', 'relayer'] as const),
  ...(['carol', 'dave', 'wallet', 'recovery', 'successor'] as const),
] as const;
/** Who has none, and a custodial account. */
const MEMBERS = ['alice', 'bob', 'erin', 'reporter', 'fulfiller', 'moderator'] as const;

/** The deployment's contracts by the names that scripts/deploy/Guildmint.ts gives them. */
const deployed = {
  communities: abis.communitiesAbi,
  custodian: abis.custodianAbi,
  forwarder: abis.forwarderAbi,
  earnings: abis.earningsAbi,
  gifts: abis.giftsAbi,
  shop: abis.shopAbi,
  achievements: abis.achievementsAbi,
  tasks: abis.tasksAbi,
  stash: abis.stashAbi,
  market: abis.marketAbi,
  clans: abis.clansAbi,
  conduct: abis.conductAbi,
} as const;
type Deployed = typeof deployed;

const kinds = new Map<Abi, string>(Object.entries(abis).map(([name, abi]) => [abi, name.replace(/Abi$/, '')]));

/** What differs from chain to chain: hashes over addresses, and a block's own. */
const hashes: Record<string, string> = {
  'Revealed.blockHash': 'that block’s hash',
  'Scheduled.id': 'the call’s hash',
  'ScheduleCancelled.id': 'the call’s hash',
  'TradeProposed.termsHash': 'the terms’ hash',
};

export type World = Awaited<ReturnType<typeof openWorld>>;

/**
 * Deploys everything and knows everybody by name.
 * @param custody whether members have custodial accounts; otherwise wallets of their own, and nobody is refused
 */
export async function openWorld(stage: Stage, heard: Listener, custody: boolean) {
  const keys = record(KEYS, (_, at) => stage.accounts[at]!);
  const { guardian, signer, sentinel, relayer } = keys;
  const names: Names = new Map();
  /** The ABI by which each contract's events are read. */
  const readers = new Map<Address, Abi>();
  const know = <abi extends Abi>(name: string, abi: abi, at: Address): Contract<abi> => {
    const address = getAddress(at);
    names.set(address, name);
    readers.set(address, abi);
    return { abi, address };
  };

  const installed = await stage.install({
    ...{ signer: signer.address, guardian: guardian.address, sentinel: sentinel.address, curator: guardian.address },
  });
  const contracts = Object.fromEntries(
    Object.entries(deployed).map(([name, abi]) => [name, know<Abi>(name, abi, installed.contracts[name]!)]),
  ) as unknown as { [name in keyof Deployed]: Contract<Deployed[name]> };
  const operator = { signer, relayer: relayer.address, custodian: contracts.custodian.address };

  const wallets = record(KEYS, (name) => {
    names.set(keys[name].address, name);
    return wallet(stage, keys[name]);
  });
  const own = stage.accounts.slice(KEYS.length).map((account) => wallet(stage, account));
  const accounts = custody ? await Promise.all(MEMBERS.map((name) => custodial(stage, operator, name))) : own;
  const members = record(MEMBERS, (name, at) => {
    names.set(accounts[at]!.address, name);
    return accounts[at]!;
  });
  for (const account of ['alice', 'bob'] as const) readers.set(members[account].address, abis.memberAccountAbi);

  const chapters: Chapter[] = [];
  const tokens: Contract[] = [];
  const decimals: Decimals = {};
  const spent: Spent[] = [];

  /** An event in names; its revert data decoded, its words unpacked. */
  const tell = (log: RawLog): Told => {
    const address = getAddress(log.address);
    const abi = readers.get(address);
    const [event] = abi ? parseEventLogs({ abi, logs: [log] as never }) : [];
    if (!event) throw new Error(`${names.get(address) ?? address} told something that no ABI knows: ${log.topics[0]}`);
    const { eventName, args } = event as unknown as { eventName: string; args?: Record<string, unknown> };
    const told = Object.entries(args ?? {}).map(([name, value]) => {
      const key = `${eventName}.${name}`;
      if (hashes[key]) return [name, hashes[key]];
      if (key === 'CallFailed.reason') return [name, decodeRevert(value as Hex)];
      if (key === 'Settled.paid') return [name, (value as bigint[]).map(settled)];
      // Heights differ, distances do not.
      if (key === 'DrawRequested.targetBlock')
        return [name, `${(value as bigint) - log.blockNumber} block after this one`];
      return [name, value];
    });
    return {
      contract: names.get(address)!,
      kind: kinds.get(abi!) ?? '',
      event: eventName,
      args: inNames(names, Object.fromEntries(told)) as Told['args'],
    };
  };

  /** A community's token is known from the moment that it is created. */
  const meet = (logs: RawLog[]) => {
    for (const { args } of parseEventLogs({
      abi: abis.communitiesAbi,
      eventName: 'CommunityCreated',
      logs: logs as never,
    })) {
      const abi: Abi = args.underlying === zeroAddress ? abis.tokenAbi : abis.wrappedTokenAbi;
      tokens.push(know(args.symbol, abi, args.token));
      decimals[args.symbol] = args.decimals;
    }
  };
  /** The token of that symbol. */
  const tokenOf = <abi extends Abi>(symbol: string, abi: abi): Contract<abi> => ({
    abi,
    address: tokens.find(({ address }) => names.get(address) === symbol)!.address,
  });

  const chapter = (title: string) => {
    chapters.push({ title, steps: [], figures: {} });
    heard.chapter(title);
  };
  const write = (title: string, events: Told[]) => {
    const step = { title, events };
    chapters.at(-1)!.steps.push(step);
    heard.step(step, decimals);
  };
  /** Does one thing after the other and tells of it. @returns a reader of what was told: `told('Purchased', 'purchase')` */
  const step = async (title: string, ...acts: Act[]) => {
    const events: Told[] = [];
    const logs: RawLog[] = [];
    for (const { run, sent, refusal } of acts) {
      if (refusal && !custody) continue;
      const { logs: ran, gas } = await run();
      const kind = kinds.get(readers.get(sent.address)!);
      if (kind) spent.push({ kind, verb: sent.functionName, gas: Number(gas) });
      meet(ran);
      const told = ran.map(tell);
      const failed = told.find(({ event }) => event === 'CallFailed');
      const met = (failed?.args.reason as Revert | undefined)?.name;
      if (met !== refusal)
        throw new Error(
          `“${title}”: expected ${refusal ?? 'no refusal'}, met ${JSON.stringify(failed?.args, showBig)}`,
        );
      events.push(...told);
      logs.push(...ran);
    }
    write(title, events);
    return <Result = bigint>(event: string, arg: string) => {
      const found = events.findLast((told) => told.event === event);
      if (!found) throw new Error(`“${title}” told of no ${event}`);
      return found.args[arg] as Result;
    };
  };
  /** Ends a chapter with what everybody has then. */
  const reckon = async () => {
    const { figures } = chapters.at(-1)!;
    for (const token of tokens) {
      const [balances, lifetimes]: Record<string, bigint>[] = [{}, {}];
      for (const [address, name] of names) {
        const balance = await ask<bigint>(stage, token, 'balanceOf', [address]);
        if (balance > 0n) balances![name] = balance;
        const { lifetimeEarned } = await ask<{ lifetimeEarned: bigint }>(stage, token, 'standingOf', [address]);
        if (lifetimeEarned > 0n) lifetimes![name] = lifetimeEarned;
      }
      const supply = await ask<bigint>(stage, token, 'totalSupply', []);
      figures[names.get(token.address)!] = { supply, balances: balances!, lifetimes: lifetimes! };
    }
  };
  /** Deploys what is no part of the product, from its compiled artifact. */
  const deploy = async <abi extends Abi>(name: string, abi: abi, artifact: { abi: Abi; bytecode: Hex }) =>
    know(name, abi, await stage.deploy(guardian.address, encodeDeployData({ ...artifact, args: [] })));

  const world = {
    ...{ stage, contracts, keys, ...wallets, ...members, operator, names },
    ...{ chapters, decimals, spent, know, tokenOf, deploy, chapter, step, reckon },
    /** Carol's wallet again, with the relayer paying. */
    carolSponsored: sponsored(stage, keys.carol, relayer.address, contracts.forwarder.address),
    /** A key without coins, for the rotation. */
    nextSigner: privateKeyToAccount(keccak256(toHex('next signer'))),
    day: () => Math.floor(stage.now() / 86_400),
  };
  names.set(world.nextSigner.address, 'next signer');
  chapter('A deployment, by the code that `npm run deploy` runs');
  const order = ({ event, args }: Told) => `${event} ${JSON.stringify(args, showBig)}`;
  // Sent many at once, they are mined in no order that would matter.
  const told = installed.logs.map(tell).sort((a, b) => order(a).localeCompare(order(b)));
  write('the contracts are deployed, modules listed, verbs allowed, and the Custodian sealed', told);
  await reckon();
  return world;
}

/** An object with one value for each name. */
const record = <name extends string, Value>(names: readonly name[], value: (name: name, at: number) => Value) =>
  Object.fromEntries(names.map((name, at) => [name, value(name, at)])) as Record<name, Value>;

/** IEarnings.Settled: member:160 | counts:8x8 | paid:32. */
function settled(word: bigint) {
  const counts = Array.from({ length: 8 }, (_, place) => Number((word >> BigInt(32 + 8 * place)) & 0xffn));
  const member = getAddress(concatHex([toHex(word >> 96n, { size: 20 })]));
  return { member, counts: counts.join(' '), paidUnits: Number(word & 0xffff_ffffn) };
}

const showBig = (_key: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
