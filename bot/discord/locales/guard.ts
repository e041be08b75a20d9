/** What guards an account, and how its member leaves: PIN, graduation, recovery. */
const en = {
  'wallet.pin.name': 'pin',
  'wallet.pin.description': 'Set the PIN that guards large gifts and purchases, or change it',
  'wallet.forgot.name': 'forgot',
  'wallet.forgot.description': 'Forgot your PIN? It can be replaced after 24 hours',
  'wallet.cancel.name': 'cancel',
  'wallet.cancel.description': 'Cancel handing your account to a wallet',
  'wallet.recovery.name': 'recovery',
  'wallet.recovery.description': 'The address that can take your account out if this bot’s operator is gone',
  'wallet.recovery.address': 'An address of yours, 0x…; leave it out to see what is set',
  'pin.title': 'Your PIN',
  'pin.form': 'Press the button and enter it there: **never write a PIN into a channel**.',
  'pin.set': 'Set PIN',
  'pin.old': 'Present PIN',
  'pin.new': 'New PIN ({digits} digits)',
  'pin.enterTitle': 'Enter your PIN',
  'pin.enter': 'PIN',
  'pin.saved': 'Your PIN is set.',
  'pin.never': 'Nobody will ever ask you for it in a message, no staff and no bot.',
  'pin.notYou': 'Was it not you? Then somebody uses your Discord account: change its password.',
  'pin.none': 'No PIN yet: moving more than **{amount}**, linking and graduating need one. Set it with `/wallet pin`.',
  'pin.isSet': 'PIN: set; asked for above **{amount}**.',
  'pin.waits': 'The next try counts {when}.',
  'pin.locked': 'PIN: locked after too many wrong tries. Replace it with `/wallet forgot`.',
  'forgot.title': 'PIN forgotten',
  'forgot.text':
    'From {when} on a new PIN can be set without the old one. Until then the old one goes on working, and entering it ends this.',
  'forgot.keep': 'Keep my PIN',
  'forgot.kept': 'Your PIN stays as it is.',
  'forgot.nothing': 'Nothing was waiting: your PIN is as it was.',
  'cancel.title': 'Account kept',
  'cancel.confirmed': 'The request is void: your account stays with Discord.',
  'recovery.title': 'Recovery address',
  'recovery.ask': 'Let {recovery} take out your account {account}?',
  'recovery.warning':
    'Effective after {delay}. From then on **only that address can name another**. It takes your account out {exit} after announcing it, or at once when the operator has been silent for {inactive}; nobody can stop it. Keep its key as you would that of a wallet.',
  'recovery.replaces': 'It replaces {recovery}, and the wait begins anew.',
  'recovery.none':
    'None is set: if the operator of this bot disappeared, nobody could take your account out. Set one with `/wallet recovery address:0x…`.',
  'recovery.keep':
    'Keep these outside Discord; they are what that address needs:\nCustodian {custodian}\nSalt {salt}\nAccount {account}',
  'recovery.effective': 'Recovery address: {recovery}, effective.',
  'recovery.waiting': 'Recovery address: {recovery}, effective {when}. Until then you can replace it.',
  'recovery.exit': '**It has asked for your account**: due {when}.',
  'recovery.confirmed': '{recovery} is registered; effective {when}.',
  'guard.recovery': '{recovery} was registered as your recovery address: from {when} on it can take your account out.',
  'guard.recoveryNotYou':
    'Was it not you? Replace it before then with `/wallet recovery`, and change your PIN and your Discord password.',
  'guard.exit': 'Your recovery address {recovery} has asked for your account: it can take it from {when} on.',
  'guard.exitNotYou':
    'Was it not you? That address alone can withdraw it, by naming another; else spend what the account holds.',
  'guard.graduation':
    'Your account {account} was asked to be handed to the wallet {owner}: from {when} on that wallet can take it.',
  'guard.graduationNotYou':
    'Was it not you? Stop it with `/wallet cancel`, then change your PIN and your Discord password.',
  'guard.cancelled': 'Your account {account} stays with Discord: the request to hand it over is void.',
  'guard.graduated': 'Your account {account} now belongs to the wallet {owner}. From here on Discord only shows it.',
  'guard.title': 'About your account',
} as const;

