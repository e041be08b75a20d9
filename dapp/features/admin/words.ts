import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';

/** Names that the system itself gives. */
const NAMES: Record<string, MessageDescriptor> = {
  ...{ earn: msg`Earn`, daily: msg`Daily`, award: msg`Award`, achievement: msg`Achievement`, gift: msg`Gift` },
  ...{ gift_received: msg`Gift received`, gift_bonus: msg`Gift bonus`, task_escrow: msg`Task escrow` },
  ...{ task_return: msg`Task return`, task_reward: msg`Task reward`, market_purchase: msg`Market purchase` },
  ...{ market_sale: msg`Market sale`, market_fee: msg`Market fee`, shop_purchase: msg`Shop purchase` },
  ...{ refund: msg`Refund`, deduction: msg`Deduction`, reset: msg`Reset`, decay: msg`Decay` },
  ...{ transfer_send: msg`Transfer send`, transfer_receive: msg`Transfer receive` },
  ...{ trade_send: msg`Trade send`, trade_receive: msg`Trade receive`, swap_send: msg`Swap send` },
  ...{ swap_receive: msg`Swap receive`, challenge_pool: msg`Challenge pool` },
  ...{ challenge_return: msg`Challenge return`, bonus: msg`Bonus`, bond: msg`Bond` },
  ...{ bond_return: msg`Bond return`, wrap: msg`Wrap`, unwrap: msg`Unwrap`, issue: msg`Issue` },
  ...{ burn: msg`Burn` },
  ...{ send_message: msg`Send message`, share_file: msg`Share file`, create_room: msg`Create room` },
  ...{ join_room: msg`Join room`, popular_message: msg`Popular message` },
  ...{ helpful_content: msg`Helpful content`, media_shared: msg`Media shared` },
  ...{ room_moderator: msg`Room moderator`, registration: msg`Registration` },
  ...{ weekly_streak: msg`Weekly streak`, monthly_active: msg`Monthly active` },
  ...{ invite_friend: msg`Invite friend` },
  ...{ warning: msg`Warning`, suspension: msg`Suspension`, ban: msg`Ban` },
  ...{ owned: msg`Owned`, requested: msg`Requested`, overdue: msg`Overdue`, fulfilled: msg`Fulfilled` },
  ...{ refused: msg`Refused`, returned: msg`Returned`, expired: msg`Expired` },
  ...{ task: msg`Task`, item: msg`Item`, submission: msg`Submission`, review: msg`Review` },
  ...{ database: msg`Database`, chain: msg`Chain`, indexer: msg`Indexer`, queue: msg`Queue` },
  ...{ signer: msg`Signer`, wallets: msg`Wallets`, discord: msg`Discord`, server: msg`Server` },
  ...{ receipt: msg`Receipt`, block: msg`Block`, event: msg`Event`, parties: msg`Parties` },
  ...{ amount: msg`Amount` },
  ...{ online: msg`Online`, idle: msg`Idle`, invisible: msg`Invisible`, custom: msg`Custom` },
  ...{ playing: msg`Playing`, listening: msg`Listening`, watching: msg`Watching`, competing: msg`Competing` },
  ...{ environment: msg`Environment`, chainId: msg`Chain id`, local: msg`Local`, network: msg`Network` },
  ...{ confirmations: msg`Confirmations`, publicUrl: msg`Public URL`, settleSeconds: msg`Settle seconds` },
  ...{ commandsAMinute: msg`Commands a minute`, logLevel: msg`Log level`, applicationId: msg`Application id` },
  ...{ botStatus: msg`Bot status`, backups: msg`Backups`, backupHour: msg`Backup hour` },
  ...{ backupsKept: msg`Backups kept` },
  ...{ setCaps: msg`Set caps` },
  ...{ General: msg`General` },
};

/** The same for words that stand within a sentence. */
const WORDS: Record<string, MessageDescriptor> = {
  ...{ moderator: msg`moderator`, admin: msg`admin`, owner: msg`owner` },
  ...{ queued: msg`queued`, signed: msg`signed`, broadcast: msg`broadcast`, mined: msg`mined`, final: msg`final` },
  ...{ failed: msg`failed`, waiting: msg`waiting`, delivered: msg`delivered` },
  ...{ act: msg`act`, warn: msg`warn`, error: msg`error`, fatal: msg`fatal` },
};

/** `moderator`, `queued`: as it stands within a sentence. */
export const kindWord = (name: string): string => (WORDS[name] ? i18n._(WORDS[name]) : name);

/** `helpful_content`, `shopPurchase`: as people read it. What a community names itself stays as it is. */
export function kindName(name: string): string {
  if (Object.hasOwn(NAMES, name)) return i18n._(NAMES[name]!);
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a task is called; by its number where its words are not known. */
export const taskTitle = ({ title, task }: { title: string | null; task: number }) => title || t`Task ${task}`;
