/** Files that show that work was done. */
const en = {
  'submit.file': 'A file that shows it; 8 MB together',
  'review.files': 'Files ({count})',
  'review.filesOf': 'What was handed in with claim {claim}:',
  'task.edit.name': 'edit',
  'task.edit.description': 'Change a task of yours for claims from now on',
  'task.editTitle': 'Change a task',
  'task.editAsk':
    'Change task #{task}, **{title}**? Open claims keep the terms under which they were made; its time runs anew.',
  'task.comesBack': 'Comes back to you',
  'task.endsThen': 'Ends then',
  'task.noEnd': 'never',
  'task.editing': 'Task #{task} is being changed.',
  'task.edited': 'Task #{task} is changed for claims from now on.',
};
type Table = Record<keyof typeof en, string>;

const de: Table = {
  'submit.file': 'Eine Datei, die es zeigt; zusammen 8 MB',
  'review.files': 'Dateien ({count})',
  'review.filesOf': 'Was mit Annahme {claim} eingereicht wurde:',
  'task.edit.name': 'ändern',
  'task.edit.description': 'Ändere eine Aufgabe von dir für künftige Annahmen',
  'task.editTitle': 'Aufgabe ändern',
  'task.editAsk':
    'Aufgabe #{task}, **{title}**, ändern? Offene Annahmen behalten ihre Bedingungen; die Zeit läuft neu.',
  'task.comesBack': 'Kommt zu dir zurück',
  'task.endsThen': 'Endet dann',
  'task.noEnd': 'nie',
  'task.editing': 'Aufgabe #{task} wird geändert.',
  'task.edited': 'Aufgabe #{task} ist für künftige Annahmen geändert.',
};

const es: Table = {
  'submit.file': 'Un archivo que lo muestra; 8 MB en total',
  'review.files': 'Archivos ({count})',
  'review.filesOf': 'Lo que se entregó con la toma {claim}:',
  'task.edit.name': 'editar',
  'task.edit.description': 'Cambia una tarea tuya para las tomas desde ahora',
  'task.editTitle': 'Cambiar una tarea',
  'task.editAsk':
    '¿Cambiar la tarea #{task}, **{title}**? Las tomas abiertas conservan sus condiciones; el tiempo empieza de nuevo.',
  'task.comesBack': 'Vuelve a ti',
  'task.endsThen': 'Termina entonces',
  'task.noEnd': 'nunca',
  'task.editing': 'La tarea #{task} se está cambiando.',
  'task.edited': 'La tarea #{task} ha cambiado para las tomas desde ahora.',
};

const fr: Table = {
  'submit.file': 'Un fichier qui le montre ; 8 Mo en tout',
  'review.files': 'Fichiers ({count})',
  'review.filesOf': 'Ce qui a été remis avec la prise {claim} :',
  'task.edit.name': 'modifier',
  'task.edit.description': 'Change une tâche à toi pour les prises à venir',
  'task.editTitle': 'Changer une tâche',
  'task.editAsk':
    'Changer la tâche #{task}, **{title}** ? Les prises ouvertes gardent leurs conditions ; le temps repart.',
  'task.comesBack': 'Te revient',
  'task.endsThen': 'Finit alors',
  'task.noEnd': 'jamais',
  'task.editing': 'La tâche #{task} est en train d’être changée.',
  'task.edited': 'La tâche #{task} est changée pour les prises à venir.',
};

export const proof = { en, de, es, fr };
