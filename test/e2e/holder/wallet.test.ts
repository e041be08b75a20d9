/** Wallets and transactions as a holder lives them: a real key, a real chain, and what the page says at each step. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { formatEther, type Hex } from 'viem';
import { earningsAbi, tokenAbi } from '../../../contracts/generated/abi.ts';
import { openBrowser } from '../../support/browser.ts';
import { holding } from '../../support/holding.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { sidewaysScroll, violations } from '../playground/page.ts';
import { connect, connected, dialog, fund, header, said, type Visitor, visitor, walletButton } from './visit.ts';

let stack: Stack;
let browser: Browser;
let lounge: Awaited<ReturnType<typeof holding>>;
let visitors: Visitor[] = [];
const faults: string[] = [];

type Look = Parameters<typeof visitor>[2];

async function come(path = '', look: Look = {}): Promise<Visitor> {
  const visiting = await connected(browser, stack, path, look);
  return keep(visiting);
}
function keep(visiting: Visitor) {
  visitors.push(visiting);
  visiting.page.on('pageerror', (error) => faults.push(error.message));
  return visiting;
}

/** In tokens, as the token itself says. */
const balanceOf = async (address: Hex) =>
  formatEther(
    await stack.client.readContract({
      address: stack.lounge.token,
      abi: tokenAbi,
      functionName: 'balanceOf',
      args: [address],
    }),
  );
/** Waits until the page has found its newest transaction on the chain. */
const seen = (page: Visitor['page']) =>
  page.waitForFunction(() => JSON.parse(localStorage.getItem('guildmint-pending') ?? '[]')[0]?.seen);
const coinsOf = (address: Hex) => stack.client.getBalance({ address });

before(async () => {
  [stack, browser] = await Promise.all([startStack(), openBrowser()]);
  lounge = await holding(stack);
  await stack.server.indexer.caughtUp();
});
after(async () => {
  await browser?.close();
  await stack?.close();
});
afterEach(async () => {
  await stack.control.setAutomine(true);
  await Promise.all(visitors.map((each) => each.close()));
  visitors = [];
  assert.deepEqual(faults.splice(0), [], 'the page threw');
});

