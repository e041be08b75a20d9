/** Files that show that work was done. */
const en = {
  'submit.file': 'A file that shows it; 8 MB together',
  'review.files': 'Files ({count})',
  'review.filesOf': 'What was handed in with claim {claim}:',
};
type Table = Record<keyof typeof en, string>;

const de: Table = {
  'submit.file': 'Eine Datei, die es zeigt; zusammen 8 MB',
  'review.files': 'Dateien ({count})',
  'review.filesOf': 'Was mit Annahme {claim} eingereicht wurde:',
};

const es: Table = {
  'submit.file': 'Un archivo que lo muestra; 8 MB en total',
  'review.files': 'Archivos ({count})',
  'review.filesOf': 'Lo que se entregó con la toma {claim}:',
};

const fr: Table = {
  'submit.file': 'Un fichier qui le montre ; 8 Mo en tout',
  'review.files': 'Fichiers ({count})',
  'review.filesOf': 'Ce qui a été remis avec la prise {claim} :',
};

export const proof = { en, de, es, fr };
