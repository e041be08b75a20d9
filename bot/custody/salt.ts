import { createHmac } from 'node:crypto';

/**
 * What a member's account is salted with: HMAC-SHA256(salt secret, Discord user id). Without the secret nobody can tell
 * whose account an address is.
 */
export function saltOf(secret: Uint8Array, userId: string): `0x${string}` {
  return `0x${createHmac('sha256', secret).update(userId).digest('hex')}`;
}
