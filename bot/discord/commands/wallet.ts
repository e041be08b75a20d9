import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { type Address, getAddress } from 'viem';
import { UserError } from '../../errors.ts';
import { parseAmount } from '../../operations/amount.ts';
import { getWallet } from '../../operations/getWallet.ts';
import { graduate, parseWallet } from '../../operations/graduate.ts';
import { requireCustodial } from '../../operations/requireCustodial.ts';
import { setCeiling } from '../../operations/setCeiling.ts';
import { startLink } from '../../operations/startLink.ts';
import { ANSWER_WITHIN_MS, ask, pendingOf } from '../buttons/confirm.ts';
import type { StateOf } from '../buttons/state.ts';
import type { Face } from '../face.ts';
import type { Reply } from '../replies/reply.ts';
import { code, money, nameOf, picture, when } from '../replies/text.ts';
import { type Command, leaf, type Press } from './command.ts';

/** In full, with its checksum: as wallets show it. */
const address = (hex: Address) => code(getAddress(hex));

const show = leaf({
  about: 'wallet.show.description',
  options: {},
  visibility: 'private',
  async run({ ctx }, { author, community, say }) {
    const wallet = await getWallet(ctx, { token: community.token, userId: author.id });
    const { owner, pending } = wallet;
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
      ],
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
        tone: 'pending',
        title: say('graduate.title'),
        blocks: [
          say('graduate.ask', { account: code(account), owner: code(owner) }),
          say('graduate.warning', { finish }),
        ],
        note: say('gift.expires', { when: when(face.ctx.clock() + ANSWER_WITHIN_MS) }),
      },
    });
  },
});

const limit = leaf({
  about: 'wallet.limit.description',
  options: { amount: { type: 'text', max: 40, about: 'wallet.limit.amount', required: true } },
  visibility: 'private',
  async run(face, call) {
    const { say, community, author, args, id, place } = call;
    const ceiling = parseAmount(args.amount, community.decimals, community.places);
    const data = { amount: ceiling.toString() };
    const pending = pendingOf(face, call, { kind: 'setCeiling', asking: false, data });
    await setCeiling(face.ctx, {
      id,
      token: community.token,
      userId: author.id,
      ceiling,
      alongside: (tx) => face.replies.begin(tx, id, place, pending),
    });
    return {
      tone: 'pending',
      title: say('limit.title'),
      blocks: [say('limit.submitted', { amount: money(say, community, ceiling) })],
      note: say('state.submitted'),
      operation: { id, sent: true },
    };
  },
});

const link = leaf({
  about: 'wallet.link.description',
  options: {},
  visibility: 'private',
  async run({ ctx }, { say, author, prefixed }) {
    // The address is a secret: whoever opens it first binds a wallet to this member.
    if (prefixed) throw new UserError('LinkInPublic', 'Use /wallet link for this: its answer is seen by you alone.');
    const { url, expiresAt } = await startLink(ctx, { userId: author.id });
    return {
      tone: 'info',
      title: say('link.title'),
      blocks: [say('link.open', { url }), say('link.warning')],
      note: say('link.expires', { when: when(expiresAt) }),
    };
  },
});

export const walletCommand: Command = {
  name: 'wallet',
  title: 'wallet.name',
  about: 'wallet.description',
  permissions: null,
  aliases: { wallet: 'show', mywallet: 'show' },
  leaves: {
    show: { ...show, title: 'wallet.show.name' },
    link: { ...link, title: 'wallet.link.name' },
    graduate: { ...graduateLeaf, title: 'wallet.graduate.name' },
    limit: { ...limit, title: 'wallet.limit.name' },
  },
};

/** The confirmed request. Its row is claimed first: a request that is signed twice would only replace itself. */
export async function confirmGraduation(
  face: Face,
  { say, community, place }: Press,
  { operation, author, owner }: StateOf<'confirmGraduation'>,
): Promise<Reply> {
  await requireCustodial(face.ctx, author);
  await face.replies.claim(face.ctx.db, operation, place);
  const sent = await graduate(face.ctx, { id: operation, token: community.token, userId: author, owner });
  if (!sent) throw new UserError('ButtonUsed', 'This request is on its way already.');
  return {
    tone: 'pending',
    title: say('graduate.title'),
    blocks: [say('graduate.submitted')],
    note: say('state.submitted'),
    operation: { id: operation, sent: true },
  };
}
