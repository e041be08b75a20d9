/** Translations of what earning and standing refuse; see errors.ts. */
export const earningErrors: Record<string, Record<'de' | 'es-ES' | 'fr', string> & { 'en-US'?: string }> = {
  HelpfulBot: {
    de: 'Stimmen kann man nur für das, was ein Mitglied schrieb: wähl eine andere Nachricht.',
    'es-ES': 'Solo se vota lo que escribió un miembro: elige otro mensaje.',
    fr: 'On ne vote que pour ce qu’un membre a écrit : choisis un autre message.',
  },
  HelpfulOwn: {
    de: 'Für deine eigene Nachricht kannst du nicht stimmen: wähl die von jemand anderem.',
    'es-ES': 'No puedes votar tu propio mensaje: elige el de otra persona.',
    fr: 'Tu ne peux pas voter pour ton propre message : choisis celui de quelqu’un d’autre.',
  },
  HelpfulOld: {
    de: 'Diese Nachricht ist älter als eine Woche: stimm für eine neuere.',
    'es-ES': 'Este mensaje tiene más de una semana: vota uno más reciente.',
    fr: 'Ce message a plus d’une semaine : vote pour un plus récent.',
  },
  HelpfulDone: {
    de: 'Diese Nachricht gilt schon als hilfreich: stimm für eine andere.',
    'es-ES': 'Este mensaje ya se considera útil: vota otro.',
    fr: 'Ce message est déjà reconnu utile : vote pour un autre.',
  },
  HelpfulTwice: {
    de: 'Du hast für diese Nachricht gestimmt: stimm für eine andere.',
    'es-ES': 'Ya has votado este mensaje: vota otro.',
    fr: 'Tu as voté pour ce message : vote pour un autre.',
  },
};
