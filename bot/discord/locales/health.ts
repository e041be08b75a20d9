/** Translations of what the health report says of each part, by the name of the sentence. */
export const healthWords: Record<string, Record<'de' | 'es-ES' | 'fr', string>> = {
  PartAnswers: {
    de: 'Antwortet.',
    'es-ES': 'Responde.',
    fr: 'Répond.',
  },
  PartSilent: {
    de: 'Antwortet nicht.',
    'es-ES': 'No responde.',
    fr: 'Ne répond pas.',
  },
  DatabaseSilent: {
    de: 'Die Datenbank antwortet nicht.',
    'es-ES': 'La base de datos no responde.',
    fr: 'La base de données ne répond pas.',
  },
  NodesSilent: {
    de: 'Kein Node antwortet.',
    'es-ES': 'Ningún nodo responde.',
    fr: 'Aucun nœud ne répond.',
  },
  NodeAt: {
    de: 'Der Node ist bei Block {block}.',
    'es-ES': 'El nodo está en el bloque {block}.',
    fr: 'Le nœud est au bloc {block}.',
  },
  TablesEmpty: {
    de: 'Die Tabellen sind noch leer.',
    'es-ES': 'Las tablas aún están vacías.',
    fr: 'Les tables sont encore vides.',
  },
  TablesAt: {
    de: 'Die Tabellen reichen bis Block {block}.',
    'es-ES': 'Las tablas llegan hasta el bloque {block}.',
    fr: 'Les tables vont jusqu’au bloc {block}.',
  },
  TablesAtUnknown: {
    de: 'Die Tabellen reichen bis Block {block}; wie viel ihnen fehlt, ist unbekannt.',
    'es-ES': 'Las tablas llegan hasta el bloque {block}; cuánto les falta, no se sabe.',
    fr: 'Les tables vont jusqu’au bloc {block} ; ce qui leur manque est inconnu.',
  },
  TablesBehind: {
    de: 'Die Tabellen sind {blocks} Blöcke hinter der Chain.',
    'es-ES': 'Las tablas van {blocks} bloques por detrás de la cadena.',
    fr: 'Les tables ont {blocks} blocs de retard sur la chaîne.',
  },
  ServerStopping: {
    de: 'Der Server hält an.',
    'es-ES': 'El servidor se está deteniendo.',
    fr: 'Le serveur s’arrête.',
  },
  GatewayConnected: {
    de: 'Das Gateway ist verbunden.',
    'es-ES': 'La pasarela está conectada.',
    fr: 'La passerelle est connectée.',
  },
  GatewayAway: {
    de: 'Das Gateway von Discord ist nicht verbunden; es wird weiter versucht.',
    'es-ES': 'La pasarela de Discord no está conectada; se sigue intentando.',
    fr: 'La passerelle de Discord n’est pas connectée ; de nouveaux essais suivent.',
  },
  WalletsUnseen: {
    de: 'Nach ihnen wird bald gesehen.',
    'es-ES': 'Se mirarán pronto.',
    fr: 'Ils seront regardés bientôt.',
  },
  WalletsHold: {
    de: 'Die Wallets, die Gas zahlen, haben {amount}.',
    'es-ES': 'Las carteras que pagan el gas tienen {amount}.',
    fr: 'Les portefeuilles qui paient le gaz ont {amount}.',
  },
  WalletsLast: {
    de: 'Die Wallets, die Gas zahlen, haben {amount}, für {days} Tage.',
    'es-ES': 'Las carteras que pagan el gas tienen {amount}, para {days} días.',
    fr: 'Les portefeuilles qui paient le gaz ont {amount}, pour {days} jours.',
  },
};
