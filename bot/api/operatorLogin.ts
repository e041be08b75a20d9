/** The login of who runs the installation: one name and password, from the environment. */
import { createHmac } from 'node:crypto';
import type { Hex } from 'viem';
import type { Config } from '../config.ts';
import { keyFor } from './secret.ts';

/** What sessions of the operator are bound to: another name or password ends them. Null where there is no login. */
export function credentialOf(config: Config): Hex | null {
  const { username, password, passwordHash } = config.admin;
  const secret = passwordHash ?? password;
  if (!secret) return null;
  const mac = createHmac('sha256', keyFor(config, 'operator login'));
  return `0x${mac.update(JSON.stringify([username, secret])).digest('hex')}`;
}
