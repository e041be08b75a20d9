/**
 * Translations of what may be refused, by error code. English stands where the error is thrown; a code that is missing
 * here is told in English.
 */
export const errors: Record<string, Record<'de' | 'es-ES' | 'fr', string>> = {
  AmountMissing: {
    de: 'Der Betrag fehlt: schreib eine Zahl wie 10 oder 2.5.',
    'es-ES': 'Falta la cantidad: escribe un número como 10 o 2.5.',
    fr: 'Le montant manque : écris un nombre comme 10 ou 2.5.',
  },
  AmountNegative: {
    de: 'Ein Betrag kann nicht negativ sein: lass das Minus weg.',
    'es-ES': 'Una cantidad no puede ser negativa: quita el signo menos.',
    fr: 'Un montant ne peut pas être négatif : enlève le moins.',
  },
  AmountHex: {
    de: '„{text}“ ist hexadezimal: schreib eine Zahl wie 10 oder 2.5.',
    'es-ES': '«{text}» es hexadecimal: escribe un número como 10 o 2.5.',
    fr: '« {text} » est hexadécimal : écris un nombre comme 10 ou 2.5.',
  },
  AmountScientific: {
    de: '„{text}“ hat einen Exponenten: schreib alle Ziffern aus.',
    'es-ES': '«{text}» lleva exponente: escribe todas las cifras.',
    fr: '« {text} » a un exposant : écris tous les chiffres.',
  },
  AmountComma: {
    de: '„{text}“ kann man auf zwei Arten lesen: schreib 1000 ohne Komma oder 1.5 mit Punkt.',
    'es-ES': '«{text}» se puede leer de dos maneras: escribe 1000 sin coma, o 1.5 con punto.',
    fr: '« {text} » se lit de deux façons : écris 1000 sans virgule, ou 1.5 avec un point.',
  },
  AmountNotNumber: {
    de: '„{text}“ ist kein Betrag: schreib eine Zahl wie 10 oder 2.5.',
    'es-ES': '«{text}» no es una cantidad: escribe un número como 10 o 2.5.',
    fr: '« {text} » n’est pas un montant : écris un nombre comme 10 ou 2.5.',
  },
  AmountTooFine: {
    de: '„{text}“ ist zu fein: dieser Token hat {decimals} Nachkommastellen.',
    'es-ES': '«{text}» es demasiado fino: este token tiene {decimals} decimales.',
    fr: '« {text} » est trop fin : ce jeton a {decimals} décimales.',
  },
  AmountTooLarge: {
    de: 'Das ist mehr, als es geben kann: nimm einen kleineren Betrag.',
    'es-ES': 'Es más de lo que puede existir: elige una cantidad menor.',
    fr: 'C’est plus qu’il n’en peut exister : choisis un montant plus petit.',
  },
  AmountZero: {
    de: 'Der Betrag muss größer als null sein.',
    'es-ES': 'La cantidad debe ser mayor que cero.',
    fr: 'Le montant doit être supérieur à zéro.',
  },
  GiftsToSelf: {
    de: 'Du kannst dir nichts selbst schenken: wähl jemand anderen.',
    'es-ES': 'No puedes regalarte a ti mismo: elige a otra persona.',
    fr: 'Tu ne peux pas t’offrir à toi-même : choisis quelqu’un d’autre.',
  },
  RecipientBot: {
    de: 'Bots haben kein Konto: wähl einen Menschen.',
    'es-ES': 'Los bots no tienen cuenta: elige a una persona.',
    fr: 'Les bots n’ont pas de compte : choisis une personne.',
  },
  MemberUnknown: {
    de: 'So jemand ist nicht auf diesem Server: erwähn ein Mitglied mit @.',
    'es-ES': 'Esa persona no está en este servidor: menciona a un miembro con @.',
    fr: 'Cette personne n’est pas sur ce serveur : mentionne un membre avec @.',
  },
  AccountGraduated: {
    de: 'Dein Konto gehört jetzt dir: nimm dafür deine Wallet in der dApp.',
    'es-ES': 'Tu cuenta ya es tuya: usa tu cartera en la dApp para esto.',
    fr: 'Ton compte est à toi désormais : utilise ton portefeuille dans la dApp.',
  },
  ButtonForeign: {
    de: 'Dieser Knopf gehört jemand anderem: benutz den Befehl selbst.',
    'es-ES': 'Este botón es de otra persona: usa tú el comando.',
    fr: 'Ce bouton est à quelqu’un d’autre : utilise la commande toi-même.',
  },
  ButtonExpired: {
    de: 'Dieser Knopf ist abgelaufen und nichts wurde geändert: gib den Befehl noch einmal.',
    'es-ES': 'Este botón ha caducado y nada ha cambiado: repite el comando.',
    fr: 'Ce bouton a expiré et rien n’a changé : refais la commande.',
  },
  ButtonUsed: {
    de: 'Dieser Knopf wurde schon benutzt: gib den Befehl noch einmal, wenn du es wieder tun willst.',
    'es-ES': 'Este botón ya se usó: repite el comando si quieres hacerlo otra vez.',
    fr: 'Ce bouton a déjà servi : refais la commande pour recommencer.',
  },
  NoCommunity: {
    de: 'Dieser Server hat noch keine Wirtschaft: der Betreiber dieses Bots muss sie zuerst einrichten.',
    'es-ES': 'Este servidor aún no tiene economía: quien opera este bot debe crearla primero.',
    fr: 'Ce serveur n’a pas encore d’économie : l’opérateur de ce bot doit d’abord la créer.',
  },
};
