// Every channel and role that a server chose is deleted on Discord, unnoticed: nothing of what members do depends on them.
import assert from 'node:assert/strict';
import { after, before, mock, test } from 'node:test';
import { eq } from 'drizzle-orm';
import type { PlaygroundMessage } from '../../../bot/api/playground.ts';
import { itemSettings } from '../../../bot/db/schema.ts';
import { CHANNELS, GUILDS, USERS } from '../../../bot/local-discord/seed.ts';
import { getItems } from '../../../bot/operations/getItems.ts';
import { channelKey, PLACES, setSettings } from '../../../bot/operations/settings.ts';
import { type Actor, actor } from '../../support/local-discord.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { balanceOf, confirmedBy, eventually, makeAdmin, ONE, refusal, words } from './support.ts';

const GONE = '1150000000000000999';
const { general } = CHANNELS;
let stack: Stack;
let alice: Actor;
let bob: Actor;
let carol: Actor;
const logged = () => stack.server.ctx.log.error as unknown as ReturnType<typeof mock.fn>;
const funds = (who: Actor) => balanceOf(stack, stack.lounge.token, who.userId);
const shown = async (who: Actor, name: string, options: Record<string, string> = {}) =>
  (await who.command(general, name, options)).reply();
const confirmed = (who: Actor, message: PlaygroundMessage) => confirmedBy(stack, who, message);

before(async () => {
  stack = await startStack();
  const sit = (user: string) => actor(stack.discord.url, user, 60_000);
  [alice, bob, carol] = await Promise.all([sit(USERS.alice), sit(USERS.bob), sit(USERS.carol)]);
  await makeAdmin(stack, stack.lounge.token, USERS.carol);
  mock.method(stack.server.ctx.log, 'error');
  await setSettings(stack.server.ctx, {
    token: stack.lounge.token,
    change: {
      ...Object.fromEntries(PLACES.map((place) => [channelKey(place), GONE])),
      ...{
        alertRoleId: GONE,
        alertHours: 1,
        tierRoleIds: [GONE, GONE, GONE, GONE],
        staffRoles: { [GONE]: 'moderator' },
      },
      earningRules: { channels: { [GONE]: 0 }, roles: { [GONE]: 0 } },
    },
  });
});
after(async () => {
  mock.restoreAll();
  for (const who of [alice, bob, carol]) await who?.close();
  await stack?.close();
});

test('members earn, rise, give, work and are paid', async () => {
  await bob.say(general, 'hello');
  await eventually(stack, 'bob has earned', async () => (await funds(bob)) === 51n * ONE);
  await confirmed(carol, await shown(carol, 'award', { member: USERS.bob, amount: '600', reason: 'for a test' }));
  const gift = await shown(bob, 'gift', { member: USERS.alice, amount: '10' });
  await bob.click(gift, 'Confirm');
  await confirmed(bob, gift);

  const task = await shown(carol, 'task create', { title: 'Draw our logo', reward: '5', pays: 'issued' });
  await carol.click(task, 'Confirm');
  await confirmed(carol, task);
  await confirmed(bob, await shown(bob, 'claim', { task: '1' }));
  await confirmed(bob, await shown(bob, 'task_submit', { claim: '1', proof: 'Here' }));
  const waiting = await shown(carol, 'review');
  await carol.click(waiting, 'Accept');
  await confirmed(carol, waiting);
  assert.equal(await funds(bob), 646n * ONE);
});

test('a newcomer is met, and one who leaves and comes back has what they had', async () => {
  const had = await funds(alice);
  await alice.act({ do: 'leave_guild', guild_id: GUILDS.lounge });
  await alice.act({ do: 'join_guild', guild_id: GUILDS.lounge });
  assert.match(words(await shown(alice, 'balance')), new RegExp(`${had / ONE} BROski`));
});

test('nobody pays for a role that is gone', async () => {
  const had = await funds(bob);
  const { token } = stack.lounge;
  const vip = (await getItems(stack.server.ctx, { token })).find(({ key }) => key === 'vip_role')!;
  await stack.database.db.update(itemSettings).set({ roleId: GONE }).where(eq(itemSettings.item, vip.item));
  assert.match(await refusal(await bob.command(general, 'buy', { item: 'vip_role' })), /role/i);
  assert.equal(await funds(bob), had);
});

test('what is to be posted waits and is shown as waiting, and what is to be announced is refused', async () => {
  const announcing = await carol.command(general, 'announce post', { text: 'Hello, all of you' });
  assert.match(await refusal(announcing), /There is no such channel here: choose a text channel/);
  assert.match(words(await shown(carol, 'sync show')), /error `10003`/);
});

test('none of it was a fault of the bot’s', () => {
  assert.deepEqual(
    logged().mock.calls.map(({ arguments: [what] }) => what),
    [],
  );
});
