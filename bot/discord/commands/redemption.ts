/** What people add to a redemption by buttons: its buyer a wish, the staff their decision. */
import { PermissionFlagsBits } from 'discord.js';
import { UserError } from '../../errors.ts';
import { PALETTE } from '../../operations/colour.ts';
import { decide, setWish, WISH_LENGTH } from '../../operations/fulfilments.ts';
import { getPurchase } from '../../operations/getPurchases.ts';
import { getRoles } from '../../operations/getRoles.ts';
import type { StateOf } from '../buttons/state.ts';
import type { Face } from '../face.ts';
import type { Say } from '../locales/say.ts';
import type { Reply } from '../replies/reply.ts';
import { itemName, mention, quote } from '../replies/text.ts';
import { type Form, isPermitted, type Press } from './command.ts';

const REASON_LENGTH = 200;

/** Asks for a colour, or for the words to be pinned. @throws UserError for a purchase of something else */
export async function wishForm(
  { ctx }: Face,
  { say, community, author }: Press,
  { purchase }: StateOf<'wish'>,
): Promise<Form> {
  const { kind } = await getPurchase(ctx, { token: community.token, purchase: Number(purchase) });
  const submit = { verb: 'wish' as const, author: author.id, purchase };
  if (kind === 'pin')
    return {
      title: say('wish.pin'),
      fields: { text: { label: say('wish.text'), long: true, most: WISH_LENGTH } },
      submit,
    };
  const hint = `#3498db, ${Object.keys(PALETTE).join(', ')}`;
  return { title: say('wish.colour'), fields: { colour: { label: say('wish.which'), hint, most: 20 } }, submit };
}

/** @throws UserError where the purchase waits for nothing of theirs */
export async function keepWish(
  { ctx }: Face,
  { say, community, author }: Press,
  { purchase: number }: StateOf<'wish'>,
  { colour, text }: { colour: string | null; text: string | null },
): Promise<Reply> {
  const [token, purchase] = [community.token, Number(number)];
  const wish = colour === null ? { text: text ?? '' } : { colour };
  await setWish(ctx, { token, purchase, userId: author.id, wish });
  await ctx.db.execute("select pg_notify('guildmint_posts', '')");
  const { item } = await getPurchase(ctx, { token, purchase });
  return { tone: 'success', title: itemName(item), blocks: [say('wish.kept')] };
}

/** @throws UserError for whom neither Discord nor the chain calls staff */
async function requireStaff({ ctx }: Face, { community, author, permissions }: Press): Promise<void> {
  if (isPermitted({ permissions: PermissionFlagsBits.ManageGuild }, permissions)) return;
  const held = await getRoles(ctx, { token: community.token, who: { userId: author.id } });
  if (!held.admin && !held.moderator)
    throw new UserError('NotAllowed', 'This command is for the staff of this server.');
}

/** The form that asks why, for its buyer. */
export const refuseForm = (say: Say, purchase: bigint): Form => ({
  title: say('staff.refuseTitle', { purchase: `${purchase}` }),
  fields: { text: { label: say('review.reason'), long: true, most: REASON_LENGTH } },
  submit: { verb: 'refusePurchase', purchase },
});

/** What the message to the staff shows once it is decided. @throws UserError */
export async function decidePurchase(
  face: Face,
  press: Press,
  { purchase: number, refused }: { purchase: bigint; refused: string | null },
): Promise<Reply> {
  const { ctx } = face;
  const { say, community, author } = press;
  const [token, purchase] = [community.token, Number(number)];
  await requireStaff(face, press);
  await decide(ctx, { token, purchase, refused });
  await ctx.db.execute("select pg_notify('guildmint_posts', '')");
  const { item } = await getPurchase(ctx, { token, purchase });
  const values = { purchase, item: itemName(item), who: mention(author.id) };
  return refused === null
    ? { tone: 'success', title: say('staff.manual'), blocks: [say('staff.handedOverBy', values)] }
    : { tone: 'info', title: say('staff.manual'), blocks: [say('staff.refusedBy', values) + quote(refused)] };
}
