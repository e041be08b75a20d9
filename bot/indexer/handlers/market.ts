import { marketAbi } from '@guildmint/contracts/abi.ts';
import { and, eq, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import { type Address, zeroAddress } from 'viem';
import { addressIn, type Log, lower, momentOf, placeOf } from '../../chain/log.ts';
import { listings, sales, swaps, type TradeSide, trades } from '../../db/schema.ts';
import { type Handler, on } from '../handler.ts';
import { describe, type Movement, takeLatest, taken, ZERO } from '../movements.ts';
import { addTo, change, communityOf, type Rows } from '../rows.ts';

export const marketHandlers: Handler[] = [
  on('market', marketAbi, 'FeeSet', ({ feeBps }, log, rows) => {
    communityOf(rows, addressIn(log.topics[1])).marketFeeBps = feeBps;
  }),
  on('market', marketAbi, 'Listed', ({ token, listing, terms }, log, rows) => {
    const row = {
      ...{ token: lower(token), listing: Number(listing), seller: lower(terms.seller), price: terms.price },
      ...{ collection: givenAddress(terms.collection), asset: terms.id, quantity: terms.left, left: terms.left },
      ...{ feeBps: terms.feeBps, epoch: terms.epoch, expiresAt: momentOf(terms.expiresAt) },
      ...{ state: 'open' as const, listedAt: momentOf(log.at), ...placeOf(log) },
    };
    rows.writes.push((tx) => tx.insert(listings).values(row));
  }),
  on('market', marketAbi, 'ListingCancelled', ({ token, listing }, log, rows) =>
    changeListing(rows, log, token, listing, { state: 'cancelled' }),
  ),
  on('market', marketAbi, 'Sold', (args, log, rows, waiting) => {
    const [token, buyer, seller] = [lower(args.token), lower(args.buyer), lower(args.seller)];
    const { price, fee } = args;
    const [listing, quantity] = [Number(args.listing), Number(args.quantity)];
    const metadata = { listing, quantity };
    if (fee > 0n) {
      describe(taken(waiting, log, token, seller, ZERO, fee).sent, 'market_fee', metadata);
      addTo(rows, 'spent', token, seller, fee, log.at);
    }
    if (price > 0n) {
      const paid = taken(waiting, log, token, buyer, seller, price);
      describe(paid.sent, 'market_purchase', metadata);
      describe(paid.received, 'market_sale', metadata);
      addTo(rows, 'spent', token, buyer, price, log.at);
    }
    const sale = {
      ...{ token, listing, seller, buyer, quantity, price, fee },
      ...{ at: momentOf(log.at), txHash: log.txHash, ...placeOf(log) },
    };
    rows.writes.push((tx) => tx.insert(sales).values(sale));
    changeListing(rows, log, token, args.listing, {
      left: sql`${listings.left} - ${quantity}`,
      state: sql`case when ${listings.left} = ${quantity} then 'sold' else 'open' end`,
    });
  }),
  on('market', marketAbi, 'TradeProposed', (args, log, rows) => {
    const key = { token: lower(args.token), trade: Number(args.trade) };
    const terms = {
      ...{ proposer: lower(args.proposer), other: lower(args.other), version: args.version },
      ...{ give: sideOf(args.give), want: sideOf(args.want), termsHash: args.termsHash },
      ...{ expiresAt: momentOf(args.expiresAt), state: 'open' as const, ...placeOf(log) },
    };
    rows.writes.push((tx) =>
      tx
        .insert(trades)
        .values({ ...key, ...terms })
        .onConflictDoUpdate({ target: [trades.token, trades.trade], set: terms }),
    );
  }),
  on('market', marketAbi, 'TradeDone', ({ token, trade, by }, log, rows, waiting) => {
    const [of, party] = [lower(token), lower(by)];
    // The proposer's side moves first, then the accepting one's; either may be without tokens.
    const given = exchanged(rows, waiting, of, (m) => m.from === party);
    const got = exchanged(rows, waiting, of, (m) => m.to === party && (given === null || m.from === given.to));
    for (const moved of [given, got]) tellBoth(moved, 'trade_send', 'trade_receive', { trade: Number(trade) });
    changeTrade(rows, log, token, trade, 'done');
  }),
  on('market', marketAbi, 'TradeCancelled', ({ token, trade }, log, rows) =>
    changeTrade(rows, log, token, trade, 'cancelled'),
  ),
  on('market', marketAbi, 'SwapOffered', ({ swap, terms }, log, rows) => {
    const row = {
      ...{ swap: Number(swap), maker: lower(terms.maker), token: lower(terms.token), amount: terms.amount },
      ...{ wanted: lower(terms.wanted), wantedAmount: terms.wantedAmount, taker: givenAddress(terms.taker) },
      ...{ epoch: terms.epoch, expiresAt: momentOf(terms.expiresAt), state: 'open' as const, ...placeOf(log) },
    };
    rows.writes.push((tx) => tx.insert(swaps).values(row));
  }),
  on('market', marketAbi, 'SwapTaken', ({ token, swap, taker, wanted }, log, rows, waiting) => {
    const party = lower(taker);
    const metadata = { swap: Number(swap) };
    const given = exchanged(rows, waiting, lower(wanted), (m) => m.from === party);
    const got = exchanged(rows, waiting, lower(token), (m) => m.to === party);
    for (const moved of [given, got]) tellBoth(moved, 'swap_send', 'swap_receive', metadata);
    changeSwap(rows, log, swap, { state: 'taken', taker: party });
  }),
  on('market', marketAbi, 'SwapCancelled', ({ swap }, log, rows) =>
    changeSwap(rows, log, swap, { state: 'cancelled' }),
  ),
];

/** The latest movement between members; no escrow's. */
const exchanged = (rows: Rows, waiting: Movement[], token: Address, wanted: (m: Movement) => boolean) =>
  takeLatest(
    waiting,
    (m) => m.token === token && !rows.contracts.has(m.from) && !rows.contracts.has(m.to) && wanted(m),
  );

function tellBoth(
  moved: Movement | null,
  sent: 'trade_send' | 'swap_send',
  received: 'trade_receive' | 'swap_receive',
  metadata: Record<string, unknown>,
) {
  describe(moved?.sent ?? null, sent, metadata);
  describe(moved?.received ?? null, received, metadata);
}

/** Null for the zero address, which stands for none. */
const givenAddress = (address: Address) => (address === zeroAddress ? null : lower(address));

type Side = { amount: bigint; assets: readonly { collection: Address; id: bigint; quantity: number }[] };
const sideOf = ({ amount, assets }: Side): TradeSide => ({
  amount: `${amount}`,
  assets: assets.map(({ collection, id, quantity }) => ({
    collection: givenAddress(collection),
    id: `${id}`,
    quantity,
  })),
});

function changeListing(rows: Rows, log: Log, token: Address, listing: bigint, to: PgUpdateSetSource<typeof listings>) {
  const where = and(eq(listings.token, lower(token)), eq(listings.listing, Number(listing)));
  change(rows, listings, where, { ...to, ...placeOf(log) });
}

function changeTrade(rows: Rows, log: Log, token: Address, trade: bigint, state: 'done' | 'cancelled') {
  const where = and(eq(trades.token, lower(token)), eq(trades.trade, Number(trade)));
  change(rows, trades, where, { state, ...placeOf(log) });
}

function changeSwap(rows: Rows, log: Log, swap: bigint, to: PgUpdateSetSource<typeof swaps>) {
  change(rows, swaps, eq(swaps.swap, Number(swap)), { ...to, ...placeOf(log) });
}
