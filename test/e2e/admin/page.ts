/** How a test comes into the staff's part of the dApp. */
import type { Page } from 'playwright-core';
import type { Visit, visitor } from '../holder/page.ts';

/** Signs the local test wallet in, which holds the account of the demo's owner. The page is one below `/admin`. */
export async function signInAsOwner(page: Page) {
  await page.getByRole('button', { name: 'Look around as the demo’s owner' }).click();
  await page.getByText(/^Signed in as/).waitFor();
}

/** Opens a page below `/admin` as the demo's owner. */
export async function visitAsOwner(
  open: ReturnType<typeof visitor>,
  path: string,
  look: Omit<Visit, 'path' | 'account'> = {},
): Promise<Page> {
  const page = await open.visit({ ...look, path: `/admin${path}`, account: 1 });
  await signInAsOwner(page);
  return page;
}
