/** Another chat app, as the example shows it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { communitiesAbi } from '@guildmint/contracts/abi.ts';
import { z } from 'zod';
import { balanceSchema } from '../../../bot/api/routes/balance.ts';
import { USERS } from '../../../bot/local-discord/seed.ts';
import { ROLES } from '../../../bot/operations/getRoles.ts';
import { openGuild } from '../../../scripts/examples/chatApp.ts';
import { readerOf } from '../../support/eventStream.ts';
import { signedIn } from '../../support/session.ts';
import { type Stack, startStack } from '../../support/stack.ts';

let stack: Stack;
before(async () => {
  stack = await startStack({ env: { JWT_SECRET_KEY: 'j'.repeat(32) } });
});
after(() => stack?.close());

test('what is said in another app earns once, and its tier can be asked for', async () => {
  const { ctx, url, indexer } = stack.server;
  const { token } = stack.lounge;
  const [, owner] = await stack.wallet.getAddresses();
  const registry = { address: stack.deployment.communities, abi: communitiesAbi } as const;
  const args = [token, await ctx.chain.accountOf(USERS.carol), BigInt(ROLES.admin)] as const;
  const grant = { ...registry, type: 'legacy', functionName: 'grantRoles', args, account: owner! } as const;
  await stack.client.waitForTransactionReceipt({ hash: await stack.wallet.writeContract(grant) });
  await indexer.caughtUp();

  const made = await fetch(`${url}/api/${token}/keys`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(await signedIn(ctx, { userId: USERS.carol })) },
    body: JSON.stringify({ name: 'chat app', scopes: ['activity:write'] }),
  });
  const { key } = z.object({ key: z.string() }).parse(await made.json());
  const guild = openGuild(url, key);
  const stream = readerOf(await fetch(`${url}/api/stream?guilds=${token}&events=entry`));
  assert.equal((await stream.next()).event, 'ready');

  guild.said(USERS.bob, '1');
  guild.said(USERS.bob, '2');
  guild.said(USERS.bob, '2');
  assert.equal(await guild.send(), 2);
  guild.said(USERS.bob, '1');
  assert.equal(await guild.send(), 0);

  const { data } = await stream.next();
  assert.equal('address' in data && data.address, (await ctx.chain.accountOf(USERS.bob)).toLowerCase());
  await stream.close();
  const balance = balanceSchema.parse(
    await (await fetch(`${url}/api/tokens/balance/${USERS.bob}?community=${token}`)).json(),
  );
  assert.ok(BigInt(balance.balance.value) > 0n);
  assert.equal((await guild.tierOf(USERS.bob)).tier, 'bronze');
  await assert.rejects(openGuild(url, `${key}x`).tierOf(USERS.bob), /key|sign/i);
});
