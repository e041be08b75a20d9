/** Translations of what drops, announcements and hand-overs refuse; taken in by errors.ts. */
export const storeErrors: Record<string, Record<'de' | 'es-ES' | 'fr', string> & { 'en-US'?: string }> = {
  DropUnknown: {
    de: 'Diesen Abwurf gibt es nicht mehr.',
    'es-ES': 'Ese regalo ya no existe.',
    fr: 'Ce largage n’existe plus.',
  },
  DropOver: {
    de: 'Dieser Abwurf ist vorbei: sei beim nächsten schneller.',
    'es-ES': 'Este regalo ha terminado: date más prisa la próxima vez.',
    fr: 'Ce largage est terminé : sois plus rapide la prochaine fois.',
  },
  DropEmpty: {
    de: 'Alles ist schon vergeben: sei beim nächsten schneller.',
    'es-ES': 'Ya no queda nada: date más prisa la próxima vez.',
    fr: 'Tout est déjà pris : sois plus rapide la prochaine fois.',
  },
  DropTaken: {
    de: 'Du hast deinen Teil schon: sieh in /history nach.',
    'es-ES': 'Ya tienes tu parte: mira /history.',
    fr: 'Tu as déjà ta part : vois /history.',
  },
  DropOwn: {
    de: 'Das ist dein eigener Abwurf: er ist für die anderen.',
    'es-ES': 'Es tu propio regalo: es para los demás.',
    fr: 'C’est ton propre largage : il est pour les autres.',
  },
  DropDry: {
    de: 'Dieser Abwurf kann gerade nichts mehr zahlen: sag es dem Team dieses Servers.',
    'es-ES': 'Este regalo no puede pagar más por ahora: avisa al equipo de este servidor.',
    fr: 'Ce largage ne peut plus rien payer pour l’instant : dis-le à l’équipe de ce serveur.',
  },
  DropPlaces: {
    de: 'Ein Abwurf ist für 1 bis {most} Mitglieder: nenn eine ganze Zahl.',
    'es-ES': 'Un regalo es para 1 a {most} miembros: da un número entero.',
    fr: 'Un largage est pour 1 à {most} membres : donne un nombre entier.',
  },
  DropMinutes: {
    de: 'Ein Abwurf dauert 1 bis {most} Minuten: nenn eine ganze Zahl.',
    'es-ES': 'Un regalo dura de 1 a {most} minutos: da un número entero.',
    fr: 'Un largage dure de 1 à {most} minutes : donne un nombre entier.',
  },
};
