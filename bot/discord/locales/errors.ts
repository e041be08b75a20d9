import { apiErrors } from './apiErrors.ts';
import { configErrors } from './configErrors.ts';
import { earningErrors } from './earningErrors.ts';
import { healthWords } from './health.ts';
import { marketErrors } from './market.ts';
import { socialErrors } from './socialErrors.ts';
import { storeErrors } from './storeErrors.ts';
import { taskErrors } from './taskErrors.ts';

/**
 * Translations of what may be refused, by error code. English stands where the error is thrown, and here only where
 * Discord can say it better: with a time in the reader's own zone, or a command. A code that is missing here is told in
 * English. `.none` is for the same error with nothing left.
 */
export const errors: Record<string, Record<'de' | 'es-ES' | 'fr', string> & { 'en-US'?: string }> = {
  ...apiErrors,
  ...configErrors,
  ...earningErrors,
  ...healthWords,
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
  AmountNotWhole: {
    de: 'Hier gibt es nur ganze Beträge: lass die Nachkommastellen weg.',
    'es-ES': 'Aquí solo valen cantidades enteras: quita los decimales.',
    fr: 'Ici, seuls les montants entiers comptent : retire les décimales.',
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
  PinMissing: {
    de: 'Dafür braucht es deine PIN, und du hast noch keine: setz eine mit /wallet pin.',
    'es-ES': 'Esto pide tu PIN y aún no tienes: fija uno con /wallet pin.',
    fr: 'Ceci demande ton PIN, et tu n’en as pas encore : choisis-en un avec /wallet pin.',
  },
  PinNeeded: {
    'en-US': 'This needs your PIN: press Confirm above, and enter it in the window that opens.',
    de: 'Dafür braucht es deine PIN: drück oben auf Bestätigen und gib sie in das Fenster ein.',
    'es-ES': 'Esto pide tu PIN: pulsa arriba Confirmar e introdúcelo en la ventana que se abre.',
    fr: 'Ceci demande ton PIN : appuie ci-dessus sur Confirmer et saisis-le dans la fenêtre.',
  },
  PinWrong: {
    'en-US': 'That PIN is wrong: you have {left} tries left.',
    de: 'Diese PIN ist falsch: du hast noch {left} Versuche.',
    'es-ES': 'Ese PIN no es correcto: te quedan {left} intentos.',
    fr: 'Ce PIN est faux : il te reste {left} essais.',
  },
  PinWrongWait: {
    'en-US': 'That PIN is wrong: you have {left} tries left, the next one counts {retryAt|time}.',
    de: 'Diese PIN ist falsch: du hast noch {left} Versuche, der nächste zählt {retryAt|time}.',
    'es-ES': 'Ese PIN no es correcto: te quedan {left} intentos, el próximo cuenta {retryAt|time}.',
    fr: 'Ce PIN est faux : il te reste {left} essais, le prochain compte {retryAt|time}.',
  },
  PinWait: {
    'en-US': 'Your PIN was wrong too often: the next try counts {retryAt|time}.',
    de: 'Deine PIN war zu oft falsch: der nächste Versuch zählt {retryAt|time}.',
    'es-ES': 'Tu PIN falló demasiadas veces: el próximo intento cuenta {retryAt|time}.',
    fr: 'Ton PIN a été faux trop souvent : le prochain essai compte {retryAt|time}.',
  },
  PinLocked: {
    de: 'Zu viele falsche PINs: deine ist gesperrt. Ersetz sie mit /wallet forgot.',
    'es-ES': 'Demasiados PIN incorrectos: el tuyo está bloqueado. Sustitúyelo con /wallet forgot.',
    fr: 'Trop de PIN faux : le tien est bloqué. Remplace-le avec /wallet forgot.',
  },
  PinRecord: {
    'en-US': 'Your stored PIN is not the one that you have set: replace it with /wallet forgot, and tell the operator.',
    de: 'Deine gespeicherte PIN ist nicht die, die du gesetzt hast: ersetz sie mit /wallet forgot und sag es dem Betreiber.',
    'es-ES': 'Tu PIN guardado no es el que fijaste: sustitúyelo con /wallet forgot y avisa a quien opera el bot.',
    fr: 'Ton PIN enregistré n’est pas celui que tu as choisi : remplace-le avec /wallet forgot et préviens l’opérateur.',
  },
  PinOldMissing: {
    'en-US': 'You have a PIN already: use /wallet pin again, and enter the old one too.',
    de: 'Du hast schon eine PIN: nimm noch einmal /wallet pin und gib auch die alte ein.',
    'es-ES': 'Ya tienes un PIN: usa otra vez /wallet pin e introduce también el anterior.',
    fr: 'Tu as déjà un PIN : refais /wallet pin et saisis aussi l’ancien.',
  },
  PinDigits: {
    de: 'Eine PIN hat 4 bis 6 Ziffern.',
    'es-ES': 'Un PIN tiene de 4 a 6 cifras.',
    fr: 'Un PIN a de 4 à 6 chiffres.',
  },
  PinDigitsExactly: {
    de: 'Eine PIN hat hier {least} Ziffern.',
    'es-ES': 'Aquí un PIN tiene {least} cifras.',
    fr: 'Ici, un PIN a {least} chiffres.',
  },
  RecoveryEffective: {
    de: 'Deine Rettungsadresse gilt schon: nur sie kann eine andere nennen, mit setRecovery des Custodian.',
    'es-ES': 'Tu dirección de rescate ya vale: solo ella puede nombrar otra, con setRecovery del Custodian.',
    fr: 'Ton adresse de secours est déjà valable : elle seule peut en nommer une autre, par setRecovery du Custodian.',
  },
  GraduationNotPending: {
    de: 'Dein Konto ist zu niemandem unterwegs: es gibt nichts abzubrechen.',
    'es-ES': 'Tu cuenta no va camino de nadie: no hay nada que cancelar.',
    fr: 'Ton compte n’est en route vers personne : il n’y a rien à annuler.',
  },
  TooManyCommands: {
    'en-US': 'Tokens can be moved {most} times a minute: the next time {nextAt|time}.',
    de: 'Tokens lassen sich {most}-mal in der Minute bewegen: das nächste Mal {nextAt|time}.',
    'es-ES': 'Los tokens se pueden mover {most} veces por minuto: la próxima {nextAt|time}.',
    fr: 'Les jetons peuvent être déplacés {most} fois par minute : la prochaine {nextAt|time}.',
  },
  NoCommunity: {
    de: 'Dieser Server hat noch keine Wirtschaft: der Betreiber dieses Bots muss sie zuerst einrichten.',
    'es-ES': 'Este servidor aún no tiene economía: quien opera este bot debe crearla primero.',
    fr: 'Ce serveur n’a pas encore d’économie : l’opérateur de ce bot doit d’abord la créer.',
  },
  MemberAmbiguous: {
    de: 'Mehrere Mitglieder heißen so: erwähn das richtige mit @.',
    'es-ES': 'Varios miembros se llaman así: menciona con @ al que quieres.',
    fr: 'Plusieurs membres s’appellent ainsi : mentionne le bon avec @.',
  },
  GuildOnly: {
    de: 'Das geht nur auf einem Server: benutz es in einem seiner Kanäle.',
    'es-ES': 'Esto solo funciona en un servidor: úsalo en uno de sus canales.',
    fr: 'Cela ne marche que sur un serveur : utilise-le dans un de ses salons.',
  },
  NotIndexedYet: {
    de: 'Die Chain wird noch gelesen: versuch es gleich noch einmal.',
    'es-ES': 'La cadena aún se está leyendo: inténtalo en un momento.',
    fr: 'La chaîne est encore en cours de lecture : réessaie dans un instant.',
  },
  WalletNotAddress: {
    de: 'Das ist keine Wallet-Adresse: sie beginnt mit 0x, danach folgen 40 Zeichen.',
    'es-ES': 'Eso no es una dirección de cartera: empieza por 0x y le siguen 40 caracteres.',
    fr: 'Ce n’est pas une adresse de portefeuille : elle commence par 0x, suivi de 40 caractères.',
  },
  WalletMistyped: {
    de: 'In dieser Adresse ist ein Tippfehler: kopier sie noch einmal aus deiner Wallet.',
    'es-ES': 'Esa dirección tiene una errata: cópiala otra vez de tu cartera.',
    fr: 'Cette adresse contient une faute : recopie-la depuis ton portefeuille.',
  },
  WalletZero: {
    de: 'Das ist die Nulladresse, die niemandem gehört: kopier die Adresse deiner Wallet.',
    'es-ES': 'Esa es la dirección cero, que no es de nadie: copia la de tu cartera.',
    fr: 'C’est l’adresse zéro, qui n’est à personne : copie celle de ton portefeuille.',
  },
  WalletNotOwn: {
    de: 'Zu dieser Adresse hast du keinen Schlüssel: nimm die deiner eigenen Wallet.',
    'es-ES': 'No tienes la clave de esa dirección: da la de tu propia cartera.',
    fr: 'Tu n’as pas la clé de cette adresse : donne celle de ton propre portefeuille.',
  },
  TokenAlreadyClaimed: {
    'en-US': 'You have claimed today: the next daily reward opens {nextDayStartsAt|time}.',
    de: 'Für heute hast du sie schon: die nächste Belohnung gibt es {nextDayStartsAt|time}.',
    'es-ES': 'Hoy ya la has reclamado: la próxima recompensa se abre {nextDayStartsAt|time}.',
    fr: 'Tu l’as déjà prise aujourd’hui : la prochaine récompense s’ouvre {nextDayStartsAt|time}.',
  },
  ERC20InsufficientBalance: {
    de: 'Du hast {balance|amount} und brauchst {needed|amount}: verdien noch etwas oder nimm einen kleineren Betrag.',
    'es-ES': 'Tienes {balance|amount} y necesitas {needed|amount}: gana algo más o elige una cantidad menor.',
    fr: 'Tu as {balance|amount} et il te faut {needed|amount} : gagne encore un peu ou choisis un montant plus petit.',
  },
  GiftsDayLimit: {
    'en-US': 'At tier {tier|tier} you can still give {left|amount} today: choose a smaller amount.',
    de: 'Auf Stufe {tier|tier} kannst du heute noch {left|amount} verschenken: nimm einen kleineren Betrag.',
    'es-ES': 'En el nivel {tier|tier} hoy aún puedes regalar {left|amount}: elige una cantidad menor.',
    fr: 'Au niveau {tier|tier} tu peux encore offrir {left|amount} aujourd’hui : choisis un montant plus petit.',
  },
  'GiftsDayLimit.none': {
    'en-US': 'You have given all that tier {tier|tier} allows today: try again tomorrow (UTC).',
    de: 'Du hast heute verschenkt, was Stufe {tier|tier} erlaubt: versuch es morgen wieder (UTC).',
    'es-ES': 'Ya has regalado hoy todo lo que permite el nivel {tier|tier}: inténtalo mañana (UTC).',
    fr: 'Tu as offert aujourd’hui tout ce que permet le niveau {tier|tier} : réessaie demain (UTC).',
  },
  GiftsTooMany: {
    de: 'Du hast heute {perDay} Geschenke gemacht, mehr geht nicht: versuch es morgen wieder (UTC).',
    'es-ES': 'Hoy has hecho {perDay} regalos, que es el máximo: inténtalo mañana (UTC).',
    fr: 'Tu as fait {perDay} cadeaux aujourd’hui, c’est le maximum : réessaie demain (UTC).',
  },
  TokenMemberCeiling: {
    'en-US':
      'The bot may move {left|amount} more of your tokens today: choose a smaller amount, or raise `/wallet limit`.',
    de: 'Der Bot darf heute noch {left|amount} von dir bewegen: nimm einen kleineren Betrag, oder erhöh `/wallet limit`.',
    'es-ES': 'Hoy el bot aún puede mover {left|amount} tuyos: elige una cantidad menor o sube `/wallet limit`.',
    fr: 'Le bot peut encore déplacer {left|amount} à toi aujourd’hui : choisis un montant plus petit, ou relève `/wallet limit`.',
  },
  'TokenMemberCeiling.none': {
    'en-US': 'The bot may move no more of your tokens today: try again tomorrow (UTC), or raise `/wallet limit`.',
    de: 'Der Bot darf heute nichts mehr von dir bewegen: versuch es morgen wieder (UTC), oder erhöh `/wallet limit`.',
    'es-ES': 'Hoy el bot ya no puede mover nada tuyo: inténtalo mañana (UTC) o sube `/wallet limit`.',
    fr: 'Le bot ne peut plus rien déplacer à toi aujourd’hui : réessaie demain (UTC), ou relève `/wallet limit`.',
  },
  TokenCommunityCeiling: {
    de: 'Der Bot darf von den Token dieser Community heute noch {left|amount} bewegen: nimm einen kleineren Betrag.',
    'es-ES': 'Hoy el bot aún puede mover {left|amount} de los tokens de esta comunidad: elige una cantidad menor.',
    fr: 'Le bot peut encore déplacer {left|amount} des jetons de cette communauté aujourd’hui : choisis un montant plus petit.',
  },
  'TokenCommunityCeiling.none': {
    de: 'Der Bot hat heute von den Token dieser Community bewegt, was ein Tag erlaubt: versuch es morgen wieder (UTC).',
    'es-ES': 'El bot ya ha movido hoy todo lo que un día permite en esta comunidad: inténtalo mañana (UTC).',
    fr: 'Le bot a déplacé tout ce qu’un jour permet dans cette communauté : réessaie demain (UTC).',
  },
  TokenCommunityDayCap: {
    de: 'Die Community hat heute alles ausgegeben, was sie darf: versuch es morgen wieder (UTC).',
    'es-ES': 'La comunidad ya ha emitido todo lo que puede hoy: inténtalo mañana (UTC).',
    fr: 'La communauté a émis tout ce qu’elle peut aujourd’hui : réessaie demain (UTC).',
  },
  TokenPaused: {
    de: 'Diese Community ist angehalten: ein Admin kann das beenden.',
    'es-ES': 'Esta comunidad está en pausa: un administrador puede reanudarla.',
    fr: 'Cette communauté est en pause : un admin peut y mettre fin.',
  },
  CustodianGraduated: {
    de: 'Dein Konto gehört jetzt dir: nimm dafür deine Wallet in der dApp.',
    'es-ES': 'Tu cuenta ya es tuya: usa tu cartera en la dApp para esto.',
    fr: 'Ton compte est à toi désormais : utilise ton portefeuille dans la dApp.',
  },
  ChainRestarted: {
    de: 'Das Netzwerk wurde vorher neu gestartet: bitte mach es noch einmal.',
    'es-ES': 'La red se reinició antes de hacerlo: hazlo otra vez, por favor.',
    fr: 'Le réseau a redémarré avant que ce soit fait : recommence, s’il te plaît.',
  },
  RoleNotSet: {
    de: 'Für diesen Artikel ist noch keine Rolle eingestellt: sag es dem Team dieses Servers.',
    'es-ES': 'Este artículo aún no tiene un rol asignado: avisa al equipo de este servidor.',
    fr: 'Aucun rôle n’est encore choisi pour cet article : préviens l’équipe de ce serveur.',
  },
  RoleGone: {
    de: 'Die Rolle dieses Artikels gibt es nicht mehr: sag es dem Team dieses Servers.',
    'es-ES': 'El rol de este artículo ya no existe: avisa al equipo de este servidor.',
    fr: 'Le rôle de cet article n’existe plus : préviens l’équipe de ce serveur.',
  },
  RolesNotAllowed: {
    de: 'Der Bot darf auf diesem Server keine Rollen vergeben: sag es dem Team.',
    'es-ES': 'El bot no puede dar roles en este servidor: avisa al equipo.',
    fr: 'Le bot ne peut pas donner de rôles sur ce serveur : préviens l’équipe.',
  },
  RoleNotGivable: {
    de: 'Die Rolle {role} gehört Discord selbst und lässt sich nicht vergeben: sag es dem Team dieses Servers.',
    'es-ES': 'El rol {role} es de Discord y no se puede dar: avisa al equipo de este servidor.',
    fr: 'Le rôle {role} appartient à Discord et ne peut pas être donné : préviens l’équipe de ce serveur.',
  },
  RoleAboveBot: {
    de: 'Die Rolle {role} steht über der des Bots: sag es dem Team dieses Servers.',
    'es-ES': 'El rol {role} está por encima del del bot: avisa al equipo de este servidor.',
    fr: 'Le rôle {role} est au-dessus de celui du bot : préviens l’équipe de ce serveur.',
  },
  MemberLeft: {
    de: 'Das bekommen nur Mitglieder dieses Servers: tritt ihm zuerst bei.',
    'es-ES': 'Esto es solo para miembros de este servidor: únete primero.',
    fr: 'C’est réservé aux membres de ce serveur : rejoins-le d’abord.',
  },
  CodesUsedUp: {
    de: 'Es sind nur noch {left} Codes da: nimm weniger oder sag es dem Team dieses Servers.',
    'es-ES': 'Solo quedan {left} códigos: elige menos o avisa al equipo de este servidor.',
    fr: 'Il ne reste que {left} codes : choisis-en moins ou préviens l’équipe de ce serveur.',
  },
  'CodesUsedUp.none': {
    de: 'Es sind keine Codes mehr da: sag es dem Team dieses Servers.',
    'es-ES': 'No quedan códigos: avisa al equipo de este servidor.',
    fr: 'Il n’y a plus de codes : préviens l’équipe de ce serveur.',
  },
  FulfillerMissing: {
    de: 'Der Bot darf hier noch nichts aushändigen: die Besitzerin oder der Besitzer dieser Community gibt ihm das Recht dazu.',
    'es-ES': 'El bot aún no puede entregar compras aquí: quien posee esta comunidad le da ese permiso.',
    fr: 'Le bot ne peut pas encore remettre d’achats ici : la personne propriétaire de cette communauté lui en donne le droit.',
  },
  NoCode: {
    de: 'Hier liegt kein Code für dich: hast du ihn gerade gekauft, versuch es in einer Minute noch einmal.',
    'es-ES': 'Aquí no hay ningún código tuyo: si acabas de comprarlo, inténtalo en un minuto.',
    fr: 'Il n’y a pas de code à toi ici : si tu viens de l’acheter, réessaie dans une minute.',
  },
  CodesMissing: {
    de: 'Hier steht kein Code: schreib einen Code je Zeile.',
    'es-ES': 'Aquí no hay ningún código: escribe un código por línea.',
    fr: 'Il n’y a aucun code ici : écris un code par ligne.',
  },
  CodesTooMany: {
    de: 'Das sind mehr als {most} Codes: füge sie in Teilen hinzu.',
    'es-ES': 'Son más de {most} códigos: añádelos por partes.',
    fr: 'Cela fait plus de {most} codes : ajoute-les en plusieurs fois.',
  },
  CodeTooLong: {
    de: 'Ein Code hat höchstens {most} Zeichen: schreib einen Code je Zeile.',
    'es-ES': 'Un código tiene como máximo {most} caracteres: escribe un código por línea.',
    fr: 'Un code a au plus {most} caractères : écris un code par ligne.',
  },
  ItemUnknown: {
    de: 'Den Artikel „{text}“ gibt es hier nicht: sieh in /shop.',
    'es-ES': 'Aquí no hay ningún artículo «{text}»: mira /shop.',
    fr: 'Il n’y a pas d’article « {text} » ici : vois /shop.',
  },
  ItemSoon: {
    de: '„{text}“ gibt es noch nicht: es kommt mit der Schatzkammer.',
    'es-ES': '«{text}» aún no está a la venta: llega con el alijo.',
    fr: '« {text} » n’est pas encore en vente : il arrive avec la réserve.',
  },
  CategoryUnknown: {
    de: 'In „{text}“ liegt nichts: sieh in /shop, was es gibt.',
    'es-ES': 'No hay nada en «{text}»: mira /shop.',
    fr: 'Il n’y a rien dans « {text} » : vois /shop.',
  },
  QuantityInvalid: {
    de: 'Die Menge ist eine ganze Zahl von 1 bis {most}.',
    'es-ES': 'La cantidad es un número entero de 1 a {most}.',
    fr: 'La quantité est un nombre entier de 1 à {most}.',
  },
  PurchaseUnknown: {
    de: 'Den Beleg {purchase} gibt es hier nicht: sieh in /inventory.',
    'es-ES': 'Aquí no hay ningún recibo {purchase}: mira /inventory.',
    fr: 'Il n’y a pas de reçu {purchase} ici : vois /inventory.',
  },
  PurchaseNotNumber: {
    de: 'Gib die Nummer des Belegs an, etwa 12: /inventory zeigt sie.',
    'es-ES': 'Da el número del recibo, por ejemplo 12: /inventory lo muestra.',
    fr: 'Donne le numéro du reçu, par exemple 12 : /inventory le montre.',
  },
  RoleNotYours: {
    de: 'Diese Rolle darfst du selbst nicht vergeben: bitte jemanden, der es darf, sie beim Artikel einzustellen.',
    'es-ES': 'Tú no puedes dar este rol: pide a alguien que pueda que lo ponga en el artículo.',
    fr: 'Tu ne peux pas donner ce rôle toi-même : demande à quelqu’un qui le peut de le choisir pour l’article.',
  },
  RoleUnknown: {
    de: 'Diese Rolle gibt es hier nicht: erwähne sie oder schreib ihren Namen.',
    'es-ES': 'Aquí no hay tal rol: menciónalo o escribe su nombre.',
    fr: 'Il n’y a pas ce rôle ici : mentionne-le ou écris son nom.',
  },
  ItemGivesNoRole: {
    de: '„{text}“ vergibt keine Rolle: wähle einen anderen Artikel.',
    'es-ES': '«{text}» no entrega ningún rol: elige otro artículo.',
    fr: '« {text} » ne donne aucun rôle : choisis un autre article.',
  },
  ItemGivesNoCode: {
    de: '„{text}“ vergibt keine Codes: wähle einen anderen Artikel.',
    'es-ES': '«{text}» no entrega códigos: elige otro artículo.',
    fr: '« {text} » ne donne pas de codes : choisis un autre article.',
  },
  CodesInPublic: {
    de: 'Codes fügt man nur mit /item codes hinzu, wo niemand sonst sie liest.',
    'es-ES': 'Los códigos se añaden solo con /item codes, donde nadie más los lee.',
    fr: 'Les codes s’ajoutent par /item codes seulement, où personne d’autre ne les lit.',
  },
  LinkInPublic: {
    de: 'Nimm dafür /wallet link: die Antwort siehst nur du.',
    'es-ES': 'Usa /wallet link: solo tú ves la respuesta.',
    fr: 'Utilise /wallet link : toi seul vois la réponse.',
  },
  ShopInactive: {
    de: 'Dieser Artikel wird gerade nicht verkauft: wähle einen anderen.',
    'es-ES': 'Este artículo no está a la venta ahora: elige otro.',
    fr: 'Cet article n’est pas en vente en ce moment : choisis-en un autre.',
  },
  ShopNotOpenYet: {
    de: 'Diesen Artikel gibt es erst {opensAt|time}.',
    'es-ES': 'Este artículo sale a la venta {opensAt|time}.',
    fr: 'Cet article est en vente {opensAt|time}.',
  },
  ShopClosed: {
    de: 'Der Verkauf endete {closedAt|time}: wähle einen anderen Artikel.',
    'es-ES': 'La venta terminó {closedAt|time}: elige otro artículo.',
    fr: 'La vente s’est terminée {closedAt|time} : choisis un autre article.',
  },
  ShopSoldOut: {
    de: 'Davon sind nur noch {left} da: nimm weniger.',
    'es-ES': 'Solo quedan {left}: elige menos.',
    fr: 'Il n’en reste que {left} : choisis-en moins.',
  },
  'ShopSoldOut.none': {
    de: 'Dieser Artikel ist ausverkauft: versuch es, wenn es wieder mehr gibt.',
    'es-ES': 'Este artículo está agotado: inténtalo cuando haya más.',
    fr: 'Cet article est épuisé : réessaie quand il y en aura.',
  },
  ShopMemberLimit: {
    de: 'Ein Mitglied darf {perMember} davon haben, du kannst noch {left} kaufen: nimm weniger.',
    'es-ES': 'Un miembro puede tener {perMember}, así que puedes comprar {left} más: elige menos.',
    fr: 'Un membre peut en avoir {perMember}, tu peux donc en acheter {left} : choisis-en moins.',
  },
  'ShopMemberLimit.none': {
    de: 'Du hast alle {perMember} gekauft, die ein Mitglied haben darf: wähle einen anderen Artikel.',
    'es-ES': 'Ya compraste los {perMember} que puede tener un miembro: elige otro artículo.',
    fr: 'Tu as acheté les {perMember} qu’un membre peut avoir : choisis un autre article.',
  },
  ShopTierTooLow: {
    de: 'Das ist für Mitglieder ab {required|tier}, du bist {tier|tier}: verdiene noch etwas.',
    'es-ES': 'Es para miembros {required|tier} y eres {tier|tier}: gana algo más.',
    fr: 'C’est pour les membres {required|tier} et tu es {tier|tier} : gagne encore un peu.',
  },
  ShopItemRequired: {
    de: 'Dafür brauchst du Artikel {item} dieses Shops: kaufe den zuerst.',
    'es-ES': 'Requiere el artículo {item} de esta tienda: cómpralo primero.',
    fr: 'Il faut l’article {item} de cette boutique : achète-le d’abord.',
  },
  ShopPriceAbove: {
    de: 'Der Preis ist jetzt {price|amount}: sieh ihn dir an und kaufe noch einmal, wenn du magst.',
    'es-ES': 'El precio es ahora {price|amount}: míralo y vuelve a comprar si quieres.',
    fr: 'Le prix est maintenant {price|amount} : regarde-le et rachète si tu le veux encore.',
  },
  ShopNotBuyer: {
    de: 'Das kann nur, wer es gekauft hat: wähle einen deiner Belege.',
    'es-ES': 'Solo puede quien lo compró: elige uno de tus recibos.',
    fr: 'Seul l’acheteur peut le faire : choisis un de tes reçus.',
  },
  ShopNotRefundable: {
    de: 'Für diesen Kauf gibt es nichts (mehr) zurück.',
    'es-ES': 'Esta compra ya no se puede devolver.',
    fr: 'Cet achat ne peut pas (ou plus) être rendu.',
  },
  ShopNotFulfilled: {
    de: 'Das ist noch nicht ausgehändigt: benutze es danach.',
    'es-ES': 'Aún no se ha entregado: úsalo después.',
    fr: 'Ce n’est pas encore remis : utilise-le ensuite.',
  },
  ShopExpired: {
    de: 'Das endete {expiredAt|time}: kaufe es neu, um es zu benutzen.',
    'es-ES': 'Terminó {expiredAt|time}: cómpralo de nuevo para usarlo.',
    fr: 'C’est terminé {expiredAt|time} : rachète-le pour l’utiliser.',
  },
  ShopUsedUp: {
    de: 'Davon sind noch {left} Nutzungen übrig: wähle höchstens so viele.',
    'es-ES': 'Quedan {left} usos: elige como máximo esos.',
    fr: 'Il reste {left} utilisations : choisis-en au plus autant.',
  },
  'ShopUsedUp.none': {
    de: 'Das ist aufgebraucht: kaufe noch eines.',
    'es-ES': 'Está agotado: compra otro para seguir.',
    fr: 'C’est épuisé : achètes-en un autre pour continuer.',
  },
  ShopBadQuantity: {
    de: 'Die Menge muss zwischen 1 und {most} liegen.',
    'es-ES': 'La cantidad debe estar entre 1 y {most}.',
    fr: 'La quantité doit être entre 1 et {most}.',
  },
  'ShopBadQuantity.none': {
    de: 'Davon ist nichts mehr da, was du nehmen könntest: sieh in /inventory.',
    'es-ES': 'Ya no queda nada de esto que puedas tomar: mira /inventory.',
    fr: 'Il n’en reste rien à prendre : vois /inventory.',
  },
  HeldItemMissing: {
    de: 'Das ist für Mitglieder, die „{text}“ haben: kaufe das zuerst.',
    'es-ES': 'Esto es para miembros que tienen «{text}»: compra eso primero.',
    fr: 'C’est pour les membres qui ont « {text} » : achète-le d’abord.',
  },
  ShopUnknownItem: {
    de: 'So einen Artikel gibt es in diesem Shop nicht: sieh in /shop.',
    'es-ES': 'No hay tal artículo en esta tienda: mira /shop.',
    fr: 'Il n’y a pas cet article dans cette boutique : vois /shop.',
  },
  ShopNotRequested: {
    de: 'Diese Einlösung ist nicht mehr offen: sie wurde ausgehändigt, abgelehnt oder erstattet.',
    'es-ES': 'Este canje ya no está abierto: se entregó, se rechazó o se reembolsó.',
    fr: 'Cet échange n’est plus ouvert : il a été remis, refusé ou remboursé.',
  },
  ShopTooLate: {
    de: 'Das war {deadline|time} fällig: wer es gekauft hat, kann den Preis zurücknehmen.',
    'es-ES': 'Esto vencía {deadline|time}: quien lo compró puede recuperar el precio.',
    fr: 'L’échéance était {deadline|time} : l’acheteur peut reprendre le prix.',
  },
  ShopNotTransferable: {
    de: 'Dieser Artikel bleibt bei dem, der ihn gekauft hat: er lässt sich nicht weitergeben.',
    'es-ES': 'Este artículo es de quien lo compró: no se puede pasar a otra persona.',
    fr: 'Cet article reste à qui l’a acheté : il ne se transmet pas.',
  },
  ShopNotModule: {
    de: 'Nur ein Modul dieser Community darf Belege weitergeben: nimm den Markt.',
    'es-ES': 'Solo un módulo de esta comunidad puede pasar recibos: usa el mercado.',
    fr: 'Seul un module de cette communauté peut transmettre des reçus : passe par le marché.',
  },
  ShopMissingRole: {
    de: 'Dir fehlt dafür die Rolle im Shop dieser Community: frag, wem sie gehört.',
    'es-ES': 'Te falta el rol para esto en la tienda de la comunidad: pídelo a quien la posee.',
    fr: 'Il te manque le rôle pour cela dans la boutique de la communauté : demande à son propriétaire.',
  },
  ShopBadItem: {
    de: 'Das Feld {field} des Artikels ist unzulässig oder passt nicht zu den anderen: berichtige es.',
    'es-ES': 'El campo {field} del artículo no es válido o no concuerda con los demás: corrígelo.',
    fr: 'Le champ {field} de l’article est hors limites ou ne va pas avec les autres : corrige-le.',
  },
  ShopUnlimited: {
    de: 'Der Vorrat dieses Artikels ist unbegrenzt: setze ihn zuerst auf eine Zahl.',
    'es-ES': 'Las existencias de este artículo son ilimitadas: fija primero un número.',
    fr: 'Le stock de cet article est illimité : fixe-lui d’abord un nombre.',
  },
  ShopZeroAddress: {
    de: 'Es fehlt eine Adresse: gib eine an.',
    'es-ES': 'Falta una dirección: indica una.',
    fr: 'Il manque une adresse : indique-en une.',
  },
  ...marketErrors,
  ...socialErrors,
  ...taskErrors,
  ...storeErrors,
  ChannelUnknown: {
    de: 'Diesen Kanal gibt es hier nicht: wähl einen Textkanal.',
    'es-ES': 'Aquí no hay ese canal: elige uno de texto.',
    fr: 'Ce salon n’existe pas ici : choisis un salon textuel.',
  },
  ChannelClosed: {
    de: 'In diesem Kanal darf ich nicht schreiben: gebt mir dort „Kanal ansehen“ und „Nachrichten senden“.',
    'es-ES': 'No puedo escribir en ese canal: dadme allí «Ver canal» y «Enviar mensajes».',
    fr: 'Je ne peux pas écrire dans ce salon : donnez-moi là « Voir le salon » et « Envoyer des messages ».',
  },
  NotAllowed: {
    de: 'Dieser Befehl ist für das Team dieses Servers.',
    'es-ES': 'Este comando es para el equipo de este servidor.',
    fr: 'Cette commande est pour l’équipe de ce serveur.',
  },
  CommandUnknown: {
    de: 'Diesen Befehl gibt es nicht mehr: lade Discord neu, um zu sehen, was es gibt.',
    'es-ES': 'Este comando ya no existe: recarga Discord para ver los que hay.',
    fr: 'Cette commande n’existe plus : recharge Discord pour voir celles qu’il y a.',
  },
  CursorInvalid: {
    de: 'Diese Seite gibt es nicht: fang wieder bei der neuesten an.',
    'es-ES': 'Esa página no existe: vuelve a empezar por la más reciente.',
    fr: 'Cette page n’existe pas : recommence par la plus récente.',
  },
};
