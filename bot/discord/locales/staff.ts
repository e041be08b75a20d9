/** What staff give and take. */
const en = {
  'award.name': 'award',
  'award.description': 'Give a member tokens that are issued for it',
  'award.member': 'Whom it concerns',
  'award.reason': 'Why; they read it',
  'award.title': 'Award',
  'award.submitted': '**{amount}** for {to} are on their way.',
  'award.confirmed': '{to} received **{amount}**.',
  'award.announceTitle': 'An award!',
  'award.announce': '{to} received **{amount}** from the staff.',
  'deduct.name': 'deduct',
  'deduct.description': 'Take tokens from a member, where the community may',
  'deduct.title': 'Deduction',
  'deduct.submitted': 'Up to **{amount}** of {to} are being taken.',
  'deduct.confirmed': '**{amount}** were taken from {to}.',
};
type Table = Record<keyof typeof en, string>;

const de: Table = {
  'award.name': 'auszeichnen',
  'award.description': 'Gib einem Mitglied Token, die dafür ausgegeben werden',
  'award.member': 'Um wen es geht',
  'award.reason': 'Warum; das Mitglied liest es',
  'award.title': 'Auszeichnung',
  'award.submitted': '**{amount}** für {to} sind unterwegs.',
  'award.confirmed': '{to} hat **{amount}** bekommen.',
  'award.announceTitle': 'Eine Auszeichnung!',
  'award.announce': '{to} hat vom Team **{amount}** bekommen.',
  'deduct.name': 'abziehen',
  'deduct.description': 'Nimm einem Mitglied Token, wo die Community das darf',
  'deduct.title': 'Abzug',
  'deduct.submitted': 'Bis zu **{amount}** von {to} werden abgezogen.',
  'deduct.confirmed': '{to} wurden **{amount}** abgezogen.',
};

const es: Table = {
  'award.name': 'premiar',
  'award.description': 'Da a un miembro tokens que se emiten para ello',
  'award.member': 'De quién se trata',
  'award.reason': 'Por qué; lo lee el miembro',
  'award.title': 'Premio',
  'award.submitted': '**{amount}** para {to} están en camino.',
  'award.confirmed': '{to} ha recibido **{amount}**.',
  'award.announceTitle': '¡Un premio!',
  'award.announce': '{to} ha recibido **{amount}** del equipo.',
  'deduct.name': 'descontar',
  'deduct.description': 'Quita tokens a un miembro, donde la comunidad puede',
  'deduct.title': 'Descuento',
  'deduct.submitted': 'Se están quitando hasta **{amount}** a {to}.',
  'deduct.confirmed': 'Se han quitado **{amount}** a {to}.',
};

const fr: Table = {
  'award.name': 'récompenser',
  'award.description': 'Donne à un membre des jetons émis pour cela',
  'award.member': 'De qui il s’agit',
  'award.reason': 'Pourquoi ; le membre le lit',
  'award.title': 'Récompense',
  'award.submitted': '**{amount}** pour {to} sont en route.',
  'award.confirmed': '{to} a reçu **{amount}**.',
  'award.announceTitle': 'Une récompense !',
  'award.announce': '{to} a reçu **{amount}** de l’équipe.',
  'deduct.name': 'retirer',
  'deduct.description': 'Retire des jetons à un membre, où la communauté le peut',
  'deduct.title': 'Retrait',
  'deduct.submitted': 'Jusqu’à **{amount}** de {to} sont en train d’être retirés.',
  'deduct.confirmed': '**{amount}** ont été retirés à {to}.',
};

export const staff = { en, de, es, fr };
