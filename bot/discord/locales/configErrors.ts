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
};
