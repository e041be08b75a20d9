/** Translations of what the API alone refuses, by error code. */
export const apiErrors: Record<string, Record<'de' | 'es-ES' | 'fr', string>> = {
  // Who asks, and what they may
  SignInNeeded: {
    de: 'Melde dich zuerst an, oder schick einen API-Schlüssel mit: GET /api/docs sagt wie.',
    'es-ES': 'Primero inicia sesión o envía una clave de la API: GET /api/docs dice cómo.',
    fr: 'Connecte-toi d’abord, ou envoie une clé d’API : GET /api/docs dit comment.',
  },
  SessionEnded: {
    de: 'Du bist nicht mehr angemeldet: melde dich noch einmal an.',
    'es-ES': 'Ya no tienes la sesión iniciada: iníciala otra vez.',
    fr: 'Tu n’es plus connecté : connecte-toi à nouveau.',
  },
  SignInRefused: {
    de: 'Die Anmeldung gilt nicht: fang sie in diesem Browser von vorn an.',
    'es-ES': 'El inicio de sesión no vale: empiézalo de nuevo en este navegador.',
    fr: 'La connexion n’est pas valable : recommence-la dans ce navigateur.',
  },
  NothingToRefresh: {
    de: 'Hier ist niemand angemeldet: melde dich zuerst an.',
    'es-ES': 'Aquí no hay ninguna sesión: iníciala primero.',
    fr: 'Personne n’est connecté ici : connecte-toi d’abord.',
  },
  RefreshedAlready: {
    de: 'Das wurde eben erst erneuert: nimm, was dabei herauskam.',
    'es-ES': 'Se renovó hace un momento: usa lo que se respondió entonces.',
    fr: 'Cela vient d’être renouvelé : prends ce qui a été répondu alors.',
  },
  DiscordSignInOff: {
    de: 'Die Anmeldung mit Discord ist hier ausgeschaltet: der Betreiber setzt DISCORD_CLIENT_SECRET.',
    'es-ES': 'Aquí no se puede entrar con Discord: quien opera el bot fija DISCORD_CLIENT_SECRET.',
    fr: 'La connexion par Discord est désactivée ici : l’opérateur définit DISCORD_CLIENT_SECRET.',
  },
  LoginOff: {
    de: 'Hier meldet man sich nicht mit Passwort an: der Betreiber setzt ADMIN_PASSWORD_HASH.',
    'es-ES': 'Aquí no se entra con contraseña: quien opera el bot fija ADMIN_PASSWORD_HASH.',
    fr: 'On ne se connecte pas par mot de passe ici : l’opérateur définit ADMIN_PASSWORD_HASH.',
  },
  LoginWrong: {
    de: 'Name oder Passwort ist falsch: versuch es noch einmal, oder sieh bei ADMIN_USERNAME und ADMIN_PASSWORD nach.',
    'es-ES': 'El nombre o la contraseña no son correctos: prueba otra vez o mira ADMIN_USERNAME y ADMIN_PASSWORD.',
    fr: 'Le nom ou le mot de passe est faux : réessaie, ou regarde ADMIN_USERNAME et ADMIN_PASSWORD.',
  },
  LoginTooOften: {
    de: 'Das waren zu viele Anmeldungen auf einmal: warte etwas und versuch es noch einmal.',
    'es-ES': 'Han sido demasiados intentos seguidos: espera un poco y prueba otra vez.',
    fr: 'Trop de connexions à la fois : attends un peu et réessaie.',
  },
  OperatorOnly: {
    de: 'Das ist dem Betreiber dieser Installation vorbehalten: melde dich mit ihrem Passwort an.',
    'es-ES': 'Esto es de quien opera esta instalación: entra con su contraseña.',
    fr: 'Ceci est réservé à l’opérateur de cette installation : connecte-toi avec son mot de passe.',
  },
  RoleMissing: {
    de: 'Deine Rolle in der Community reicht dafür nicht: frag ihre Leitung.',
    'es-ES': 'Tu rol en la comunidad no basta para esto: pregunta a sus administradores.',
    fr: 'Ton rôle dans la communauté ne suffit pas pour cela : demande à ses administrateurs.',
  },
  WalletActsItself: {
    de: 'Der Bot handelt nur für Discord-Konten: melde dich mit Discord an, oder sende die Transaktion mit deiner Wallet.',
    'es-ES': 'El bot solo actúa por cuentas de Discord: entra con Discord o envía la transacción con tu cartera.',
    fr: 'Le bot n’agit que pour des comptes Discord : connecte-toi par Discord, ou envoie la transaction avec ton portefeuille.',
  },
  KeyWrong: {
    de: 'Dieser API-Schlüssel ist unbekannt, beendet oder abgelaufen: bitte einen Admin um einen neuen.',
    'es-ES': 'Esta clave de la API es desconocida, se anuló o caducó: pide otra a un administrador.',
    fr: 'Cette clé d’API est inconnue, révoquée ou expirée : demande-en une autre à un administrateur.',
  },
  KeyNever: {
    de: 'Das darf kein API-Schlüssel: melde dich an.',
    'es-ES': 'Ninguna clave de la API puede hacer esto: inicia sesión.',
    fr: 'Aucune clé d’API ne peut faire cela : connecte-toi.',
  },
  KeyElsewhere: {
    de: 'Dieser Schlüssel gehört zu einer anderen Community: nimm einen von dieser.',
    'es-ES': 'Esta clave es de otra comunidad: usa una de esta.',
    fr: 'Cette clé est d’une autre communauté : prends-en une de celle-ci.',
  },
  KeyUnknown: {
    de: 'Diesen Schlüssel gibt es in dieser Community nicht: sieh in der Liste der Schlüssel nach.',
    'es-ES': 'No hay tal clave en esta comunidad: mira la lista de claves.',
    fr: 'Il n’y a pas de telle clé dans cette communauté : regarde la liste des clés.',
  },
  KeysTooMany: {
    de: 'Die Community hat so viele Schlüssel, wie sie haben kann: lösch einen, den niemand braucht.',
    'es-ES': 'La comunidad tiene tantas claves como puede: borra una que no se use.',
    fr: 'La communauté a autant de clés qu’elle peut en avoir : supprimes-en une qui ne sert pas.',
  },
  ScopeMissing: {
    de: 'Dieser Schlüssel darf das nicht: mach einen, der {scope} hat.',
    'es-ES': 'Esta clave no puede: crea una que tenga {scope}.',
    fr: 'Cette clé n’en a pas le droit : crées-en une qui a {scope}.',
  },
  OriginForeign: {
    de: 'Mit Cookies kommen Änderungen nur von den Seiten dieser Website selbst: schick den Header Origin oder ein Token in Authorization mit.',
    'es-ES':
      'Con cookies, los cambios solo llegan de las páginas de este sitio: envía la cabecera Origin o un token en Authorization.',
    fr: 'Avec des cookies, les changements ne viennent que des pages de ce site : envoie l’en-tête Origin, ou un jeton dans Authorization.',
  },
  TooManyRequests: {
    de: 'Nur {most} Anfragen in der Minute werden beantwortet: warte {seconds} Sekunden.',
    'es-ES': 'Solo se responden {most} peticiones por minuto: espera {seconds} segundos.',
    fr: 'Seules {most} requêtes par minute reçoivent une réponse : attends {seconds} secondes.',
  },

  // What was asked for
  RouteUnknown: {
    de: 'An dieser Adresse ist nichts: GET /api/docs zählt auf, was es gibt.',
    'es-ES': 'En esta dirección no hay nada: GET /api/docs enumera lo que hay.',
    fr: 'Il n’y a rien à cette adresse : GET /api/docs énumère ce qu’il y a.',
  },
  RequestTooLarge: {
    de: 'Die Anfrage ist zu groß: schick weniger auf einmal.',
    'es-ES': 'La petición es demasiado grande: envía menos de una vez.',
    fr: 'La requête est trop grande : envoie moins à la fois.',
  },
  Internal: {
    de: 'Hier ist etwas schiefgegangen: versuch es noch einmal, und sag es dem Betreiber, wenn es so bleibt.',
    'es-ES': 'Algo falló aquí: prueba otra vez y avisa a quien opera el bot si sigue igual.',
    fr: 'Quelque chose s’est mal passé ici : réessaie, et préviens l’opérateur si cela continue.',
  },
  NodeSilent: {
    de: 'Die Chain antwortet gerade nicht: versuch es gleich noch einmal.',
    'es-ES': 'La cadena no responde ahora: prueba otra vez en un momento.',
    fr: 'La chaîne ne répond pas pour le moment : réessaie dans un instant.',
  },
  DiscordAway: {
    de: 'Discord ist gerade nicht verbunden: versuch es in einigen Sekunden noch einmal.',
    'es-ES': 'Discord no está conectado ahora: prueba otra vez en unos segundos.',
    fr: 'Discord n’est pas connecté pour le moment : réessaie dans quelques secondes.',
  },
  GuildAway: {
    de: 'Der Bot erreicht keinen Discord-Server dieser Community: lad ihn dorthin ein, oder versuch es später.',
    'es-ES': 'El bot no llega a ningún servidor de Discord de esta comunidad: invítalo allí o prueba más tarde.',
    fr: 'Le bot n’atteint aucun serveur Discord de cette communauté : invite-le là-bas, ou réessaie plus tard.',
  },
  CommunityUnknown: {
    de: 'Diese Community gibt es hier nicht: prüf die Id ihres Discord-Servers oder die Adresse ihres Tokens.',
    'es-ES': 'Aquí no existe esa comunidad: comprueba el id de su servidor de Discord o la dirección de su token.',
    fr: 'Cette communauté n’existe pas ici : vérifie l’id de son serveur Discord ou l’adresse de son jeton.',
  },
  CommunityMissing: {
    de: 'Sag, welche Community du meinst: mit ?community= oder dem Header X-Community (GET /api/communities zählt sie auf).',
    'es-ES':
      'Di a qué comunidad te refieres: con ?community= o la cabecera X-Community (GET /api/communities las enumera).',
    fr: 'Dis de quelle communauté tu parles : par ?community= ou l’en-tête X-Community (GET /api/communities les énumère).',
  },
  IdempotencyKeyTaken: {
    de: 'Dieser Idempotency-Key steht für eine andere Anfrage: schick einen neuen mit.',
    'es-ES': 'Esta Idempotency-Key es de otra petición: envía una nueva.',
    fr: 'Cette Idempotency-Key est celle d’une autre requête : envoies-en une nouvelle.',
  },
  FieldMissing: {
    de: 'In der Anfrage fehlt etwas: GET /api/docs sagt, was sie braucht.',
    'es-ES': 'En la petición falta algo: GET /api/docs dice qué necesita.',
    fr: 'Il manque quelque chose dans la requête : GET /api/docs dit ce qu’il lui faut.',
  },
  RequestInvalid: {
    de: 'Die Anfrage ist nicht, wie sie sein muss: GET /api/docs sagt, was sie braucht.',
    'es-ES': 'La petición no es como debe ser: GET /api/docs dice qué necesita.',
    fr: 'La requête n’est pas comme il faut : GET /api/docs dit ce qu’il lui faut.',
  },
  PageTwice: {
    de: 'Schick entweder cursor oder page: ein cursor sagt schon, wo seine Seite beginnt.',
    'es-ES': 'Envía cursor o page: un cursor ya dice dónde empieza su página.',
    fr: 'Envoie soit cursor, soit page : un cursor dit déjà où commence sa page.',
  },
  PageTooFar: {
    de: 'So weit reichen nummerierte Seiten nicht: folge next von Seite zu Seite.',
    'es-ES': 'Las páginas por número no llegan tan lejos: sigue next de página en página.',
    fr: 'Les pages numérotées ne vont pas si loin : suis next de page en page.',
  },
  SearchInvalid: {
    de: 'Such nach einer Discord-Id, einer Adresse oder der Id einer Transaktion.',
    'es-ES': 'Busca un id de Discord, una dirección o el id de una transacción.',
    fr: 'Cherche un id Discord, une adresse ou l’id d’une transaction.',
  },
  SearchTooWide: {
    de: 'Unter so vielen dauert das zu lange: nenn ein Mitglied, eine Art oder eine kürzere Zeit.',
    'es-ES': 'Entre tantas tarda demasiado: indica un miembro, un tipo o un tiempo más corto.',
    fr: 'Parmi tant d’autres, cela prend trop de temps : nomme un membre, un type ou une durée plus courte.',
  },
  OperationUnknown: {
    de: 'Diesen Vorgang gibt es nicht: prüf die Id, mit der die Anfrage beantwortet wurde.',
    'es-ES': 'No existe esa operación: comprueba el id con que se respondió la petición.',
    fr: 'Cette opération n’existe pas : vérifie l’id donné en réponse à la requête.',
  },
  TransactionUnknown: {
    de: 'Diese Transaktion gibt es in dieser Community nicht: nimm eine Id aus der Liste.',
    'es-ES': 'No existe esa transacción en esta comunidad: toma un id de la lista.',
    fr: 'Cette transaction n’existe pas dans cette communauté : prends un id dans la liste.',
  },
  ClanUnknown: {
    de: 'Diesen Clan gibt es hier nicht: sieh in der Liste nach.',
    'es-ES': 'Aquí no existe ese clan: mira la lista.',
    fr: 'Ce clan n’existe pas ici : regarde la liste.',
  },
  FileUnknown: {
    de: 'Diese Datei gibt es nicht, oder sie ist nicht für dich bestimmt.',
    'es-ES': 'Ese archivo no existe o no es para ti.',
    fr: 'Ce fichier n’existe pas, ou il n’est pas pour toi.',
  },
  WebhookUnknown: {
    de: 'Diesen Webhook gibt es hier nicht: sieh in der Liste nach.',
    'es-ES': 'Aquí no existe ese webhook: mira la lista.',
    fr: 'Ce webhook n’existe pas ici : regarde la liste.',
  },
  DeliveryUnknown: {
    de: 'Diese Zustellung gibt es nicht: sie stehen in der Liste und werden eine Woche aufgehoben.',
    'es-ES': 'No existe ese envío: están en la lista y se guardan una semana.',
    fr: 'Cet envoi n’existe pas : ils sont dans la liste, gardés une semaine.',
  },
  WebhooksMany: {
    de: 'Die Community hat so viele Webhooks, wie sie haben kann: entfern einen, den niemand braucht.',
    'es-ES': 'La comunidad tiene tantos webhooks como puede: quita uno que no haga falta.',
    fr: 'La communauté a autant de webhooks qu’elle peut en avoir : retires-en un qui ne sert pas.',
  },

  // What the staff change
  ArchiveBusy: {
    de: 'Die Geschichte wird gerade archiviert: warte, bis das fertig ist.',
    'es-ES': 'El historial ya se está archivando: espera a que termine.',
    fr: 'L’historique est déjà en cours d’archivage : attends que ce soit fini.',
  },
  BalanceAlready: {
    de: 'Der Kontostand ist schon so: es gibt nichts zu ändern.',
    'es-ES': 'El saldo ya es ese: no hay nada que cambiar.',
    fr: 'Le solde est déjà celui-là : il n’y a rien à changer.',
  },
  ChannelMissing: {
    de: 'Sag, in welchem Kanal: schick channelId mit.',
    'es-ES': 'Di en qué canal: envía channelId.',
    fr: 'Dis dans quel salon : envoie channelId.',
  },
  EmbedLong: {
    de: 'Alle Wörter einer Einbettung haben zusammen höchstens 6.000 Zeichen: kürz sie.',
    'es-ES': 'Todas las palabras de un embed tienen en total 6000 caracteres como máximo: acórtalo.',
    fr: 'Tous les mots d’un embed font au plus 6 000 caractères : raccourcis-le.',
  },
  TemplateTaken: {
    de: 'Eine Einbettung dieses Namens gibt es schon: ändere sie, oder wähl einen anderen Namen.',
    'es-ES': 'Ya hay un embed con ese nombre: cámbialo o elige otro nombre.',
    fr: 'Il y a déjà un embed de ce nom : change-le, ou choisis un autre nom.',
  },
  ItemUnchanged: {
    de: 'Es würde sich nichts ändern: sag, was anders sein soll.',
    'es-ES': 'No cambiaría nada: di qué debe ser distinto.',
    fr: 'Rien ne changerait : dis ce qui doit être différent.',
  },
  StockUnlimited: {
    de: 'Einen Bestand ohne Ende setzt man auf eine Zahl, statt etwas dazuzugeben oder wegzunehmen.',
    'es-ES': 'Una existencia sin límite se fija, no se le suma ni se le quita.',
    fr: 'Un stock sans fin se fixe : on n’y ajoute ni n’en retire rien.',
  },
  DeductTooMuch: {
    de: 'Mitglied {member} hat weniger als das: niemandem wurde etwas genommen.',
    'es-ES': 'El miembro {member} tiene menos que eso: no se quitó nada a nadie.',
    fr: 'Le membre {member} a moins que cela : rien n’a été pris à personne.',
  },
  PaymentsCount: {
    de: 'Nenn 1 bis {most} Mitglieder.',
    'es-ES': 'Nombra de 1 a {most} miembros.',
    fr: 'Nomme de 1 à {most} membres.',
  },
  PaymentsTwice: {
    de: 'Jemand ist zweimal genannt: zähl die Beträge zusammen.',
    'es-ES': 'Alguien aparece dos veces: junta sus cantidades.',
    fr: 'Quelqu’un est nommé deux fois : réunis ses montants.',
  },
  TaskNotOpen: {
    de: 'Diese Aufgabe nimmt niemand mehr an: kündige eine andere an.',
    'es-ES': 'Esa tarea ya no admite a nadie: anuncia otra.',
    fr: 'Cette tâche n’accepte plus personne : annonces-en une autre.',
  },
  PresetUnset: {
    de: 'Diese Community hat noch keine Zahlen: setz zuerst Grenzen, Sätze und Geschenke.',
    'es-ES': 'Esta comunidad aún no tiene cifras: fija primero topes, tarifas y regalos.',
    fr: 'Cette communauté n’a pas encore de chiffres : fixe d’abord plafonds, taux et cadeaux.',
  },
  SimulatorOff: {
    de: 'Prognosen sind hier ausgeschaltet: der Betreiber setzt SIMULATOR_MEMBERS.',
    'es-ES': 'Aquí no se hacen previsiones: quien opera el bot fija SIMULATOR_MEMBERS.',
    fr: 'Les prévisions sont désactivées ici : l’opérateur définit SIMULATOR_MEMBERS.',
  },
  SimulationRunning: {
    de: 'Es wird schon eine Prognose gemacht: warte auf sie, oder brich sie zuerst ab.',
    'es-ES': 'Ya se está haciendo una previsión: espérala o cancélala primero.',
    fr: 'Une prévision est déjà en cours : attends-la, ou annule-la d’abord.',
  },
  SimulatorBusy: {
    de: 'Gerade wird eine Prognose für eine andere Community gemacht: versuch es in etwa {seconds} s noch einmal.',
    'es-ES': 'Se está haciendo una previsión para otra comunidad: prueba otra vez en unos {seconds} s.',
    fr: 'Une prévision est en cours pour une autre communauté : réessaie dans {seconds} s environ.',
  },
  SimulationBrokenOff: {
    de: 'Der Server, der die Prognose machte, wurde angehalten: starte sie noch einmal.',
    'es-ES': 'Se detuvo el servidor que hacía la previsión: empiézala otra vez.',
    fr: 'Le serveur qui faisait la prévision a été arrêté : relance-la.',
  },
  SimulationFailed: {
    de: 'Die Prognose ist nicht gelungen: versuch es noch einmal, und sag es dem Betreiber, wenn es so bleibt.',
    'es-ES': 'No se pudo hacer la previsión: prueba otra vez y avisa a quien opera el bot si sigue así.',
    fr: 'La prévision n’a pas pu être faite : réessaie, et préviens l’opérateur si cela continue.',
  },
  PresetFaulty: {
    de: 'Mit diesen Zahlen geht es nicht; der Simulator sagt: {faults}.',
    'es-ES': 'Con estas cifras no se puede; el simulador dice: {faults}.',
    fr: 'Ces chiffres ne conviennent pas ; le simulateur dit : {faults}.',
  },

  // What members and wallets do
  PriceAbove: {
    de: 'Es kostet mehr, als du zahlen würdest: sieh dir den Preis noch einmal an.',
    'es-ES': 'Cuesta más de lo que pagarías: mira otra vez el precio.',
    fr: 'Cela coûte plus que ce que tu paierais : regarde à nouveau le prix.',
  },
  ClansOtherName: {
    de: 'Auf der Chain heißt dieser Clan anders: gründe ihn zuerst unter diesem Namen.',
    'es-ES': 'En la cadena este clan se llama de otro modo: fúndalo primero con este nombre.',
    fr: 'Sur la chaîne, ce clan porte un autre nom : fonde-le d’abord avec celui-ci.',
  },
  TasksOtherProof: {
    de: 'Auf der Chain steht ein anderer Beleg: reich zuerst diesen Text ein.',
    'es-ES': 'En la cadena hay otra prueba: entrega primero este texto.',
    fr: 'La chaîne a une autre preuve : remets d’abord ce texte.',
  },
  ProofOtherFile: {
    de: 'Der Text nennt eine Datei nicht mit Größe und Hash: schreib ihre Zeile hinein.',
    'es-ES': 'El texto no nombra un archivo con su tamaño y hash: escribe su línea.',
    fr: 'Le texte ne nomme pas un fichier avec sa taille et son hash : écris sa ligne.',
  },
  ChallengeExpired: {
    de: 'Der Text wurde schon unterschrieben oder ist zu alt: lass dir einen neuen geben und unterschreib den.',
    'es-ES': 'El texto ya se firmó o es demasiado viejo: pide uno nuevo y fírmalo.',
    fr: 'Le texte a déjà été signé ou est trop ancien : demandes-en un nouveau et signe-le.',
  },
  LinkExpired: {
    de: 'Diese Adresse ist verbraucht oder zu alt: hol dir auf Discord mit /wallet link eine neue.',
    'es-ES': 'Esta dirección ya se usó o es demasiado vieja: pide otra en Discord con /wallet link.',
    fr: 'Cette adresse a déjà servi ou est trop ancienne : demandes-en une autre sur Discord avec /wallet link.',
  },
  SignatureWrong: {
    de: 'Die Unterschrift ist nicht von der Wallet, um die es geht: unterschreib den Text, wie er ist, mit dieser.',
    'es-ES': 'La firma no es de la cartera en cuestión: firma el texto tal cual con esa.',
    fr: 'La signature n’est pas du portefeuille en question : signe le texte tel quel avec celui-ci.',
  },
  WalletNotLinked: {
    de: 'Diese Wallet ist nicht verknüpft: nimm mit ihr zuerst /wallet link auf Discord.',
    'es-ES': 'Esta cartera no está enlazada: usa primero /wallet link en Discord con ella.',
    fr: 'Ce portefeuille n’est pas lié : utilise d’abord /wallet link sur Discord avec lui.',
  },
  SponsorDeadline: {
    de: 'Die Anfrage gilt länger als einen Tag: unterschreib eine mit näherer Frist.',
    'es-ES': 'La petición vale más de un día: firma una con un plazo más corto.',
    fr: 'La requête vaut plus d’un jour : signes-en une avec une échéance plus proche.',
  },
  SponsorGas: {
    de: 'Die Anfrage will {gas} Gas, und so viel wird nicht gezahlt: unterschreib eine mit einer anderen Menge.',
    'es-ES': 'La petición pide {gas} de gas y eso no se paga: firma una con otra cantidad.',
    fr: 'La requête demande {gas} de gaz, ce qui n’est pas payé : signes-en une avec une autre quantité.',
  },
  SponsorNotPaid: {
    de: 'Diesen Aufruf bezahlt der Betreiber nicht: sende ihn mit dem Gas deiner eigenen Wallet.',
    'es-ES': 'Quien opera el bot no paga esta llamada: envíala con el gas de tu propia cartera.',
    fr: 'L’opérateur ne paie pas cet appel : envoie-le avec le gaz de ton propre portefeuille.',
  },
  SponsorOtherAccount: {
    de: 'Das Salt gehört nicht zu diesem Konto: nimm beide von GET /api/wallets.',
    'es-ES': 'La sal no es de esta cuenta: toma ambas de GET /api/wallets.',
    fr: 'Le sel n’est pas de ce compte : prends les deux dans GET /api/wallets.',
  },
  SponsorOtherCall: {
    de: 'Diese Adresse ist für einen anderen Aufruf des Shops: nimm POST /api/forward.',
    'es-ES': 'Esta dirección es para otra llamada de la tienda: usa POST /api/forward.',
    fr: 'Cette adresse est pour un autre appel de la boutique : prends POST /api/forward.',
  },
  SponsorStrangers: {
    de: 'Der Betreiber hat in 24 Stunden für so viele unverknüpfte Wallets bezahlt, wie er kann: verknüpf deine mit /wallet link auf Discord, oder zahl das Gas selbst.',
    'es-ES':
      'Quien opera el bot ha pagado por tantas carteras sin enlazar como puede en 24 horas: enlaza la tuya con /wallet link en Discord o paga tú el gas.',
    fr: 'L’opérateur a payé pour autant de portefeuilles non liés qu’il peut en 24 heures : lie le tien avec /wallet link sur Discord, ou paie le gaz toi-même.',
  },
  SponsorTooMany: {
    de: 'Der Betreiber hat alles bezahlt, was er in 24 Stunden kann: komm später wieder, oder zahl das Gas selbst.',
    'es-ES': 'Quien opera el bot ha pagado todo lo que puede en 24 horas: vuelve más tarde o paga tú el gas.',
    fr: 'L’opérateur a payé tout ce qu’il peut en 24 heures : reviens plus tard, ou paie le gaz toi-même.',
  },
  SponsorTooOften: {
    de: 'Mehr Transaktionen werden dir gerade nicht bezahlt: warte etwas, oder zahl das Gas selbst.',
    'es-ES': 'Ahora no se te pagan más transacciones: espera un poco o paga tú el gas.',
    fr: 'On ne te paie pas plus de transactions pour le moment : attends un peu, ou paie le gaz toi-même.',
  },
};
