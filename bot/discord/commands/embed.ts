import { PermissionFlagsBits } from 'discord.js';
import {
  announce,
  forgetTemplate,
  getAnnouncement,
  getTemplate,
  getTemplates,
  saveTemplate,
} from '../../operations/announce.ts';
import { embedForm, formByPrefix, placed, planned } from './announce.ts';
import { type Command, leaf, readNumber, type Suggest } from './command.ts';

const NOTHING = { title: null, text: '', colour: null, image: null, footer: null };

const suggest: Suggest = async ({ ctx }, { community, typed }) =>
  (await getTemplates(ctx, { token: community.token }))
    .filter(({ name }) => name.includes(typed.toLowerCase()))
    .map(({ name }) => ({ name, value: name }));

/** For the staff: an announcement with title, colour and picture, seen by its writer before it is posted. */
export const embedCommand: Command = {
  name: 'embed',
  title: 'embed.name',
  about: 'embed.description',
  permissions: PermissionFlagsBits.ManageGuild,
  aliases: {},
  leaves: {
    build: {
      title: 'embed.build.name',
      ...leaf({
        about: 'embed.build.description',
        options: { template: { type: 'text', max: 32, about: 'embed.template', suggest }, ...placed },
        visibility: 'private',
        async form(face, call) {
          const { ctx } = face;
          const plan = await planned(face, call);
          const { template } = call.args;
          const content = template ? await getTemplate(ctx, { token: plan.token, name: template }) : NOTHING;
          const id = await announce(ctx, { ...plan, content, state: 'draft' });
          return embedForm(call.say, call.author.id, { id, content });
        },
        async run() {
          throw formByPrefix();
        },
      }),
    },
    save: {
      title: 'embed.save.name',
      ...leaf({
        about: 'embed.save.description',
        options: {
          number: { type: 'text', max: 20, about: 'embed.save.number', required: true },
          template: { type: 'text', max: 32, about: 'embed.save.template', required: true, suggest },
        },
        visibility: 'private',
        async run({ ctx }, { say, community, args }) {
          const { token } = community;
          const announcement = readNumber(args.number) ?? 0;
          const { content } = await getAnnouncement(ctx, { token, announcement });
          const name = await saveTemplate(ctx, { token, name: args.template, content });
          return { tone: 'success', title: say('embed.templates'), blocks: [say('embed.saved', { name })] };
        },
      }),
    },
    forget: {
      title: 'embed.forget.name',
      ...leaf({
        about: 'embed.forget.description',
        options: { template: { type: 'text', max: 32, about: 'embed.template', required: true, suggest } },
        visibility: 'private',
        async run({ ctx }, { say, community, args }) {
          await forgetTemplate(ctx, { token: community.token, name: args.template });
          const name = args.template.trim().toLowerCase();
          return { tone: 'success', title: say('embed.templates'), blocks: [say('embed.forgotten', { name })] };
        },
      }),
    },
  },
};
