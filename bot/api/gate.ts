import type { Context as Request } from 'hono';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { type Version, versionOf } from '../db/version.ts';
import { UserError } from '../errors.ts';
import { findKey, KEY_PREFIX } from '../operations/apiKeys.ts';
import type { CommunityInfo } from '../operations/getCommunity.ts';
import { getLinkedUser, getLinkedWallet } from '../operations/getLinkedWallet.ts';
import { getRole, RANKS, type Rank } from '../operations/getRole.ts';
import { findSession, sessionEnded } from '../operations/sessions.ts';
import { accountOf } from '../operations/who.ts';
import type { openAccessTokens } from './accessToken.ts';
import { addressOf } from './address.ts';
import { openAttempts } from './attempts.ts';
import type { Authority, Scope } from './authority.ts';
import { communityAt } from './community.ts';
import { accessCookie } from './cookies.ts';
import type { Discord } from './discordPort.ts';
import { credentialOf } from './operatorLogin.ts';
import { requireOwnOrigin } from './origin.ts';
import type { RateLimit } from './rateLimit.ts';
import { discordIdOrAddress } from './schemas.ts';
import { lazily } from './secret.ts';

declare module 'hono' {
  interface ContextVariableMap {
    gate: Gate;
    caller: Caller;
    /** On routes that are about one. */
    community: CommunityInfo;
    /** Of the tables, since this was asked; on the same routes. */
    version?: Version;
  }
}

export type Caller = {
  /** Discord id; null for a stranger, and for a wallet that is linked to nobody. */
  userId: string | null;
  /** The wallet that signed in, or the member's custodial account; in lower case. */
  address: Address | null;
  /** That signed in; null where that was done otherwise. */
  wallet: Address | null;
  /** All addresses that are theirs, in lower case. */
  accounts: Address[];
  /** In the community that the route is about; `anyone` where it is about none. */
  role: Rank;
  /** Signed in with the installation's password. */
  operator: boolean;
  session: string | null;
  key: { id: string; token: Address; scopes: readonly string[] } | null;
  /**
   * In whose name the bot may act for them, as operations take it.
   * @throws UserError `WalletActsItself` for whoever has no custodial account, or proved no more than their own wallet
   */
  readonly by: { token: Address; userId: string };
  /** As {@link by}, for verbs that an own wallet may send itself: whoever signed in with one is handed the transaction. */
  readonly doer: { token: Address; userId: string; wallet?: Address };
};

type Wanted = { authority: Authority; scope: Scope | undefined; inCommunity: boolean };
export type Gate = {
  /** @throws UserError for who may not, or names no community where one is needed */
  admit(c: Request, wanted: Wanted): Promise<{ caller: Caller; community: CommunityInfo | null }>;
};

/** Who somebody proved to be, before it is known what that is worth anywhere. */
type Identity = {
  userId: string | null;
  address: Address | null;
  /** Whether it was their Discord account, in whose name the bot may act. */
  onDiscord: boolean;
  operator: boolean;
  session: string | null;
  key: Caller['key'];
};

const MOST_WRONG_KEYS = 20;
const WITHIN_MS = 60_000;

const STRANGER: Identity = {
  ...{ userId: null, address: null, onDiscord: false, operator: false },
  ...{ session: null, key: null },
};

/**
 * @param tokens by which sessions are known
 * @param limit of requests by one session or key
 * @param discord which knows who is on a community's server
 */
