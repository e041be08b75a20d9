import {
  achievementsAbi,
  clansAbi,
  communitiesAbi,
  custodianAbi,
  earningsAbi,
  giftsAbi,
  marketAbi,
  shopAbi,
  tasksAbi,
  tokenAbi,
} from '@guildmint/contracts/abi.ts';
import {
  type Abi,
  type Address,
  decodeFunctionData,
  encodeFunctionData,
  type Hex,
  isAddressEqual,
  keccak256,
  stringToHex,
} from 'viem';
import type { Sponsored } from '../chain/chain.ts';
import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';
import { getCommunity } from './getCommunity.ts';
import { requirePace } from './requirePace.ts';
import { requireSponsoring } from './requireSponsoring.ts';

/** Most gas that may be asked for the call itself. */
const MOST_GAS = 500_000n;
const LEAST_GAS = 30_000n;
/** Seconds that a request may be good for. */
const LONGEST = 86_400;

type Signed = Sponsored['sponsored'];

/**
 * Has the operator pay for what a wallet signed: a call for members, through the forwarder or by a graduated account, or
 * the last step of a graduation. The same signed content is carried once, however often it is handed in.
 * @param input.account who acts: the wallet that signed the request, or the member's account
 * @param input.only the one verb that is meant
 * @returns the operation's id
 * @throws UserError for what is not paid for, what would fail now, and for too much of it
 */
export async function sponsor(
  ctx: Context,
  input: { account: Address; sponsored: Signed; only?: 'buy' | 'refund' },
): Promise<{ id: string; verb: string }> {
  const { sponsored, only } = input;
  const account = sponsored.kind === 'request' ? sponsored.request.from : input.account;
  const { verb, token } = await callOf(ctx, account, sponsored);
  if (only && verb !== only)
    throw new UserError('SponsorOtherCall', `This address is for the shop's ${only} alone: use POST /api/forward.`);
  const content = idOf(account, sponsored);
  let id = content;
  for (let attempt = 2; ; attempt++) {
    const known = await ctx.chain.outcome(id);
    if (!known) break;
    // A claim is signed for good: what failed before its time may be tried again with the same signature.
    if (known.state !== 'failed' || sponsored.kind !== 'graduation') return { id, verb };
    id = `${content}:${attempt}`;
  }

  requireBounds(ctx, sponsored);
  const request: Sponsored = { id, verb, token, account, sponsored };
  const refusal = await ctx.chain.checkSponsored(request);
  if (refusal) throw new UserError(refusal.name, refusal.sentence, refusal.args);
  await ctx.db.transaction(async (tx) => {
    await requirePace(ctx, tx, { id, verb, account });
    await requireSponsoring(tx, account, ctx.clock());
    await ctx.chain.sponsor(request, tx);
  });
  return { id, verb };
}

/** What a member may have paid for, by contract. */
const paid = {
  earnings: ['claimDaily', 'claimWeeklyStreak', 'claimMonthlyActive'],
  achievements: ['claimAchievement'],
  gifts: ['gift'],
  shop: ['buy', 'use', 'refund'],
  tasks: ['claimTask', 'submitTask', 'abandonTask', 'escalateTask'],
  market: ['list', 'cancelListing', 'buy', 'propose', 'counter', 'accept', 'cancelTrade'],
  clans: ['createClan', 'invite', 'joinClan', 'leaveClan', 'expel', 'setLeader', 'dissolveClan'],
  communities: ['setCeiling'],
};
const abis: Record<keyof typeof paid, Abi> = {
  earnings: earningsAbi,
  achievements: achievementsAbi,
  gifts: giftsAbi,
  shop: shopAbi,
  tasks: tasksAbi,
  market: marketAbi,
  clans: clansAbi,
  communities: communitiesAbi,
};

/** @returns the business verb, and the community concerned. @throws UserError for any other call */
async function callOf(ctx: Context, account: Address, sponsored: Signed) {
  if (sponsored.kind === 'graduation') {
    const { client, deployment } = ctx.chain;
    const read = { address: deployment.custodian, abi: custodianAbi, functionName: 'accountOf' } as const;
    if (!isAddressEqual(await client.readContract({ ...read, args: [sponsored.salt] }), account))
      throw new UserError('SponsorOtherAccount', 'The salt is not of this account: take both from GET /api/wallets.');
    return { verb: 'finishGraduation', token: null };
  }
  const { to, data } = sponsored.kind === 'request' ? sponsored.request : sponsored;
  const contracts = Object.keys(paid) as (keyof typeof paid)[];
  const contract = contracts.find((name) => isAddressEqual(ctx.chain.deployment[name], to));
  if (contract) {
    const { verb, args } = decode(abis[contract], data);
    if (!paid[contract].includes(verb)) throw notPaid();
    // Every one of them names the community first.
    const { token } = await getCommunity(ctx, { token: args[0] as Address });
    // The shop's purchase is called so as well.
    return { verb: contract === 'market' && verb === 'buy' ? 'buyListing' : verb, token };
  }
  // A wallet's own transfer cannot be forwarded: tokens trust no forwarder.
  if (sponsored.kind !== 'account') throw notPaid();
  const { token } = await getCommunity(ctx, { token: to }).catch(() => {
    throw notPaid();
  });
  const { verb } = decode(tokenAbi, data);
  if (verb !== 'transfer') throw notPaid();
  return { verb, token };
}

/** @throws UserError for unknown functions, and for arguments that are encoded in a way of their own */
function decode(abi: Abi, data: Hex) {
  try {
    const { functionName, args = [] } = decodeFunctionData({ abi, data });
    if (encodeFunctionData({ abi, functionName, args }) === data.toLowerCase()) return { verb: functionName, args };
  } catch {
    // What it is instead does not matter.
  }
  throw notPaid();
}

const notPaid = () =>
  new UserError(
    'SponsorNotPaid',
    'The operator does not pay for this call: send it from your wallet with its own gas instead.',
  );

function requireBounds(ctx: Context, sponsored: Signed) {
  if (sponsored.kind === 'graduation') return;
  const { deadline } = sponsored.kind === 'request' ? sponsored.request : sponsored;
  // A local network's clock may be set ahead of ours.
  if (deadline > (ctx.config.local ? 2 ** 47 : ctx.clock() / 1000 + LONGEST))
    throw new UserError('SponsorDeadline', 'The request is good for more than a day: sign one with a nearer deadline.');
  if (sponsored.kind !== 'request') return;
  const { gas } = sponsored.request;
  if (gas < LEAST_GAS || gas > MOST_GAS)
    throw new UserError('SponsorGas', `The request asks for ${gas} gas: sign one with ${LEAST_GAS} to ${MOST_GAS}.`, {
      gas: String(gas),
    });
}

/** Of what was signed. An account's nonce is not told beside its signature, which therefore stands for it. */
function idOf(account: Address, sponsored: Signed) {
  const content = [sponsored.kind, account, ...partsOf(sponsored)].join(' ').toLowerCase();
  return `s:${keccak256(stringToHex(content)).slice(2)}`;
}

function partsOf(sponsored: Signed) {
  if (sponsored.kind === 'graduation') return [sponsored.salt, sponsored.owner, sponsored.signature];
  if (sponsored.kind === 'account') return [sponsored.to, sponsored.data, sponsored.deadline, sponsored.signature];
  const { to, gas, nonce, deadline, data } = sponsored.request;
  return [to, gas, nonce, deadline, data];
}
