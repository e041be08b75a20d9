/** Translations of what configuration, help and conduct refuse; see errors.ts. */
export const configErrors: Record<string, Record<'de' | 'es-ES' | 'fr', string>> = {
  FeatureOff: {
    de: 'Das hat dieser Server abgeschaltet: frag sein Team, wenn es dir fehlt.',
    'es-ES': 'Este servidor lo ha desactivado: pregunta a su equipo si lo echas de menos.',
    fr: 'Ce serveur l’a désactivé : demande à son équipe si cela te manque.',
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
};
