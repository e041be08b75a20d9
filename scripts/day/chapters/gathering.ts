import { CHANNELS } from '../../../bot/local-discord/seed.ts';
import type { Day } from '../stage.ts';

const { general } = CHANNELS;

/** Clans and what they compete in; and rain on everybody. */
export async function gathering({ chapter, owner, people: { alice, bob, carol, dave } }: Day) {
  await chapter(20, 'Eight o’clock: clans and rain');
  await dave.says(general, 'Here I am as well.');
  const founding = await alice.uses(general, 'clan create', { name: 'Painters' });
  await founding.confirm();
  await alice.uses(general, 'clan invite', { member: bob.id });
  await (await bob.sees(/Painters/)).press('Join');
  await alice.uses(general, 'clan invite', { member: dave.id });
  await alice.uses(general, 'clan show', { clan: 'Painters' });
  await dave.uses(general, 'clan join', { clan: 'Painters' });
  const expelling = await alice.uses(general, 'clan expel', { member: dave.id });
  await expelling.confirm();
  const handing = await alice.uses(general, 'clan leader', { member: bob.id });
  await handing.confirm();
  const leaving = await alice.uses(general, 'clan leave');
  await leaving.confirm();
  await alice.uses(general, 'clan board');
  await carol.uses(general, 'challenge create', { title: 'Spring contest', pool: '50' });
  await owner.challenges({ pool: '50' });
  await bob.uses(general, 'challenge list');
  await bob.uses(general, 'challenge show', { challenge: '1' });
  await carol.uses(general, 'award', { member: carol.id, amount: '50' });
  const rain = await carol.uses(general, 'rain', { amount: '6', count: '2' });
  await rain.confirm();
  await bob.uses(general, 'challenge close', { challenge: '1' });
  const ending = await bob.uses(general, 'clan dissolve');
  await ending.confirm();
}
