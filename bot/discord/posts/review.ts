import type { Context } from '../../context.ts';
import { getClaim } from '../../operations/getTasks.ts';
import { filesOf } from '../../operations/proofFiles.ts';
import { submissionBlocks } from '../commands/review.ts';
import type { Community } from '../community.ts';
import type { Say } from '../locales/say.ts';
import { quote } from '../replies/text.ts';
import type { Shown } from './keepPosts.ts';

/** A submission as its message shows it, for the staff. @throws UserError where it is gone */
export async function reviewPost(ctx: Context, community: Community, say: Say, number: number): Promise<Shown> {
  const found = await getClaim(ctx, { token: community.token, claim: number });
  const { claim } = found;
  const over = claim.state !== 'submitted';
  const carried = { claim: BigInt(number) };
  const outcome = over ? [`**${say(`mine.state.${claim.state}`)}**${quote(claim.reason)}`] : [];
  return {
    over,
    nextAt: null,
    reply: {
      tone: claim.state === 'accepted' ? 'success' : 'pending',
      title: `🔎 ${say('review.title')}`,
      blocks: [...submissionBlocks(say, community, found), ...outcome],
      files: await filesOf(ctx, claim.proofHash),
      ...(over
        ? {}
        : {
            note: say('review.final'),
            buttons: [
              { label: say('review.accept'), emoji: '✅', look: 'success', press: { verb: 'acceptHere', ...carried } },
              { label: say('review.reject'), emoji: '✖️', look: 'danger', press: { verb: 'rejectHere', ...carried } },
            ],
          }),
    },
  };
}
