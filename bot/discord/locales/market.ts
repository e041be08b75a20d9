/** Translations of what the market refuses; see errors.ts. */
export const marketErrors: Record<string, Record<'de' | 'es-ES' | 'fr', string>> = {
  MarketNotAdmin: {
    de: 'Die Gebühr des Markts setzt nur ein Admin dieser Community: frag einen.',
    'es-ES': 'Solo un admin de esta comunidad fija la comisión del mercado: pídeselo a uno.',
    fr: 'Seul un admin de cette communauté fixe la commission du marché : demande à l’un d’eux.',
  },
  MarketFeeTooHigh: {
    de: 'Die Gebühr darf höchstens 10 % sein: wähl eine niedrigere.',
    'es-ES': 'La comisión puede ser del 10 % como máximo: elige una menor.',
    fr: 'La commission est de 10 % au plus : choisis-en une plus basse.',
  },
  MarketFeeAbove: {
    de: 'Die Gebühr des Markts ist inzwischen höher: sieh sie dir an, bevor du anbietest.',
    'es-ES': 'La comisión del mercado es ahora mayor: mírala antes de poner algo a la venta.',
    fr: 'La commission du marché est plus haute à présent : regarde-la avant de mettre en vente.',
  },
  MarketNotEnabled: {
    de: 'Diese Community hat keinen Markt: ein Admin kann ihn einschalten.',
    'es-ES': 'Esta comunidad no tiene mercado: un admin puede activarlo.',
    fr: 'Cette communauté n’a pas de marché : un admin peut l’activer.',
  },
  MarketNotCommunity: {
    de: 'Zu diesem Token gibt es keine Community: prüf die Adresse.',
    'es-ES': 'No hay ninguna comunidad con este token: revisa la dirección.',
    fr: 'Aucune communauté n’a ce jeton : vérifie l’adresse.',
  },
  MarketPaused: {
    de: 'Diese Community ist angehalten: versuch es, wenn es weitergeht.',
    'es-ES': 'Esta comunidad está en pausa: inténtalo cuando siga.',
    fr: 'Cette communauté est en pause : réessaie quand elle reprendra.',
  },
  MarketBanned: {
    de: 'Dieses Mitglied ist hier gesperrt: nichts von ihm kann den Besitzer wechseln.',
    'es-ES': 'Este miembro está vetado aquí: nada suyo puede cambiar de manos.',
    fr: 'Ce membre est banni ici : rien de ce qu’il a ne peut changer de mains.',
  },
  MarketZeroPrice: {
    de: 'Der Preis ist null: gib einen Betrag an.',
    'es-ES': 'El precio es cero: indica una cantidad.',
    fr: 'Le prix est nul : indique un montant.',
  },
  MarketBadQuantity: {
    de: 'Davon kannst du 1 bis {most} nehmen: wähl eine andere Menge.',
    'es-ES': 'De esto puedes tomar de 1 a {most}: elige otra cantidad.',
    fr: 'Tu peux en prendre de 1 à {most} : choisis une autre quantité.',
  },
  MarketBadExpiry: {
    de: 'Das Ende muss in der Zukunft liegen, spätestens {latest|time}: wähl ein anderes.',
    'es-ES': 'El final debe estar en el futuro, como tarde {latest|time}: elige otro.',
    fr: 'La fin doit être à venir, au plus tard {latest|time} : choisis-en une autre.',
  },
  MarketNotTransferable: {
    de: 'Dieser Artikel bleibt bei dem, der ihn gekauft hat: er lässt sich nicht verkaufen.',
    'es-ES': 'Este artículo es de quien lo compró: no se puede vender.',
    fr: 'Cet article reste à qui l’a acheté : il ne se vend pas.',
  },
  MarketNotOwned: {
    de: 'Davon sind bei seinem Besitzer nur {held} da: wähl etwas, das es noch gibt.',
    'es-ES': 'Su dueño solo tiene {held} de esto: elige algo que aún exista.',
    fr: 'Son propriétaire n’en a que {held} : choisis quelque chose qui existe encore.',
  },
  MarketNoListing: {
    de: 'Dieses Angebot ist vorbei: es wurde verkauft oder zurückgezogen.',
    'es-ES': 'Este anuncio terminó: se vendió o se retiró.',
    fr: 'Cette annonce est finie : vendue ou retirée.',
  },
  MarketNoTrade: {
    de: 'Dieser Handel ist vorbei: er wurde geschlossen oder abgesagt.',
    'es-ES': 'Este intercambio terminó: se hizo o se canceló.',
    fr: 'Cet échange est fini : conclu ou annulé.',
  },
  MarketNoSwap: {
    de: 'Dieser Tausch ist vorbei: er wurde angenommen oder zurückgezogen.',
    'es-ES': 'Este canje terminó: se aceptó o se retiró.',
    fr: 'Ce troc est fini : accepté ou retiré.',
  },
  MarketExpired: {
    de: 'Das endete {expiredAt|time}: frag nach einem neuen Angebot.',
    'es-ES': 'Esto terminó {expiredAt|time}: pide una oferta nueva.',
    fr: 'C’était fini {expiredAt|time} : demande une nouvelle offre.',
  },
  MarketNotSeller: {
    de: 'Ein Angebot zieht nur zurück, wer es gemacht hat.',
    'es-ES': 'Un anuncio solo lo retira quien lo puso.',
    fr: 'Seul qui a mis en vente peut retirer une annonce.',
  },
  MarketNotParty: {
    de: 'Das ist zwischen anderen Mitgliedern: du kannst hier nichts tun.',
    'es-ES': 'Esto es entre otros miembros: no puedes intervenir.',
    fr: 'C’est entre d’autres membres : tu ne peux pas y agir.',
  },
  MarketWithSelf: {
    de: 'Du kannst nicht mit dir selbst handeln: wähl ein anderes Mitglied.',
    'es-ES': 'No puedes comerciar contigo: elige a otro miembro.',
    fr: 'Tu ne peux pas échanger avec toi-même : choisis un autre membre.',
  },
  MarketPriceAbove: {
    de: 'Das kostet {price|amount}, mehr als die {maxPrice|amount}, denen du zugestimmt hast.',
    'es-ES': 'Esto cuesta {price|amount}, más que los {maxPrice|amount} que aceptaste.',
    fr: 'Cela coûte {price|amount}, plus que les {maxPrice|amount} que tu as acceptés.',
  },
  MarketTermsChanged: {
    de: 'Die Bedingungen sind andere geworden: sieh sie dir an, bevor du zustimmst.',
    'es-ES': 'Las condiciones han cambiado: míralas antes de aceptar.',
    fr: 'Les conditions ont changé : regarde-les avant d’accepter.',
  },
  MarketTooManyAssets: {
    de: 'Jede Seite kann höchstens {most} Dinge geben: wähl weniger.',
    'es-ES': 'Cada parte puede poner {most} cosas como máximo: elige menos.',
    fr: 'Chaque côté donne {most} choses au plus : choisis-en moins.',
  },
  MarketNotCustodial: {
    de: 'Was das wert ist, wissen die Verträge nicht, darum gibt es der Bot nicht her: verbinde deine eigene Wallet.',
    'es-ES': 'Los contratos no saben cuánto vale esto, así que el bot no lo entrega: vincula tu propia cartera.',
    fr: 'Les contrats ignorent ce que cela vaut, donc le bot ne s’en sépare pas : relie ton propre portefeuille.',
  },
  MarketNotBinding: {
    de: 'Das wurde über den Bot vereinbart, für jemanden, für den er nicht mehr spricht: frag neu danach.',
    'es-ES': 'Esto se acordó por el bot para alguien en cuyo nombre ya no habla: pídelo de nuevo.',
    fr: 'C’était convenu par le bot pour quelqu’un au nom de qui il ne parle plus : redemande-le.',
  },
  MarketTooLittle: {
    de: 'Wer das anbot, hat {balance|amount} und versprach {amount|amount}: verlang weniger oder warte.',
    'es-ES': 'Quien lo ofreció tiene {balance|amount} y prometió {amount|amount}: pide menos o espera.',
    fr: 'Qui l’offrait a {balance|amount} et promettait {amount|amount} : demande moins, ou attends.',
  },
  MarketEmpty: {
    de: 'Nichts wird angeboten oder verlangt: leg etwas hinein.',
    'es-ES': 'No se ofrece ni se pide nada: pon algo.',
    fr: 'Rien n’est offert ni demandé : mets quelque chose.',
  },
  MarketSameToken: {
    de: 'Beide Seiten sind derselbe Token: wähl den einer anderen Community.',
    'es-ES': 'Ambas partes son el mismo token: elige el de otra comunidad.',
    fr: 'Les deux côtés sont le même jeton : choisis celui d’une autre communauté.',
  },
};
