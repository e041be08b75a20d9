import { codesOf } from '../../operations/codesOf.ts';
import { getPurchases, type Purchase } from '../../operations/getPurchases.ts';
import type { StateOf } from '../buttons/state.ts';
import type { Community } from '../community.ts';
import type { Face } from '../face.ts';
import type { Say } from '../locales/say.ts';
import { codePages } from '../replies/codes.ts';
import type { Button, Reply } from '../replies/reply.ts';
import { code, itemName, money, when } from '../replies/text.ts';
import { type Command, leaf, type Press } from './command.ts';

const ROWS = 6;

export const inventoryCommand: Command = {
  name: 'inventory',
  group: 'shop',
  title: 'inventory.name',
  about: 'inventory.description',
  permissions: null,
  aliases: { inventory: '', inv: '', receipts: '' },
  leaves: {
    '': leaf({
      about: 'inventory.description',
      options: {},
      visibility: 'private',
      run: (face, call) => inventoryPage(face, call, null),
    }),
  },
};

/** One page of the author's receipts, newest first. */
export async function inventoryPage(
  { ctx }: Face,
  { author, community, say }: Pick<Press, 'author' | 'community' | 'say'>,
  before: string | null,
): Promise<Reply> {
  const { purchases, next } = await getPurchases(ctx, {
    token: community.token,
    who: { userId: author.id },
    limit: ROWS,
    ...(before ? { before } : {}),
  });
  const title = `🎒 ${say('inventory.title')}`;
  if (purchases.length === 0) return { tone: 'info', title, blocks: [say('inventory.empty')] };
  const to = (cursor: string): Button['press'] => ({ verb: 'inventory', author: author.id, before: cursor });
  return {
    tone: 'info',
    title,
    blocks: [],
    rows: purchases.map((purchase) => ({
      text: lineOf(say, community, purchase),
      button: buttonOf(say, author.id, purchase),
    })),
    buttons: [
      ...(before ? [{ label: say('history.newest'), press: to('') }] : []),
      ...(next ? [{ label: `${say('history.older')} ▶`, press: to(next) }] : []),
    ],
  };
}

/** Whether a use of it is left. */
export const isUsable = ({ usesLeft, state }: Purchase) => usesLeft > 0 && (state === 'owned' || state === 'fulfilled');

/** What one will most likely do with a receipt; the commands do the rest. */
function buttonOf(say: Say, author: string, purchase: Purchase): Button | undefined {
  const carried = { author, purchase: BigInt(purchase.purchase) };
  if (purchase.kind === 'code' && purchase.state === 'fulfilled')
    return {
      label: say('inventory.code'),
      emoji: '🔑',
      look: 'primary',
      press: { verb: 'codes', ...carried, page: 0n },
    };
  if (purchase.state === 'requested' && (purchase.kind === 'pin' || purchase.kind === 'colourRole')) {
    const [label, emoji] = purchase.kind === 'pin' ? [say('wish.pin'), '📌'] : [say('wish.colour'), '🎨'];
    return { label, emoji, look: 'primary', press: { verb: 'wish', ...carried } };
  }
  if (isUsable(purchase)) return { label: say('inventory.use'), look: 'primary', press: { verb: 'useUp', ...carried } };
  if (purchase.refund) return { label: say('inventory.giveBack'), press: { verb: 'giveBack', ...carried } };
  return undefined;
}

function lineOf(say: Say, community: Community, purchase: Purchase): string {
  const { item, quantity, returned, unitPrice, state, expiresAt, fulfilBy, uses, usesLeft, refund, granted } = purchase;
  const kept = quantity - returned;
  const paid = granted ? say('inventory.granted') : money(say, community, unitPrice * BigInt(quantity));
  const live = state === 'owned' || state === 'fulfilled';
  const notes = [
    say(`inventory.state.${state}`),
    ...(state === 'requested' && fulfilBy ? [say('inventory.by', { when: when(fulfilBy) })] : []),
    ...(live && expiresAt ? [say('inventory.ends', { when: when(expiresAt) })] : []),
    ...(live && uses > 0 ? [say('inventory.uses', { left: usesLeft })] : []),
    ...(refund ? [refundWords(say, community, purchase.purchase, refund)] : []),
  ];
  return `${code(`#${purchase.purchase}`)} ${kept > 1 ? `${kept} × ` : ''}${itemName(item)} · ${paid}\n-# ${notes.join(' · ')}`;
}

/** `/refund 12` pays so much, until then; the command is of no use where it means another community. */
export function refundWords(
  say: Say,
  community: Community,
  purchase: number,
  refund: NonNullable<Purchase['refund']>,
): string {
  const values = { purchase, amount: money(say, community, refund.amount) };
  const by = community.global ? 'global' : 'inventory';
  return refund.until
    ? say(`${by}.refundUntil`, { ...values, when: when(refund.until, 'f') })
    : say(`${by}.refund`, values);
}

/** The codes of a purchase, to its buyer alone. @throws UserError where there are none for them */
export async function showCodes(
  { ctx }: Face,
  { author, community, say }: Press,
  { purchase, page }: Pick<StateOf<'codes'>, 'purchase' | 'page'>,
): Promise<Reply> {
  const number = Number(purchase);
  const pages = codePages(await codesOf(ctx, { token: community.token, userId: author.id, purchase: number }));
  const at = Math.min(Number(page), pages.length - 1);
  const next: Button['press'] = { verb: 'codes', author: author.id, purchase, page: BigInt(at + 1) };
  return {
    tone: 'success',
    title: say('codes.title', { purchase: number }),
    blocks: [pages[at]!],
    ...(at + 1 < pages.length ? { buttons: [{ label: `${at + 1}/${pages.length} ▶`, press: next }] } : {}),
  };
}
