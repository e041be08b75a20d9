/** The login of who runs the installation: one name and password, from the environment. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Hex } from 'viem';
import type { Config } from '../config.ts';
import { FatalError, UserError } from '../errors.ts';
import { openAttempts } from './attempts.ts';
import { hashPassword, isPassword, isPasswordHash } from './password.ts';
import { keyFor, lazily } from './secret.ts';

const WITHIN_MS = 15 * 60_000;
const MOST_OF_ADDRESS = 10;
/** For all addresses together: whoever has many still cannot guess. */
const MOST_OF_NAME = 100;
/** Passwords being hashed at a time, 64 MiB each. */
const MOST_AT_ONCE = 2;

/** What sessions of the operator are bound to: another name or password ends them. Null where there is no login. */
export function credentialOf(config: Config): Hex | null {
  const { username, password, passwordHash } = config.admin;
  const secret = passwordHash ?? password;
  if (!secret) return null;
  const mac = createHmac('sha256', keyFor(config, 'operator login'));
  return `0x${mac.update(JSON.stringify([username, secret])).digest('hex')}`;
}

/**
 * @param clock milliseconds
 * @throws FatalError for what is no hash
 */
export function openOperatorLogin(config: Config, clock: () => number) {
  const { username, password, passwordHash } = config.admin;
  if (passwordHash && !isPasswordHash(passwordHash))
    throw new FatalError(
      'ADMIN_PASSWORD_HASH is no argon2id hash that can be checked: take what `npm run password` prints.',
    );
  const hash = lazily(async () => passwordHash ?? (password && (await hashPassword(password))));
  const credential = lazily(() => credentialOf(config));
  const byAddress = openAttempts(MOST_OF_ADDRESS, WITHIN_MS, clock);
  const byName = openAttempts(MOST_OF_NAME, WITHIN_MS, clock);
  let hashing = 0;

  /**
   * @returns what the session is bound to
   * @throws UserError `LoginWrong`, the same for a wrong name and a wrong password; `LoginTooOften`; `LoginOff`
   */
  return async (shown: { username: string; password: string }, address: string): Promise<Hex> => {
    const phc = await hash();
    const bound = credential();
    if (!phc || !bound)
      throw new UserError('LoginOff', 'There is no password login here: the operator sets ADMIN_PASSWORD_HASH.');
    byAddress.require(address);
    byName.require('');
    if (hashing >= MOST_AT_ONCE) throw new UserError('LoginTooOften', 'Somebody else is signing in: try again.');
    byAddress.count(address);
    byName.count('');
    hashing++;
    // Name and password are both judged whatever the other is, so that the time tells nothing.
    const right = await isPassword(shown.password, phc).finally(() => hashing--);
    if (!(same(shown.username, username) && right))
      throw new UserError(
        'LoginWrong',
        'Name or password is wrong: try again, or look at ADMIN_USERNAME and ADMIN_PASSWORD.',
      );
    byAddress.forget(address);
    return bound;
  };

  function same(one: string, other: string) {
    const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest();
    return timingSafeEqual(digest(one), digest(other));
  }
}