type Table = Record<keyof typeof en, string>;

const de: Table = {
  'wallet.pin.name': 'pin',
  'wallet.pin.description': 'Setz oder änder die PIN, die große Geschenke und Käufe schützt',
  'wallet.forgot.name': 'vergessen',
  'wallet.forgot.description': 'PIN vergessen? Nach 24 Stunden kann sie ersetzt werden',
  'wallet.cancel.name': 'abbrechen',
  'wallet.cancel.description': 'Brich die Übergabe deines Kontos an eine Wallet ab',
  'wallet.recovery.name': 'rettung',
  'wallet.recovery.description': 'Die Adresse, die dein Konto herausholen kann, wenn der Betreiber weg ist',
  'wallet.recovery.address': 'Eine Adresse von dir, 0x…; lass sie weg, um zu sehen, was gilt',
  'pin.title': 'Deine PIN',
  'pin.form': 'Drück den Knopf und gib sie dort ein: **schreib nie eine PIN in einen Kanal**.',
  'pin.set': 'PIN setzen',
  'pin.old': 'Jetzige PIN',
  'pin.new': 'Neue PIN ({digits} Ziffern)',
  'pin.enterTitle': 'Gib deine PIN ein',
  'pin.enter': 'PIN',
  'pin.saved': 'Deine PIN ist gesetzt.',
  'pin.never': 'Niemand wird dich je in einer Nachricht danach fragen, kein Team und kein Bot.',
  'pin.notYou': 'Warst du das nicht? Dann benutzt jemand dein Discord-Konto: änder sein Passwort.',
  'pin.none':
    'Noch keine PIN: mehr als **{amount}** zu bewegen, zu verknüpfen und zu übernehmen braucht eine. Setz sie mit `/wallet pin`.',
  'pin.isSet': 'PIN: gesetzt; gefragt ab mehr als **{amount}**.',
  'pin.waits': 'Der nächste Versuch zählt {when}.',
  'pin.locked': 'PIN: gesperrt nach zu vielen falschen Versuchen. Ersetz sie mit `/wallet forgot`.',
  'forgot.title': 'PIN vergessen',
  'forgot.text':
    'Ab {when} lässt sich eine neue PIN ohne die alte setzen. Bis dahin gilt die alte weiter, und sie einzugeben beendet das.',
  'forgot.keep': 'PIN behalten',
  'forgot.kept': 'Deine PIN bleibt, wie sie ist.',
  'forgot.nothing': 'Es stand nichts an: deine PIN ist, wie sie war.',
  'cancel.title': 'Konto behalten',
  'cancel.confirmed': 'Die Anfrage ist nichtig: dein Konto bleibt bei Discord.',
  'recovery.title': 'Rettungsadresse',
  'recovery.ask': 'Soll {recovery} dein Konto {account} herausholen können?',
  'recovery.warning':
    'Gilt nach {delay}. Von da an kann **nur diese Adresse eine andere nennen**. Sie holt dein Konto {exit} nach ihrer Ankündigung heraus, oder sofort, wenn der Betreiber {inactive} geschwiegen hat; niemand kann das aufhalten. Hüte ihren Schlüssel wie den einer Wallet.',
  'recovery.replaces': 'Sie ersetzt {recovery}, und die Wartezeit beginnt von vorn.',
  'recovery.none':
    'Keine ist gesetzt: verschwände der Betreiber dieses Bots, könnte niemand dein Konto herausholen. Setz eine mit `/wallet recovery address:0x…`.',
  'recovery.keep':
    'Heb dies außerhalb von Discord auf; die Adresse braucht es:\nCustodian {custodian}\nSalt {salt}\nKonto {account}',
  'recovery.effective': 'Rettungsadresse: {recovery}, gültig.',
  'recovery.waiting': 'Rettungsadresse: {recovery}, gültig {when}. Bis dahin kannst du sie ersetzen.',
  'recovery.exit': '**Sie hat dein Konto verlangt**: fällig {when}.',
  'recovery.confirmed': '{recovery} ist eingetragen; gültig {when}.',
  'guard.recovery':
    '{recovery} wurde als deine Rettungsadresse eingetragen: ab {when} kann sie dein Konto herausholen.',
  'guard.recoveryNotYou':
    'Warst du das nicht? Ersetz sie vorher mit `/wallet recovery`, und änder deine PIN und dein Discord-Passwort.',
  'guard.exit': 'Deine Rettungsadresse {recovery} hat dein Konto verlangt: ab {when} kann sie es nehmen.',
  'guard.exitNotYou':
    'Warst du das nicht? Nur diese Adresse kann es zurücknehmen, indem sie eine andere nennt; sonst gib aus, was das Konto hält.',
  'guard.graduation': 'Dein Konto {account} soll an die Wallet {owner} gehen: ab {when} kann sie es nehmen.',
  'guard.graduationNotYou':
    'Warst du das nicht? Halt es mit `/wallet cancel` auf, dann änder deine PIN und dein Discord-Passwort.',
  'guard.cancelled': 'Dein Konto {account} bleibt bei Discord: die Anfrage, es zu übergeben, ist nichtig.',
  'guard.graduated': 'Dein Konto {account} gehört jetzt der Wallet {owner}. Von hier an zeigt Discord es nur noch.',
  'guard.title': 'Zu deinem Konto',
};

