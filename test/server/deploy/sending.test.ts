/** A deployment that is cut off anywhere goes on where it stopped, and what stands on the chain in the end is what was compiled. */
import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createWalletClient, encodeFunctionData, http, type LocalAccount, parseEther } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { FatalError } from '../../../bot/errors.ts';
import { achievementsAbi, communitiesAbi, earningsAbi, shopAbi } from '../../../contracts/generated/abi.ts';
import { differingCode } from '../../../scripts/deploy/bytecode.ts';
import { createCommunity } from '../../../scripts/deploy/community.ts';
import { measureCosts } from '../../../scripts/deploy/costs.ts';
import { readPreset } from '../../../scripts/deploy/preset.ts';
import { firstBlock, lostIn, recover } from '../../../scripts/deploy/resume.ts';
import { type Send, sendingOnce } from '../../../scripts/deploy/sending.ts';
import { type Economy, startEconomy } from '../../support/economy.ts';

const account: LocalAccount = privateKeyToAccount(`0x${'c0ffee'.padStart(64, '0')}`);

describe('deploying', { timeout: 240_000 }, () => {
  let economy: Economy;
  const folder = mkdtempSync(join(tmpdir(), 'guildmint-sending-'));
  before(async () => {
    economy = await startEconomy();
    await economy.control.setBalance({ address: account.address, value: parseEther('100') });
  });
  after(async () => {
    await economy?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const wallet = () => createWalletClient({ account, transport: http(economy.url) });
  const spent = () => economy.client.getTransactionCount({ address: account.address });
  /** Dies before, or right after, each step in turn: a new process begins with the file alone. */
  const dying = (send: Send, at: number, when: 'before' | 'after'): Send => {
    let step = 0;
    return async (name, call) => {
      const fatal = ++step === at;
      if (fatal && when === 'before') throw new Error('killed');
      const receipt = await send(name, call);
      if (fatal) throw new Error('killed');
      return receipt;
    };
  };

  it('creates one community, however often and wherever it was cut off', async () => {
    const preset = readPreset('broski');
    const file = join(folder, 'community.jsonl');
    const first = await spent();
    const create = (send: Send) =>
      createCommunity(economy.client, wallet(), economy.deployment, preset, undefined, send);
    const steps = 5 + (preset.milestones ? 1 : 0) + preset.achievements.length + preset.items.length;
    for (let at = 1; at <= steps; at++)
      for (const when of ['before', 'after'] as const)
        await assert.rejects(create(dying(sendingOnce(economy.client, account, file), at, when)), /killed/);
    const token = await create(sendingOnce(economy.client, account, file));
    assert.equal(await spent(), first + steps);
    assert.equal(await create(sendingOnce(economy.client, account, file)), token);
    assert.equal(await spent(), first + steps);
    const read = { args: [token] } as const;
    const { earnings, shop, achievements } = economy.deployment;
    const count = { address: shop, abi: shopAbi, functionName: 'itemCount' } as const;
    assert.equal(await economy.client.readContract({ ...count, ...read }), BigInt(preset.items.length));
    const goals = { address: achievements, abi: achievementsAbi, functionName: 'achievementCount' } as const;
    assert.equal(await economy.client.readContract({ ...goals, ...read }), BigInt(preset.achievements.length));
    const rates = { address: earnings, abi: earningsAbi, functionName: 'ratesOf' } as const;
    assert.equal((await economy.client.readContract({ ...rates, ...read })).rewards, preset.rates.rewards);
  });

  const pause = (paused: boolean) => ({
    to: economy.deployment.communities,
    data: encodeFunctionData({
      ...{ abi: communitiesAbi, functionName: paused ? 'pause' : 'unpause', args: [economy.token] },
    }),
  });
  const transfer = { to: account.address, data: '0x' as const };

  it('sends what was written down and never arrived, the same bytes again', async () => {
    const file = join(folder, 'lost.jsonl');
    const before = await spent();
    const lost = Object.assign(Object.create(economy.client), {
      sendRawTransaction: () => Promise.reject(new Error('the line is cut')),
    });
    await assert.rejects(sendingOnce(lost, account, file)('one', transfer), /the line is cut/);
    const [line] = readFileSync(file, 'utf8').trim().split('\n');
    assert.equal(await spent(), before);
    const { transactionHash } = await sendingOnce(economy.client, account, file)('one', transfer);
    assert.equal(transactionHash, JSON.parse(line!).hash);
    assert.equal(await spent(), before + 1);
  });

  it('sends another where somebody else’s transaction took the place of the one written down', async () => {
    const file = join(folder, 'replaced.jsonl');
    const lost = Object.assign(Object.create(economy.client), {
      sendRawTransaction: () => Promise.reject(new Error('the line is cut')),
    });
    await assert.rejects(sendingOnce(lost, account, file)('one', transfer), /the line is cut/);
    await sendingOnce(economy.client, account, join(folder, 'other.jsonl'))('other', { ...transfer, data: '0x01' });
    const before = await spent();
    const { status } = await sendingOnce(economy.client, account, file)('one', transfer);
    assert.equal(status, 'success');
    assert.equal(await spent(), before + 1);
  });

  it('reads a file whose last line was cut off', async () => {
    const file = join(folder, 'torn.jsonl');
    await sendingOnce(economy.client, account, file)('one', transfer);
    appendFileSync(file, '{"name":"two","ha');
    const before = await spent();
    const send = sendingOnce(economy.client, account, file);
    await send('one', transfer);
    assert.equal(await spent(), before);
    await send('two', transfer);
    await sendingOnce(economy.client, account, file)('two', transfer);
    assert.equal(await spent(), before + 1);
  });

  it('says in a sentence what the contracts refuse, and sends nothing', async () => {
    const file = join(folder, 'refused.jsonl');
    const before = await spent();
    await assert.rejects(sendingOnce(economy.client, account, file)('pause', pause(true)), FatalError);
    assert.equal(await spent(), before);
    assert.throws(() => readFileSync(file));
  });

  it('knows the code that was compiled here, and names a contract that bears another', async () => {
    assert.deepEqual(await differingCode(economy.client, economy.deployment), []);
    const address = economy.deployment.gifts;
    const code = (await economy.client.getCode({ address }))!;
    await economy.control.setCode({ address, bytecode: `${code.slice(0, -2)}ff` as `0x${string}` });
    try {
      assert.deepEqual(await differingCode(economy.client, economy.deployment), ['Gifts']);
    } finally {
      await economy.control.setCode({ address, bytecode: code });
    }
  });

  it('asks the chain whether what was lost was sent: begins it anew, or looks for it', async () => {
    const wiped: string[] = [];
    const wipe = async (futureId: string) => wiped.push(futureId);
    const provider = { request: () => Promise.reject(new Error('not asked')) };
    const of = { client: economy.client, provider, folder: join(folder, 'no-records'), wipe };
    const lost = (nonce: number) =>
      lostIn({ number: 10_410, messageArguments: { futureId: 'Guildmint#Shop', nonce, sender: account.address } });
    assert.equal(lostIn(new Error('another')), null);
    const nonce = await spent();
    await recover(of, lost(nonce)!);
    assert.deepEqual(wiped, ['Guildmint#Shop']);
    // It was sent: it is found, and Ignition is told, which has no records here.
    await assert.rejects(recover(of, lost(nonce - 1)!), /no-records/);
    assert.equal(wiped.length, 1);
  });

  it('remembers the block of a deployment’s first attempt', () => {
    const file = join(folder, 'chain-1.json');
    assert.equal(firstBlock(file, 12), 12);
    assert.equal(firstBlock(file, 40), 12);
  });

  it('measures what a community costs, by creating one', async () => {
    const preset = readPreset('taskbot');
    const { contracts, community } = await measureCosts(preset);
    let paid = 0n;
    const send = sendingOnce(economy.client, account, join(folder, 'paid.jsonl'));
    await createCommunity(economy.client, wallet(), economy.deployment, preset, undefined, async (name, call) => {
      const receipt = await send(name, call);
      paid += receipt.gasUsed;
      return receipt;
    });
    assert.ok(contracts > 10n * community, `${contracts} gas for the contracts`);
    // The roles of the operator's accounts come on top.
    assert.ok(community > paid && community < paid + 300_000n, `${community} beside ${paid}`);
  });
});
