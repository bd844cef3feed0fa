import type { Language } from '../../../src/contract/text.js';
import type { SCRIPTS } from './scripts.js';
import type { Role } from './steps.js';

/** What the document says around the steps, in one language. */
export interface Guide {
  title: string;
  lead: string;
  other: string;
  how: string;
  decimal: (number: number) => string;
  browsersTitle: string;
  browsersLead: string;
  browsersHead: readonly string[];
  /** Each browser, whose age counts for it, and the screen reader that it is tried with. */
  pairs: readonly (readonly [browser: string, family: 'chrome' | 'firefox' | 'safari', reader: string])[];
  featuresLead: string;
  featuresHead: readonly string[];
  tested: string;
  pageTitle: string;
  page: (slug: string, platform: string) => string;
  keysTitle: string;
  keysLead: string;
  keys: readonly (readonly string[])[];
  readingTitle: string;
  reading: string;
  widget: Record<keyof typeof SCRIPTS, string>;
  address: (address: string) => string;
  whoHead: readonly string[];
  pathTitle: string;
  stepHead: readonly string[];
  offlineTitle: string;
  offlineLead: (kept: string, sent: string) => string;
  extrasTitle: string;
  extraHead: readonly string[];
  /** What else to go through; roles stand for what the page shows of them as it opens. */
  extras: readonly { what: string; heard: string | readonly Role[] }[];
  afterTitle: string;
  after: string;
}

/** Puts the spaces that do not break where French wants them. */
function french(text: string): string {
  return text
    .replaceAll(/ (?=[;!?])/g, '\u202f')
    .replaceAll(/ (?=[:»])/g, '\u00a0')
    .replaceAll('« ', '«\u00a0');
}

const commands = (slug: string, body: string) => `\`\`\`sh
npm start
\`\`\`

${body}

\`\`\`sh
npm run cq -- body add exemple --name-fr "Ministère de l’Exemple" --name-en "Ministry of Examples"
npm run cq -- apply demo/by-hand/consultation.json
npm run cq -- import demo/by-hand/comments.ndjson --consultation ${slug} --activity discussion
npm run cq -- import demo/by-hand/ideas.ndjson --consultation ${slug} --activity idees
\`\`\``;

