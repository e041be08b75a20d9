import type { Answer, Body } from '@guildmint/bot/api/client.ts';
import type { Problem } from '@guildmint/bot/api/problem.ts';
import type { CommunitiesResponse } from '@guildmint/bot/api/routes/communities.ts';
import type { SponsoredRequest } from '@guildmint/bot/api/shopSchemas.ts';
import { t } from '@lingui/core/macro';
import { keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { Address } from 'viem';
import { language } from './language.ts';

export type Community = CommunitiesResponse['communities'][number];

/** What the server refused, in the sentence that it gave. */
export class ApiError extends Error {
  override name = 'ApiError';
  /** Stable name, for example `ShopSoldOut`. */
  readonly code: string;
  /** What an own wallet is to send instead, where that is the refusal. */
  readonly transaction: Problem['transaction'];
  constructor(code: string, message: string, transaction?: Problem['transaction']) {
    super(message);
    this.code = code;
    this.transaction = transaction;
  }
}

/** The body of an answer. @throws ApiError with the problem that it is */
export async function answer<T>(response: Response): Promise<T> {
  if (response.ok) return (await response.json()) as T;
  const problem = (await response.json().catch(() => null)) as Problem | null;
  const code = problem?.type.split(':').at(-1) ?? 'Unreachable';
  const sentence = problem?.detail ?? t`The server answered ${response.status}: try again in a moment.`;
  throw new ApiError(code, sentence, problem?.transaction);
}

/** @throws ApiError `Unreachable` */
export async function ask(path: string, init?: RequestInit): Promise<Response> {
  try {
    // The browser's own languages need not be the one that was chosen here.
    return await fetch(path, { ...init, headers: { ...init?.headers, 'accept-language': language } });
  } catch {
    throw new ApiError('Unreachable', t`The server cannot be reached: check your connection and try again.`);
  }
}

declare global {
  /** What index.html has asked for before the scripts were there. */
  var early: Map<string, Promise<Response>> | undefined;
}

/** An answer that is on its way already, once; undefined where there is none, or no good one. */
async function expected(path: string): Promise<Response | undefined> {
  const response = await globalThis.early?.get(path)?.catch(() => undefined);
  globalThis.early?.delete(path);
  return response?.ok ? response : undefined;
}

/**
 * Reads. What is answered follows from the path, which is checked against the routes that there are.
 * @param cache `reload` has the server look again, too, instead of saying what it remembers
 */
export const get = async <const P extends string>(path: P, signal?: AbortSignal, cache: RequestCache = 'default') =>
  answer<Answer<'get', P>>(
    (await expected(path)) ??
      (await ask(path, { headers: { accept: 'application/json' }, cache, ...(signal && { signal }) })),
  );

const sent = (path: string, body: unknown) =>
  ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  });

/** Sends what a route takes. */
export const post = async <const P extends string>(path: P, body: Body<'post', P>) =>
  answer<Answer<'post', P>>(await sent(path, body));

/** The same where there is nothing to answer. */
export async function tell<const P extends string>(path: P, body: Body<'post', P>): Promise<void> {
  const response = await sent(path, body);
  if (!response.ok) await answer(response);
}

/** Where a sponsored call goes, by its verb. */
export const sponsor = (token: Address, verb: string, body: SponsoredRequest) =>
  post(
    verb === 'buy'
      ? `/api/shop/purchase?community=${token}`
      : verb === 'refund'
        ? `/api/shop/refund?community=${token}`
        : '/api/forward',
    body,
  );

/** An operation; with `wait` the server answers when it has moved on, or after so many seconds. */
export const operation = (id: string, wait: number, signal?: AbortSignal) =>
  get(`/api/operations/${encodeURIComponent(id)}?wait=${wait}`, signal);

export const communitiesQuery = queryOptions({
  queryKey: ['communities'],
  queryFn: async ({ signal }) => (await get('/api/communities', signal)).communities,
  staleTime: 60_000,
});
export const useCommunities = () => useQuery(communitiesQuery);

export const chainQuery = queryOptions({
  queryKey: ['chain'],
  queryFn: ({ signal }) => get('/api/chain', signal),
  staleTime: Number.POSITIVE_INFINITY,
});
export const useChain = () => useQuery(chainQuery);

/** Token of the route, lower case. */
export const useToken = () => (useParams().token ?? '').toLowerCase() as Address;

/** The community of the route; the layout renders pages only once it is there. */
export function useCommunity(): Community {
  const token = useToken();
  const community = useCommunities().data?.find((each) => each.token === token);
  if (!community) throw new Error(t`This page stands outside a community.`);
  return community;
}

export function useBalance(address: Address | undefined) {
  const token = useToken();
  return useQuery({
    queryKey: ['balance', token, address],
    queryFn: ({ signal }) => get(`/api/tokens/balance/${address}?community=${token}`, signal),
    enabled: address !== undefined,
  });
}

export function useItems() {
  const token = useToken();
  return useQuery({
    queryKey: ['items', token],
    queryFn: ({ signal }) => get(`/api/shop/items?community=${token}`, signal),
  });
}

export function useOwned(address: Address | undefined) {
  const token = useToken();
  return useInfiniteQuery({
    queryKey: ['owned', token, address],
    queryFn: ({ pageParam, signal }) =>
      get(`/api/shop/owned/${address}?community=${token}&limit=20${pageParam ? `&before=${pageParam}` : ''}`, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    enabled: address !== undefined,
  });
}

export type BoardQuery = { by: string; period: string; offset: number; me: Address | undefined };
export const BOARD_PAGE = 20;

export function useLeaderboard({ by, period, offset, me }: BoardQuery) {
  const token = useToken();
  return useQuery({
    queryKey: ['leaderboard', token, by, period, offset, me],
    queryFn: ({ signal }) =>
      get(
        `/api/leaderboard/tokens?community=${token}&by=${by}&period=${period}&limit=${BOARD_PAGE}&offset=${offset}${me ? `&me=${me}` : ''}`,
        signal,
      ),
    placeholderData: keepPreviousData,
  });
}

/** @param types of movements; null: all */
export function useHistory(address: Address | undefined, limit = 25, types: readonly string[] | null = null) {
  const token = useToken();
  return useInfiniteQuery({
    queryKey: ['history', token, address, limit, types],
    queryFn: ({ pageParam, signal }) =>
      get(
        `/api/tokens/history/${address}?community=${token}&limit=${limit}${types ? `&type=${types}` : ''}${pageParam ? `&before=${pageParam}` : ''}`,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    enabled: address !== undefined,
  });
}

/** Whose wallet an address is, and that member's account. */
export const useWallet = (address: Address | undefined) =>
  useQuery({
    queryKey: ['wallet', address],
    queryFn: ({ signal }) => get(`/api/wallets/${address}`, signal),
    enabled: address !== undefined,
  });
