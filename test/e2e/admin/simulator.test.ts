/** The simulator in a real browser, with the process that it runs. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, describe, it } from 'node:test';
import { communitiesAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import type { Browser, Page } from 'playwright-core';
import type { Address } from 'viem';
import { ROLES } from '../../../bot/operations/getRoles.ts';
import { figuresOf } from '../../../scripts/deploy/preset.ts';
import { openBrowser } from '../../support/browser.ts';
import { holding } from '../../support/holding.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { MOST_SCRIPT_BYTES, scriptBytes, smallTargets, visitor } from '../holder/page.ts';
import { sidewaysScroll, violations } from '../playground/page.ts';
import { visitAsOwner } from './page.ts';

const MODERATOR = 13;

let stack: Stack;
let browser: Browser;
let open: ReturnType<typeof visitor>;
let accounts: Address[];

before(async () => {
  [stack, browser] = await Promise.all([startStack({ env: { SIMULATOR_MEMBERS: '20' } }), openBrowser()]);
  accounts = (await stack.wallet.getAddresses()) as Address[];
  const people = await holding(stack);
  await people.earn([accounts[10]!, 40]);
  await people.buy(accounts[10]!, 'lucky_badge');
  const { token } = stack.lounge;
  const registry = { address: stack.deployment.communities, abi: communitiesAbi, account: accounts[1]! } as const;
  // Its figures are a preset's no longer, whose forecast is kept.
  const caps = await stack.client.readContract({ address: token, abi: tokenAbi, functionName: 'caps' });
  const lower = { ...caps, communityDay: caps.communityDay - 1_000 };
  for (const sent of [
    stack.wallet.writeContract({ ...registry, functionName: 'setCaps', args: [token, lower] }),
    stack.wallet.writeContract({
      ...{ ...registry, functionName: 'grantRoles' },
      args: [token, accounts[MODERATOR]!, BigInt(ROLES.moderator)],
    }),
  ])
    await stack.client.waitForTransactionReceipt({ hash: await sent });
  await stack.server.indexer.caughtUp();
  open = visitor(stack, () => browser);
});

after(async () => {
  await browser?.close();
  await stack?.close();
});

afterEach(() => open.leave());

const result = (page: Page) => page.getByRole('heading', { level: 2, name: /^20 members for \d+ days$/ });
const start = (page: Page) => page.getByRole('region', { name: 'A new forecast' });
const making = (page: Page) => page.getByRole('region', { name: 'In the making' });

describe('Admin: simulator', { timeout: 300_000 }, () => {
  it('is where the overview leads while no forecast fits', async () => {
    const page = await visitAsOwner(open, '');
    const card = page.getByRole('region', { name: 'Forecast' });
    await card.getByText('No forecast was made for these figures yet').waitFor();
    await card.getByRole('link', { name: 'To the simulator' }).click();
    await page.getByRole('heading', { level: 1, name: 'Simulator' }).waitFor();
    await page.getByText('No forecast was made yet').waitFor();
  });

  it('lets an admin cancel what is in the making', async () => {
    const page = await visitAsOwner(open, '/simulator');
    await start(page).getByRole('button', { name: 'Start' }).click();
    const bar = making(page).getByRole('progressbar', { name: 'Days lived' });
    await bar.waitFor();
    assert.deepEqual(await violations(page), []);
    await making(page)
      .getByText(/^Day \d+ of 365 is lived$/)
      .waitFor();
    await making(page).getByRole('button', { name: 'Cancel' }).click();
    await start(page).getByText('The last one was cancelled.').waitFor();
  });

  it('lives half a year while everybody watches, says what came of it, and the overview draws it', async () => {
    const page = await visitAsOwner(open, '/simulator');
    await start(page).getByRole('button', { name: 'Half a year' }).click();
    await start(page).getByRole('checkbox').uncheck();
    await start(page).getByRole('button', { name: 'Start' }).click();
    await making(page).getByRole('progressbar').waitFor();
    await result(page).waitFor();
    await page.getByText('Made for the community’s figures as they are').waitFor();
    const targets = page.getByRole('region', { name: 'Targets' });
    await targets.getByText('What an average member earns a week').waitFor();
    await targets.getByText('200 to 300').waitFor();
    const earners = page.getByRole('region', { name: 'Who earns what' });
    assert.equal(await earners.getByRole('listitem').count(), 6);
    const supply = page.getByRole('region', { name: 'Supply', exact: true });
    assert.equal(await supply.locator('[data-part=forecast]').count(), 1, 'over what happened');

    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Overview' }).click();
    await page.getByText('The dashed lines are this community’s own forecast: 20 members for 182 days').waitFor();
    await supply.getByText(/now; the forecast has [\d,]+ BROski\$\./).waitFor();
    assert.equal(await supply.locator('[data-part=forecast]').count(), 1);
  });

  it('tries changed figures, and says what is wrong with them', async () => {
    const page = await visitAsOwner(open, '/simulator');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      start(page).getByRole('button', { name: 'Download the figures' }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    const figures = figuresOf('figures.json', text);
    const choose = (content: string) =>
      start(page)
        .getByLabel('Changed figures')
        .setInputFiles({ name: 'figures.json', mimeType: 'application/json', buffer: Buffer.from(content) });
    await choose('[1]');
    await page.getByText('That is no preset: choose the JSON file that you changed.').waitFor();
    await choose(JSON.stringify({ ...figures, caps: {} }));
    await start(page).getByRole('checkbox').uncheck();
    await start(page).getByRole('button', { name: 'Start' }).click();
    const fault = start(page).getByRole('alert');
    await fault.getByText(/^The preset has \d+ fault\(s\):\s+preset:\d+:\d+ caps/).waitFor();
    assert.deepEqual(await violations(page), []);

    await start(page).getByText('The figures of figures.json are tried.').waitFor();
    assert.equal(await start(page).getByRole('checkbox').isChecked(), false, 'it is asked as before');
    await choose(JSON.stringify({ ...figures, earn: { ...figures.earn, daily: 1 } }));
    await start(page).getByRole('button', { name: 'Three months' }).click();
    await start(page).getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { level: 2, name: '20 members for 91 days' }).waitFor();
    await page.getByText('Made for other figures than the community’s').waitFor();
  });

  it('shows a moderator what came of it, who cannot begin another', async () => {
    const page = await open.connected({ path: '/admin/simulator', account: MODERATOR });
    await page.getByRole('button', { name: /^Sign in as 0x/ }).click();
    await result(page).waitFor();
    await page.getByText('Forecasts are begun by the community’s admins').waitFor();
    assert.equal(await start(page).count(), 0);
  });

  for (const [width, colorScheme] of [
    [320, 'light'],
    [1280, 'dark'],
  ] as const)
    it(`shows all of it to everybody: ${width} px, ${colorScheme}`, async () => {
      const page = await visitAsOwner(open, '/simulator', { width, colorScheme });
      await result(page).waitFor();
      assert.deepEqual(await violations(page), []);
      assert.equal(await sidewaysScroll(page), 0);
      if (width === 320) assert.deepEqual(await smallTargets(page), []);
    });

  it('says what is missing: the community’s figures, or the operator’s leave', async () => {
    const page = await visitAsOwner(open, '');
    const refuse = (what: string, code: string) =>
      page.route(`**/api/*/${what}`, (route) =>
        route.fulfill({
          ...{ status: 404, contentType: 'application/problem+json' },
          body: JSON.stringify({ type: `urn:guildmint:problem:${code}`, detail: 'As the server says it.' }),
        }),
      );
    await refuse('figures', 'PresetUnset');
    await page.goto(`${stack.server.url}/c/${stack.lounge.token}/admin/simulator`);
    await page.getByText('There is nothing to foresee yet').waitFor();
    assert.deepEqual(await violations(page), []);
    await page.getByRole('link', { name: 'To the configuration' }).click();
    await page.getByRole('heading', { level: 1, name: 'Configuration' }).waitFor();

    await refuse('simulation', 'SimulatorOff');
    await page.goto(`${stack.server.url}/c/${stack.lounge.token}/admin/simulator`);
    await page.getByText('Forecasts are turned off here').waitFor();
    await page.getByText('As the server says it.').waitFor();
    assert.deepEqual(await violations(page), []);
  });

  it('loads no more than any page may for a first visit', async () => {
    const page = await visitAsOwner(open, '/simulator');
    await page.reload();
    await result(page).waitFor();
    const bytes = await scriptBytes(page);
    assert.ok(bytes <= MOST_SCRIPT_BYTES, `${bytes} bytes`);
  });
});
