/** Translations of what configuration, help and conduct refuse; see errors.ts. */
export const configErrors: Record<string, Record<'de' | 'es-ES' | 'fr', string>> = {
  FeatureOff: {
    de: 'Das hat dieser Server abgeschaltet: frag sein Team, wenn es dir fehlt.',
    'es-ES': 'Este servidor lo ha desactivado: pregunta a su equipo si lo echas de menos.',
    fr: 'Ce serveur l’a désactivé : demande à son équipe si cela te manque.',
  },
  GlobalOff: {
    de: 'Dieser Server zeigt den Shop oder die Aufgaben des Betreibers nicht: frag sein Team.',
    'es-ES': 'Este servidor no muestra la tienda o las tareas del operador: pregunta a su equipo.',
    fr: 'Ce serveur n’affiche pas la boutique ou les tâches de l’opérateur : demande à son équipe.',
  },
  HelpUnknown: {
    de: 'Einen solchen Befehl gibt es hier für dich nicht: sieh die Liste mit /help.',
    'es-ES': 'No hay aquí un comando así para ti: mira la lista con /help.',
    fr: 'Il n’y a pas de telle commande pour toi ici : vois la liste avec /help.',
  },
  PrefixInvalid: {
    de: 'Ein Präfix sind 1 bis 5 Zeichen wie ! oder ?, ohne Buchstaben, Ziffern, / @ # < > und Leerzeichen.',
    'es-ES': 'Un prefijo son de 1 a 5 signos como ! o ?, sin letras, cifras, / @ # < > ni espacios.',
    fr: 'Un préfixe, ce sont 1 à 5 signes comme ! ou ?, sans lettres, chiffres, / @ # < > ni espaces.',
  },
  NameInvalid: {
    de: 'Ein Name ist ein Wort aus Buchstaben, Ziffern, - oder _, höchstens 32 davon.',
    'es-ES': 'Un nombre es una palabra de letras, cifras, - o _, de 32 como máximo.',
    fr: 'Un nom est un mot de lettres, chiffres, - ou _, 32 au plus.',
  },
  NameTaken: {
    de: 'So heißt schon ein Befehl: wähl einen anderen Namen.',
    'es-ES': 'Así se llama ya un comando: elige otro nombre.',
    fr: 'Une commande s’appelle déjà ainsi : choisis un autre nom.',
  },
  AliasUnknown: {
    de: 'Keinen Befehl dieses Namens kann man tippen: sieh die Namen mit /help.',
    'es-ES': 'No hay ningún comando de ese nombre que se escriba: mira los nombres con /help.',
    fr: 'Aucune commande de ce nom ne se tape : vois les noms avec /help.',
  },
  AliasesFull: {
    de: 'Ein Server kann 50 eigene Namen haben: entfern erst einen.',
    'es-ES': 'Un servidor puede tener 50 nombres propios: quita uno antes.',
    fr: 'Un serveur peut avoir 50 noms à lui : retires-en un d’abord.',
  },
  CustomFull: {
    de: 'Ein Server kann 50 eigene Befehle haben: entfern erst einen.',
    'es-ES': 'Un servidor puede tener 50 comandos propios: quita uno antes.',
    fr: 'Un serveur peut avoir 50 commandes à lui : retires-en une d’abord.',
  },
  RulesFull: {
    de: 'Ein Server kann 50 solche Regeln haben: setz erst eine auf 100 % zurück.',
    'es-ES': 'Un servidor puede tener 50 reglas así: devuelve antes una al 100 %.',
    fr: 'Un serveur peut avoir 50 règles de ce genre : remets-en d’abord une à 100 %.',
  },
  RuleTarget: {
    de: 'Eine Regel gilt für einen Kanal oder für eine Rolle: wähl eines von beiden.',
    'es-ES': 'Una regla es para un canal o para un rol: elige uno de los dos.',
    fr: 'Une règle vaut pour un salon ou pour un rôle : choisis l’un des deux.',
  },
  PercentInvalid: {
    de: 'Gib ganze Prozente von 0 bis {most}.',
    'es-ES': 'Da un porcentaje entero de 0 a {most}.',
    fr: 'Donne un pourcentage entier de 0 à {most}.',
  },
  RoleOfAll: {
    de: 'Diese Rolle haben alle: wähl eine, die nur euer Team hat.',
    'es-ES': 'Ese rol lo tienen todos: elige uno que solo tenga vuestro equipo.',
    fr: 'Tout le monde a ce rôle : choisis-en un que seule votre équipe a.',
  },
  ReasonMissing: {
    de: 'Sag in ein paar Worten, warum: wen es betrifft, liest sie.',
    'es-ES': 'Di por qué en pocas palabras: las lee la persona afectada.',
    fr: 'Dis pourquoi en quelques mots : l’intéressé les lit.',
  },
  ConductMissingRole: {
    de: 'Das dürfen in dieser Community nur Leute mit einer Rolle dafür: frag sie.',
    'es-ES': 'En esta comunidad solo pueden hacerlo quienes tienen un rol para ello: pídeselo.',
    fr: 'Dans cette communauté, seuls ceux qui ont un rôle pour cela le peuvent : demande-leur.',
  },
  ConductNoPolicy: {
    de: 'Diese Community hat noch keine Regel für Strafen: ihr Eigentümer legt erst eine fest.',
    'es-ES': 'Esta comunidad aún no tiene norma de sanciones: su propietario fija antes una.',
    fr: 'Cette communauté n’a pas encore de règle de sanctions : son propriétaire en fixe d’abord une.',
  },
  ConductSelf: {
    de: 'Über dich selbst kannst du nicht urteilen: frag jemand anderen.',
    'es-ES': 'No puedes juzgarte a ti: pídelo a otra persona.',
    fr: 'Tu ne peux pas te juger toi-même : demande à quelqu’un d’autre.',
  },
  ConductStaff: {
    de: 'Über das Team urteilt nur der Eigentümer der Community, und über ihn niemand.',
    'es-ES': 'Solo el propietario de la comunidad juzga a su equipo, y a él nadie.',
    fr: 'Seul le propriétaire de la communauté juge son équipe, et personne ne le juge.',
  },
  ConductBadMember: {
    de: 'Diese Adresse gehört niemandem: wähl ein Mitglied.',
    'es-ES': 'Esta dirección no es de nadie: elige un miembro.',
    fr: 'Cette adresse n’est à personne : choisis un membre.',
  },
  ConductBanned: {
    de: 'Dieses Mitglied ist schon gebannt: heb das erst auf, um neu zu urteilen.',
    'es-ES': 'Este miembro ya está vetado: levántalo antes para juzgar de nuevo.',
    fr: 'Ce membre est déjà banni : lève-le d’abord pour juger à nouveau.',
  },
  ConductTooManyToday: {
    de: 'Du hast heute {perDay} Strafen gegeben, mehr geht nicht: mach morgen weiter (UTC).',
    'es-ES': 'Hoy has dado {perDay} sanciones, que es el máximo: sigue mañana (UTC).',
    fr: 'Tu as donné {perDay} sanctions aujourd’hui, c’est le maximum : continue demain (UTC).',
  },
  ConductTooManySevereToday: {
    de: 'Der Bot wirkt an höchstens {perDay} Rücksetzungen oder Bannen am Tag mit: nimm eine eigene Wallet, oder mach morgen weiter (UTC).',
    'es-ES':
      'El bot participa en {perDay} reinicios o vetos al día como máximo: usa una wallet propia o sigue mañana (UTC).',
    fr: 'Le bot prend part à {perDay} remises à zéro ou bannissements par jour au plus : utilise ton portefeuille, ou continue demain (UTC).',
  },
  ConductTooManyLiftedToday: {
    de: 'Der Bot nimmt für dich höchstens {perDay} Strafen am Tag zurück: nimm eine eigene Wallet, oder mach morgen weiter (UTC).',
    'es-ES': 'El bot retira por ti {perDay} sanciones al día como máximo: usa una wallet propia o sigue mañana (UTC).',
    fr: 'Le bot retire pour toi {perDay} sanctions par jour au plus : utilise ton portefeuille, ou continue demain (UTC).',
  },
  ConductTooManyStanding: {
    de: 'Gegen dieses Mitglied stehen schon {most} Strafen: bleibt nur ein Bann.',
    'es-ES': 'Contra este miembro ya hay {most} sanciones: solo queda un veto.',
    fr: 'Contre ce membre il y a déjà {most} sanctions : il ne reste qu’un bannissement.',
  },
  ConductUnknownPenalty: {
    de: 'Diese Strafe gibt es nicht: sieh in die Liste.',
    'es-ES': 'No hay tal sanción: mira la lista.',
    fr: 'Il n’y a pas de telle sanction : vois la liste.',
  },
  ConductNotYours: {
    de: 'Einspruch kann nur erheben, wer bestraft wurde.',
    'es-ES': 'Solo puede apelar quien fue sancionado.',
    fr: 'Seul le membre sanctionné peut faire appel.',
  },
  ConductAppealed: {
    de: 'Du hast schon Einspruch erhoben: ein Admin sieht es sich an.',
    'es-ES': 'Ya has apelado: un admin lo mirará.',
    fr: 'Tu as déjà fait appel : un admin regardera.',
  },
  ConductLifted: {
    de: 'Diese Strafe wurde schon aufgehoben: davon ist nichts übrig.',
    'es-ES': 'Esta sanción ya se levantó: no queda nada de ella.',
    fr: 'Cette sanction a déjà été levée : il n’en reste rien.',
  },
  NoChannels: {
    de: 'Noch ist kein Kanal gewählt: wähl erst einen.',
    'es-ES': 'Aún no hay ningún canal elegido: elige uno antes.',
    fr: 'Aucun salon n’est encore choisi : choisis-en un d’abord.',
  },
  TokenNameInvalid: {
    de: 'Der Name des Tokens hat 1 bis 64 Zeichen.',
    'es-ES': 'El nombre del token tiene de 1 a 64 caracteres.',
    fr: 'Le nom du jeton a de 1 à 64 caractères.',
  },
  TokenSymbolInvalid: {
    de: 'Das Symbol des Tokens hat 1 bis 16 Buchstaben, Ziffern oder Zeichen wie $ und -.',
    'es-ES': 'El símbolo del token tiene de 1 a 16 letras, cifras o signos como $ y -.',
    fr: 'Le symbole du jeton a de 1 à 16 lettres, chiffres ou signes comme $ et -.',
  },
  NicknameRefused: {
    de: 'Meinen Namen darf ich hier nicht ändern: gebt meiner Rolle „Nickname ändern“.',
    'es-ES': 'No puedo cambiar mi nombre aquí: dad a mi rol «Cambiar apodo».',
    fr: 'Je ne peux pas changer mon nom ici : donnez à mon rôle « Changer de pseudo ».',
  },
  FigureInvalid: {
    de: 'Diese Zahl liegt außerhalb ihrer Grenzen: wähl eine näher an der jetzigen.',
    'es-ES': 'Esa cifra está fuera de sus límites: elige una más cercana a la actual.',
    fr: 'Ce chiffre est hors de ses limites : choisis-en un plus proche de l’actuel.',
  },
};
