import { PermissionFlagsBits } from 'discord.js';
import { planPage } from '../setup/bare.ts';
import { wizardPage } from '../setup/wizard.ts';
import { type Command, leaf } from './command.ts';

/** For whoever manages the server: from the invitation to a community that works. */
export const setupCommand: Command = {
  name: 'setup',
  group: 'staff',
  title: 'setup.name',
  about: 'setup.description',
  permissions: PermissionFlagsBits.ManageGuild,
  // One private message with menus is nothing to type.
  aliases: {},
  leaves: {
    start: {
      title: 'setup.start.name',
      bare: planPage,
      ...leaf({
        about: 'setup.start.description',
        options: {},
        visibility: 'private',
        run: (face, call) => wizardPage(face, call, 'channels'),
      }),
    },
    check: {
      title: 'setup.check.name',
      bare: planPage,
      ...leaf({
        about: 'setup.check.description',
        options: {},
        visibility: 'private',
        run: (face, call) => wizardPage(face, call, 'check'),
      }),
    },
  },
};