const FR: Guide = {
  title: 'Essayer les widgets avec un lecteur d’écran',
  lead: french(
    'Ce document se suit pas à pas avec NVDA, VoiceOver ou TalkBack. Pour chaque étape, il dit quoi faire et ce qui doit être entendu, et laisse la place de noter ce qui l’a été. Il n’est pas nécessaire de connaître les widgets. Comptez environ quinze minutes par widget et par lecteur d’écran.',
  ),
  other: '_[English](by-hand.en.md)_',
  how: french(
    'Il est produit par `npm run by-hand -- --write`, à partir de la liste d’étapes que parcourent les essais automatiques (`npm run test:embed`) : les mots, les rôles, les états, le focus et les annonces écrits ici sont ceux que le navigateur donne au lecteur d’écran. Ce qu’il reste à entendre, c’est ce que le lecteur d’écran en fait. Copiez le document avant de le remplir.',
  ),
  decimal: (number) => new Intl.NumberFormat('fr-CA').format(number),
  browsersTitle: 'Navigateurs et lecteurs d’écran',
  browsersLead: french(
    'Essayez au moins une fois chaque ligne, avec la version la plus récente du lecteur d’écran.',
  ),
  browsersHead: ['Navigateur', 'À partir de la version', 'À essayer avec'],
  pairs: [
    ['Chrome, sous Windows', 'chrome', 'NVDA'],
    ['Edge, sous Windows', 'chrome', 'NVDA'],
    ['Firefox, sous Windows', 'firefox', 'NVDA'],
    ['Safari, sous macOS', 'safari', 'VoiceOver'],
    ['Safari, sous iOS et iPadOS', 'safari', 'VoiceOver'],
    ['Chrome, sous Android', 'chrome', 'TalkBack'],
  ],
  featuresLead: french(
    'Ces versions sont les premières qui ont tout ce dont les widgets ne peuvent se passer. La plus exigeante décide :',
  ),
  featuresHead: ['Fonction', 'Chrome et Edge', 'Firefox', 'Safari'],
  tested: french(
    'Dans un navigateur plus ancien, un widget peut manquer ou mal s’afficher : la page sans JavaScript de la plateforme (`/c/…`) sert alors à participer. Les essais automatiques passent dans [Chromium et Firefox](embed-matrix.md).',
  ),
  pageTitle: 'Préparer la page',
  page: (slug, platform) =>
    french(
      `Il faut Node 20.19 ou plus récent. Dans un premier terminal, lancez la plateforme, et laissez-la tourner :

${commands(slug, 'Dans un second, ajoutez la consultation des essais, avec un commentaire et une idée de quelqu’un d’autre :')}

Chaque widget a alors sa page, en français (\`?lang=fr\`) et en anglais (\`?lang=en\`) : les adresses sont plus bas. Cette page ne contient que le widget ; c’est pourquoi elle n’a pas de titre de niveau 1.

- **Avant chaque essai**, ouvrez une fenêtre de navigation privée : ce navigateur ne doit pas avoir déjà participé.
- **Pour recommencer**, ou pour essayer à plusieurs, il faut une consultation neuve, puisque les votes et les commentaires restent. Copiez \`consultation.json\`, changez-y \`slug\` (par exemple \`${slug}-2\`), refaites les trois dernières commandes avec ce nom, et mettez-le dans les adresses.
- **Sur un téléphone Android**, branchez-le, puis \`adb reverse tcp:3000 tcp:3000\` : les mêmes adresses y fonctionnent.
- **Sur un iPhone ou un iPad**, et partout où \`${platform}\` ne peut pas être ouvert, il faut une plateforme d’essai en HTTPS : mettez son adresse à la place de \`${platform}\`. Sans HTTPS, un widget ne fait que lire.`,
    ),
  keysTitle: 'Touches et gestes',
  keysLead: french(
    'VO veut dire Contrôle + Option. Balayer se fait d’un doigt, sauf mention contraire. Avec TalkBack, les « commandes de lecture » se choisissent en balayant de trois doigts vers la gauche ou la droite (ou d’un doigt vers le haut puis le bas), jusqu’à entendre le nom voulu.',
  ),
  keys: [
    ['Pour', 'NVDA', 'VoiceOver, macOS', 'VoiceOver, iOS', 'TalkBack'],
    [
      'lire à partir d’ici',
      'Inser + Flèche bas',
      'VO + A',
      'balayer de deux doigts vers le bas',
      'menu TalkBack (toucher de trois doigts), puis « Lire à partir de l’élément suivant »',
    ],
    ['se taire', 'Contrôle', 'Contrôle', 'toucher de deux doigts', 'toucher de deux doigts'],
    [
      'élément suivant, précédent',
      'Flèche bas, Flèche haut',
      'VO + Flèche droite, VO + Flèche gauche',
      'balayer à droite, à gauche',
      'balayer à droite, à gauche',
    ],
    [
      'titre suivant, précédent',
      'H, Maj + H',
      'VO + Commande + H, avec Maj pour le précédent',
      'rotor sur « Titres », puis balayer vers le bas, le haut',
      'commandes de lecture sur « Titres », puis balayer vers le bas, le haut',
    ],
    [
      'champ ou bouton suivant',
      'F pour un champ, B pour un bouton',
      'VO + Commande + J',
      'rotor sur « Commandes de formulaire », puis balayer vers le bas',
      'commandes de lecture sur « Commandes », puis balayer vers le bas',
    ],
    [
      'région suivante',
      'D',
      'rotor (VO + U), liste « Repères »',
      'rotor sur « Repères », puis balayer vers le bas',
      'commandes de lecture sur « Points de repère », si elles y sont',
    ],
    ['activer, cocher', 'Entrée ou Espace', 'VO + Espace', 'toucher deux fois', 'toucher deux fois'],
    [
      'écrire dans un champ',
      'Entrée, écrire, puis Échap',
      'écrire dès que le champ est atteint',
      'toucher deux fois, écrire',
      'toucher deux fois, écrire',
    ],
    [
      'liste des titres, des champs, des régions',
      'Inser + F7, puis choisir le type',
      'VO + U, puis Flèche gauche et droite',
      'tourner deux doigts pour chaque sorte (rotor)',
      'commandes de lecture, une sorte à la fois',
    ],
  ].map((row) => row.map(french)),
  readingTitle: 'Lire les étapes',
  reading:
    french(`- **Le focus y va** : le lecteur d’écran est à cet endroit sans qu’on le déplace, et le lit.
- **Annoncé de soi-même** : entendu une fois, où que l’on soit, sans rien faire. Si une étape a une annonce et un focus, l’ordre dans lequel ils sont entendus peut varier ; l’un peut couper l’autre, ce qui est à noter.
- **En lisant** : rencontré en poursuivant la lecture, pas nécessairement tout de suite.
- **« … »** tient la place de ce qui change : un nom de participant, une date, un numéro.
- Les noms entre guillemets doivent être entendus tels quels. Les mots pour le rôle et l’état sont ceux du lecteur d’écran : un bouton « enfoncé » peut être dit « bouton bascule enfoncé » ou « sélectionné », « non coché » peut ne pas être dit, un groupe ne se dit souvent qu’en y entrant, et TalkBack et VoiceOver peuvent taire « article » ou « région ». Ce qui compte : que le nom, la sorte et l’état se comprennent.
- Notez « oui » quand tout y est ; sinon, les mots exacts qui ont été entendus.`),
  widget: {
    'cq-survey': 'Sondage',
    'cq-comment-thread': 'Fil de commentaires',
    'cq-idea-vote': 'Vote sur les idées',
    'cq-feedback-prompt': 'Avis sur la page',
  },
  address: (address) => french(`Page : <${address}>`),
  whoHead: ['Date', 'Nom', 'Appareil et système', 'Navigateur et version', 'Lecteur d’écran et version'],
  pathTitle: 'Le parcours',
  stepHead: ['N°', 'À faire', 'Ce qui doit être entendu', 'Ce qui a été entendu'],
  offlineTitle: 'Sans connexion',
  offlineLead: (kept, sent) =>
    french(
      `Sur une page neuve, avec une consultation neuve. Attendez quelques secondes une fois la page ouverte, pour que tout soit là. Pour couper la connexion : mode avion sur un téléphone (avec \`adb reverse\` : \`adb reverse --remove tcp:3000\`, puis la même commande qu’au début pour la rétablir) ; ailleurs, outils de développement, onglet Réseau, « Hors connexion ». Rien ne doit se perdre : ${kept} d’abord, ${sent} ensuite, moins d’une minute après la fin d’une coupure aussi brève.`,
    ),
  extrasTitle: 'Autour du parcours',
  extraHead: ['À faire', 'Ce qui doit être entendu ou vu', 'Ce qui l’a été'],
  extras: [
    { what: french('Page neuve : la liste des titres.'), heard: ['heading'] },
    { what: french('La liste des régions ou des repères.'), heard: ['region'] },
    {
      what: french('La liste des champs et des boutons.'),
      heard: french(
        'Chaque champ a un nom qui se comprend seul ; aucun n’est dit deux fois, aucun ne manque.',
      ),
    },
    {
      what: french('Parcourir la page à la touche Tab (clavier), puis à Maj + Tab.'),
      heard: french(
        'Tout ce qui s’active est atteint, dans l’ordre de la lecture, avec un contour visible ; on ressort du widget.',
      ),
    },
    {
      what: french('Agrandir la page à 400 %, fenêtre de 1 280 px de large.'),
      heard: french('Tout se lit sans défiler de côté ; rien ne se recouvre ni n’est coupé.'),
    },
    {
      what: french('Activer un thème à contraste élevé (Windows : Alt gauche + Maj gauche + Impr. écran).'),
      heard: french('Boutons, champs, contour du focus et choix faits se distinguent tous.'),
    },
    {
      what: french('Ouvrir la même page en anglais (`?lang=en`).'),
      heard: french(
        'La voix passe à l’anglais ; aucun mot du widget ne reste en français, sauf ce que quelqu’un a écrit en français.',
      ),
    },
  ],
  afterTitle: 'Après l’essai',
  after: french(
    'Pour chaque écart, notez le widget, le numéro de l’étape, ce qui a été entendu et les versions. Un écart dans les mots, le rôle ou l’état alors que les essais automatiques passent vient souvent du lecteur d’écran ou du navigateur : refaites l’étape avec un autre avant de le signaler.',
  ),
};

