/** What members earn by, and how they stand. */
const en = {
  'helpful.name': 'Vote helpful',
  'helpful.title': 'Your vote counts',
  'helpful.counted': 'You found {name}’s message helpful: {votes} of {needed} votes.',
  'helpful.reached': 'You found {name}’s message helpful, and {needed} votes reward it.',
  'earn.4': 'popular message',
  'earn.5': 'helpful message',
  'earn.6': 'file that others react to',
  'earn.7': 'moderating, once a day',
};
type Table = Record<keyof typeof en, string>;

const de: Table = {
  'helpful.name': 'Hilfreich',
  'helpful.title': 'Deine Stimme zählt',
  'helpful.counted': 'Du fandest die Nachricht von {name} hilfreich: {votes} von {needed} Stimmen.',
  'helpful.reached': 'Du fandest die Nachricht von {name} hilfreich, und {needed} Stimmen belohnen sie.',
  'earn.4': 'beliebte Nachricht',
  'earn.5': 'hilfreiche Nachricht',
  'earn.6': 'Datei, auf die andere reagieren',
  'earn.7': 'Moderieren, einmal am Tag',
};

const es: Table = {
  'helpful.name': 'Votar útil',
  'helpful.title': 'Tu voto cuenta',
  'helpful.counted': 'El mensaje de {name} te pareció útil: {votes} de {needed} votos.',
  'helpful.reached': 'El mensaje de {name} te pareció útil, y {needed} votos lo premian.',
  'earn.4': 'mensaje popular',
  'earn.5': 'mensaje útil',
  'earn.6': 'archivo al que otros reaccionan',
  'earn.7': 'moderar, una vez al día',
};

const fr: Table = {
  'helpful.name': 'Voter utile',
  'helpful.title': 'Ton vote compte',
  'helpful.counted': 'Tu as trouvé utile le message de {name} : {votes} votes sur {needed}.',
  'helpful.reached': 'Tu as trouvé utile le message de {name}, et {needed} votes le récompensent.',
  'earn.4': 'message populaire',
  'earn.5': 'message utile',
  'earn.6': 'fichier auquel d’autres réagissent',
  'earn.7': 'modérer, une fois par jour',
};

export const earning = { en, de, es, fr };
