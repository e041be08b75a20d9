import type { Feature } from '../../operations/settings.ts';
import { editForm, postEmbed } from '../commands/announce.ts';
import { askBuy, confirmBuy } from '../commands/buy.ts';
import { type Form, type Press, requireFeature } from '../commands/command.ts';
import { grabNow } from '../commands/drop.ts';
import { confirmGift } from '../commands/gift.ts';
import { helpGroup } from '../commands/help.ts';
import { historyPage } from '../commands/history.ts';
import { inventoryPage, showCodes } from '../commands/inventory.ts';
import { leaderboardPage } from '../commands/leaderboard.ts';
import { COMMANDS } from '../commands/list.ts';
import { keepPin, pinForm, setPinForm } from '../commands/pin.ts';
import { askErase, eraseNow, privacyPage } from '../commands/privacy.ts';
import { confirmRecovery } from '../commands/recovery.ts';
import { decidePurchase, refuseForm, wishForm } from '../commands/redemption.ts';
import { askRefund, confirmRefund } from '../commands/refund.ts';
import { proofFilesOf, rejectForm, reviewNow, reviewPage } from '../commands/review.ts';
import { rewardsPage } from '../commands/rewards.ts';
import { turnShop } from '../commands/shop.ts';
import { judgeSuspectNow, signalsPage } from '../commands/signals.ts';
import { achievementsPage, claimAchievementNow, claimMilestone } from '../commands/standing.ts';
import { confirmTask, confirmTaskEnd } from '../commands/task.ts';
import {
  askAbandon,
  claimNow,
  confirmAbandon,
  escalateNow,
  myTasksPage,
  submitForm,
  tasksPage,
} from '../commands/tasks.ts';
import { putInForm } from '../commands/trade.ts';
import { askUse, confirmUse } from '../commands/use.ts';
import { confirmGraduation } from '../commands/wallet.ts';
import type { Face } from '../face.ts';
import type { Reply } from '../replies/reply.ts';
import { wizardPage, wizardSet, wizardTest } from '../setup/wizard.ts';
import { expired } from './confirm.ts';
import { pressSocial, SOCIAL_FORMS, SOCIAL_WHISPERED } from './pressSocial.ts';
import type { State } from './state.ts';

/** True where somebody else's press shows the presser a copy instead of being refused. */
export const mayBeCopied = (state: State) => state.verb === 'leaderboard';

/** True where the answer is for the presser's eyes only, and the message stays as it is. */
export const isWhispered = ({ verb }: State) =>
  [
    'codes',
    'giveBack',
    'useUp',
    'claimTask',
    'abandonTask',
    'escalateTask',
    'claimHere',
    'acceptHere',
    'buyHere',
    'grabHere',
    'claimAchievement',
    'claimMilestone',
    'postEmbed',
    'proofFiles',
    ...SOCIAL_WHISPERED,
  ].includes(verb);

/** Whether a button may open a form, which can only be the first answer to it: all others are acknowledged at once. */
export const mayOpenForm = ({ verb }: State) =>
  ['setPin', 'confirmGift', 'confirmBuy', 'confirmGraduation', 'confirmRecovery', 'confirmTask'].includes(verb) ||
  ['submitTask', 'rejectTask', 'rejectHere', 'editEmbed', 'wish', 'refusePurchase', ...SOCIAL_FORMS].includes(verb);

/** The form that stands before what a button does; null where it does it at once. @throws UserError */
export async function formBefore(face: Face, asking: Press, state: State): Promise<Form | null> {
  const { say, author } = asking;
  switch (state.verb) {
    case 'setPin':
      return setPinForm(face, asking);
    case 'wish':
      return wishForm(face, asking, state);
    case 'refusePurchase':
      return refuseForm(say, state.purchase);
    case 'editEmbed':
      return editForm(face, asking, Number(state.announcement));
    case 'submitTask':
      return submitForm(say, author.id, state.claim);
    case 'rejectTask':
    case 'rejectHere':
      return rejectForm(say, author.id, state.claim);
    case 'putIn':
      return putInForm(face, asking, state.draft);
    default:
      return pinForm(face, asking, state);
  }
}

/** Under messages that outlive the switching off of what they belong to; what is begun may be finished. */
const FEATURE_OF: Partial<Record<State['verb'], Feature>> = {
  claimTask: 'tasks',
  claimHere: 'tasks',
  shop: 'shop',
  buyHere: 'shop',
  market: 'market',
  buyListing: 'market',
};