const EN: Guide = {
  title: 'Trying the widgets with a screen reader',
  lead: 'This document is followed step by step with NVDA, VoiceOver or TalkBack. For each step it says what to do and what should be heard, and leaves room to note what was. You do not need to know the widgets. Allow about fifteen minutes for each widget and screen reader.',
  other: '_[Français](by-hand.md)_',
  how: 'It is made by `npm run by-hand -- --write` from the list of steps that the automated tests walk (`npm run test:embed`): the words, roles, states, focus and announcements written here are those that the browser gives to the screen reader. What remains to be heard is what the screen reader makes of them. Copy the document before you fill it in.',
  decimal: (number) => new Intl.NumberFormat('en-CA').format(number),
  browsersTitle: 'Browsers and screen readers',
  browsersLead: 'Try each line at least once, with the latest version of the screen reader.',
  browsersHead: ['Browser', 'From version', 'To be tried with'],
  pairs: [
    ['Chrome, on Windows', 'chrome', 'NVDA'],
    ['Edge, on Windows', 'chrome', 'NVDA'],
    ['Firefox, on Windows', 'firefox', 'NVDA'],
    ['Safari, on macOS', 'safari', 'VoiceOver'],
    ['Safari, on iOS and iPadOS', 'safari', 'VoiceOver'],
    ['Chrome, on Android', 'chrome', 'TalkBack'],
  ],
  featuresLead:
    'These versions are the first that have all that the widgets cannot do without. The most demanding decides:',
  featuresHead: ['Feature', 'Chrome and Edge', 'Firefox', 'Safari'],
  tested:
    'In an older browser a widget may be missing or look wrong: the platform’s page without JavaScript (`/en/c/…`) then serves to take part. The automated tests pass in [Chromium and Firefox](embed-matrix.md).',
  pageTitle: 'Prepare the page',
  page: (
    slug,
    platform,
  ) => `Node 20.19 or later is needed. In a first terminal, start the platform, and leave it running:

${commands(slug, 'In a second one, add the consultation of these trials, with a comment and an idea of somebody else’s:')}

Each widget then has its page, in French (\`?lang=fr\`) and in English (\`?lang=en\`): the addresses are below. That page holds the widget alone, which is why it has no level 1 heading.

- **Before each trial**, open a private window: the browser must not have taken part before.
- **To start again**, or for several people to try, a new consultation is needed, since votes and comments remain. Copy \`consultation.json\`, change \`slug\` in it (for instance \`${slug}-2\`), run the last three commands again with that name, and put it in the addresses.
- **On an Android phone**, plug it in, then \`adb reverse tcp:3000 tcp:3000\`: the same addresses work there.
- **On an iPhone or iPad**, and wherever \`${platform}\` cannot be opened, a trial platform with HTTPS is needed: put its address in the place of \`${platform}\`. Without HTTPS a widget only reads.`,
  keysTitle: 'Keys and gestures',
  keysLead:
    'VO means Control + Option. Swipes are with one finger unless it says otherwise. With TalkBack, “reading controls” are chosen by swiping left or right with three fingers (or up then down with one) until the wanted name is heard.',
  keys: [
    ['To', 'NVDA', 'VoiceOver, macOS', 'VoiceOver, iOS', 'TalkBack'],
    [
      'read from here',
      'Insert + Down Arrow',
      'VO + A',
      'swipe down with two fingers',
      'TalkBack menu (tap with three fingers), then “Read from next item”',
    ],
    ['be quiet', 'Control', 'Control', 'tap with two fingers', 'tap with two fingers'],
    [
      'next, previous item',
      'Down Arrow, Up Arrow',
      'VO + Right Arrow, VO + Left Arrow',
      'swipe right, left',
      'swipe right, left',
    ],
    [
      'next, previous heading',
      'H, Shift + H',
      'VO + Command + H, with Shift for the previous',
      'rotor on “Headings”, then swipe down, up',
      'reading controls on “Headings”, then swipe down, up',
    ],
    [
      'next field or button',
      'F for a field, B for a button',
      'VO + Command + J',
      'rotor on “Form Controls”, then swipe down',
      'reading controls on “Controls”, then swipe down',
    ],
    [
      'next region',
      'D',
      'rotor (VO + U), “Landmarks” list',
      'rotor on “Landmarks”, then swipe down',
      'reading controls on “Landmarks”, where they are there',
    ],
    ['activate, check', 'Enter or Space', 'VO + Space', 'double-tap', 'double-tap'],
    [
      'write in a field',
      'Enter, write, then Escape',
      'write as soon as the field is reached',
      'double-tap, write',
      'double-tap, write',
    ],
    [
      'list headings, fields, regions',
      'Insert + F7, then choose the type',
      'VO + U, then Left and Right Arrow',
      'turn two fingers for each kind (rotor)',
      'reading controls, one kind at a time',
    ],
  ],
  readingTitle: 'Reading the steps',
  reading: `- **The focus goes there**: the screen reader is at that place without being moved, and reads it.
- **Announced by itself**: heard once, wherever one is, without doing anything. Where a step has an announcement and a focus, the order in which they are heard may vary; one may cut the other off, which is to be noted.
- **Reading on**: met as one goes on reading, not necessarily at once.
- **“…”** stands for what changes: a participant’s name, a date, a number.
- Names between quotation marks should be heard as they are. The words for role and state are the screen reader’s: a button that is “pressed” may be a “toggle button, pressed” or “selected”, “not checked” may go unsaid, a group is often said only on entering it, and TalkBack and VoiceOver may leave out “article” or “region”. What counts is that name, kind and state are understood.
- Note “yes” where all of it was heard; otherwise, the exact words that were.`,
  widget: {
    'cq-survey': 'Survey',
    'cq-comment-thread': 'Comment thread',
    'cq-idea-vote': 'Idea vote',
    'cq-feedback-prompt': 'Feedback on the page',
  },
  address: (address) => `Page: <${address}>`,
  whoHead: ['Date', 'Name', 'Device and system', 'Browser and version', 'Screen reader and version'],
  pathTitle: 'The path',
  stepHead: ['No.', 'What to do', 'What should be heard', 'What was heard'],
  offlineTitle: 'Without a connection',
  offlineLead: (kept, sent) =>
    `On a new page, with a new consultation. Wait for a few seconds once the page is open, so that all of it is there. To cut the connection: airplane mode on a phone (with \`adb reverse\`: \`adb reverse --remove tcp:3000\`, then the same command as at first to restore it); elsewhere, developer tools, Network tab, “Offline”. Nothing may be lost: ${kept} first, ${sent} afterwards, less than a minute after the end of a cut that was as short.`,
  extrasTitle: 'Around the path',
  extraHead: ['What to do', 'What should be heard or seen', 'What was'],
  extras: [
    { what: 'A new page: the list of headings.', heard: ['heading'] },
    { what: 'The list of regions or landmarks.', heard: ['region'] },
    {
      what: 'The list of fields and buttons.',
      heard: 'Each field has a name that is understood by itself; none is said twice, none is missing.',
    },
    {
      what: 'Go through the page with Tab (keyboard), then with Shift + Tab.',
      heard:
        'All that can be activated is reached, in reading order, with a visible outline; one gets out of the widget again.',
    },
    {
      what: 'Zoom the page to 400%, in a window 1,280 px wide.',
      heard: 'Everything can be read without scrolling sideways; nothing overlaps or is cut off.',
    },
    {
      what: 'Turn on a high-contrast theme (Windows: left Alt + left Shift + Print Screen).',
      heard: 'Buttons, fields, the focus outline and choices made can all be told apart.',
    },
    {
      what: 'Open the same page in French (`?lang=fr`).',
      heard:
        'The voice turns French; no word of the widget stays in English, except what somebody wrote in English.',
    },
  ],
  afterTitle: 'After the trial',
  after:
    'For each difference, note the widget, the step’s number, what was heard and the versions. A difference in words, role or state while the automated tests pass often comes from the screen reader or the browser: try the step with another before reporting it.',
};

/** The document’s words in each language. */
export const GUIDES: Record<Language, Guide> = { fr: FR, en: EN };
