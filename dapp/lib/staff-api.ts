/** The API as who signed in: with the session's cookies, renewed when they ran out. */
import type { Answer } from '@guildmint/bot/api/client.ts';
import type { ServersResponse } from '@guildmint/bot/api/routes/servers.ts';
import type { OperationResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { useQuery } from '@tanstack/react-query';
import type { Address, Hex } from 'viem';
import { ApiError, answer, ask, get, post, tell, useToken } from './api.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
const NOBODY = ['SignInNeeded', 'SessionEnded', 'NothingToRefresh'];

let renewing: Promise<boolean> | null = null;

/** Several requests that find the session run out renew it once. */
function renewed(): Promise<boolean> {
  renewing ??= ask('/api/auth/refresh', { method: 'POST', headers: JSON_BODY, body: '{}' })
    // 409: another tab was first, and its cookies are ours too.
    .then(({ ok, status }) => ok || status === 409)
    .finally(() => {
      renewing = null;
    });
  return renewing;
}

const JSON_BODY = { 'content-type': 'application/json', accept: 'application/json' };

async function asked(path: string, init: RequestInit): Promise<Response> {
  const response = await ask(path, init);
  if (response.status !== 401 || !(await renewed())) return response;
  return ask(path, init);
}

export const staffGet = async <const P extends string>(path: P, signal?: AbortSignal) =>
  answer<Answer<'get', P>>(await asked(path, { headers: { accept: 'application/json' }, ...(signal && { signal }) }));

/**
 * Changes something. @param key of a wish that may be sent again after its answer was lost: it is done once
 * @returns the operation to follow, where it is done on-chain
 * @throws ApiError with the transaction for the own wallet, where that does it
 */
export async function staffSend<T = unknown>(
  method: Method,
  path: string,
  body?: unknown,
  key: string = crypto.randomUUID(),
): Promise<T | null> {
  const response = await asked(path, {
    method,
    // Sent again after the session was renewed, it is the same wish.
    headers: { ...JSON_BODY, 'idempotency-key': key },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return response.status === 204 ? null : answer<T>(response);
}

export const isOperation = (answered: unknown): answered is OperationResponse =>
  typeof answered === 'object' && answered !== null && 'verb' in answered && 'txHash' in answered;

/** Who is signed in; null for nobody. */
export const useSession = () =>
  useQuery({
    queryKey: ['session'],
    queryFn: async ({ signal }) => {
      try {
        return await staffGet('/api/auth/me', signal);
      } catch (error) {
        if (error instanceof ApiError && NOBODY.includes(error.code)) return null;
        throw error;
      }
    },
    staleTime: 60_000,
  });

export type Role = ServersResponse['servers'][number]['role'];
const RANKS: Role[] = ['anyone', 'member', 'moderator', 'admin', 'owner'];
export const atLeast = (role: Role, needed: Role) => RANKS.indexOf(role) >= RANKS.indexOf(needed);

/** What the caller is in the community of the route. */
export function useRole(signedIn: boolean) {
  const token = useToken();
  return useQuery({
    queryKey: ['session', 'role', token],
    queryFn: async ({ signal }) => {
      const { servers } = await staffGet('/api/servers', signal);
      return servers.find(({ community }) => community === token)?.role ?? 'anyone';
    },
    enabled: signedIn,
    staleTime: 60_000,
  });
}

export const useWays = () =>
  useQuery({
    queryKey: ['ways'],
    queryFn: ({ signal }) => get('/api/auth/ways', signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const signInWithPassword = (username: string, password: string) =>
  post('/api/auth/login', { username, password });

/** Sign-In with Ethereum (EIP-4361). @param sign asks the wallet for its signature of the text */
export async function signInWithWallet(address: Address, sign: (message: string) => Promise<Hex>): Promise<void> {
  const [{ createSiweMessage }, { nonce, domain, uri, chainId }] = await Promise.all([
    import('viem/siwe'),
    get('/api/auth/wallet/nonce'),
  ]);
  const statement = 'Sign in to Guildmint. This costs nothing and moves nothing.';
  const message = createSiweMessage({ address, chainId, domain, nonce, uri, version: '1', statement });
  const signature = await sign(message);
  await post('/api/auth/wallet', { message, signature });
}

export const signOut = () => tell('/api/auth/logout', {});
