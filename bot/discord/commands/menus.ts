import type { Message } from 'discord.js';
import { voteHelpful } from '../events/audience.ts';
import type { Face } from '../face.ts';
import type { Key } from '../locales/en.ts';
import type { Reply } from '../replies/reply.ts';
import type { Person, Press } from './command.ts';
import { showProfile } from './profile.ts';

/** What stands in the menu of a member or a message, and is answered in private. */
type Menu<Target> = { title: Key; run(face: Face, press: Press, target: Target): Promise<Reply> };

export const USER_MENUS: readonly Menu<Person>[] = [{ title: 'profile.view', run: showProfile }];

export const MESSAGE_MENUS: readonly Menu<Message<boolean>>[] = [{ title: 'helpful.name', run: voteHelpful }];
