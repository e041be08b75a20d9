/** What works on a server that is no community yet: the way to become one. */
import type { Interaction } from 'discord.js';
import { PRESETS, type Preset, planCommunity, plannedCommunity } from '../../operations/planCommunity.ts';
import { expired } from '../buttons/confirm.ts';
import type { State, StateOf } from '../buttons/state.ts';
import type { Form, Press } from '../commands/command.ts';
import type { Face } from '../face.ts';
import type { Reply } from '../replies/reply.ts';
import { code, oneLine } from '../replies/text.ts';
import { requireManager } from './wizard.ts';

/** Whoever asks, on a server that may be no community. */
export type Bare = Pick<Press, 'id' | 'author' | 'permissions' | 'say'> & { guildId: string };

/** Whether a button or form works without a community. */
export const isBare = (state: State): state is StateOf<'setUpHere'> | StateOf<'planCommunity'> =>
  state.verb === 'setUpHere' || state.verb === 'planCommunity';

/** What the operator does with a plan. */
const commandOf = ({ guildId }: Bare) => code(`npm run deploy -- --guild ${guildId}`);

/** Says how this server gets its economy, and takes down what it shall be. */
export async function planPage({ ctx }: Pick<Face, 'ctx'>, bare: Bare): Promise<Reply> {
  requireManager(bare.permissions);
  const { say, author, guildId } = bare;
  const plan = await plannedCommunity(ctx, { guildId });
  const planned =
    plan &&
    say('setup.planned', {
      name: oneLine(plan.name, 64),
      symbol: oneLine(plan.symbol, 16),
      preset: say(`setup.preset.${plan.preset}`),
    });
  return {
    tone: 'info',
    title: say('setup.title'),
    blocks: [
      say('setup.noCommunity'),
      PRESETS.map((preset) => `**${say(`setup.preset.${preset}`)}** · ${say(`setup.presetAbout.${preset}`)}`).join(
        '\n',
      ),
      ...(planned ? [`${planned}\n${say('setup.operator', { command: commandOf(bare) })}`] : []),
    ],
    note: say('setup.wallet'),
    buttons: PRESETS.map((preset) => ({
      label: say(`setup.preset.${preset}`),
      look: 'primary',
      press: { verb: 'planCommunity', author: author.id, preset },
    })),
  };
}

export const planForm = ({ say }: Bare, state: StateOf<'planCommunity'>): Form => ({
  title: say('setup.planTitle'),
  fields: {
    name: { label: say('setup.tokenName'), hint: 'Lounge Coin', most: 64 },
    symbol: { label: say('setup.tokenSymbol'), hint: 'LOUNGE', most: 16 },
  },
  submit: state,
});

/** @throws UserError for a name or symbol that no token can have */
export async function planNow(
  face: Pick<Face, 'ctx'>,
  bare: Bare,
  { preset: asked }: StateOf<'planCommunity'>,
  { name, symbol }: { name: string | null; symbol: string | null },
): Promise<Reply> {
  requireManager(bare.permissions);
  const preset: Preset | undefined = PRESETS.find((each) => each === asked);
  if (!preset) throw expired();
  const { guildId, author } = bare;
  await planCommunity(face.ctx, { guildId, userId: author.id, name: name ?? '', symbol: symbol ?? '', preset });
  return { ...(await planPage(face, bare)), tone: 'success' };
}

/** @returns null outside a server */
export const bareOf = (interaction: Interaction): Pick<Bare, 'id' | 'guildId' | 'permissions'> | null =>
  interaction.guildId
    ? { id: interaction.id, guildId: interaction.guildId, permissions: interaction.memberPermissions?.bitfield ?? 0n }
    : null;