/** Does what a button stands for. @returns what its message shows from now on. @throws UserError */
export async function press(face: Face, pressed: Press, state: State): Promise<Reply> {
  const { say, author } = pressed;
  requireFeature({ feature: FEATURE_OF[state.verb] }, pressed.community);
  switch (state.verb) {
    case 'confirmGift':
      return confirmGift(face, pressed, state);
    case 'confirmGraduation':
      return confirmGraduation(face, pressed, state);
    case 'confirmRecovery':
      return confirmRecovery(face, pressed, state);
    case 'keepPin':
      return keepPin(face, pressed);
    case 'confirmBuy':
      return confirmBuy(face, pressed, state);
    case 'confirmRefund':
      return confirmRefund(face, pressed, state);
    case 'confirmUse':
      return confirmUse(face, pressed, state);
    case 'shop':
      return turnShop(face, pressed, state);
    case 'rewards':
      return rewardsPage(face, pressed, Number(state.offset));
    case 'inventory':
      return inventoryPage(face, pressed, state.before || null);
    case 'codes':
      return showCodes(face, pressed, state);
    case 'giveBack':
      return askRefund(face, pressed, Number(state.purchase));
    case 'useUp':
      return askUse(face, pressed, Number(state.purchase));
    case 'cancel':
      await face.replies.cancel(state.operation);
      return { tone: 'info', title: say('state.cancelled'), blocks: [say('state.nothing')] };
    case 'leaderboard':
      return leaderboardPage(face, pressed, { ...state, author: author.id, offset: Number(state.offset) });
    case 'signals':
      return signalsPage(face, pressed, Number(state.offset));
    case 'judgeSuspect':
      return judgeSuspectNow(face, pressed, state);
    case 'achievements':
      return achievementsPage(face, pressed, Number(state.offset));
    case 'claimAchievement':
      return claimAchievementNow(face, pressed, state);
    case 'claimMilestone':
      return claimMilestone(face, pressed, state);
    case 'history':
      return historyPage(face, pressed, state.before || null);
    case 'confirmTask':
      return confirmTask(face, pressed, state);
    case 'confirmTaskEnd':
      return confirmTaskEnd(face, pressed, state);
    case 'confirmAbandon':
      return confirmAbandon(face, pressed, state);
    case 'tasks':
      return tasksPage(face, pressed, Number(state.offset));
    case 'myTasks':
      return myTasksPage(face, pressed, Number(state.offset));
    case 'claimTask':
    case 'claimHere':
      return claimNow(face, pressed, Number(state.task));
    case 'buyHere':
      return askBuy(face, pressed, `${state.item}`, '1');
    case 'handedOver':
      return decidePurchase(face, pressed, { purchase: state.purchase, refused: null });
    case 'proofFiles':
      return proofFilesOf(face, pressed, Number(state.claim));
    case 'postEmbed':
      return postEmbed(face, pressed, Number(state.announcement));
    case 'grabHere':
      return grabNow(face, pressed, Number(state.drop));
    case 'abandonTask':
      return askAbandon(face, pressed, Number(state.claim));
    case 'escalateTask':
      return escalateNow(face, pressed, Number(state.claim));
    case 'reviews':
      return reviewPage(face, pressed, Number(state.after));
    case 'acceptTask':
    case 'acceptHere':
      return reviewNow(face, pressed, { claim: Number(state.claim), accept: true, reason: null });
    case 'help':
      return helpGroup(face, pressed, COMMANDS);
    case 'wizard':
      return wizardPage(face, pressed, state.step);
    case 'wizardSet':
      return wizardSet(face, pressed, state);
    case 'wizardTest':
      return wizardTest(face, pressed);
    case 'privacy':
      return privacyPage(face, pressed);
    case 'askErase':
      return askErase(face, pressed);
    case 'eraseMe':
      return eraseNow(face, pressed);
    case 'setUpHere':
    case 'planCommunity':
    case 'tip':
    case 'submitTask':
    case 'rejectTask':
    case 'rejectHere':
    case 'setPin':
    case 'link':
    case 'addCodes':
    case 'writeEmbed':
    case 'editEmbed':
    case 'wish':
    case 'refusePurchase':
      throw expired();
    default:
      return pressSocial(face, pressed, state);
  }
}