const es: Table = {
  'wallet.pin.name': 'pin',
  'wallet.pin.description': 'Fija o cambia el PIN que protege los regalos y compras grandes',
  'wallet.forgot.name': 'olvidado',
  'wallet.forgot.description': '¿Olvidaste tu PIN? Se puede sustituir tras 24 horas',
  'wallet.cancel.name': 'cancelar',
  'wallet.cancel.description': 'Cancela la entrega de tu cuenta a una cartera',
  'wallet.recovery.name': 'rescate',
  'wallet.recovery.description': 'La dirección que puede sacar tu cuenta si quien opera el bot desaparece',
  'wallet.recovery.address': 'Una dirección tuya, 0x…; déjala fuera para ver cuál hay',
  'pin.title': 'Tu PIN',
  'pin.form': 'Pulsa el botón e introdúcelo allí: **nunca escribas un PIN en un canal**.',
  'pin.set': 'Fijar PIN',
  'pin.old': 'PIN actual',
  'pin.new': 'PIN nuevo ({digits} cifras)',
  'pin.enterTitle': 'Introduce tu PIN',
  'pin.enter': 'PIN',
  'pin.saved': 'Tu PIN está fijado.',
  'pin.never': 'Nadie te lo pedirá nunca en un mensaje, ni el equipo ni un bot.',
  'pin.notYou': '¿No fuiste tú? Entonces alguien usa tu cuenta de Discord: cambia su contraseña.',
  'pin.none': 'Aún sin PIN: mover más de **{amount}**, vincular y graduarse lo piden. Fíjalo con `/wallet pin`.',
  'pin.isSet': 'PIN: fijado; se pide por encima de **{amount}**.',
  'pin.waits': 'El próximo intento cuenta {when}.',
  'pin.locked': 'PIN: bloqueado tras demasiados intentos fallidos. Sustitúyelo con `/wallet forgot`.',
  'forgot.title': 'PIN olvidado',
  'forgot.text':
    'A partir de {when} se puede fijar un PIN nuevo sin el anterior. Hasta entonces el anterior sigue valiendo, e introducirlo anula esto.',
  'forgot.keep': 'Conservar mi PIN',
  'forgot.kept': 'Tu PIN queda como está.',
  'forgot.nothing': 'No había nada pendiente: tu PIN está como estaba.',
  'cancel.title': 'Cuenta conservada',
  'cancel.confirmed': 'La solicitud queda anulada: tu cuenta sigue en Discord.',
  'recovery.title': 'Dirección de rescate',
  'recovery.ask': '¿Dejar que {recovery} saque tu cuenta {account}?',
  'recovery.warning':
    'Vale tras {delay}. Desde entonces **solo esa dirección puede nombrar otra**. Saca tu cuenta {exit} después de anunciarlo, o enseguida si quien opera calla durante {inactive}; nadie puede impedirlo. Guarda su clave como la de una cartera.',
  'recovery.replaces': 'Sustituye a {recovery}, y la espera empieza de nuevo.',
  'recovery.none':
    'No hay ninguna: si quien opera este bot desapareciera, nadie podría sacar tu cuenta. Fija una con `/wallet recovery address:0x…`.',
  'recovery.keep':
    'Guarda esto fuera de Discord; es lo que esa dirección necesita:\nCustodian {custodian}\nSalt {salt}\nCuenta {account}',
  'recovery.effective': 'Dirección de rescate: {recovery}, vigente.',
  'recovery.waiting': 'Dirección de rescate: {recovery}, vigente {when}. Hasta entonces puedes sustituirla.',
  'recovery.exit': '**Ha pedido tu cuenta**: le corresponde {when}.',
  'recovery.confirmed': '{recovery} está registrada; vigente {when}.',
  'guard.recovery': '{recovery} fue registrada como tu dirección de rescate: desde {when} puede sacar tu cuenta.',
  'guard.recoveryNotYou':
    '¿No fuiste tú? Sustitúyela antes con `/wallet recovery`, y cambia tu PIN y tu contraseña de Discord.',
  'guard.exit': 'Tu dirección de rescate {recovery} ha pedido tu cuenta: puede tomarla desde {when}.',
  'guard.exitNotYou':
    '¿No fuiste tú? Solo esa dirección puede retirarlo, nombrando otra; si no, gasta lo que tiene la cuenta.',
  'guard.graduation': 'Se pidió entregar tu cuenta {account} a la cartera {owner}: desde {when} puede tomarla.',
  'guard.graduationNotYou':
    '¿No fuiste tú? Detenlo con `/wallet cancel`, y luego cambia tu PIN y tu contraseña de Discord.',
  'guard.cancelled': 'Tu cuenta {account} sigue en Discord: la solicitud de entregarla queda anulada.',
  'guard.graduated': 'Tu cuenta {account} ya es de la cartera {owner}. Desde ahora Discord solo la muestra.',
  'guard.title': 'Sobre tu cuenta',
};

