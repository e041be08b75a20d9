import { i18n, type Messages } from '@lingui/core';
import { language, locale } from './language.ts';

/** What a first visit shows, what contracts and wallets refuse, or a feature's own. */
export type Catalog =
  | 'shell'
  | 'refusals'
  | 'admin'
  | 'achievements'
  | 'audit'
  | 'clans'
  | 'draws'
  | 'history'
  | 'leaderboard'
  | 'link'
  | 'market'
  | 'receipts'
  | 'send'
  | 'shop'
  | 'tasks'
  | 'trades'
  | 'wallet';

const catalogs = import.meta.glob<{ messages: Messages }>('../locales/*/*.po');

/** Fetches the sentences of a part in the language of the page: to be awaited before anything of it is shown. */
export async function loadSentences(catalog: Catalog): Promise<void> {
  const { messages } = await catalogs[`../locales/${language}/${catalog}.po`]!();
  i18n.load(language, messages);
  i18n.activate(language, locale);
}
