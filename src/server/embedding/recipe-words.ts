/** What the recipes say, in the platform's languages. */
export const RECIPE_WORDS = {
  fr: {
    style: 'Dans la feuille de style du site :',
    height:
      'Facultatif, dans un script du site : le cadre prend la hauteur de son contenu. Sans cela, il garde la hauteur écrite et son contenu défile.',
    plain: {
      title: 'HTML simple',
      head: 'Dans l’élément head de la page ou du gabarit :',
      faster:
        'Facultatif, dans l’élément head de la page qui porte le widget et d’elle seule, pour qu’il paraisse un aller-retour plus tôt :',
      body: 'Là où le widget doit paraître :',
    },
    wordpress: {
      plugin:
        'Dans un nouveau fichier wp-content/mu-plugins/consultation-quebec.php. La dernière partie permet l’élément aux personnes qui rédigent sans la permission unfiltered_html.',
      shortcode:
        'Dans un nouveau fichier wp-content/mu-plugins/consultation-quebec.php, qui fait du cadre un code court :',
      shortcodeBlock: 'Dans la page, un bloc « Code court » :',
      block: 'Dans la page, un bloc « HTML personnalisé » :',
      style: 'Dans Apparence → Personnaliser → CSS additionnel, ou dans la feuille de style du thème :',
    },
    drupal: {
      library: 'Dans le fichier MON_THEME.libraries.yml du thème :',
      style: 'Dans le fichier css/consultation.css du thème :',
      attach: 'Dans le fichier MON_THEME.info.yml, pour toutes les pages :',
      format:
        'Dans Configuration → Rédaction de contenu → Formats de texte, un format sans éditeur, réservé aux personnes qui en ont besoin ; s’il limite les balises HTML permises, ajoutez :',
      block: 'Dans un bloc de contenu de ce format, placé dans la page :',
    },
    typo3: {
      script: 'Dans le TypoScript du site (Setup) :',
      style: 'Dans le fichier Resources/Public/Css/consultation.css de l’extension du site :',
      element: 'Dans la page, un élément de contenu « HTML » :',
      policy:
        'Si TYPO3 envoie lui-même la politique du site (version 12.3 ou plus récente), dans config/sites/MON_SITE/csp.yaml :',
    },
    tagManager: {
      title: 'Gestionnaire de balises',
      steps: [
        'Préférez le gabarit du site. Un gestionnaire de balises charge le widget plus tard, et les bloqueurs de publicité l’arrêtent souvent, widget compris.',
        'S’il n’y a pas d’autre moyen : une balise HTML personnalisée avec le script ci-dessus, à l’affichage de la page, sans condition de consentement, puisque rien n’est enregistré sur l’appareil avant la première contribution. L’élément lui-même reste dans le contenu de la page.',
        'Vérifiez dans le navigateur que les attributs integrity et crossorigin sont toujours là : certains gestionnaires les retirent, et l’intégrité n’est alors plus vérifiée.',
      ],
      frame: 'Le cadre n’en a pas besoin : il va dans le contenu de la page.',
    },
  },
  en: {
    style: 'In the site’s style sheet:',
    height:
      'Optional, in a script of the site’s own: the frame takes the height of its content. Without it, it keeps the height that is written and its content scrolls.',
    plain: {
      title: 'Plain HTML',
      head: 'In the head element of the page or the template:',
      faster:
        'Optional, in the head element of the page that holds the widget and of no other, so that it is there a round trip earlier:',
      body: 'Where the widget is to be:',
    },
    wordpress: {
      plugin:
        'In a new file wp-content/mu-plugins/consultation-quebec.php. Its last part allows the element to people who write without the unfiltered_html permission.',
      shortcode:
        'In a new file wp-content/mu-plugins/consultation-quebec.php, which makes a shortcode of the frame:',
      shortcodeBlock: 'In the page, a “Shortcode” block:',
      block: 'In the page, a “Custom HTML” block:',
      style: 'In Appearance → Customize → Additional CSS, or in the theme’s style sheet:',
    },
    drupal: {
      library: 'In the theme’s MON_THEME.libraries.yml file:',
      style: 'In the theme’s css/consultation.css file:',
      attach: 'In the MON_THEME.info.yml file, for all pages:',
      format:
        'In Configuration → Content authoring → Text formats, a format without an editor, for those who need it only; if it limits allowed HTML tags, add:',
      block: 'In a content block of that format, placed in the page:',
    },
    typo3: {
      script: 'In the site’s TypoScript (Setup):',
      style: 'In the site extension’s Resources/Public/Css/consultation.css file:',
      element: 'In the page, an “HTML” content element:',
      policy:
        'If TYPO3 itself sends the site’s policy (version 12.3 or later), in config/sites/MON_SITE/csp.yaml:',
    },
    tagManager: {
      title: 'Tag manager',
      steps: [
        'Prefer the site’s template. A tag manager loads the widget later, and ad blockers often stop it, the widget included.',
        'If there is no other way: a custom HTML tag with the script above, on page view, without a consent condition, since nothing is stored on the device before the first contribution. The element itself stays in the page’s content.',
        'Check in the browser that the integrity and crossorigin attributes are still there: some managers take them away, and integrity is then no longer verified.',
      ],
      frame: 'The frame does not need one: it goes into the page’s content.',
    },
  },
} as const;