const fr: Table = {
  'wallet.pin.name': 'pin',
  'wallet.pin.description': 'Choisis ou change le PIN qui protège les gros cadeaux et achats',
  'wallet.forgot.name': 'oublié',
  'wallet.forgot.description': 'PIN oublié ? Il peut être remplacé après 24 heures',
  'wallet.cancel.name': 'annuler',
  'wallet.cancel.description': 'Annule la remise de ton compte à un portefeuille',
  'wallet.recovery.name': 'secours',
  'wallet.recovery.description': 'L’adresse qui peut sortir ton compte si l’opérateur du bot disparaît',
  'wallet.recovery.address': 'Une adresse à toi, 0x… ; laisse vide pour voir laquelle vaut',
  'pin.title': 'Ton PIN',
  'pin.form': 'Appuie sur le bouton et saisis-le là : **n’écris jamais un PIN dans un salon**.',
  'pin.set': 'Choisir le PIN',
  'pin.old': 'PIN actuel',
  'pin.new': 'Nouveau PIN ({digits} chiffres)',
  'pin.enterTitle': 'Saisis ton PIN',
  'pin.enter': 'PIN',
  'pin.saved': 'Ton PIN est enregistré.',
  'pin.never': 'Personne ne te le demandera jamais dans un message, ni l’équipe ni un bot.',
  'pin.notYou': 'Ce n’était pas toi ? Alors quelqu’un utilise ton compte Discord : change son mot de passe.',
  'pin.none':
    'Pas encore de PIN : déplacer plus de **{amount}**, lier et s’émanciper en demandent un. Choisis-le avec `/wallet pin`.',
  'pin.isSet': 'PIN : en place ; demandé au-dessus de **{amount}**.',
  'pin.waits': 'Le prochain essai compte {when}.',
  'pin.locked': 'PIN : bloqué après trop d’essais faux. Remplace-le avec `/wallet forgot`.',
  'forgot.title': 'PIN oublié',
  'forgot.text':
    'À partir de {when}, un nouveau PIN peut être choisi sans l’ancien. D’ici là l’ancien reste valable, et le saisir met fin à ceci.',
  'forgot.keep': 'Garder mon PIN',
  'forgot.kept': 'Ton PIN reste tel quel.',
  'forgot.nothing': 'Rien n’était en attente : ton PIN est comme avant.',
  'cancel.title': 'Compte conservé',
  'cancel.confirmed': 'La demande est nulle : ton compte reste chez Discord.',
  'recovery.title': 'Adresse de secours',
  'recovery.ask': 'Permettre à {recovery} de sortir ton compte {account} ?',
  'recovery.warning':
    'Valable après {delay}. Dès lors **seule cette adresse peut en nommer une autre**. Elle sort ton compte {exit} après l’avoir annoncé, ou aussitôt si l’opérateur se tait pendant {inactive} ; personne ne peut l’empêcher. Garde sa clé comme celle d’un portefeuille.',
  'recovery.replaces': 'Elle remplace {recovery}, et l’attente recommence.',
  'recovery.none':
    'Aucune n’est choisie : si l’opérateur de ce bot disparaissait, personne ne pourrait sortir ton compte. Choisis-en une avec `/wallet recovery address:0x…`.',
  'recovery.keep':
    'Garde ceci hors de Discord ; c’est ce dont cette adresse a besoin :\nCustodian {custodian}\nSalt {salt}\nCompte {account}',
  'recovery.effective': 'Adresse de secours : {recovery}, valable.',
  'recovery.waiting': 'Adresse de secours : {recovery}, valable {when}. D’ici là tu peux la remplacer.',
  'recovery.exit': '**Elle a demandé ton compte** : échéance {when}.',
  'recovery.confirmed': '{recovery} est enregistrée ; valable {when}.',
  'guard.recovery':
    '{recovery} a été enregistrée comme ton adresse de secours : à partir de {when} elle peut sortir ton compte.',
  'guard.recoveryNotYou':
    'Ce n’était pas toi ? Remplace-la avant avec `/wallet recovery`, et change ton PIN et ton mot de passe Discord.',
  'guard.exit': 'Ton adresse de secours {recovery} a demandé ton compte : elle peut le prendre à partir de {when}.',
  'guard.exitNotYou':
    'Ce n’était pas toi ? Seule cette adresse peut y renoncer, en en nommant une autre ; sinon dépense ce que le compte contient.',
  'guard.graduation':
    'Il a été demandé de remettre ton compte {account} au portefeuille {owner} : à partir de {when} il peut le prendre.',
  'guard.graduationNotYou':
    'Ce n’était pas toi ? Arrête-le avec `/wallet cancel`, puis change ton PIN et ton mot de passe Discord.',
  'guard.cancelled': 'Ton compte {account} reste chez Discord : la demande de le remettre est nulle.',
  'guard.graduated':
    'Ton compte {account} appartient désormais au portefeuille {owner}. Discord ne fait plus que le montrer.',
  'guard.title': 'À propos de ton compte',
};

export const guard = { en, de, es, fr };
