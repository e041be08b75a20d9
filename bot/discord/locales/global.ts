/** The operator's own shop and tasks, where another server shows them. */
const en = {
  'global.shop': 'Shop in {symbol}',
  'global.tasks': 'Tasks for {symbol}',
  'global.how': 'From the operator of this bot, for members of every server that shows it. You have **{balance}**.',
  'global.refund': 'giving it back pays {amount}',
  'global.refundUntil': 'giving it back pays {amount} until {when}',
  'global.deadline': 'Hand in {when} at the latest, with this button.',
  'global.noDeadline': 'Hand in when you are done, with this button.',
  'choice.global_shop': 'the operator’s shop',
  'choice.global_tasks': 'the operator’s tasks',
};
type Table = Record<keyof typeof en, string>;

const de: Table = {
  'global.shop': 'Shop für {symbol}',
  'global.tasks': 'Aufgaben für {symbol}',
  'global.how': 'Vom Betreiber dieses Bots, für Mitglieder aller Server, die das zeigen. Du hast **{balance}**.',
  'global.refund': 'zurückgegeben bringt es {amount}',
  'global.refundUntil': 'zurückgegeben bringt es {amount} bis {when}',
  'global.deadline': 'Reich es mit diesem Knopf ein, spätestens {when}.',
  'global.noDeadline': 'Reich es mit diesem Knopf ein, wenn du fertig bist.',
  'choice.global_shop': 'Shop des Betreibers',
  'choice.global_tasks': 'Aufgaben des Betreibers',
};

const es: Table = {
  'global.shop': 'Tienda en {symbol}',
  'global.tasks': 'Tareas por {symbol}',
  'global.how': 'De quien opera este bot, para miembros de todos los servidores que lo muestran. Tienes **{balance}**.',
  'global.refund': 'al devolverlo recibes {amount}',
  'global.refundUntil': 'al devolverlo recibes {amount} hasta {when}',
  'global.deadline': 'Entrega con este botón, como tarde {when}.',
  'global.noDeadline': 'Entrega con este botón cuando termines.',
  'choice.global_shop': 'tienda del operador',
  'choice.global_tasks': 'tareas del operador',
};

const fr: Table = {
  'global.shop': 'Boutique en {symbol}',
  'global.tasks': 'Tâches pour {symbol}',
  'global.how': 'De l’opérateur de ce bot, pour les membres de tous les serveurs qui l’affichent. Tu as **{balance}**.',
  'global.refund': 'le rendre rapporte {amount}',
  'global.refundUntil': 'le rendre rapporte {amount} jusqu’à {when}',
  'global.deadline': 'Remets ton travail avec ce bouton, {when} au plus tard.',
  'global.noDeadline': 'Remets ton travail avec ce bouton quand tu as fini.',
  'choice.global_shop': 'boutique de l’opérateur',
  'choice.global_tasks': 'tâches de l’opérateur',
};

export const globalWords = { en, de, es, fr };
