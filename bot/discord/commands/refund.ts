import { UserError } from '../../errors.ts';
import { getPurchases, type Purchase } from '../../operations/getPurchases.ts';
import { checkRefund, refund } from '../../operations/refund.ts';
import { ask, carryOut } from '../buttons/confirm.ts';
import type { StateOf } from '../buttons/state.ts';
import type { Face } from '../face.ts';
import type { Reply } from '../replies/reply.ts';
import { itemName, money, sponsored, when } from '../replies/text.ts';
import { type Command, leaf, type Press, readNumber, type Suggest } from './command.ts';

/** The member's own receipts of which this holds. */
export const suggestReceipts =
  (wanted: (purchase: Purchase) => boolean): Suggest =>
  async ({ ctx }, { community, userId, typed }) => {
    const { purchases } = await getPurchases(ctx, { token: community.token, who: { userId }, limit: 100 });
    return purchases
      .filter((purchase) => wanted(purchase))
      .map(({ purchase, item }) => ({ name: `#${purchase} ${item.emoji ?? ''} ${item.name}`, value: `${purchase}` }))
      .filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()));
  };

export const refundCommand: Command = {
  name: 'refund',
  group: 'shop',
  title: 'refund.name',
  about: 'refund.description',
  permissions: null,
  aliases: { refund: '' },
  leaves: {
    '': leaf({
      about: 'refund.description',
      options: {
        purchase: {
          type: 'text',
          max: 20,
          about: 'refund.purchase',
          required: true,
          suggest: suggestReceipts((purchase) => purchase.refund !== null),
        },
      },
      visibility: 'private',
      run: (face, call) => askRefund(face, call, readPurchase(call.args.purchase)),
    }),
  },
};

/** @throws UserError */
export function readPurchase(typed: string): number {
  const number = readNumber(typed);
  if (number === null)
    throw new UserError('PurchaseNotNumber', 'Give the number of the receipt, such as 12: /inventory shows it.');
  return number;
}

/** Shows what giving back pays, with Confirm and Cancel. @throws UserError where it pays nothing */
export async function askRefund(face: Face, press: Press, number: number): Promise<Reply> {
  const { ctx } = face;
  const { community, say, author } = press;
  const { token } = community;
  const { purchase, quote } = await checkRefund(ctx, { token, userId: author.id, purchase: number });
  const { balance } = await ctx.chain.standingOf(token, purchase.buyer);
  const shown = {
    item: `${quote.units > 1 ? `${quote.units} × ` : ''}${itemName(purchase.item)}`,
    amount: money(say, community, quote.amount),
    share: new Intl.NumberFormat(say.locale, { style: 'percent' }).format(quote.bps / 10_000),
  };
  return ask(face, press, {
    kind: 'refund',
    data: { purchase: `${number}`, quantity: `${quote.units}`, amount: `${quote.amount}` },
    confirm: (base) => ({
      verb: 'confirmRefund',
      ...base,
      purchase: BigInt(number),
      quantity: BigInt(quote.units),
    }),
    reply: {
      title: say('refund.title'),
      blocks: [
        say('refund.ask', shown) + (quote.until ? `\n-# ${say('refund.until', { when: when(quote.until, 'f') })}` : ''),
        sponsored(say, community, balance + quote.amount),
      ],
    },
  });
}

/** The confirmed return; what it pays is what the contract says in its block. */
export async function confirmRefund(face: Face, press: Press, state: StateOf<'confirmRefund'>): Promise<Reply> {
  const [purchase, quantity] = [Number(state.purchase), Number(state.quantity)];
  const submitted = press.say('refund.submitted', { purchase });
  return carryOut(face, press, state, submitted, (by) => refund(face.ctx, { ...by, purchase, quantity }));
}
