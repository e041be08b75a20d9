import { getAddress } from 'viem';
import { getWallet, type Wallet } from '../../operations/getWallet.ts';
import { checkRecovery, setRecovery } from '../../operations/setRecovery.ts';
import { ask } from '../buttons/confirm.ts';
import type { StateOf } from '../buttons/state.ts';
import type { Face } from '../face.ts';
import type { Say } from '../locales/say.ts';
import type { Reply } from '../replies/reply.ts';
import { code, days, when } from '../replies/text.ts';
import { leaf, type Press } from './command.ts';

const DAY_S = 86_400;

export const recoveryLeaf = leaf({
  about: 'wallet.recovery.description',
  options: { address: { type: 'text', max: 60, about: 'wallet.recovery.address' } },
  visibility: 'private',
  async run(face, call) {
    const { ctx } = face;
    const { say, author, args, community } = call;
    if (args.address === null) return showRecovery(face, call);
    const checked = await checkRecovery(ctx, { userId: author.id, recovery: args.address });
    const { recovery, account } = checked;
    const present = (await getWallet(ctx, { token: community.token, userId: author.id })).recovery;
    return ask(face, call, {
      kind: 'setRecovery',
      data: { recovery },
      confirm: (base) => ({ verb: 'confirmRecovery', ...base, recovery }),
      reply: {
        title: say('recovery.title'),
        blocks: [
          say('recovery.ask', { account: code(account), recovery: code(recovery) }),
          say('recovery.warning', {
            delay: days(say, checked.delay / DAY_S),
            exit: days(say, checked.exitDelay / DAY_S),
            inactive: days(say, checked.inactive / DAY_S),
          }),
          ...(present ? [say('recovery.replaces', { recovery: code(getAddress(present.address)) })] : []),
        ],
      },
    });
  },
});

/** What is registered, and what its holder needs to leave without the operator: worth keeping outside Discord. */
async function showRecovery({ ctx }: Face, { say, author, community }: Press): Promise<Reply> {
  const wallet = await getWallet(ctx, { token: community.token, userId: author.id });
  const salt = await ctx.chain.saltOf(author.id);
  const keep = { custodian: code(ctx.chain.deployment.custodian), salt: code(salt), account: code(wallet.account) };
  return {
    tone: 'info',
    title: say('recovery.title'),
    blocks: [recoveryLine(say, wallet) ?? say('recovery.none'), say('recovery.keep', keep)],
  };
}

/** Who may take the account out, in a line; null for nobody. */
export function recoveryLine(say: Say, { recovery, exitReadyAt }: Wallet): string | null {
  if (!recovery) return null;
  const address = code(getAddress(recovery.address));
  const at = when(recovery.effectiveAt, 'f');
  const line = say(recovery.effective ? 'recovery.effective' : 'recovery.waiting', { recovery: address, when: at });
  return exitReadyAt ? `${line}\n${say('recovery.exit', { when: when(exitReadyAt, 'f') })}` : line;
}

/** The confirmed registration. */
export async function confirmRecovery(
  face: Face,
  { say, community, place, pin }: Press,
  { operation, author, recovery }: StateOf<'confirmRecovery'>,
): Promise<Reply> {
  await setRecovery(face.ctx, {
    id: operation,
    token: community.token,
    userId: author,
    recovery,
    pin: pin ?? null,
    alongside: (tx) => face.replies.claim(tx, operation, place),
  });
  return {
    tone: 'pending',
    title: say('recovery.title'),
    blocks: [say('graduate.submitted')],
    note: say('state.submitted'),
    operation: { id: operation, sent: true },
  };
}
