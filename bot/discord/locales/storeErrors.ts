/** Translations of what drops, announcements and hand-overs refuse; taken in by errors.ts. */
export const storeErrors: Record<string, Record<'de' | 'es-ES' | 'fr', string> & { 'en-US'?: string }> = {
  DropUnknown: {
    de: 'Diesen Abwurf gibt es nicht mehr.',
    'es-ES': 'Ese regalo ya no existe.',
    fr: 'Ce largage n’existe plus.',
  },
  DropOver: {
    de: 'Dieser Abwurf ist vorbei: sei beim nächsten schneller.',
    'es-ES': 'Este regalo ha terminado: date más prisa la próxima vez.',
    fr: 'Ce largage est terminé : sois plus rapide la prochaine fois.',
  },
  DropEmpty: {
    de: 'Alles ist schon vergeben: sei beim nächsten schneller.',
    'es-ES': 'Ya no queda nada: date más prisa la próxima vez.',
    fr: 'Tout est déjà pris : sois plus rapide la prochaine fois.',
  },
  DropTaken: {
    de: 'Du hast deinen Teil schon: sieh in /history nach.',
    'es-ES': 'Ya tienes tu parte: mira /history.',
    fr: 'Tu as déjà ta part : vois /history.',
  },
  DropOwn: {
    de: 'Das ist dein eigener Abwurf: er ist für die anderen.',
    'es-ES': 'Es tu propio regalo: es para los demás.',
    fr: 'C’est ton propre largage : il est pour les autres.',
  },
  DropDry: {
    de: 'Dieser Abwurf kann gerade nichts mehr zahlen: sag es dem Team dieses Servers.',
    'es-ES': 'Este regalo no puede pagar más por ahora: avisa al equipo de este servidor.',
    fr: 'Ce largage ne peut plus rien payer pour l’instant : dis-le à l’équipe de ce serveur.',
  },
  DropPlaces: {
    de: 'Ein Abwurf ist für 1 bis {most} Mitglieder: nenn eine ganze Zahl.',
    'es-ES': 'Un regalo es para 1 a {most} miembros: da un número entero.',
    fr: 'Un largage est pour 1 à {most} membres : donne un nombre entier.',
  },
  DropMinutes: {
    de: 'Ein Abwurf dauert 1 bis {most} Minuten: nenn eine ganze Zahl.',
    'es-ES': 'Un regalo dura de 1 a {most} minutos: da un número entero.',
    fr: 'Un largage dure de 1 à {most} minutes : donne un nombre entier.',
  },
  MomentUnclear: {
    de: '„{text}“ ist keine Zeit: schreib sie wie 24.12.2026 18:00, 18:00 oder „in 2 h“.',
    'es-ES': '«{text}» no es una hora: escríbela como 2026-12-24 18:00, 18:00 o «in 2 h».',
    fr: '« {text} » n’est pas une heure : écris-la comme 2026-12-24 18:00, 18:00 ou « in 2 h ».',
  },
  MomentPast: {
    de: 'Diese Zeit ist schon vorbei: wähl eine kommende.',
    'es-ES': 'Esa hora ya ha pasado: elige una futura.',
    fr: 'Cette heure est déjà passée : choisis-en une à venir.',
  },
  MomentFar: {
    de: 'Das ist mehr als ein Jahr hin: wähl eine nähere Zeit.',
    'es-ES': 'Falta más de un año: elige una hora más cercana.',
    fr: 'C’est dans plus d’un an : choisis une heure plus proche.',
  },
  ZoneUnknown: {
    de: 'Diese Zeitzone gibt es nicht: schreib sie wie Europe/Berlin, oder UTC.',
    'es-ES': 'No existe esa zona horaria: escríbela como Europe/Berlin, o UTC.',
    fr: 'Ce fuseau horaire n’existe pas : écris-le comme Europe/Berlin, ou UTC.',
  },
  ColourUnclear: {
    de: '„{text}“ ist keine Farbe: schreib sie wie #3498db, oder {names}.',
    'es-ES': '«{text}» no es un color: escríbelo como #3498db, o {names}.',
    fr: '« {text} » n’est pas une couleur : écris-la comme #3498db, ou {names}.',
  },
  AnnouncementEmpty: {
    de: 'Es gibt nichts anzukündigen: schreib einen Text.',
    'es-ES': 'No hay nada que anunciar: escribe un texto.',
    fr: 'Il n’y a rien à annoncer : écris un texte.',
  },
  AnnouncementLong: {
    de: 'Ein Text allein hat höchstens 2.000 Zeichen: gib ihm einen Titel, oder kürz ihn.',
    'es-ES': 'Un texto solo tiene 2.000 caracteres como máximo: ponle un título, o acórtalo.',
    fr: 'Un texte seul a 2 000 caractères au plus : donne-lui un titre, ou raccourcis-le.',
  },
  AnnouncementPosted: {
    de: 'Das ist schon veröffentlicht: ändere es mit /announce edit.',
    'es-ES': 'Eso ya se publicó: cámbialo con /announce edit.',
    fr: 'C’est déjà publié : change-le avec /announce edit.',
  },
  AnnouncementUnknown: {
    de: 'Diese Ankündigung gibt es hier nicht: sieh /announce list.',
    'es-ES': 'No existe aquí ese anuncio: mira /announce list.',
    fr: 'Cette annonce n’existe pas ici : vois /announce list.',
  },
  AnnouncementGone: {
    de: 'Ihre Nachricht wurde auf Discord gelöscht: kündige es neu an.',
    'es-ES': 'Su mensaje se borró en Discord: anúncialo de nuevo.',
    fr: 'Son message a été supprimé sur Discord : annonce-le à nouveau.',
  },
  AnnouncementClosed: {
    de: 'Discord lässt mich das dort nicht tun ({reason}): sieh dir meine Rechte in diesem Kanal an.',
    'es-ES': 'Discord no me deja hacerlo allí ({reason}): mira mis permisos en ese canal.',
    fr: 'Discord ne me laisse pas faire cela là-bas ({reason}) : vois mes permissions dans ce salon.',
  },
  EmbedImage: {
    de: 'Die Adresse des Bildes muss mit https:// beginnen und zu einem Bild führen.',
    'es-ES': 'La dirección de la imagen debe empezar por https:// y llevar a una imagen.',
    fr: 'L’adresse de l’image doit commencer par https:// et mener à une image.',
  },
  TemplateName: {
    de: 'Der Name einer Vorlage hat 1 bis 32 Buchstaben, Ziffern, Leerzeichen oder Striche.',
    'es-ES': 'El nombre de una plantilla tiene de 1 a 32 letras, cifras, espacios o guiones.',
    fr: 'Le nom d’un modèle a de 1 à 32 lettres, chiffres, espaces ou tirets.',
  },
  TemplatesMany: {
    de: 'Es gibt schon {most} Vorlagen: lösch eine mit /embed forget.',
    'es-ES': 'Ya hay {most} plantillas: borra una con /embed forget.',
    fr: 'Il y a déjà {most} modèles : supprimes-en un avec /embed forget.',
  },
  TemplateUnknown: {
    de: 'Diese Vorlage gibt es hier nicht: sieh, was vorgeschlagen wird.',
    'es-ES': 'No existe aquí esa plantilla: mira las sugerencias.',
    fr: 'Ce modèle n’existe pas ici : vois ce qui est proposé.',
  },
  FormByPrefix: {
    de: 'Das öffnet ein Fenster zum Schreiben: nimm den Slash-Befehl.',
    'es-ES': 'Esto abre una ventana para escribir: usa el comando con barra.',
    fr: 'Cela ouvre une fenêtre où écrire : utilise la commande slash.',
  },
  WishEmpty: {
    de: 'Es gibt nichts anzuheften: schreib etwas.',
    'es-ES': 'No hay nada que fijar: escribe algo.',
    fr: 'Il n’y a rien à épingler : écris quelque chose.',
  },
  WishNotAsked: {
    de: 'Dieser Kauf wartet auf nichts von dir, oder noch nicht: sieh /inventory.',
    'es-ES': 'Esta compra no espera nada de ti, o todavía no: mira /inventory.',
    fr: 'Cet achat n’attend rien de toi, ou pas encore : vois /inventory.',
  },
  PurchaseLate: {
    de: 'Seine Zeit ist vorbei: lehn ihn ab, und der Preis geht zurück.',
    'es-ES': 'Su tiempo ha pasado: recházala, y se devuelve el precio.',
    fr: 'Son temps est passé : refuse-le, et le prix revient.',
  },
  PurchaseDecided: {
    de: 'Über diesen Kauf ist schon entschieden, oder seine Zeit ist abgelaufen.',
    'es-ES': 'Esta compra ya se decidió, o se acabó su tiempo.',
    fr: 'Cet achat est déjà décidé, ou son temps est écoulé.',
  },
  RolesFull: {
    de: 'Dieser Server hat so viele Rollen, wie Discord erlaubt: sag es seinem Team.',
    'es-ES': 'Este servidor tiene tantos roles como permite Discord: avisa a su equipo.',
    fr: 'Ce serveur a autant de rôles que Discord le permet : dis-le à son équipe.',
  },
  ChannelsNotAllowed: {
    de: 'Der Bot darf hier keine privaten Kanäle öffnen: sag es dem Team dieses Servers.',
    'es-ES': 'El bot no puede abrir aquí canales privados: avisa al equipo de este servidor.',
    fr: 'Le bot ne peut pas ouvrir ici de salons privés : dis-le à l’équipe de ce serveur.',
  },
  ChannelsFull: {
    de: 'Dieser Server hat so viele Kanäle, wie Discord erlaubt: sag es seinem Team.',
    'es-ES': 'Este servidor tiene tantos canales como permite Discord: avisa a su equipo.',
    fr: 'Ce serveur a autant de salons que Discord le permet : dis-le à son équipe.',
  },
  ChannelNotSet: {
    de: 'Für diese Ware ist noch kein Kanal gewählt: sag es dem Team dieses Servers.',
    'es-ES': 'Aún no hay canal para este artículo: avisa al equipo de este servidor.',
    fr: 'Aucun salon n’est encore choisi pour cet article : dis-le à l’équipe de ce serveur.',
  },
  ChannelGone: {
    de: 'Den Kanal dieser Ware gibt es nicht mehr: sag es dem Team dieses Servers.',
    'es-ES': 'El canal de este artículo ya no existe: avisa al equipo de este servidor.',
    fr: 'Le salon de cet article n’existe plus : dis-le à l’équipe de ce serveur.',
  },
  PinsNotAllowed: {
    de: 'Der Bot darf im Kanal dieser Ware nicht schreiben und anheften: sag es dem Team dieses Servers.',
    'es-ES': 'El bot no puede escribir y fijar en el canal de este artículo: avisa al equipo de este servidor.',
    fr: 'Le bot ne peut pas écrire et épingler dans le salon de cet article : dis-le à l’équipe de ce serveur.',
  },
  WebhookNotSet: {
    de: 'Noch ist nichts gesetzt, das dies übergibt: sag es dem Team dieses Servers.',
    'es-ES': 'Aún no hay nada que entregue esto: avisa al equipo de este servidor.',
    fr: 'Rien n’est encore fixé pour remettre cela : dis-le à l’équipe de ce serveur.',
  },
  WebhookUrl: {
    de: 'Die Adresse muss mit https:// beginnen und weder Namen noch Passwort nennen.',
    'es-ES': 'La dirección debe empezar por https:// y no llevar usuario ni contraseña.',
    fr: 'L’adresse doit commencer par https:// et ne porter ni nom ni mot de passe.',
  },
  ItemNoChannel: {
    de: '„{text}“ braucht keinen Kanal: wähl eine andere Ware.',
    'es-ES': '«{text}» no necesita canal: elige otro artículo.',
    fr: '« {text} » n’a besoin d’aucun salon : choisis un autre article.',
  },
  ItemNoWebhook: {
    de: '„{text}“ wird nicht per Webhook übergeben: wähl eine andere Ware.',
    'es-ES': '«{text}» no se entrega por webhook: elige otro artículo.',
    fr: '« {text} » n’est pas remis par webhook : choisis un autre article.',
  },
  AlertHours: {
    de: 'Nenn eine ganze Zahl von Stunden von 1 bis {most}, oder „off“.',
    'es-ES': 'Da un número entero de horas de 1 a {most}, o «off».',
    fr: 'Donne un nombre entier d’heures de 1 à {most}, ou « off ».',
  },
  ProofTooLarge: {
    de: 'Diese Dateien sind zusammen mehr als 8 MB: reich kleinere oder weniger ein.',
    'es-ES': 'Estos archivos suman más de 8 MB: entrega otros más pequeños o menos.',
    fr: 'Ces fichiers font plus de 8 Mo ensemble : remets-en de plus petits ou moins.',
  },
  ProofUnread: {
    de: 'Discord hat mir deine Datei nicht gegeben: häng sie noch einmal an.',
    'es-ES': 'Discord no me dio tu archivo: adjúntalo otra vez.',
    fr: 'Discord ne m’a pas donné ton fichier : joins-le encore une fois.',
  },
  ReviewOver: {
    de: 'Das hast du nicht zu prüfen, oder nicht mehr: sieh /review.',
    'es-ES': 'Esto no te toca revisarlo, o ya no: mira /review.',
    fr: 'Ce n’est pas à toi de relire cela, ou plus : vois /review.',
  },
  TaskUnchanged: {
    de: 'So würde sich nichts ändern: sag, was anders sein soll.',
    'es-ES': 'Así no cambiaría nada: di qué será distinto.',
    fr: 'Rien ne changerait : dis ce qui doit être différent.',
  },
  TaskSlotsFixed: {
    de: 'Unbegrenzte Plätze bleiben es, und andere bleiben gezählt: erstell eine weitere Aufgabe.',
    'es-ES': 'Las plazas ilimitadas lo siguen siendo, y las demás siguen contadas: crea otra tarea.',
    fr: 'Des places illimitées le restent, et d’autres restent comptées : crée une autre tâche.',
  },
  StashEmpty: {
    de: 'Es ist nichts mehr zu ziehen: sag es dem Team dieses Servers.',
    'es-ES': 'No queda nada por sortear: avisa al equipo de este servidor.',
    fr: 'Il ne reste rien à tirer : dis-le à l’équipe de ce serveur.',
  },
  DrawNotReady: {
    de: 'Die nächste Ziehung ist noch nicht vorbereitet: versuch es in ein paar Minuten wieder, oder sag es dem Team dieses Servers.',
    'es-ES': 'El próximo sorteo aún no está preparado: inténtalo en unos minutos o avisa al equipo de este servidor.',
    fr: 'Le prochain tirage n’est pas encore prêt : réessaie dans quelques minutes, ou dis-le à l’équipe de ce serveur.',
  },
};
