import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { type Address, getAddress } from 'viem';
import { UserError } from '../../errors.ts';
import { parseAmount } from '../../operations/amount.ts';
import { cancelGraduation } from '../../operations/cancelGraduation.ts';
import { getPin, getThreshold } from '../../operations/getPin.ts';
import { getWallet } from '../../operations/getWallet.ts';
import { graduate, parseWallet } from '../../operations/graduate.ts';
import { requireCustodial } from '../../operations/requireCustodial.ts';
import { setCeiling } from '../../operations/setCeiling.ts';
import { startLink } from '../../operations/startLink.ts';
import { ask, begin } from '../buttons/confirm.ts';
import type { StateOf } from '../buttons/state.ts';
import type { Face } from '../face.ts';
import type { Reply } from '../replies/reply.ts';
import { code, money, nameOf, picture, when } from '../replies/text.ts';
import { type Command, leaf, type Press } from './command.ts';
import { forgotLeaf, pinForm, pinLeaf, pinLine, resetReply } from './pin.ts';
import { recoveryLeaf, recoveryLine } from './recovery.ts';

/** In full, with its checksum: as wallets show it. */
const address = (hex: Address) => code(getAddress(hex));

const show = leaf({
  about: 'wallet.show.description',
  options: {},
  visibility: 'private',
  async run({ ctx }, { author, community, say, prefixed }) {
    const { token } = community;
    const [wallet, { threshold }, pin] = await Promise.all([
      getWallet(ctx, { token, userId: author.id }),
      getThreshold(ctx, { token }),
      getPin(ctx, { userId: author.id }),
    ]);
    const { owner, pending } = wallet;
    const recovery = recoveryLine(say, wallet);
    // Whose account is badly guarded is nobody else's business.
    const guarded = owner || prefixed ? [] : [pinLine(say, pin, money(say, community, threshold))];
    const reset = pin.resetAt && resetReply(say, author.id, pin.resetAt);
    const limit = {
      outflow: money(say, community, wallet.outflow),
      ceiling: money(say, community, wallet.ceiling),
    };
    const ready = pending && pending.readyAt.getTime() <= ctx.clock();
    const handingOver =
      pending &&
      say(ready ? 'graduate.ready' : 'wallet.pending', { owner: address(pending.owner), when: when(pending.readyAt) });
    return {
      tone: 'info',
      title: say('wallet.title', { name: nameOf(author.name) }),
      blocks: [
        `${say('wallet.account')}\n${code(wallet.account)}`,
        owner ? say('wallet.owner', { owner: address(owner) }) : say('wallet.limitLine', limit),
        ...(handingOver ? [handingOver] : []),
        ...(recovery && !owner ? [recovery] : []),
        ...guarded,
        ...(reset && !prefixed ? reset.blocks : []),
      ],
      ...(reset && !prefixed ? { buttons: reset.buttons ?? [] } : {}),
      picture: picture(author),
      ...(owner || pending ? {} : { note: say('wallet.custodial') }),
    };
  },
});

const graduateLeaf = leaf({
  about: 'wallet.graduate.description',
  options: { address: { type: 'text', max: 60, about: 'wallet.graduate.address', required: true } },
  visibility: 'private',
  async run(face, call) {
    const { say, author, args } = call;
    const owner = await parseWallet(face.ctx, args.address);
    const account = await requireCustodial(face.ctx, author.id);
    const { graduation } = await face.ctx.chain.client.readContract({
      address: face.ctx.chain.deployment.custodian,
      abi: custodianAbi,
      functionName: 'delays',
    });
    const earliest = when(face.ctx.clock() + graduation * 1000);
    const finish = graduation > 0 ? say('graduate.finishLater', { when: earliest }) : say('graduate.finish');
    return ask(face, call, {
      kind: 'graduate',
      data: { owner },
      confirm: (base) => ({ verb: 'confirmGraduation', ...base, owner }),
      reply: {
        title: say('graduate.title'),
        blocks: [
          say('graduate.ask', { account: code(account), owner: code(owner) }),
          say('graduate.warning', { finish }),
        ],
      },
    });
  },
});

const limit = leaf({
  about: 'wallet.limit.description',
  options: { amount: { type: 'text', max: 40, about: 'wallet.limit.amount', required: true } },
  visibility: 'private',
  async run(face, call) {
    const { say, community, args } = call;
    const ceiling = parseAmount(args.amount, community.decimals, community.places);
    return begin(face, call, {
      kind: 'setCeiling',
      data: { amount: `${ceiling}` },
      title: say('limit.title'),
      submitted: say('limit.submitted', { amount: money(say, community, ceiling) }),
      run: (by) => setCeiling(face.ctx, { ...by, ceiling }),
    });
  },
});

const link = leaf({
  about: 'wallet.link.description',
  options: {},
  visibility: 'private',
  async form(face, call) {
    const form = await pinForm(face, call, { verb: 'link', author: call.author.id });
    // Linking always asks for it.
    if (!form) throw new Error('The form for linking is missing.');
    return form;
  },
  // The address is a secret: whoever opens it first binds a wallet to this member.
  async run() {
    throw new UserError('LinkInPublic', 'Use /wallet link for this: its answer is seen by you alone.');
  },
});

/** The address under which a wallet is linked, for the member who entered the PIN. @throws UserError */
export async function showLink({ ctx }: Face, { say, author, pin }: Press): Promise<Reply> {
  const { url, expiresAt } = await startLink(ctx, { userId: author.id, pin: pin ?? null });
  return {
    tone: 'info',
    title: say('link.title'),
    blocks: [say('link.open', { url }), say('link.warning')],
    note: say('link.expires', { when: when(expiresAt) }),
  };
}

const cancel = leaf({
  about: 'wallet.cancel.description',
  options: {},
  visibility: 'private',
  run: (face, call) =>
    begin(face, call, {
      kind: 'cancelGraduation',
      title: call.say('cancel.title'),
      submitted: call.say('graduate.submitted'),
      run: (by) => cancelGraduation(face.ctx, by),
    }),
});

export const walletCommand: Command = {
  name: 'wallet',
  group: 'account',
  title: 'wallet.name',
  about: 'wallet.description',
  permissions: null,
  aliases: { wallet: 'show', mywallet: 'show' },
  leaves: {
    show: { ...show, title: 'wallet.show.name' },
    link: { ...link, title: 'wallet.link.name' },
    pin: { ...pinLeaf, title: 'wallet.pin.name' },
    forgot: { ...forgotLeaf, title: 'wallet.forgot.name' },
    graduate: { ...graduateLeaf, title: 'wallet.graduate.name' },
    cancel: { ...cancel, title: 'wallet.cancel.name' },
    recovery: { ...recoveryLeaf, title: 'wallet.recovery.name' },
    limit: { ...limit, title: 'wallet.limit.name' },
  },
};

/** The confirmed request. */
export async function confirmGraduation(
  face: Face,
  { say, community, place, pin }: Press,
  { operation, author, owner }: StateOf<'confirmGraduation'>,
): Promise<Reply> {
  await graduate(face.ctx, {
    id: operation,
    token: community.token,
    userId: author,
    owner,
    pin: pin ?? null,
    alongside: (tx) => face.replies.claim(tx, operation, place),
  });
  return {
    tone: 'pending',
    title: say('graduate.title'),
    blocks: [say('graduate.submitted')],
    note: say('state.submitted'),
    operation: { id: operation, sent: true },
  };
}
