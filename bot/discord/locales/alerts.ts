/** What a server is told by itself: what is new in the shop, and when seasons begin and end. */
const en = {
  'config.place.alerts': 'What is new in shop and seasons',
  'choice.alerts': 'news of shop and seasons',
};
type Table = Record<keyof typeof en, string>;

const de: Table = {
  'config.place.alerts': 'Neues aus Laden und Saisons',
  'choice.alerts': 'Neues aus Laden und Saisons',
};

const es: Table = {
  'config.place.alerts': 'Novedades de tienda y temporadas',
  'choice.alerts': 'novedades de tienda y temporadas',
};

const fr: Table = {
  'config.place.alerts': 'Nouveautés de la boutique et des saisons',
  'choice.alerts': 'nouveautés de la boutique et des saisons',
};

export const alerts = { en, de, es, fr };
