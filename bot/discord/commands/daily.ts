import { claimDaily } from '../../operations/claimDaily.ts';
import { begin } from '../buttons/confirm.ts';
import { type Command, leaf } from './command.ts';

export const dailyCommand: Command = {
  name: 'daily',
  group: 'earn',
  title: 'daily.name',
  about: 'daily.description',
  permissions: null,
  aliases: { daily: '' },
  leaves: {
    '': leaf({
      about: 'daily.description',
      options: {},
      visibility: 'public',
      run: (face, call) =>
        begin(face, call, {
          kind: 'claimDaily',
          title: call.say('daily.title'),
          submitted: call.say('daily.submitted'),
          run: (by) => claimDaily(face.ctx, by),
        }),
    }),
  },
};
