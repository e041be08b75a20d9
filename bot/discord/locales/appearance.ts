/** How the bot appears on a server: its language, its name, its status. */
const en = {
  'choice.en': 'English',
  'choice.de': 'Deutsch',
  'choice.es': 'Español',
  'choice.fr': 'Français',
  'choice.online': 'online',
  'choice.idle': 'idle',
  'choice.dnd': 'do not disturb',
  'choice.invisible': 'invisible',
  'config.language.name': 'language',
  'config.language.description': 'Choose the language in which I address everybody',
  'config.language.language': 'The language; leave it out for this server’s own',
  'config.language.done':
    'I address everybody here in **{language}** from now on; what only one member reads stays in theirs.',
  'config.language.own': 'I address everybody here in the language that Discord has for this server.',
  'config.status.name': 'status',
  'config.status.description': 'Say how you would like me to be shown: online, idle …',
  'config.status.status': 'The status; leave it out for no wish',
  'config.status.done':
    'Noted for the operator: **{status}**. Discord shows one status of mine on all servers; now it is **{shown}**.',
  'config.status.gone':
    'This server has no wish any more. Discord shows one status of mine on all servers; now it is **{shown}**.',
  'config.nickname.name': 'nickname',
  'config.nickname.description': 'Choose what the bot is called on this server',
  'config.nickname.nickname': 'Its name; leave it out for its own',
  'config.nickname.done': 'On this server I am called {nickname}.',
  'config.nickname.gone': 'On this server I go by my own name again.',
  'config.list.language': 'Language',
  'config.list.status': 'Status wished for',
};
type Table = Record<keyof typeof en, string>;

const de: Table = {
  'choice.en': 'English',
  'choice.de': 'Deutsch',
  'choice.es': 'Español',
  'choice.fr': 'Français',
  'choice.online': 'online',
  'choice.idle': 'abwesend',
  'choice.dnd': 'bitte nicht stören',
  'choice.invisible': 'unsichtbar',
  'config.language.name': 'sprache',
  'config.language.description': 'Wähl die Sprache, in der ich alle anspreche',
  'config.language.language': 'Die Sprache; weggelassen die des Servers',
  'config.language.done':
    'Ich spreche hier ab jetzt alle auf **{language}** an; was nur ein Mitglied liest, bleibt in dessen Sprache.',
  'config.language.own': 'Ich spreche hier alle in der Sprache an, die Discord für diesen Server kennt.',
  'config.status.name': 'status',
  'config.status.description': 'Sag, wie ich angezeigt werden soll: online, abwesend …',
  'config.status.status': 'Der Status; weggelassen kein Wunsch',
  'config.status.done':
    'Für den Betreiber notiert: **{status}**. Discord zeigt auf allen Servern denselben Status von mir; jetzt ist es **{shown}**.',
  'config.status.gone':
    'Dieser Server hat keinen Wunsch mehr. Discord zeigt auf allen Servern denselben Status von mir; jetzt ist es **{shown}**.',
  'config.nickname.name': 'spitzname',
  'config.nickname.description': 'Wähl, wie der Bot auf diesem Server heißt',
  'config.nickname.nickname': 'Sein Name; ohne ihn sein eigener',
  'config.nickname.done': 'Auf diesem Server heiße ich {nickname}.',
  'config.nickname.gone': 'Auf diesem Server habe ich wieder meinen eigenen Namen.',
  'config.list.language': 'Sprache',
  'config.list.status': 'Gewünschter Status',
};

const es: Table = {
  'choice.en': 'English',
  'choice.de': 'Deutsch',
  'choice.es': 'Español',
  'choice.fr': 'Français',
  'choice.online': 'en línea',
  'choice.idle': 'ausente',
  'choice.dnd': 'no molestar',
  'choice.invisible': 'invisible',
  'config.language.name': 'idioma',
  'config.language.description': 'Elige el idioma en el que me dirijo a todos',
  'config.language.language': 'El idioma; sin él, el del servidor',
  'config.language.done':
    'Desde ahora me dirijo aquí a todos en **{language}**; lo que solo lee un miembro sigue en el suyo.',
  'config.language.own': 'Me dirijo aquí a todos en el idioma que Discord tiene para este servidor.',
  'config.status.name': 'estado',
  'config.status.description': 'Di cómo quieres que aparezca: en línea, ausente …',
  'config.status.status': 'El estado; sin él, ningún deseo',
  'config.status.done':
    'Anotado para el operador: **{status}**. Discord muestra un solo estado mío en todos los servidores; ahora es **{shown}**.',
  'config.status.gone':
    'Este servidor ya no tiene ningún deseo. Discord muestra un solo estado mío en todos los servidores; ahora es **{shown}**.',
  'config.nickname.name': 'apodo',
  'config.nickname.description': 'Elige cómo se llama el bot en este servidor',
  'config.nickname.nickname': 'Su nombre; sin él, el suyo propio',
  'config.nickname.done': 'En este servidor me llamo {nickname}.',
  'config.nickname.gone': 'En este servidor vuelvo a mi propio nombre.',
  'config.list.language': 'Idioma',
  'config.list.status': 'Estado deseado',
};

const fr: Table = {
  'choice.en': 'English',
  'choice.de': 'Deutsch',
  'choice.es': 'Español',
  'choice.fr': 'Français',
  'choice.online': 'en ligne',
  'choice.idle': 'absent',
  'choice.dnd': 'ne pas déranger',
  'choice.invisible': 'invisible',
  'config.language.name': 'langue',
  'config.language.description': 'Choisis la langue dans laquelle je m’adresse à tous',
  'config.language.language': 'La langue ; sans elle, celle du serveur',
  'config.language.done':
    'Je m’adresse désormais ici à tous en **{language}** ; ce que lit un seul membre reste dans la sienne.',
  'config.language.own': 'Je m’adresse ici à tous dans la langue que Discord connaît pour ce serveur.',
  'config.status.name': 'statut',
  'config.status.description': 'Dis comment tu aimerais me voir : en ligne, absent …',
  'config.status.status': 'Le statut ; sans lui, aucun souhait',
  'config.status.done':
    'Noté pour l’opérateur : **{status}**. Discord montre un seul statut de moi sur tous les serveurs ; en ce moment : **{shown}**.',
  'config.status.gone':
    'Ce serveur n’a plus de souhait. Discord montre un seul statut de moi sur tous les serveurs ; en ce moment : **{shown}**.',
  'config.nickname.name': 'pseudo',
  'config.nickname.description': 'Choisis comment le bot s’appelle sur ce serveur',
  'config.nickname.nickname': 'Son nom ; sans lui, le sien',
  'config.nickname.done': 'Sur ce serveur je m’appelle {nickname}.',
  'config.nickname.gone': 'Sur ce serveur je reprends mon propre nom.',
  'config.list.language': 'Langue',
  'config.list.status': 'Statut souhaité',
};

export const appearance = { en, de, es, fr };
