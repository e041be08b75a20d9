import { marketAbi } from '@guildmint/contracts/abi.ts';
import { t } from '@lingui/core/macro';
import { type Address, encodeFunctionData, type Hex, zeroAddress } from 'viem';
import type { Transaction } from '../../lib/wallet/transaction.ts';

export type At = { token: Address; market: Address };
/** Receipts of an item where `collection` is null; otherwise an NFT in the stash. */
export type Asset = { collection: string | null; id: string; quantity: number };
/** What one member hands over; the amount in base units. */
export type Side = { amount: bigint; assets: Asset[] };

/** Most assets of one side. */
export const MOST_ASSETS = 5;

const step = ({ token, market }: At, verb: string, label: string, data: Hex): Transaction => ({
  ...{ verb, label, token, to: market, data },
  sponsorable: true,
});

const assetOf = ({ collection, id, quantity }: Asset) => ({
  collection: (collection ?? zeroAddress) as Address,
  id: BigInt(id),
  quantity,
});
const sideOf = ({ amount, assets }: Side) => ({ amount, assets: assets.map(assetOf) });

type Listing = { asset: Asset; price: bigint; expiresAt: number; maxFeeBps: number };

/** @param listing.price base units of a unit, `expiresAt` unix seconds */
export function list(at: At, { asset, price, expiresAt, maxFeeBps }: Listing, label: string): Transaction {
  const args = [at.token, assetOf(asset), price, expiresAt, maxFeeBps] as const;
  return step(at, 'list', label, encodeFunctionData({ abi: marketAbi, functionName: 'list', args }));
}

export function cancelListing(at: At, listing: number): Transaction {
  const args = [at.token, BigInt(listing)] as const;
  const data = encodeFunctionData({ abi: marketAbi, functionName: 'cancelListing', args });
  return step(at, 'cancelListing', t`Withdraw the listing`, data);
}

/** @param asset what is meant, and how many of it; `maxPrice` base units for all of them */
export function buyListing(
  at: At,
  { listing, asset, maxPrice }: { listing: number; asset: Asset; maxPrice: bigint },
  label: string,
): Transaction {
  const args = [at.token, BigInt(listing), assetOf(asset), maxPrice] as const;
  return step(at, 'buyListing', label, encodeFunctionData({ abi: marketAbi, functionName: 'buy', args }));
}

type Offer = { other: Address; give: Side; want: Side; expiresAt: number };

/** @param offer.expiresAt unix seconds */
export function propose(at: At, { other, give, want, expiresAt }: Offer): Transaction {
  const args = [at.token, other, sideOf(give), sideOf(want), expiresAt] as const;
  return step(at, 'propose', t`Offer`, encodeFunctionData({ abi: marketAbi, functionName: 'propose', args }));
}

/** Other terms in the place of those of `version`. @param offer.expiresAt unix seconds */
export function counter(
  at: At,
  { trade, version, other, give, want, expiresAt }: Offer & { trade: number; version: number },
): Transaction {
  const args = [at.token, BigInt(trade), other, version, sideOf(give), sideOf(want), expiresAt] as const;
  return step(at, 'counter', t`Counter-offer`, encodeFunctionData({ abi: marketAbi, functionName: 'counter', args }));
}

/** @param agreed.give what the proposer hands over, `want` what the caller does */
export function acceptTrade(
  at: At,
  {
    trade,
    proposer,
    version,
    give,
    want,
  }: { trade: number; proposer: Address; version: number; give: Side; want: Side },
): Transaction {
  const args = [at.token, BigInt(trade), proposer, version, sideOf(give), sideOf(want)] as const;
  return step(at, 'accept', t`Trade`, encodeFunctionData({ abi: marketAbi, functionName: 'accept', args }));
}

export function cancelTrade(at: At, trade: number): Transaction {
  const args = [at.token, BigInt(trade)] as const;
  return step(
    at,
    'cancelTrade',
    t`End the trade`,
    encodeFunctionData({ abi: marketAbi, functionName: 'cancelTrade', args }),
  );
}

/** What of one community is offered for what of another. */
type SwapTerms = { token: Address; amount: bigint; wanted: Address; wantedAmount: bigint };

/** Nobody pays for these but the wallet: the operator’s forwarder knows calls that begin with their community. */
const swapStep = (at: At, verb: string, label: string, data: Hex): Transaction => ({
  ...step(at, verb, label, data),
  sponsorable: false,
});

/** @param offer.taker who alone may take it; null: anyone. `expiresAt` unix seconds */
export function offerSwap(
  at: At,
  {
    amount,
    wanted,
    wantedAmount,
    taker,
    expiresAt,
  }: Omit<SwapTerms, 'token'> & { taker: Address | null; expiresAt: number },
): Transaction {
  const args = [at.token, amount, wanted, wantedAmount, taker ?? zeroAddress, expiresAt] as const;
  return swapStep(
    at,
    'offerSwap',
    t`Swap offer`,
    encodeFunctionData({ abi: marketAbi, functionName: 'offerSwap', args }),
  );
}

/** @param swap.terms as they were looked at: the contract compares */
export function takeSwap(at: At, { swap, terms }: { swap: number; terms: SwapTerms }): Transaction {
  const { token, amount, wanted, wantedAmount } = terms;
  const args = [BigInt(swap), token, amount, wanted, wantedAmount] as const;
  return swapStep(at, 'takeSwap', t`Swap`, encodeFunctionData({ abi: marketAbi, functionName: 'takeSwap', args }));
}

export function cancelSwap(at: At, swap: number): Transaction {
  const data = encodeFunctionData({ abi: marketAbi, functionName: 'cancelSwap', args: [BigInt(swap)] });
  return swapStep(at, 'cancelSwap', t`Withdraw the offer`, data);
}
