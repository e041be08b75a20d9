import { getNotifications, NOTICES, setNotification } from '../../operations/notifications.ts';
import type { StateOf } from '../buttons/state.ts';
import type { Face } from '../face.ts';
import type { Reply } from '../replies/reply.ts';
import { when } from '../replies/text.ts';
import { type Command, leaf, type Press } from './command.ts';

export const notificationsCommand: Command = {
  name: 'notifications',
  title: 'notify.name',
  about: 'notify.description',
  permissions: null,
  aliases: { notifications: '', notify: '' },
  leaves: {
    '': leaf({
      about: 'notify.description',
      options: {},
      visibility: 'private',
      run: (face, call) => notificationsPage(face, call),
    }),
  },
};

/** What a member is told by direct message, with a switch for each. */
async function notificationsPage({ ctx }: Face, { author, say }: Pick<Press, 'author' | 'say'>): Promise<Reply> {
  const { kinds, closedAt } = await getNotifications(ctx, { userId: author.id });
  return {
    tone: closedAt ? 'pending' : 'info',
    title: `🔔 ${say('notify.title')}`,
    blocks: [
      say('notify.about'),
      ...(closedAt && kinds.length > 0 ? [`⚠️ ${say('notify.closed', { when: when(closedAt) })}`] : []),
    ],
    rows: NOTICES.map((kind) => {
      const on = kinds.includes(kind);
      return {
        text: `${on ? '🔔' : '🔕'} **${say(`notify.kind.${kind}`)}** · ${say(on ? 'notify.on' : 'notify.off')}`,
        button: {
          label: say(on ? 'notify.switchOff' : 'notify.switchOn'),
          look: on ? 'secondary' : 'primary',
          press: { verb: 'notify', author: author.id, kind, to: on ? 0n : 1n },
        },
      };
    }),
  };
}

export async function switchNotification(face: Face, press: Press, state: StateOf<'notify'>): Promise<Reply> {
  const kind = NOTICES.find((known) => known === state.kind);
  const { author, say } = press;
  if (kind) await setNotification(face.ctx, { userId: author.id, kind, on: state.to === 1n, locale: say.locale });
  return notificationsPage(face, press);
}
