import { achieving } from './chapters/achieving.ts';
import { clans } from './chapters/clans.ts';
import { communities } from './chapters/communities.ts';
import { conduct } from './chapters/conduct.ts';
import { drawing } from './chapters/drawing.ts';
import { earning } from './chapters/earning.ts';
import { giving } from './chapters/giving.ts';
import { leaving } from './chapters/leaving.ts';
import { shopping } from './chapters/shopping.ts';
import { tasks } from './chapters/tasks.ts';
import { trading } from './chapters/trading.ts';
import { wrapping } from './chapters/wrapping.ts';
import type { Stage } from './stage.ts';
import { type Listener, openWorld, type World } from './world.ts';

const silent: Listener = { chapter: () => {}, step: () => {} };

/**
 * Plays the whole story on a fresh chain, from the deployment to the last key's rotation.
 * @param options.custody false: members have wallets of their own, and there is nothing to leave
 */
export async function play(stage: Stage, { heard = silent, custody = true } = {}): Promise<World> {
  const place = await communities(await openWorld(stage, heard, custody));
  await wrapping(place);
  await earning(place);
  await giving(place);
  await shopping(place);
  const pictures = await drawing(place);
  await tasks(place);
  await trading(place, pictures);
  await achieving(place);
  await clans(place);
  await conduct(place);
  if (custody) await leaving(place, pictures);
  return place;
}
