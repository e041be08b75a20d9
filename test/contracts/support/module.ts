import type { Address } from 'viem';
import type { Economy } from './deploy.ts';

/** Lets a test call the token as one of its modules does, with arguments that the module itself would never send. */
export async function asModule({ connection, earnings }: Economy): Promise<{ account: Address }> {
  const account = earnings.address;
  await connection.networkHelpers.impersonateAccount(account);
  await connection.networkHelpers.setBalance(account, 10n ** 20n);
  return { account };
}

/** The same for the registry. */
export async function asRegistry({ connection, communities }: Economy): Promise<{ account: Address }> {
  const account = communities.address;
  await connection.networkHelpers.impersonateAccount(account);
  await connection.networkHelpers.setBalance(account, 10n ** 20n);
  return { account };
}
