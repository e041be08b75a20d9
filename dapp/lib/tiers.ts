import { i18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export const TIERS = ['bronze', 'silver', 'gold', 'platinum'] as const;
type Tier = (typeof TIERS)[number];

const NAMES = { bronze: msg`Bronze`, silver: msg`Silver`, gold: msg`Gold`, platinum: msg`Platinum` };
const WORDS = { bronze: msg`bronze`, silver: msg`silver`, gold: msg`gold`, platinum: msg`platinum` };

/** Standing alone, as a name. */
export const tierName = (tier: Tier) => i18n._(NAMES[tier]);
/** Within a sentence. */
export const tierWord = (tier: Tier) => i18n._(WORDS[tier]);
