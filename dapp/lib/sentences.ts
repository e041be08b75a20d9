import { i18n } from '@lingui/core';
import { language, locale } from './language.ts';

/** What a member's first visit shows, what contracts and wallets refuse, a stranger's first page, or a feature's own. */
export type Catalog =
  | 'shell'
  | 'refusals'
  | 'landing'
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
  | 'swaps'
  | 'tasks'
  | 'trades'
  | 'wallet';

/** A language's own table, so that nobody fetches the names of the others' files. */
const tables = {
  en: () => import('../locales/en.ts'),
  de: () => import('../locales/de.ts'),
  es: () => import('../locales/es.ts'),
  fr: () => import('../locales/fr.ts'),
};
const table = tables[language];

/** Fetches the sentences of a part in the language of the page: to be awaited before anything of it is shown. */
export async function loadSentences(catalog: Catalog): Promise<void> {
  const { shell, catalogs } = await table();
  const messages = catalog === 'shell' ? shell : await catalogs[`./${language}/${catalog}.po`]!();
  i18n.load(language, messages);
  i18n.activate(language, locale);
}