describe('Wallet: connecting', () => {
  it('connects, survives links and a reload, shows its address, and lets go', async () => {
    const { page, wallet } = await come();
    for (const name of ['Shop', 'Send']) {
      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name, exact: true }).click();
      await page.getByRole('main').getByRole('heading', { level: 1, name }).waitFor();
      await walletButton(page).waitFor();
    }
    await page.reload();
    await walletButton(page).click();
    const menu = page.getByRole('menu');
    await menu.getByText(/^0x/).first().waitFor();
    assert.match((await menu.textContent()) ?? '', new RegExp(wallet.address.slice(0, 6), 'i'));
    await menu.getByRole('menuitem', { name: 'Disconnect' }).click();
    await header(page).getByRole('button', { name: 'Connect', exact: true }).waitFor();
    await page.reload();
    await header(page).getByRole('button', { name: 'Connect', exact: true }).waitFor();
  });

  it('takes a refusal for what it is, and connects at the second try', async () => {
    const { page, wallet, open } = keep(await visitor(browser, stack));
    await open(`/c/${lounge.token}`);
    wallet.declinesNext = true;
    await header(page).getByRole('button', { name: 'Connect', exact: true }).click();
    await dialog(page).getByRole('button', { name: 'Test wallet', exact: true }).click();
    await said(page, 'You declined in your wallet. Nothing was connected.').waitFor();
    await dialog(page).getByRole('button', { name: 'Test wallet', exact: true }).click();
    await walletButton(page).waitFor();
  });

  it('connects by keyboard alone, and Escape leads back', async () => {
    const { page, open } = keep(await visitor(browser, stack));
    await open(`/c/${lounge.token}`);
    const button = header(page).getByRole('button', { name: 'Connect', exact: true });
    await button.focus();
    await page.keyboard.press('Enter');
    await dialog(page).waitFor();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    assert.ok(await button.evaluate((element) => element === document.activeElement));
    await page.keyboard.press('Enter');
    const wallet = dialog(page).getByRole('button', { name: 'Test wallet', exact: true });
    await wallet.waitFor();
    assert.deepEqual(await violations(page), []);
    for (let steps = 0; steps < 4 && !(await wallet.evaluate((it) => it === document.activeElement)); steps += 1)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await walletButton(page).waitFor();
  });

  it('says what a wallet is, and where to get one, to who has none', async () => {
    const { page, open } = keep(await visitor(browser, stack, { bare: true }));
    await page.route('**/api/chain', async (route) => {
      const chain = await (await route.fetch()).json();
      await route.fulfill({ json: { ...chain, local: false, rpcUrl: null } });
    });
    await open(`/c/${lounge.token}`);
    await header(page).getByRole('button', { name: 'Connect', exact: true }).click();
    await dialog(page).getByText('No wallet was found in this browser.').waitFor();
    await dialog(page).getByRole('link', { name: 'Choose one' }).waitFor();
    assert.deepEqual(await violations(page), []);
  });

  it('offers the local test wallet with several accounts to who has none', async () => {
    const { page, open } = keep(await visitor(browser, stack));
    await open(`/c/${lounge.token}`);
    await header(page).getByRole('button', { name: 'Connect', exact: true }).click();
    await dialog(page)
      .getByRole('button', { name: /Local test wallet.*play money/ })
      .click();
    const first = await walletButton(page).textContent();
    await walletButton(page).click();
    await page.getByRole('menuitem', { name: /^Test account 2/ }).click();
    await header(page)
      .getByRole('button', { name: /^Wallet / })
      .filter({ hasNotText: first ?? '' })
      .waitFor();
    const second = await walletButton(page).textContent();
    assert.notEqual(second, first);
    await page.reload();
    await walletButton(page)
      .filter({ hasText: second ?? '' })
      .waitFor();
  });
});

describe('Wallet: on another network', () => {
  it('tells the wallet of the network and brings it there, from the button itself', async () => {
    const { page, wallet } = await come('', {
      before: (it) => {
        it.chainId = 1;
        it.knows.clear();
      },
    });
    const banner = page.getByRole('region', { name: 'Wrong network' });
    await banner.getByText('Your wallet is on another network').waitFor();
    await page
      .getByRole('main')
      .getByRole('button', { name: /^Switch to / })
      .first()
      .click();
    await banner.waitFor({ state: 'detached' });
    assert.deepEqual(
      wallet.asked.filter((method) => /^wallet_(switch|add)/.test(method)),
      ['wallet_switchEthereumChain', 'wallet_addEthereumChain'],
    );
    await page.getByRole('main').getByRole('button', { name: 'Claim' }).waitFor();
  });

  it('shows the values to type where the wallet cannot be told, and leaves a refusal alone', async () => {
    const { page, wallet } = await come('', {
      before: (it) => {
        it.chainId = 1;
        it.knows.clear();
        it.learns = false;
      },
    });
    const banner = page.getByRole('region', { name: 'Wrong network' });
    await banner.getByRole('button', { name: 'Switch network' }).click();
    await banner.getByText('add the network there with the values above').waitFor();
    await banner.getByText('31337').waitFor();
    await banner.getByText(stack.chain.url).waitFor();
    wallet.declinesNext = true;
    await banner.getByRole('button', { name: 'Switch network' }).click();
    await banner.getByText('You declined in your wallet').waitFor();
    await wallet.moveTo(31_337);
    await banner.waitFor({ state: 'detached' });
  });
});

