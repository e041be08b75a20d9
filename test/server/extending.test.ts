/** What docs/EXTENDING.md adds, at work in the whole product. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { communitiesAbi } from '@guildmint/contracts/abi.ts';
import { serve } from '@hono/node-server';
import {
  type Address,
  concat,
  encodeAbiParameters,
  type Hex,
  parseAbi,
  parseAbiParameters,
  parseEventLogs,
  stringToHex,
} from 'viem';
import { startApi } from '../../bot/api/start.ts';
import type { Command } from '../../bot/discord/commands/command.ts';
import { COMMANDS } from '../../bot/discord/commands/list.ts';
import { holdersCommand } from '../../bot/examples/holdersCommand.ts';
import { rewardAnswer } from '../../bot/examples/quiz.ts';
import { supply } from '../../bot/examples/supplyRoute.ts';
import { CHANNELS, USERS } from '../../bot/local-discord/seed.ts';
import { getBalance } from '../../bot/operations/getBalance.ts';
import { KINDS } from '../../bot/operations/getItems.ts';
import { compiled } from '../../scripts/bench/solidity.ts';
import { openParcelDesk, type Parcel } from '../../scripts/examples/parcelDesk.ts';
import { type Actor, actor } from '../support/local-discord.ts';
import { shopping } from '../support/shopping.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { balanceOf, eventually, makeAdmin, ONE, until, words } from './discord/support.ts';

const { general } = CHANNELS;

let stack: Stack;
let bob: Actor;
let carol: Actor;

before(async () => {
  stack = await startStack();
  const sit = (id: string) => actor(stack.discord.url, id, 60_000);
  [bob, carol] = await Promise.all([sit(USERS.bob), sit(USERS.carol)]);
});
after(async () => {
  for (const who of [bob, carol]) await who?.close();
  await stack?.close();
});

test('an activity: a right answer is paid once, with the next settlement', async () => {
  const { ctx, indexer } = stack.server;
  const answer = { token: stack.lounge.token, userId: USERS.bob, question: 'capital of Bolivia' };
  assert.equal(await rewardAnswer(ctx, answer), true);
  assert.equal(await rewardAnswer(ctx, answer), false);
  // 10 for helpful content, 50 for being new.
  await eventually(
    stack,
    'the answer is paid',
    async () => (await balanceOf(stack, answer.token, USERS.bob)) === 60n * ONE,
  );
  await indexer.caughtUp();
});

test('a command: it answers after the prefix like all others', async () => {
  const commands = COMMANDS as Command[];
  commands.push(holdersCommand);
  try {
    await bob.say(general, '!holders');
    const told = await bob.waitForMessage((message) => /of them with a balance/.test(words(message)));
    assert.match(words(told), /Members: 1\n.*of them with a balance: 1/s);
  } finally {
    commands.pop();
  }
});

test('a route: it answers for a community that exists, and says what is wrong otherwise', async () => {
  const api = await startApi(stack.server.ctx, { routes: [supply] });
  try {
    const answer = await fetch(`${api.url}/api/${stack.lounge.token}/supply`);
    assert.deepEqual([answer.status, await answer.json()], [200, { total: '60', circulating: '60' }]);
    const unknown = await fetch(`${api.url}/api/nowhere/supply`);
    assert.equal(unknown.status, 404);
    const { paths } = await (await fetch(`${api.url}/api/openapi.json`)).json();
    assert.equal(paths['/api/{s}/supply'].get['x-authority'], 'anyone');
  } finally {
    await api.close();
  }
});

test('an item kind: your own server hands over, once, and only what it is asked for by ours', async () => {
  const shop = await shopping(stack);
  const item = { price: ONE, kind: KINDS.indexOf('webhook'), fulfilWithin: 86_400, duration: 0, uses: 0, refund: 0 };
  await shop.add({ key: 'parcel', name: 'parcel' }, { ...item, transferable: false, perMember: 0 });
  await makeAdmin(stack, shop.token, USERS.carol);
  await stack.server.indexer.caughtUp();

  const sent: Parcel[] = [];
  const desk = { key: '', clock: stack.server.ctx.clock, handOver: async (parcel: Parcel) => void sent.push(parcel) };
  const asked: { init: RequestInit; status: number }[] = [];
  const { promise: port, resolve } = Promise.withResolvers<number>();
  let open: ReturnType<typeof openParcelDesk> | undefined;
  const fetch = async (request: Request) => {
    open ??= openParcelDesk(desk);
    const [headers, body] = [request.headers, await request.clone().text()];
    const response = await open(request);
    asked.push({ init: { method: 'POST', headers, body }, status: response.status });
    return response;
  };
  const server = serve({ fetch, port: 0, hostname: '127.0.0.1' }, (info) => resolve(info.port));
  try {
    const url = `http://127.0.0.1:${await port}/redeem`;
    const told = words(await (await carol.command(general, 'item webhook', { item: 'parcel', url })).reply());
    desk.key = /`([\da-f]{64})`/.exec(told)?.[1] ?? '';
    const question = await (await bob.command(general, 'buy', { item: 'parcel' })).reply();
    await bob.click(question, 'Confirm');
    const purchase = Number(/Receipt (\d+)/.exec(words(await until(bob, question, /Confirmed/)))?.[1]);
    await eventually(stack, 'it is handed over', async () => (await shop.row(purchase))?.state === 'fulfilled');
    assert.deepEqual(
      sent.map((parcel) => [parcel.purchase, parcel.itemName, parcel.units, parcel.discordId]),
      [[purchase, 'parcel', 1, USERS.bob]],
    );

    const { init, status } = asked[0]!;
    assert.equal(status, 200);
    const again = (change: RequestInit, late = 0) =>
      openAgain(late)(new Request(url, { ...init, ...change })).then((response) => response.status);
    const openAgain = (late: number) =>
      late === 0 ? open! : openParcelDesk({ ...desk, clock: () => desk.clock() + late });
    assert.deepEqual(
      [
        await again({}),
        await again({ body: '{}' }),
        await again({}, 600_000),
        await again({ headers: {} }),
        sent.length,
      ],
      [200, 401, 401, 401, 1],
    );
  } finally {
    await new Promise((done) => server.close(done));
  }
});

test('a module: members use it where their community enabled it, and nowhere else', async () => {
  const { client, wallet, deployment } = stack;
  const [curator, owner, member] = (await wallet.getAddresses()) as [Address, Address, Address];
  const mined = async (hash: Hex) => client.waitForTransactionReceipt({ hash });
  const args = encodeAbiParameters(parseAbiParameters('address, address'), [
    deployment.forwarder,
    deployment.custodian,
  ]);
  const data = concat([compiled('scripts/examples/Toast.sol'), args]);
  const toast = (await mined(await wallet.sendTransaction({ account: curator, data }))).contractAddress!;

  const registry = { address: deployment.communities, abi: communitiesAbi } as const;
  const added = [toast, stringToHex('toast', { size: 32 })] as const;
  await mined(await wallet.writeContract({ ...registry, account: curator, functionName: 'addModule', args: added }));
  const enabled = [stack.lounge.token, toast] as const;
  await mined(await wallet.writeContract({ ...registry, account: owner, functionName: 'enableModule', args: enabled }));

  const abi = parseAbi([
    'function toast(address token, address to, uint256 amount)',
    'function toastsOf(address token, address member) view returns (uint256)',
    'event Toasted(address indexed token, address indexed from, address indexed to, uint256 amount)',
    'error ToastEmpty()',
  ]);
  const contract = { address: toast, abi } as const;
  const pay = {
    account: owner,
    address: deployment.earnings,
    abi: parseAbi(['function award(address, address, uint256, bytes32)']),
  } as const;
  const reason = stringToHex('welcome', { size: 32 });
  await mined(
    await wallet.writeContract({ ...pay, functionName: 'award', args: [stack.lounge.token, member, 5n * ONE, reason] }),
  );

  const cheer = (token: Address, amount: bigint) =>
    client.simulateContract({ ...contract, account: member, functionName: 'toast', args: [token, owner, amount] });
  const { request } = await cheer(stack.lounge.token, 2n * ONE);
  const { logs } = await mined(await wallet.writeContract(request));
  const [event] = parseEventLogs({ abi, eventName: 'Toasted', logs });
  assert.equal(event?.args.amount, 2n * ONE);
  const { ctx, indexer } = stack.server;
  await indexer.caughtUp();
  const held = await getBalance(ctx, { token: stack.lounge.token, who: { address: member } });
  assert.equal(held.balance, 3n * ONE);
  const count = { ...contract, functionName: 'toastsOf', args: [stack.lounge.token, owner] } as const;
  assert.equal(await client.readContract(count), 1n);
  await assert.rejects(cheer(stack.lounge.token, 0n), /ToastEmpty/);
  await assert.rejects(cheer(stack.taskforce.token, 1n), /TokenNotModule|0x/);
});
