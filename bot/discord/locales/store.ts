import { alerts } from './alerts.ts';
import { announce } from './announce.ts';
import { drop } from './drop.ts';
import { log } from './log.ts';
import { proof } from './proof.ts';
import { redemption } from './redemption.ts';

/** What belongs to shop, tasks and staff beyond their first words, in one place. */
export const store = {
  en: { ...alerts.en, ...announce.en, ...drop.en, ...log.en, ...proof.en, ...redemption.en },
  de: { ...alerts.de, ...announce.de, ...drop.de, ...log.de, ...proof.de, ...redemption.de },
  es: { ...alerts.es, ...announce.es, ...drop.es, ...log.es, ...proof.es, ...redemption.es },
  fr: { ...alerts.fr, ...announce.fr, ...drop.fr, ...log.fr, ...proof.fr, ...redemption.fr },
};
