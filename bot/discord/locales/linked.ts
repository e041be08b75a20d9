/** What linked roles may rest on. */
const en = {
  'linked.balance': 'Tokens',
  'linked.balanceAbout': 'Tokens held, at least (1, 10, 100, 1000 …)',
  'linked.lifetime': 'Earned in all',
  'linked.lifetimeAbout': 'Tokens ever earned, at least (1, 10, 100, 1000 …)',
  'linked.tier': 'Tier',
  'linked.tierAbout': 'Tier, at least (0 bronze, 1 silver, 2 gold, 3 platinum)',
  'linked.streak': 'Streak',
  'linked.streakAbout': 'Days in a row, at least',
  'linked.tasks': 'Tasks done',
  'linked.tasksAbout': 'Accepted tasks, at least',
};
type Table = Record<keyof typeof en, string>;

const de: Table = {
  'linked.balance': 'Token',
  'linked.balanceAbout': 'Token im Besitz, mindestens (1, 10, 100, 1000 …)',
  'linked.lifetime': 'Insgesamt verdient',
  'linked.lifetimeAbout': 'Je verdiente Token, mindestens (1, 10, 100, 1000 …)',
  'linked.tier': 'Stufe',
  'linked.tierAbout': 'Stufe, mindestens (0 Bronze, 1 Silber, 2 Gold, 3 Platin)',
  'linked.streak': 'Serie',
  'linked.streakAbout': 'Tage in Folge, mindestens',
  'linked.tasks': 'Erledigte Aufgaben',
  'linked.tasksAbout': 'Angenommene Aufgaben, mindestens',
};

const es: Table = {
  'linked.balance': 'Tokens',
  'linked.balanceAbout': 'Tokens en posesión, al menos (1, 10, 100, 1000…)',
  'linked.lifetime': 'Ganado en total',
  'linked.lifetimeAbout': 'Tokens ganados alguna vez, al menos (1, 10, 100, 1000…)',
  'linked.tier': 'Nivel',
  'linked.tierAbout': 'Nivel, al menos (0 bronce, 1 plata, 2 oro, 3 platino)',
  'linked.streak': 'Racha',
  'linked.streakAbout': 'Días seguidos, al menos',
  'linked.tasks': 'Tareas hechas',
  'linked.tasksAbout': 'Tareas aceptadas, al menos',
};

const fr: Table = {
  'linked.balance': 'Jetons',
  'linked.balanceAbout': 'Jetons détenus, au moins (1, 10, 100, 1000…)',
  'linked.lifetime': 'Gagné en tout',
  'linked.lifetimeAbout': 'Jetons jamais gagnés, au moins (1, 10, 100, 1000…)',
  'linked.tier': 'Niveau',
  'linked.tierAbout': 'Niveau, au moins (0 bronze, 1 argent, 2 or, 3 platine)',
  'linked.streak': 'Série',
  'linked.streakAbout': 'Jours d’affilée, au moins',
  'linked.tasks': 'Tâches accomplies',
  'linked.tasksAbout': 'Tâches acceptées, au moins',
};

export const linked = { en, de, es, fr };
