/** Translations of what earning and standing refuse; see errors.ts. */
export const earningErrors: Record<string, Record<'de' | 'es-ES' | 'fr', string> & { 'en-US'?: string }> = {
  EarningsNotAdmin: {
    de: 'Das darf nur ein Admin dieser Community: frag einen.',
    'es-ES': 'Solo puede hacerlo un administrador de esta comunidad: pídeselo a uno.',
    fr: 'Seul un admin de cette communauté le peut : demande-lui.',
  },
  EarningsNothing: {
    de: 'Hier gibt es nichts zu verdienen: ein Admin hat dafür keine Belohnung gesetzt.',
    'es-ES': 'Aquí no hay nada que ganar: ningún administrador ha fijado una recompensa.',
    fr: 'Il n’y a rien à gagner ici : aucun admin n’a fixé de récompense.',
  },
  EarningsTooEarly: {
    de: 'Es ist zu früh: das nächste Mal geht es {from|time}.',
    'es-ES': 'Es demasiado pronto: la próxima vez será {from|time}.',
    fr: 'C’est trop tôt : la prochaine fois, ce sera {from|time}.',
    'en-US': 'It is too early: the next one opens {from|time}.',
  },
  EarningsNotReached: {
    de: 'Erst {days_} von {needed} Tagen sind erreicht: mach weiter.',
    'es-ES': 'Solo has alcanzado {days_} de {needed} días: sigue así.',
    fr: 'Seuls {days_} jours sur {needed} sont atteints : continue.',
  },
  EarningsSuspended: {
    de: 'Du verdienst hier zurzeit nichts: warte das Ende ab oder leg mit `/appeal` Widerspruch ein.',
    'es-ES': 'Por ahora no ganas nada aquí: espera a que termine o apela con `/appeal`.',
    fr: 'Tu ne gagnes rien ici pour l’instant : attends la fin ou fais appel avec `/appeal`.',
  },
  EarningsCapReached: {
    de: 'Die Belohnung ist {reward|amount}, und die Grenzen lassen {left|amount}: hol sie später ab, nichts geht verloren.',
    'es-ES':
      'La recompensa es {reward|amount} y los límites dejan {left|amount}: reclámala más tarde, no se pierde nada.',
    fr: 'La récompense est de {reward|amount} et les plafonds laissent {left|amount} : réclame-la plus tard, rien n’est perdu.',
  },
  EarningsNotRegistered: {
    de: 'Dieses Mitglied hat hier noch nichts getan: schreib erst eine Nachricht.',
    'es-ES': 'Este miembro aún no ha hecho nada aquí: escribe antes un mensaje.',
    fr: 'Ce membre n’a encore rien fait ici : écris d’abord un message.',
  },
  EarningsAwardBudget: {
    de: 'Heute kannst du noch {left|amount} vergeben: wähl weniger oder mach morgen (UTC) weiter.',
    'es-ES': 'Hoy puedes conceder aún {left|amount}: elige menos o sigue mañana (UTC).',
    fr: 'Aujourd’hui tu peux encore attribuer {left|amount} : choisis moins, ou continue demain (UTC).',
  },
  EarningsNotLower: {
    de: 'Der Kontostand ist schon {balance|amount}: wähl einen niedrigeren.',
    'es-ES': 'El saldo ya es {balance|amount}: elige uno más bajo.',
    fr: 'Le solde est déjà de {balance|amount} : choisis-en un plus bas.',
  },
  EarningsInvited: {
    de: 'Dieser Freund war schon eingeladen, und die Belohnung ist gezahlt.',
    'es-ES': 'Este amigo ya estaba invitado y la recompensa está pagada.',
    fr: 'Cet ami était déjà invité, et la récompense est payée.',
  },
  AchievementsUnknown: {
    de: 'Diesen Erfolg gibt es nicht: sieh dir mit `/achievements` die Liste an.',
    'es-ES': 'No existe ese logro: mira la lista con `/achievements`.',
    fr: 'Ce succès n’existe pas : regarde la liste avec `/achievements`.',
  },
  AchievementsRetired: {
    de: 'Dieser Erfolg wird nicht mehr vergeben: wähl einen anderen.',
    'es-ES': 'Este logro ya no se concede: elige otro.',
    fr: 'Ce succès n’est plus attribué : choisis-en un autre.',
  },
  AchievementsClaimed: {
    de: 'Diesen Erfolg hast du schon abgeholt: das Abzeichen gehört dir.',
    'es-ES': 'Ya has reclamado este logro: la insignia es tuya.',
    fr: 'Tu as déjà réclamé ce succès : le badge est à toi.',
  },
  AchievementsNotReached: {
    de: 'Du hast {progress} von {threshold} erreicht: mach weiter.',
    'es-ES': 'Has alcanzado {progress} de {threshold}: sigue así.',
    fr: 'Tu as atteint {progress} sur {threshold} : continue.',
  },
  AchievementsSuspended: {
    de: 'Du verdienst hier zurzeit nichts: warte das Ende ab oder leg mit `/appeal` Widerspruch ein.',
    'es-ES': 'Por ahora no ganas nada aquí: espera a que termine o apela con `/appeal`.',
    fr: 'Tu ne gagnes rien ici pour l’instant : attends la fin ou fais appel avec `/appeal`.',
  },
  AchievementsCapReached: {
    de: 'Die Belohnung ist {reward|amount}, und die Grenzen lassen {left|amount}: hol sie später ab, nichts geht verloren.',
    'es-ES':
      'La recompensa es {reward|amount} y los límites dejan {left|amount}: reclámala más tarde, no se pierde nada.',
    fr: 'La récompense est de {reward|amount} et les plafonds laissent {left|amount} : réclame-la plus tard, rien n’est perdu.',
  },
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