describe('Wallet: transactions', () => {
  const daily = (page: Visitor['page']) => page.getByRole('region', { name: 'Daily reward' });

  it('claims gasless with a signature alone', async () => {
    const { page, wallet } = await come();
    await daily(page).getByRole('button', { name: 'Claim' }).click();
    await daily(page)
      .getByText(/Daily reward: confirmed\. 0x/)
      .waitFor();
    assert.equal(await balanceOf(wallet.address), '10');
    assert.equal(await coinsOf(wallet.address), 0n);
    assert.ok(wallet.asked.includes('eth_signTypedData_v4'));
    assert.ok(!wallet.asked.includes('eth_sendTransaction'));
    await daily(page).getByText('Claimed for today').waitFor();
  });

  it('claims with own gas, fees being the wallet’s affair, and remembers that choice', async () => {
    const { page, wallet } = await come();
    await fund(stack, wallet);
    await daily(page).getByRole('button', { name: 'Pay it myself' }).click();
    await page.reload();
    await daily(page).getByText('Your wallet pays the network’s fee.').waitFor();
    await daily(page).getByRole('button', { name: 'Claim' }).click();
    await daily(page)
      .getByText(/Daily reward: confirmed\. 0x/)
      .waitFor();
    assert.equal(await balanceOf(wallet.address), '10');
    assert.ok((await coinsOf(wallet.address)) < 10n ** 18n);
    assert.ok(!wallet.asked.includes('eth_signTypedData_v4'));
    assert.deepEqual(wallet.wished, ['data', 'from', 'to'], 'legacy networks know no other fees than the wallet’s');
  });

  it('names the coin of which there is too little and goes on gasless', async () => {
    const { page, wallet } = await come();
    await fund(stack, wallet, '0.00000001');
    await daily(page).getByRole('button', { name: 'Pay it myself' }).click();
    await daily(page).getByRole('button', { name: 'Claim' }).click();
    await daily(page).getByText('The wallet has too little ETH to pay the network’s fee').waitFor();
    await daily(page).getByRole('button', { name: 'Go gasless' }).click();
    await daily(page).getByRole('button', { name: 'Claim' }).click();
    await daily(page)
      .getByText(/Daily reward: confirmed/)
      .waitFor();
    assert.equal(await balanceOf(wallet.address), '10');
  });

  it('a refusal in the wallet is no fault, and the same button tries again', async () => {
    const { page, wallet } = await come();
    wallet.declinesNext = true;
    await daily(page).getByRole('button', { name: 'Claim' }).click();
    await daily(page).getByText('You declined in your wallet. Nothing was changed.').waitFor();
    assert.equal(await page.getByRole('alert').count(), 0);
    await daily(page).getByRole('button', { name: 'Claim' }).click();
    await daily(page)
      .getByText(/Daily reward: confirmed/)
      .waitFor();
  });

  it('a wallet that leaves before it answers is told of, and can come back', async () => {
    const { page, wallet, open } = await come();
    await lounge.earn([wallet.address, 5]);
    await stack.server.indexer.caughtUp();
    await open(`/c/${lounge.token}/shop/lucky_badge`);
    const main = page.getByRole('main');
    const answer = wallet.think();
    await main.getByRole('button', { name: /^Buy for / }).click();
    await main.getByRole('button', { name: 'Confirm in your wallet …' }).waitFor();
    await wallet.leave();
    await main.getByText('The wallet has disconnected before it answered').waitFor();
    await main.getByRole('button', { name: 'Connect a wallet' }).waitFor();
    answer();
    wallet.isGone = false;
    await connect(page);
    await main.getByRole('button', { name: /^Buy for / }).click();
    await main.getByText(/^Buy .*: confirmed/).waitFor();
    assert.equal(await balanceOf(wallet.address), '30', 'an answer that came too late was for nothing');
  });

  it('what the contracts refuse is a sentence before the wallet opens', async () => {
    const { page, wallet } = await come();
    await daily(page).getByRole('button', { name: 'Claim' }).waitFor();
    // Elsewhere, meanwhile: the page does not know that today is claimed.
    await fund(stack, wallet);
    const { request } = await stack.client.simulateContract({
      address: stack.deployment.earnings,
      abi: earningsAbi,
      functionName: 'claimDaily',
      args: [lounge.token],
      account: wallet.account,
    });
    const asked = wallet.asked.length;
    await stack.client.waitForTransactionReceipt({ hash: await stack.wallet.writeContract(request) });
    await daily(page).getByRole('button', { name: 'Claim' }).click();
    await daily(page)
      .getByText(/You have claimed today: the next daily opens/)
      .waitFor();
    assert.ok(!wallet.asked.slice(asked).some((method) => /sign|send/i.test(method)));
  });

  it('what is on its way survives a reload and is told when it ends', async () => {
    const { page, wallet } = await come();
    await fund(stack, wallet);
    await daily(page).getByRole('button', { name: 'Pay it myself' }).click();
    await stack.control.setAutomine(false);
    await daily(page).getByRole('button', { name: 'Claim' }).click();
    await daily(page).getByText('Sent. Waiting for its block.').waitFor();
    await page.reload();
    await header(page).getByRole('button', { name: '1 on the way' }).click();
    await dialog(page).getByText('Daily reward').waitFor();
    assert.deepEqual(await violations(page), []);
    await stack.control.mine({ blocks: 1 });
    await dialog(page)
      .getByText(/^Confirmed/)
      .waitFor();
    assert.equal(await balanceOf(wallet.address), '10');
  });

  it('a sponsored one survives a reload too', async () => {
    const { page, wallet } = await come();
    await stack.control.setAutomine(false);
    await daily(page).getByRole('button', { name: 'Claim' }).click();
    await daily(page).getByText('Sent. Waiting for its block.').waitFor();
    await page.reload();
    await header(page).getByRole('button', { name: '1 on the way' }).click();
    await stack.control.setAutomine(true);
    await stack.control.mine({ blocks: 1 });
    await dialog(page)
      .getByText(/^Confirmed/)
      .waitFor();
    assert.equal(await balanceOf(wallet.address), '10');
  });

  it('what the wallet cancels is told as not done, and what it speeds up is followed', async () => {
    const { page, wallet } = await come();
    await fund(stack, wallet);
    await daily(page).getByRole('button', { name: 'Pay it myself' }).click();
    await stack.control.setAutomine(false);
    await daily(page).getByRole('button', { name: 'Claim' }).click();
    await daily(page).getByText('Sent. Waiting for its block.').waitFor();
    await seen(page);
    await wallet.replace({ to: wallet.address, data: '0x' });
    await stack.control.mine({ blocks: 1 });
    await daily(page).getByText('Your wallet cancelled this or sent something else in its place').waitFor();
    assert.equal(await balanceOf(wallet.address), '0');
    await daily(page).getByRole('button', { name: 'Claim' }).click();
    await daily(page).getByText('Sent. Waiting for its block.').waitFor();
    await seen(page);
    const faster = await wallet.replace();
    await stack.control.mine({ blocks: 1 });
    await daily(page)
      .getByText(`Daily reward: confirmed. ${faster.slice(0, 8)}`)
      .waitFor();
    assert.equal(await balanceOf(wallet.address), '10');
  });
});

describe('Wallet: looks', () => {
  for (const colorScheme of ['dark', 'light'] as const)
    it(`is free of barriers, ${colorScheme}, on a phone too`, async () => {
      const { page, open, wallet } = await come('/send', { colorScheme, phone: colorScheme === 'light' });
      await lounge.earn([wallet.address, 3]);
      for (const path of ['/send', '/wallet']) {
        await open(`/c/${lounge.token}${path}`);
        await walletButton(page).waitFor();
        assert.deepEqual(await violations(page), []);
        assert.equal(await sidewaysScroll(page), 0);
      }
      await walletButton(page).click();
      assert.deepEqual(await violations(page), []);
    });
});