export function openGate(
  ctx: Context,
  tokens: ReturnType<typeof openAccessTokens>,
  limit: RateLimit,
  discord: Discord,
): Gate {
  const credential = lazily(() => credentialOf(ctx.config));
  const wrongKeys = openAttempts(MOST_WRONG_KEYS, WITHIN_MS, ctx.clock);
  return {
    async admit(c, { authority, scope, inCommunity }) {
      const identity = await identify(c, authority);
      const name = identity.key?.id ?? identity.session;
      const known = name !== null;
      if (known) limit(c, name);
      if (!known && authority !== 'anyone')
        throw new UserError('SignInNeeded', 'Sign in first, or send an API key: GET /api/docs says how.');
      const { key } = identity;
      if (authority !== 'anyone') c.header('cache-control', 'no-store');
      if (key && authority !== 'anyone') requireScope(key, authority === 'operator' ? undefined : scope);
      if (authority === 'operator' && !identity.operator)
        throw new UserError('OperatorOnly', 'This is for whoever runs this installation: sign in with its password.');

      const community = inCommunity ? await communityOf(c, key) : null;
      const accounts = known ? await accountsOf(identity) : [];
      const role = community ? await roleIn(community, identity, accounts, authority) : 'anyone';
      if (community && authority !== 'operator') requireRole(role, authority);
      return { caller: toCaller(identity, accounts, role, community), community };
    },
  };

  async function identify(c: Request, authority: Authority): Promise<Identity> {
    const authorization = c.req.header('authorization');
    const shown = /^bearer (.+)$/i.exec(authorization ?? '')?.[1] ?? '';
    const key = c.req.header('x-api-key') ?? (shown.startsWith(KEY_PREFIX) ? shown : undefined);
    if (key !== undefined) return identityOfKey(c, key);
    if (authorization !== undefined) {
      const session = await tokens.verify(shown);
      const identity = session && (await identityOf(session));
      if (!identity) throw sessionEnded();
      return identity;
    }
    const cookie = accessCookie(c, ctx.config);
    if (cookie === undefined) return STRANGER;
    // Cookies come along by themselves, so it must be seen who sent them.
    requireOwnOrigin(c, ctx.config);
    const session = await tokens.verify(cookie);
    const identity = session && (await identityOf(session));
    if (identity) return identity;
    if (authority === 'anyone') return STRANGER;
    throw sessionEnded();
  }

  async function identityOf(id: string): Promise<Identity | null> {
    const session = await findSession(ctx, id, credential());
    if (!session) return null;
    const { kind, address } = session;
    if (kind === 'wallet') {
      const userId = address && (await getLinkedUser(ctx, { address }));
      return { ...STRANGER, session: id, address, userId };
    }
    const operator = kind === 'operator';
    const userId = operator ? (ctx.config.admin.userId ?? null) : session.userId;
    return { ...STRANGER, session: id, userId, operator, onDiscord: userId !== null };
  }

  async function identityOfKey(c: Request, shown: string): Promise<Identity> {
    const address = addressOf(c, ctx.config);
    wrongKeys.require(address);
    const found = await findKey(ctx, shown);
    if (!found) {
      wrongKeys.count(address);
      throw new UserError('KeyWrong', 'This API key is unknown, ended or expired: ask an admin for another.');
    }
    const { userId, address: wallet, ...key } = found;
    if (wallet) {
      const linked = await getLinkedUser(ctx, { address: wallet });
      return { ...STRANGER, key, address: wallet, userId: linked };
    }
    return { ...STRANGER, key, userId, onDiscord: userId !== null };
  }

  async function communityOf(c: Request, key: Caller['key']): Promise<CommunityInfo> {
    const inPath = c.req.param('s');
    const named = inPath ?? c.req.header('x-community') ?? c.req.query('community');
    if (named !== undefined && !discordIdOrAddress.safeParse(named).success)
      throw new UserError(
        inPath === undefined ? 'RequestInvalid' : 'CommunityUnknown',
        'This names no community: send a Discord id (digits) or an address (0x and 40 hexadecimal digits).',
      );
    const version = c.get('version') ?? (await versionOf(ctx.db, null));
    c.set('version', version);
    const community = await communityAt(ctx, version, named ?? key?.token);
    if (key && key.token !== community.token)
      throw new UserError('KeyElsewhere', 'This key is for another community: use one that was made in this one.');
    return community;
  }

  /** Whoever is on a community's Discord server is its member before they hold a token: the first one is earned as such. */
  async function roleIn(
    { token, guild }: CommunityInfo,
    { userId, onDiscord }: Identity,
    accounts: Address[],
    wanted: Authority,
  ): Promise<Rank> {
    const role = await getRole(ctx, { token, accounts });
    if (wanted !== 'member' || role !== 'anyone' || !onDiscord || userId === null || !guild) return role;
    const port = discord();
    const isMember = port?.connected() === true && (await port.isMember({ guildId: guild.id, userId }));
    return isMember ? 'member' : 'anyone';
  }

  /** Linking a wallet has proved that it is theirs; in the other direction too, so that the best of all counts. */
  async function accountsOf({ userId, address, onDiscord }: Identity): Promise<Address[]> {
    const account = userId === null ? null : await accountOf(ctx, { userId });
    const linked = userId === null || !onDiscord ? null : await getLinkedWallet(ctx, { userId });
    return [...new Set([address, account, linked?.address ?? null])].filter((each) => each !== null);
  }
}

function requireScope(key: NonNullable<Caller['key']>, scope: Scope | undefined) {
  if (!scope) throw new UserError('KeyNever', 'No API key may do this: sign in.');
  if (!key.scopes.includes(scope))
    throw new UserError('ScopeMissing', `This key may not: it lacks ${scope}. Make one that has it.`, { scope });
}

function requireRole(role: Rank, authority: Rank) {
  if (RANKS.indexOf(role) >= RANKS.indexOf(authority)) return;
  throw new UserError('RoleMissing', `This is for ${WORDS[authority]} of the community: you are ${WORDS_ONE[role]}.`);
}

const WORDS: Record<Rank, string> = {
  anyone: 'anyone',
  member: 'members',
  moderator: 'moderators and up',
  admin: 'admins and up',
  owner: 'the owner',
};
const WORDS_ONE: Record<Rank, string> = {
  anyone: 'none of its members',
  member: 'a member',
  moderator: 'a moderator',
  admin: 'an admin',
  owner: 'the owner',
};

function toCaller(identity: Identity, accounts: Address[], role: Rank, community: CommunityInfo | null): Caller {
  const { userId, address: wallet, onDiscord, operator, session, key } = identity;
  return {
    ...{ userId, address: accounts[0] ?? null, wallet, accounts, role, operator, session, key },
    get doer() {
      return wallet && community ? { token: community.token, userId: userId ?? '', wallet } : this.by;
    },
    get by() {
      if (!community) throw new Error('A route about no community acts in nobody’s name.');
      if (userId === null || !onDiscord)
        throw new UserError(
          'WalletActsItself',
          'The bot acts for Discord accounts only: sign in with Discord, or send the transaction with your wallet.',
        );
      return { token: community.token, userId };
    },
  };
}
