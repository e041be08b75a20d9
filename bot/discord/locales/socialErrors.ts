/** Translations of what is refused among members; see errors.ts. */
export const socialErrors: Record<string, Record<'de' | 'es-ES' | 'fr', string>> = {
  ListingNotNumber: {
    de: 'Gib die Nummer des Angebots an, etwa 12: /market browse zeigt sie.',
    'es-ES': 'Indica el número del anuncio, como 12: mira /market browse.',
    fr: 'Donne le numéro de l’annonce, comme 12 : vois /market browse.',
  },
  DaysInvalid: {
    de: 'Die Tage müssen eine ganze Zahl von 1 bis {most} sein.',
    'es-ES': 'Los días deben ser un número entero de 1 a {most}.',
    fr: 'Les jours doivent être un nombre entier de 1 à {most}.',
  },
  ClansNotCommunity: {
    de: 'Zu diesem Token gibt es keine Community: prüf die Adresse.',
    'es-ES': 'No hay ninguna comunidad con este token: revisa la dirección.',
    fr: 'Aucune communauté n’a ce jeton : vérifie l’adresse.',
  },
  ClansNotAdmin: {
    de: 'Wettbewerbe veranstaltet nur ein Admin dieser Community: frag einen.',
    'es-ES': 'Solo un admin de esta comunidad organiza retos: pídeselo a uno.',
    fr: 'Seul un admin de cette communauté organise des défis : demande à l’un d’eux.',
  },
  ClansInClan: {
    de: 'Du bist schon in einem Clan: verlass ihn zuerst.',
    'es-ES': 'Ya estás en un clan: sal de él primero.',
    fr: 'Tu es déjà dans un clan : quitte-le d’abord.',
  },
  ClansNotInClan: {
    de: 'Dieses Mitglied ist in keinem Clan.',
    'es-ES': 'Este miembro no está en ningún clan.',
    fr: 'Ce membre n’est dans aucun clan.',
  },
  ClansNotLeader: {
    de: 'Das darf nur die Leitung des Clans: frag sie.',
    'es-ES': 'Solo el líder del clan puede hacer esto: pídeselo.',
    fr: 'Seul le chef du clan peut faire cela : demande-lui.',
  },
  ClansUnknown: {
    de: 'Diesen Clan gibt es nicht mehr: wähl einen anderen.',
    'es-ES': 'Ese clan ya no existe: elige otro.',
    fr: 'Ce clan n’existe plus : choisis-en un autre.',
  },
  ClansNotInvited: {
    de: 'Du bist in diesen Clan nicht eingeladen: frag seine Leitung.',
    'es-ES': 'No tienes invitación a este clan: pídesela a su líder.',
    fr: 'Tu n’es pas invité dans ce clan : demande à son chef.',
  },
  ClansFull: {
    de: 'Ein Clan hat höchstens {most} Mitglieder, und dieser ist voll.',
    'es-ES': 'Un clan tiene {most} miembros como máximo, y este está lleno.',
    fr: 'Un clan a {most} membres au plus, et celui-ci est plein.',
  },
  ClansBanned: {
    de: 'Gesperrte Mitglieder können in keinem Clan sein: wende dich an einen Admin.',
    'es-ES': 'Los miembros vetados no pueden estar en un clan: recurre a un admin.',
    fr: 'Un membre banni ne peut être dans un clan : adresse-toi à un admin.',
  },
  ClansLeaderStays: {
    de: 'Die Leitung kann nicht gehen, solange {others} andere im Clan sind: gib sie vorher weiter, oder löse ihn auf.',
    'es-ES': 'El líder no puede irse mientras haya {others} más en el clan: cédelo antes o disuélvelo.',
    fr: 'Le chef ne peut partir tant que {others} autres sont dans le clan : passe la main d’abord, ou dissous-le.',
  },
  ClansBadChallenge: {
    de: '„{field}“ liegt außerhalb dessen, was ein Wettbewerb haben kann: wähl anders.',
    'es-ES': '«{field}» se sale de lo que puede tener un reto: elige otro valor.',
    fr: '« {field} » dépasse ce qu’un défi peut avoir : choisis autrement.',
  },
  ClansUnknownChallenge: {
    de: 'So ein Wettbewerb ist nicht offen: sieh in der Liste nach.',
    'es-ES': 'No hay ningún reto así abierto: mira la lista.',
    fr: 'Aucun défi de ce genre n’est ouvert : regarde la liste.',
  },
  ClansTooEarly: {
    de: 'Das geht ab {from|time}: versuch es dann.',
    'es-ES': 'Esto se abre {from|time}: inténtalo entonces.',
    fr: 'Cela s’ouvre {from|time} : réessaie alors.',
  },
  ClansTooLate: {
    de: 'Das ging bis {until|time}.',
    'es-ES': 'Esto se podía hasta {until|time}.',
    fr: 'C’était possible jusqu’à {until|time}.',
  },
  ClansTooMany: {
    de: 'Höchstens {most} Mitglieder auf einmal: nimm weniger.',
    'es-ES': 'Como máximo {most} miembros a la vez: envía menos.',
    fr: 'Au plus {most} membres à la fois : envoies-en moins.',
  },
  ClansNotClosed: {
    de: 'Die Punkte des Wettbewerbs stehen noch nicht fest: schließ ihn zuerst.',
    'es-ES': 'Los puntos del reto aún no son definitivos: ciérralo primero.',
    fr: 'Les points du défi ne sont pas encore définitifs : clos-le d’abord.',
  },
  ClansOwnWallet: {
    de: 'Token für einen Wettbewerb gibt nur die eigene Wallet eines Admins aus: nimm eine, oder bezahl den Topf.',
    'es-ES': 'Los tokens de un reto solo se emiten desde la cartera propia de un admin: usa una, o paga el bote.',
    fr: 'Les jetons d’un défi ne sont émis que par le portefeuille d’un admin : prends-en un, ou paie la cagnotte.',
  },
  ClanNone: {
    de: 'Du bist in keinem Clan: gründe einen mit /clan create, oder frag nach einer Einladung.',
    'es-ES': 'No estás en ningún clan: funda uno con /clan create, o pide una invitación.',
    fr: 'Tu n’es dans aucun clan : fondes-en un avec /clan create, ou demande une invitation.',
  },
  ClanMissing: {
    de: 'So einen Clan gibt es hier nicht: /clan board zeigt alle.',
    'es-ES': 'No hay ningún clan así aquí: mira /clan board.',
    fr: 'Il n’y a pas de tel clan ici : vois /clan board.',
  },
  ClanNameLength: {
    de: 'Der Name eines Clans hat 2 bis {most} Zeichen: wähl einen anderen.',
    'es-ES': 'El nombre de un clan tiene de 2 a {most} caracteres: elige otro.',
    fr: 'Le nom d’un clan a de 2 à {most} caractères : choisis-en un autre.',
  },
  ClanNameTaken: {
    de: 'Einen Clan dieses Namens gibt es schon: wähl einen anderen.',
    'es-ES': 'Ya hay un clan con ese nombre: elige otro.',
    fr: 'Un clan porte déjà ce nom : choisis-en un autre.',
  },
  ClanMateAlready: {
    de: 'Das Mitglied ist schon in deinem Clan.',
    'es-ES': 'Ya está en tu clan.',
    fr: 'Ce membre est déjà dans ton clan.',
  },
  ClanMateMissing: {
    de: 'Das Mitglied ist nicht in deinem Clan: /clan show zeigt, wer es ist.',
    'es-ES': 'No está en tu clan: mira /clan show.',
    fr: 'Ce membre n’est pas dans ton clan : vois /clan show.',
  },
  RainCount: {
    de: 'Es kann auf 1 bis {most} Mitglieder regnen: wähl eine andere Zahl.',
    'es-ES': 'Puede llover sobre 1 a {most} miembros: elige otro número.',
    fr: 'Il peut pleuvoir sur 1 à {most} membres : choisis un autre nombre.',
  },
  RainNobody: {
    de: 'Sonst war hier seit einem Tag niemand aktiv: versuch es, wenn mehr los ist.',
    'es-ES': 'Nadie más ha estado activo aquí en un día: inténtalo cuando haya más vida.',
    fr: 'Personne d’autre n’a été actif ici depuis un jour : réessaie quand il y aura plus de vie.',
  },
  RainTooLittle: {
    de: 'Das ist zu wenig für so viele: gib mehr, oder weniger Leuten.',
    'es-ES': 'Es demasiado poco para tantos: da más, o a menos gente.',
    fr: 'C’est trop peu pour autant de monde : donne plus, ou à moins.',
  },
  TradeGone: {
    de: 'Diesen Tausch gibt es nicht mehr: beginn mit /trade einen neuen.',
    'es-ES': 'Este intercambio ya no existe: empieza otro con /trade.',
    fr: 'Cet échange n’existe plus : commences-en un autre avec /trade.',
  },
  TradeChanged: {
    de: 'Die andere Seite hat diesen Tausch geändert: sieh ihn dir noch einmal an, bevor du zustimmst.',
    'es-ES': 'El otro ha cambiado este intercambio: míralo otra vez antes de aceptar.',
    fr: 'L’autre a changé cet échange : revois-le avant d’accepter.',
  },
  TradeExpired: {
    de: 'Dieser Tausch ist abgelaufen: beginn mit /trade einen neuen.',
    'es-ES': 'Este intercambio ha caducado: empieza otro con /trade.',
    fr: 'Cet échange a expiré : commences-en un autre avec /trade.',
  },
  TradeBusy: {
    de: 'Eine Zustimmung ist gerade unterwegs: versuch es gleich wieder.',
    'es-ES': 'Una aceptación está en camino: inténtalo en un momento.',
    fr: 'Un accord est en route : réessaie dans un instant.',
  },
  TradeNotHeld: {
    de: 'Davon hast du {held} weiterzugeben: leg weniger hinein.',
    'es-ES': 'De eso tienes {held} para traspasar: pon menos.',
    fr: 'Tu en as {held} à passer : mets-en moins.',
  },
  TradeTooLittle: {
    de: 'So viel hast du nicht: du hast {balance|amount}.',
    'es-ES': 'No tienes tanto: tienes {balance|amount}.',
    fr: 'Tu n’as pas autant : tu as {balance|amount}.',
  },
  TradeAccepted: {
    de: 'Du hast schon zugestimmt: jetzt ist die andere Seite dran.',
    'es-ES': 'Ya has aceptado: ahora le toca al otro.',
    fr: 'Tu as déjà accepté : à l’autre maintenant.',
  },
  SwapNotNumber: {
    de: 'Gib die Nummer des Angebots an, etwa 12: /swap list zeigt sie.',
    'es-ES': 'Indica el número de la oferta, como 12: mira /swap list.',
    fr: 'Donne le numéro de l’offre, comme 12 : vois /swap list.',
  },
  SwapCommunity: {
    de: 'Diese Community ist hier nicht bekannt: wähl eine der vorgeschlagenen.',
    'es-ES': 'Esa comunidad no se conoce aquí: elige una de las sugeridas.',
    fr: 'Cette communauté n’est pas connue ici : choisis-en une des suggérées.',
  },
  SwapElsewhere: {
    de: 'Das wird in {symbol} bezahlt: nimm es auf dem Server von {name} an.',
    'es-ES': 'Esto se paga en {symbol}: acéptalo en el servidor de {name}.',
    fr: 'Cela se paie en {symbol} : prends-le sur le serveur de {name}.',
  },
  WalletNeeded: {
    de: 'Das macht eine eigene Wallet: verbinde deine zuerst mit /wallet link.',
    'es-ES': 'Eso lo hace una cartera propia: vincula antes la tuya con /wallet link.',
    fr: 'C’est un portefeuille personnel qui fait cela : relie d’abord le tien avec /wallet link.',
  },
};
