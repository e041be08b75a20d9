/** Translations of what tasks refuse; see errors.ts. */
export const taskErrors: Record<string, Record<'de' | 'es-ES' | 'fr', string> & { 'en-US'?: string }> = {
  TasksNotCommunity: {
    de: 'Zu diesem Token gibt es keine Community: prüf die Adresse.',
    'es-ES': 'No hay ninguna comunidad con este token: revisa la dirección.',
    fr: 'Aucune communauté n’a ce jeton : vérifie l’adresse.',
  },
  TasksMissingRole: {
    de: 'Das darf nur das Team dieser Community: frag es.',
    'es-ES': 'Esto solo puede hacerlo el equipo de esta comunidad: pídeselo.',
    fr: 'Seule l’équipe de cette communauté le peut : demande-lui.',
  },
  TasksStaffOnly: {
    de: 'In dieser Community stellt nur das Team Aufgaben: frag einen Moderator.',
    'es-ES': 'En esta comunidad solo el equipo crea tareas: pídeselo a un moderador.',
    fr: 'Dans cette communauté, seule l’équipe propose des tâches : demande à un modérateur.',
  },
  TasksBadTerms: {
    de: 'Eine Angabe der Aufgabe ({field}) ist nicht möglich: wähl eine andere.',
    'es-ES': 'Un dato de la tarea ({field}) no es posible: elige otro.',
    fr: 'Une donnée de la tâche ({field}) n’est pas possible : choisis-en une autre.',
  },
  TasksUnknown: {
    de: 'Diese Aufgabe gibt es nicht: sieh unter /tasks nach.',
    'es-ES': 'No existe esa tarea: mira /tasks.',
    fr: 'Cette tâche n’existe pas : vois /tasks.',
    'en-US': 'There is no such task: see /tasks.',
  },
  TasksNotCreator: {
    de: 'Das darf nur, wer die Aufgabe gestellt hat, oder ein Admin.',
    'es-ES': 'Solo puede hacerlo quien creó la tarea, o un admin.',
    fr: 'Seul qui a proposé la tâche, ou un admin, peut le faire.',
  },
  TasksClosed: {
    de: 'Diese Aufgabe nimmt niemanden mehr an: wähl eine andere.',
    'es-ES': 'Esta tarea ya no admite a nadie: elige otra.',
    fr: 'Cette tâche ne prend plus personne : choisis-en une autre.',
  },
  TasksNoSlot: {
    de: 'Alle Plätze dieser Aufgabe sind vergeben: wähl eine andere, oder warte auf einen freien.',
    'es-ES': 'No quedan plazas en esta tarea: elige otra, o espera a que se libere una.',
    fr: 'Toutes les places de cette tâche sont prises : choisis-en une autre, ou attends qu’une se libère.',
  },
  TasksNotBinding: {
    de: 'Der Bot hat die Belohnung für jemanden versprochen, für den er gerade nicht spricht: wer die Aufgabe stellte, muss sie neu speichern.',
    'es-ES':
      'El bot prometió la recompensa por alguien en cuyo nombre ahora no habla: quien creó la tarea debe guardarla de nuevo.',
    fr: 'Le bot a promis la récompense pour quelqu’un au nom de qui il ne parle pas en ce moment : qui a proposé la tâche doit l’enregistrer de nouveau.',
  },
  TasksOwnTask: {
    de: 'Deine eigene Aufgabe kannst du nicht übernehmen.',
    'es-ES': 'No puedes aceptar tu propia tarea.',
    fr: 'Tu ne peux pas prendre ta propre tâche.',
  },
  TasksBanned: {
    de: 'Wer gesperrt ist, kann keine Aufgaben übernehmen: wende dich an einen Admin.',
    'es-ES': 'Quien está vetado no puede aceptar tareas: habla con un admin.',
    fr: 'Qui est banni ne peut pas prendre de tâche : adresse-toi à un admin.',
  },
  TasksTooManyOpen: {
    de: 'Du hast schon {most} Aufgaben offen, mehr geht nicht: reich eine ein oder gib eine auf.',
    'es-ES': 'Ya tienes {most} tareas abiertas, el máximo: entrega o deja una antes.',
    fr: 'Tu as déjà {most} tâches ouvertes, le maximum : remets-en ou abandonnes-en une d’abord.',
  },
  TasksNotAgain: {
    de: 'Du hast diese Aufgabe schon einmal übernommen: wähl eine andere.',
    'es-ES': 'Ya aceptaste esta tarea una vez: elige otra.',
    fr: 'Tu as déjà pris cette tâche : choisis-en une autre.',
  },
  TasksIssueBudget: {
    de: 'Du kannst heute noch {left|amount} als Belohnung ausgeben lassen: nimm weniger, oder mach morgen weiter (UTC).',
    'es-ES': 'Hoy puedes hacer emitir {left|amount} más como recompensa: elige menos, o sigue mañana (UTC).',
    fr: 'Tu peux encore faire émettre {left|amount} en récompenses aujourd’hui : choisis moins, ou continue demain (UTC).',
    'en-US': 'You may have {left|amount} more issued as rewards today: choose less, or go on tomorrow (UTC).',
  },
  TasksUnknownClaim: {
    de: 'Diese Übernahme gibt es nicht: sieh unter /my_tasks nach.',
    'es-ES': 'No existe esa aceptación: mira /my_tasks.',
    fr: 'Cette prise n’existe pas : vois /my_tasks.',
    'en-US': 'There is no such claim: see /my_tasks.',
  },
  TasksNotClaimant: {
    de: 'Diese Übernahme gehört jemand anderem.',
    'es-ES': 'Esta aceptación es de otra persona.',
    fr: 'Cette prise est à quelqu’un d’autre.',
  },
  TasksBadState: {
    de: 'Inzwischen steht es anders um diese Übernahme: sieh sie dir noch einmal an.',
    'es-ES': 'Esta aceptación ha cambiado entretanto: mírala otra vez.',
    fr: 'Cette prise a changé entre-temps : regarde-la de nouveau.',
  },
  TasksPastDeadline: {
    de: 'Die Frist endete {deadline|time}: die Übernahme ist verfallen.',
    'es-ES': 'El plazo acabó {deadline|time}: la aceptación ha caducado.',
    fr: 'Le délai a fini {deadline|time} : la prise est périmée.',
    'en-US': 'The deadline was {deadline|time}: the claim has lapsed.',
  },
  TasksProofRequired: {
    de: 'Diese Aufgabe verlangt einen Nachweis: schreib einen dazu.',
    'es-ES': 'Esta tarea pide una prueba: añade una.',
    fr: 'Cette tâche demande une preuve : ajoutes-en une.',
  },
  TasksNotReviewer: {
    de: 'Das darfst du nicht prüfen: es tut, wer die Aufgabe stellte, oder das Team, und niemand bei sich selbst.',
    'es-ES': 'No puedes revisar esto: lo hace quien creó la tarea, o el equipo, y nadie lo suyo.',
    fr: 'Tu ne peux pas relire ceci : c’est à qui a proposé la tâche, ou à l’équipe, et à personne pour soi-même.',
  },
  TasksReviewed: {
    de: 'Diese Einreichung hast du schon geprüft.',
    'es-ES': 'Ya has revisado esta entrega.',
    fr: 'Tu as déjà relu cette remise.',
  },
  TasksTooEarly: {
    de: 'Noch zu früh: versuch es {from|time} wieder.',
    'es-ES': 'Aún es pronto: inténtalo {from|time}.',
    fr: 'C’est trop tôt : réessaie {from|time}.',
    'en-US': 'It is too early: try again {from|time}.',
  },
  TasksNoDeadline: {
    de: 'Diese Übernahme verfällt nie: beende die Aufgabe, dann bleibt eine Woche zum Einreichen.',
    'es-ES': 'Esta aceptación no caduca: termina la tarea, y queda una semana para entregar.',
    fr: 'Cette prise ne se périme jamais : termine la tâche, et il reste une semaine pour remettre.',
  },
  TasksPaused: {
    de: 'Diese Community ist angehalten: ein Admin kann das beenden.',
    'es-ES': 'Esta comunidad está en pausa: un admin puede terminarla.',
    fr: 'Cette communauté est en pause : un admin peut y mettre fin.',
  },
  TaskTitleMissing: {
    de: 'Eine Aufgabe braucht einen Titel: schreib, was zu tun ist.',
    'es-ES': 'Una tarea necesita un título: escribe qué hay que hacer.',
    fr: 'Une tâche a besoin d’un titre : écris ce qu’il y a à faire.',
  },
  TaskSlotsInvalid: {
    de: 'Plätze müssen eine ganze Zahl ab 1 sein, oder „unlimited“.',
    'es-ES': 'Las plazas deben ser un número entero desde 1, o «unlimited».',
    fr: 'Les places doivent être un nombre entier à partir de 1, ou « unlimited ».',
  },
  TaskHoursInvalid: {
    de: 'Stunden müssen eine ganze Zahl von 0 (ohne Frist) bis {most} sein.',
    'es-ES': 'Las horas deben ser un número entero de 0 (sin límite) a {most}.',
    fr: 'Les heures doivent être un nombre entier de 0 (sans limite) à {most}.',
  },
  TaskReviewersInvalid: {
    de: 'Eine Aufgabe hat 1 bis 5 Prüfende: wähl eine Zahl von 1 bis 5.',
    'es-ES': 'Una tarea tiene de 1 a 5 revisores: elige un número de 1 a 5.',
    fr: 'Une tâche a de 1 à 5 relecteurs : choisis un nombre de 1 à 5.',
  },
  TaskNotNumber: {
    de: 'Gib die Nummer an, etwa 12: /tasks und /my_tasks zeigen, was da ist.',
    'es-ES': 'Indica el número, como 12: /tasks y /my_tasks muestran lo que hay.',
    fr: 'Donne le numéro, par exemple 12 : /tasks et /my_tasks montrent ce qu’il y a.',
  },
};
