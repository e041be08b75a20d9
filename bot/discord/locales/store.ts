import { alerts } from './alerts.ts';
import { drop } from './drop.ts';
import { log } from './log.ts';

/** What belongs to shop, tasks and staff beyond their first words, in one place. */
export const store = {
  en: { ...drop.en, ...log.en, ...alerts.en },
  de: { ...drop.de, ...log.de, ...alerts.de },
  es: { ...drop.es, ...log.es, ...alerts.es },
  fr: { ...drop.fr, ...log.fr, ...alerts.fr },
};
