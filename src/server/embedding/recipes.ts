import type { Language } from '../../contract/text.js';
import type { Choice } from './choice.js';
import { RECIPE_WORDS } from './recipe-words.js';
import { elementOf, heightScript, loaderOf, type Place, type Snippet } from './snippets.js';

/** What to do in one content manager, step by step, with what to paste at each. */
export interface Recipe {
  /** Stays the same in all languages: for addresses and tests. */
  id: 'plain' | 'wordpress' | 'drupal' | 'typo3' | 'tag-manager';
  title: string;
  steps: { say: string; code?: string }[];
}

/** The names that an HTML filter must let through, with their attributes. */
function allowed(choice: Choice): { tags: Record<string, string[]>; html: string } {
  const { element, attributes, way, lang, pageLang } = choice;
  const tags: Record<string, string[]> =
    way === 'frame'
      ? { iframe: ['src', 'title', 'width', 'height', 'loading', 'referrerpolicy', 'sandbox'] }
      : { [element]: ['consultation', 'activity', ...Object.keys(attributes)], a: ['href'] };
  const around = way !== 'frame' && lang !== pageLang ? ['<div lang>'] : [];
  const html = Object.entries(tags).map(([tag, names]) => `<${[tag, ...names].join(' ')}>`);
  return { tags, html: [...html, ...around].join(' ') };
}

/** PHP for a file of its own in `wp-content/mu-plugins`: the script with its integrity, and what editors may write. */
function wordpressPlugin(choice: Choice, place: Place): string {
  const { src, integrity } = loaderOf(choice, place);
  const attributes = [
    ...(integrity === undefined ? [] : [`integrity="${integrity}"`]),
    'crossorigin="anonymous"',
  ].join(' ');
  const names = allowed(choice).tags[choice.element]!.map((name) => `'${name}' => true`);
  return `<?php
/* Plugin Name: Consultation Québec */
add_action( 'wp_enqueue_scripts', function () {
	wp_enqueue_script( 'consultation-quebec', '${src}', array(), null, array( 'strategy' => 'async' ) );
} );
add_filter( 'script_loader_tag', function ( $tag, $handle ) {
	if ( 'consultation-quebec' === $handle ) {
		$tag = str_replace( ' src=', ' ${attributes} src=', $tag );
	}
	return $tag;
}, 10, 2 );
add_filter( 'wp_kses_allowed_html', function ( $tags, $context ) {
	if ( 'post' === $context ) {
		$tags['${choice.element}'] = array( ${names.join(', ')} );
	}
	return $tags;
}, 10, 2 );`;
}

/** The same for a frame: a shortcode, so that nobody has to be allowed to frame whatever they like. */
function wordpressShortcode(frame: string): string {
  return `<?php
/* Plugin Name: Consultation Québec */
add_shortcode( 'consultation_quebec', function () {
	return <<<'HTML'
${frame}
HTML;
} );`;
}

function drupalLibrary(choice: Choice, place: Place): string {
  const { src, integrity } = loaderOf(choice, place);
  const sealed = integrity === undefined ? '' : `        integrity: ${integrity}\n`;
  return `consultation:
  js:
    ${src}:
      type: external
      minified: true
      preprocess: false
      attributes:
        async: true
        crossorigin: anonymous
${sealed}  css:
    theme:
      css/consultation.css: {}`;
}

function typo3Script(choice: Choice, place: Place): string {
  const { src, integrity } = loaderOf(choice, place);
  const sealed = integrity === undefined ? '' : `    integrity = ${integrity}\n`;
  return `page.includeJSFooter {
  consultation = ${src}
  consultation {
    external = 1
    async = 1
    disableCompression = 1
    excludeFromConcatenation = 1
${sealed}    crossorigin = anonymous
  }
}
page.includeCSS.consultation = EXT:site_package/Resources/Public/Css/consultation.css`;
}

function typo3Policy(policy: readonly string[]): string {
  // TYPO3 knows the directives that take addresses; those of trusted types stay where the site sends them from.
  const sources = policy.filter((line) => /^(script|connect|frame)-src /.test(line));
  const mutations = sources.map((line) => {
    const [directive, source] = line.split(' ');
    return `  - mode: extend\n    directive: '${directive}'\n    sources:\n      - '${source}'`;
  });
  return `inheritDefault: true\nmutations:\n${mutations.join('\n')}`;
}

/** How the chosen widget comes into the content managers that public bodies have. */
export function recipesFor(choice: Choice, place: Place, snippet: Snippet, language: Language): Recipe[] {
  const words = RECIPE_WORDS[language];
  const { body, css, faster, head, policy } = snippet;
  const framed = choice.way === 'frame';
  const element = framed ? body : elementOf(choice, place.platform);
  const style = framed ? [] : [{ say: words.style, code: css }];
  const height = framed ? [{ say: words.height, code: heightScript(place.platform) }] : [];
  return [
    {
      id: 'plain',
      title: words.plain.title,
      steps: [
        ...(framed ? [] : [{ say: words.plain.head, code: head }]),
        ...(faster === undefined ? [] : [{ say: words.plain.faster, code: faster }]),
        ...style,
        { say: words.plain.body, code: element },
        ...height,
      ],
    },
    {
      id: 'wordpress',
      title: 'WordPress',
      steps: [
        ...(framed
          ? [
              { say: words.wordpress.shortcode, code: wordpressShortcode(body) },
              { say: words.wordpress.shortcodeBlock, code: '[consultation_quebec]' },
              ...height,
            ]
          : [
              { say: words.wordpress.plugin, code: wordpressPlugin(choice, place) },
              { say: words.wordpress.block, code: element },
              { say: words.wordpress.style, code: css },
            ]),
      ],
    },
    {
      id: 'drupal',
      title: 'Drupal',
      steps: [
        ...(framed
          ? []
          : [
              { say: words.drupal.library, code: drupalLibrary(choice, place) },
              { say: words.drupal.style, code: css },
              { say: words.drupal.attach, code: 'libraries:\n  - MON_THEME/consultation' },
            ]),
        { say: words.drupal.format, code: allowed(choice).html },
        { say: words.drupal.block, code: element },
        ...height,
      ],
    },
    {
      id: 'typo3',
      title: 'TYPO3',
      steps: [
        ...(framed
          ? []
          : [
              { say: words.typo3.script, code: typo3Script(choice, place) },
              { say: words.typo3.style, code: css },
            ]),
        { say: words.typo3.element, code: element },
        { say: words.typo3.policy, code: typo3Policy(policy) },
        ...height,
      ],
    },
    {
      id: 'tag-manager',
      title: words.tagManager.title,
      steps: framed ? [{ say: words.tagManager.frame }] : words.tagManager.steps.map((say) => ({ say })),
    },
  ];
}
