/** How a test comes into the staff's part of the dApp. */
import type { Page } from 'playwright-core';

/** Signs the local test wallet in, which holds the account of the demo's owner. The page is one below `/admin`. */
export async function signInAsOwner(page: Page) {
  await page.getByRole('button', { name: 'Look around as the demo’s owner' }).click();
  await page.getByText(/^Signed in as/).waitFor();
}
