import { CHANNELS } from '../../../bot/local-discord/seed.ts';
import type { Day } from '../stage.ts';

const { general } = CHANNELS;
/** A wallet of Alice's own. */
const OWN = '0x90F79bf6EB2c4f870365E785982E1f101E93b906';

/** Accounts: PIN, limits, recovery, an own wallet; and what is kept of a person. */
export async function owning({ chapter, people: { alice, bob, carol } }: Day) {
  await chapter(19, 'Evening: one’s account');
  await carol.uses(general, 'award', { member: alice.id, amount: '300' });
  await alice.uses(general, 'wallet show');
  const pin = await alice.uses(general, 'wallet pin');
  await pin.fill({ pin: '2468' });
  const gift = await alice.uses(general, 'gift', { member: bob.id, amount: '150' });
  const asked = await gift.confirm();
  await asked.fill({ pin: '2468' });
  const link = await alice.uses(general, 'wallet link');
  await link.fill({ pin: '2468' });
  const forgotten = await alice.uses(general, 'wallet forgot');
  await forgotten.press('Keep my PIN');
  await alice.uses(general, 'wallet limit', { amount: '200' });
  const recovery = await alice.uses(general, 'wallet recovery', { address: OWN });
  await (await recovery.confirm()).fill({ pin: '2468' });
  const leaving = await alice.uses(general, 'wallet graduate', { address: OWN });
  await (await leaving.confirm()).fill({ pin: '2468' });
  await alice.uses(general, 'wallet cancel');
  const stored = await bob.uses(general, 'privacy');
  await stored.choose('Look inside', ['profile']);
  const erasing = await stored.press('Erase');
  await erasing.press('Erase');
}
