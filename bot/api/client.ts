/** The API as a typed client sees it: what is asked for, answered and taken at a path. Types alone, of the routes' own schemas. */
import type { z } from '@hono/zod-openapi';
import type { Routes as Announcements } from './routes/announcements.ts';
import type { Routes as Auth } from './routes/auth.ts';
import type { Routes as Balance } from './routes/balance.ts';
import type { Routes as Bot } from './routes/bot.ts';
import type { Routes as Caps } from './routes/caps.ts';
import type { Routes as Chain } from './routes/chain.ts';
import type { Routes as Clans } from './routes/clans.ts';
import type { Routes as Communities } from './routes/communities.ts';
import type { Routes as Config } from './routes/config.ts';
import type { Routes as Drops } from './routes/drops.ts';
import type { Routes as Economy } from './routes/economy.ts';
import type { Routes as Embeds } from './routes/embeds.ts';
import type { Routes as Figures } from './routes/figures.ts';
import type { Routes as Forward } from './routes/forward.ts';
import type { Routes as History } from './routes/history.ts';
import type { Routes as Items } from './routes/items.ts';
import type { Routes as Keys } from './routes/keys.ts';
import type { Routes as Leaderboard } from './routes/leaderboard.ts';
import type { Routes as Link } from './routes/link.ts';
import type { Routes as Market } from './routes/market.ts';
import type { Routes as Operations } from './routes/operations.ts';
import type { Routes as Penalties } from './routes/penalties.ts';
import type { Routes as Playground } from './routes/playground.ts';
import type { Routes as RoleProposals } from './routes/roleProposals.ts';
import type { Routes as Servers } from './routes/servers.ts';
import type { Routes as Shop } from './routes/shop.ts';
import type { Routes as Simulation } from './routes/simulation.ts';
import type { Routes as Sync } from './routes/sync.ts';
import type { Routes as Tasks } from './routes/tasks.ts';
import type { Routes as Tokens } from './routes/tokens.ts';
import type { Routes as Transactions } from './routes/transactions.ts';
import type { Routes as Users } from './routes/users.ts';
import type { Routes as WalletClaims } from './routes/walletClaims.ts';
import type { Routes as WalletHoldings } from './routes/walletHoldings.ts';
import type { Routes as Webhooks } from './routes/webhooks.ts';

type Route =
  | Announcements
  | Auth
  | Balance
  | Bot
  | Caps
  | Chain
  | Clans
  | Communities
  | Config
  | Drops
  | Figures
  | Economy
  | Embeds
  | Forward
  | History
  | Items
  | Keys
  | Leaderboard
  | Link
  | Market
  | Operations
  | Penalties
  | Playground
  | RoleProposals
  | Servers
  | Shop
  | Simulation
  | Sync
  | Tasks
  | Tokens
  | Transactions
  | Users
  | WalletClaims
  | WalletHoldings
  | Webhooks;

type Segments<P extends string> = P extends `${infer First}/${infer Rest}` ? [First, ...Segments<Rest>] : [P];
type PathOf<P extends string> = P extends `${infer Path}?${string}` ? Path : P;
/** Whether a text is known to the letter: what was put into a path is not. */
type IsKnown<T extends string> = Record<never, never> extends Record<T, 1> ? false : true;

type Fits<Pattern extends string[], Asked extends string[]> = [Pattern, Asked] extends [
  [infer P extends string, ...infer Ps extends string[]],
  [infer A extends string, ...infer As extends string[]],
]
  ? IsKnown<A> extends true
    ? A extends P
      ? Fits<Ps, As>
      : false
    : P extends `{${string}}`
      ? Fits<Ps, As>
      : false
  : [Pattern, Asked] extends [[], []]
    ? true
    : false;

type Known<R, M extends string, Asked extends string[]> = R extends { method: M; path: infer P extends string }
  ? Fits<Segments<P>, Asked> extends true
    ? R
    : never
  : never;

/** The route of a method that is meant by a path such as `/api/${token}/users?limit=5`; never where there is none. */
export type At<M extends string, P extends string> = P extends string ? Known<Route, M, Segments<PathOf<P>>> : never;

type BodyOf<T> = T extends { content: { 'application/json': { schema: infer S extends z.ZodType } } } ? S : never;
type Responses<R> = R extends { responses: infer All } ? All[keyof All & (200 | 201 | 202)] : never;

/** What a route answers to who may ask. */
export type Answer<M extends string, P extends string> = z.output<BodyOf<Responses<At<M, P>>>>;

/** What a route takes. */
export type Body<M extends string, P extends string> =
  At<M, P> extends { request: { body: infer B } } ? z.input<BodyOf<B>> : undefined;
