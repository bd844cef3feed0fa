import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { catalogueOf } from '../../scripts/catalogue.mjs';
import { ActivityDefinition, ConsultationDefinition } from '../../src/contract/consultation.js';
import { addressees } from '../../src/server/assets/addressees.js';
import { type Choice, readChoice } from '../../src/server/embedding/choice.js';
import { faintPairs } from '../../src/server/embedding/contrast.js';
import { LOOK_NAMES, lookDefaults, lookValue } from '../../src/server/embedding/look.js';
import { recipesFor } from '../../src/server/embedding/recipes.js';
import { recommended } from '../../src/server/embedding/releases.js';
import { heightScript, policyFor, snippetFor } from '../../src/server/embedding/snippets.js';
import { BUILDER_WORDS } from '../../src/server/pages/embed-words.js';
import { definitionFor } from '../../stories/support/definitions.js';
import { Workplace } from './harness.js';

const home = fileURLToPath(new URL('../../', import.meta.url));
const catalogue = catalogueOf(`${home}custom-elements.json`);
const consultation = ConsultationDefinition.parse(definitionFor('plan-velo'));
const place = {
  platform: 'https://consultation.example',
  release: {
    version: '1.4.0',
    integrity: {
      'loader.js': 'sha384-abc',
      'core.js': 'sha384-core',
      'forms.js': 'sha384-forms',
      'survey.js': 'sha384-survey',
      'list.js': 'sha384-list',
      'idea-vote.js': 'sha384-ideas',
      'en.js': 'sha384-en',
    },
    needs: { survey: ['forms'], 'idea-vote': ['list'] },
  },
};

/** A survey that shows pictures of one site, and a map of another. */
const pictures = ActivityDefinition.parse({
  kind: 'survey',
  id: 'images',
  title: { fr: 'Images', en: 'Pictures' },
  pages: [
    {
      id: 'une',
      title: { fr: 'Une', en: 'One' },
      questions: [
        {
          id: 'image',
          type: 'image-choice',
          label: { fr: 'Laquelle ?', en: 'Which one?' },
          options: ['a', 'b'].map((id) => ({
            id,
            label: { fr: id, en: id },
            image: {
              src: `https://images.exemple.test/${id}.png`,
              alt: { fr: id, en: id },
              width: 10,
              height: 10,
            },
          })),
        },
        {
          id: 'lieu',
          type: 'place',
          label: { fr: 'Où ?', en: 'Where?' },
          map: {
            tiles: 'https://tuiles.exemple.test/{z}/{x}/{y}.png',
            attribution: { fr: 'Tuiles', en: 'Tiles' },
            latitude: 46,
            longitude: -71,
          },
        },
      ],
    },
  ],
});

function choose(asked: Record<string, string>): Choice {
  return readChoice(consultation, new URLSearchParams(asked), { language: 'fr', catalogue }).choice;
}

describe('a snippet', () => {
  it('holds the release’s address and integrity where it is pinned', () => {
    const { head, body } = snippetFor(choose({ activity: 'sondage' }), place);
    assert.equal(
      head,
      `<link rel="preconnect" href="https://consultation.example" crossorigin>
<script async fetchpriority="high" crossorigin="anonymous" integrity="sha384-abc" src="https://consultation.example/embed/1.4.0/loader.js"></script>`,
    );
    assert.equal(
      body,
      `<cq-survey consultation="plan-velo" activity="sondage">
  <a href="https://consultation.example/c/plan-velo/sondage">Répondre au sondage, sur la plateforme de consultation</a>
</cq-survey>`,
    );
  });

  it('announces, for who likes, what a pinned widget runs and shows first', () => {
    const { faster } = snippetFor(choose({ activity: 'sondage' }), place);
    const file = (name: string) =>
      `<link rel="modulepreload" crossorigin integrity="sha384-${name}" href="https://consultation.example/embed/1.4.0/${name}.js">`;
    assert.equal(
      faster,
      `<link rel="preload" as="fetch" crossorigin href="https://consultation.example/v1/consultations/plan-velo/view?kind=survey&amp;activity=sondage">
${file('core')}
${file('forms')}
${file('survey')}`,
    );
    assert.match(snippetFor(choose({ activity: 'sondage', lang: 'en' }), place).faster!, /sha384-en/);
    assert.equal(snippetFor(choose({ activity: 'sondage', way: 'moving' }), place).faster, undefined);
  });

  it('leaves the first view of ideas out of it, which begins elsewhere for each reader', () => {
    const { faster } = snippetFor(choose({ activity: 'idees' }), place);
    assert.match(faster!, /sha384-list/);
    assert.doesNotMatch(faster!, /as="fetch"/);
  });

  it('holds the moving loader without integrity, which would refuse the next release', () => {
    const { head } = snippetFor(choose({ way: 'moving' }), place);
    assert.match(head, /src="https:\/\/consultation\.example\/embed\/1\.js"/);
    assert.doesNotMatch(head, /integrity/);
  });

  it('says which page is asked about where that is chosen: to the widget, to its frame and to the page without scripts', () => {
    const asked = { activity: 'page', about: 'https://www.exemple.quebec/permis/velo' };
    const { body } = snippetFor(choose(asked), place);
    assert.match(body, / about="https:\/\/www\.exemple\.quebec\/permis\/velo">/);
    assert.match(body, /\/c\/plan-velo\/page\?page=https%3A%2F%2Fwww\.exemple\.quebec%2Fpermis%2Fvelo"/);
    const frame = snippetFor(choose({ ...asked, way: 'frame' }), place).body;
    assert.match(frame, /\/frame\/plan-velo\/page\?about=https%3A%2F%2Fwww/);
    for (const about of ['javascript:alert(1)', 'https://a.test/?q', 'https://a.test/"><b>', 'a.test'])
      assert.doesNotMatch(snippetFor(choose({ activity: 'page', about }), place).body, /about=/, about);
  });

  it('says the language around the widget where the page has another one', () => {
    const { body } = snippetFor(choose({ page: 'fr', lang: 'en' }), place);
    assert.match(body, /^<div lang="en">\n {2}<cq-survey /);
    assert.match(body, /\/en\/c\/plan-velo\/sondage">Answer the survey/);
    assert.doesNotMatch(snippetFor(choose({ page: 'en', lang: 'en' }), place).body, /<div/);
  });

  it('changes of the look what differs from the default alone', () => {
    const { css } = snippetFor(choose({ primary: '#7a1f3d', text: '#223654', radius: '4px' }), place);
    assert.equal(
      css,
      `cq-survey {
  display: block;
  min-block-size: 42em;
  --cq-primary: #7a1f3d;
  --cq-radius: 4px;
}`,
    );
  });

  it('escapes what a definition says', () => {
    const odd = ConsultationDefinition.parse({
      ...definitionFor('plan-velo'),
      activities: [
        {
          id: 'idees',
          kind: 'ideas',
          title: { fr: '"><script>alert(1)</script>' },
          sections: [{ id: '"><img src=x>', label: { fr: 'A' } }],
        },
      ],
    });
    const asked = new URLSearchParams({ section: '"><img src=x>', way: 'frame' });
    const { choice } = readChoice(odd, asked, { language: 'fr', catalogue });
    assert.equal(choice.attributes['section'], '"><img src=x>');
    for (const way of ['frame', 'pinned'] as const)
      assert.doesNotMatch(snippetFor({ ...choice, way }, place).body, /<img|<script/);
  });

  it('is a sandboxed frame where the site allows no script, with ten lines for its height', () => {
    const { head, body, css, script } = snippetFor(
      choose({ way: 'frame', lang: 'en', primary: '#7a1f3d' }),
      place,
    );
    assert.equal(head + css, '');
    assert.match(
      body,
      /src="https:\/\/consultation\.example\/frame\/plan-velo\/sondage\?primary=%237a1f3d&amp;lang=en"/,
    );
    assert.match(body, /sandbox="allow-scripts allow-same-origin allow-forms allow-popups /);
    assert.ok(script!.split('\n').length <= 10);
    assert.match(script!, /origin !== 'https:\/\/consultation\.example'/);
  });
});

describe('the policy of a snippet', () => {
  it('lets one release in where it is pinned, all of them where it moves, and a frame alone where it is one', () => {
    const { activity } = choose({ activity: 'sondage' });
    assert.deepEqual(policyFor({ way: 'pinned', activity }, place).slice(0, 3), [
      'script-src https://consultation.example/embed/1.4.0/',
      'connect-src https://consultation.example/v1/',
      "require-trusted-types-for 'script'",
    ]);
    assert.equal(
      policyFor({ way: 'moving', activity }, place)[0],
      'script-src https://consultation.example/embed/',
    );
    assert.deepEqual(policyFor({ way: 'frame', activity }, place), [
      'frame-src https://consultation.example/frame/',
    ]);
  });

  it('lets in the pictures of a survey, and the tiles of its map', () => {
    assert.ok(
      policyFor({ way: 'moving', activity: pictures }, place).includes(
        'img-src https://images.exemple.test https://tuiles.exemple.test',
      ),
    );
    assert.deepEqual(policyFor({ way: 'frame', activity: pictures }, place), [
      'frame-src https://consultation.example/frame/',
    ]);
  });
});

describe('the look', () => {
  it('takes colours, fonts and lengths', () => {
    for (const [name, value] of [
      ['primary', '#fff'],
      ['primary', 'rgb(0 0 0 / 50%)'],
      ['text', 'rebeccapurple'],
      ['font', "'Open Sans', Arial, sans-serif"],
      ['radius', '0.5em'],
    ] as const)
      assert.equal(lookValue(name, value), value);
    assert.equal(lookValue('font', '"Open Sans",Arial'), "'Open Sans', Arial");
  });

  it('takes nothing that could leave its declaration, ask for an address or refer to another value', () => {
    for (const value of [
      'red;} body{display:none',
      'red}</style><script>',
      'url(https://ailleurs.test)',
      'var(--x)',
      'rgb(var(--x))',
      "'a\\'",
      "'a;b'",
      'expression(1)',
      '#12345',
      'red/**/',
      '1rem',
      'a'.repeat(201),
    ])
      for (const name of LOOK_NAMES) assert.equal(lookValue(name, value), undefined, `${name}: ${value}`);
  });

  it('has the defaults of the manifest', () => {
    const defaults = lookDefaults(catalogue);
    assert.equal(defaults.primary, '#095797');
    for (const name of LOOK_NAMES) assert.notEqual(defaults[name], '', name);
  });

  it('is told to be too faint from the contrast that WCAG asks for', () => {
    const defaults = lookDefaults(catalogue);
    assert.deepEqual(faintPairs({}, defaults), []);
    assert.deepEqual(faintPairs({ text: '#767676' }, defaults), []);
    const [faint] = faintPairs({ text: '#777' }, defaults);
    assert.equal(faint!.name, 'text');
    assert.equal(faint!.ratio.toFixed(2), '4.48');
  });
});

describe('the builder’s words', () => {
  it('name each attribute of the manifest that is not chosen elsewhere, in both languages', () => {
    const own = Object.values(catalogue.attributes)
      .flat()
      .map(({ name }) => name)
      .filter((name) => !['consultation', 'activity', 'api'].includes(name));
    assert.ok(own.includes('section'));
    for (const name of own)
      for (const { attributes } of Object.values(BUILDER_WORDS)) assert.ok(attributes[name], name);
  });
});

describe('the recommended release', () => {
  const versions = ['1.0.0', '1.1.0', '1.2.0'];
  const withdrawn = (version: string) => ({ version, kind: '' as const, reason: 'Un défaut' });

  it('is the newest that nobody withdrew', () => {
    const off = { version: '1.2.0', kind: 'ideas' as const, reason: 'x' };
    assert.equal(recommended(versions, []).version, '1.2.0');
    assert.equal(recommended(versions, [withdrawn('1.2.0')]).version, '1.1.0');
    assert.equal(recommended(versions, [off]).version, '1.2.0');
  });

  it('comes with why it was withdrawn, where there is no other', () => {
    assert.deepEqual(recommended(versions, versions.map(withdrawn)), {
      version: '1.2.0',
      withdrawn: 'Un défaut',
    });
  });
});

describe('the height of a frame', () => {
  const sites = ['https://a.test', 'https://b.test'];

  it('is told to the registered site around alone, as the browser or the referrer names it', () => {
    assert.deepEqual(addressees(sites, { ancestor: 'https://a.test', referrer: '' }), ['https://a.test']);
    assert.deepEqual(addressees(sites, { ancestor: undefined, referrer: 'https://b.test/page' }), [
      'https://b.test',
    ]);
    assert.deepEqual(addressees(sites, { ancestor: 'https://c.test', referrer: 'https://a.test/' }), []);
  });

  it('is addressed to each registered site, and to nobody else, where nothing names the one around', () => {
    assert.deepEqual(addressees(sites, { ancestor: 'null', referrer: '' }), sites);
    assert.deepEqual(addressees([], { ancestor: undefined, referrer: '' }), []);
  });

  it('is taken by the ten lines that the README gives', () => {
    const readme = readFileSync(`${home}README.md`, 'utf8');
    assert.ok(readme.includes(heightScript(place.platform)));
  });
});

describe('recipes', () => {
  const recipe = (asked: Record<string, string>, id: string) => {
    const choice = choose(asked);
    const all = recipesFor(choice, place, snippetFor(choice, place), 'fr');
    return all
      .find((one) => one.id === id)!
      .steps.map(({ code }) => code ?? '')
      .join('\n');
  };

  it('keep the integrity in each content manager, and go without it for the moving loader', () => {
    for (const id of ['plain', 'wordpress', 'drupal', 'typo3']) {
      assert.match(recipe({}, id), /integrity(="|: | = )sha384-abc/, id);
      assert.doesNotMatch(recipe({ way: 'moving' }, id), /integrity/, id);
      assert.match(recipe({}, id), /crossorigin/, id);
    }
  });

  it('let the element with its attributes through each filter of HTML', () => {
    const asked = { activity: 'idees', section: 'a', lang: 'en' };
    assert.match(recipe(asked, 'wordpress'), /\$tags\['cq-idea-vote'\] = array\( 'consultation' => true/);
    assert.match(recipe(asked, 'drupal'), /<cq-idea-vote consultation activity.*> <a href> <div lang>/);
    assert.match(recipe({ way: 'frame' }, 'drupal'), /<iframe src title width height/);
  });

  it('leave what WordPress lets everybody write as it is, and let nobody frame whatever they like', () => {
    const other = recipe({ activity: 'idees', page: 'fr', lang: 'en' }, 'wordpress');
    assert.doesNotMatch(other, /\$tags\['(div|a|iframe)'\]/);
    const frame = recipe({ way: 'frame' }, 'wordpress');
    assert.doesNotMatch(frame, /wp_kses/);
    assert.match(
      frame,
      /add_shortcode\( 'consultation_quebec'[\s\S]*<<<'HTML'\n<iframe\n[\s\S]*<\/iframe>\nHTML;/,
    );
    assert.match(frame, /^\[consultation_quebec\]$/m);
  });

  it('add no script for a frame', () => {
    for (const id of ['plain', 'wordpress', 'drupal', 'typo3'])
      assert.doesNotMatch(recipe({ way: 'frame' }, id), /loader\.js|script-src/, id);
  });
});

describe('the pages for embedding', () => {
  let workplace: Workplace;
  before(async () => {
    workplace = await Workplace.open();
    await workplace.fill((definition) => ({
      ...definition,
      title: { fr: 'À vélo </title><script>alert(1)</script>', en: 'Cycling' },
      activities: [...definition.activities, pictures],
    }));
    await workplace.serve();
  });
  after(() => workplace.close());

  const ask = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(workplace.origin + path, { headers });
    return {
      status: answer.status,
      policy: answer.headers.get('content-security-policy') ?? '',
      text: await answer.text(),
    };
  };

  it('give a snippet whose integrity is that of the loader served', async () => {
    const { text } = await ask('/embed');
    const { version } = JSON.parse(readFileSync(`${home}package.json`, 'utf8')) as { version: string };
    const loader = await (await fetch(`${workplace.origin}/embed/${version}/loader.js`)).arrayBuffer();
    const hash = createHash('sha384').update(Buffer.from(loader)).digest('base64');
    assert.ok(text.includes(`integrity=&quot;sha384-${hash}&quot;`));
    assert.ok(text.includes(`${workplace.origin}/embed/${version}/loader.js`));
  });

  it('escape what a definition says, in each of them', async () => {
    for (const path of [
      '/embed',
      '/en/embed',
      '/embed/preview?consultation=plan-velo',
      '/frame/plan-velo/sondage',
    ])
      assert.doesNotMatch((await ask(path)).text, /<script>alert/, path);
  });

  it('say that a consultation is not there, and go on with another', async () => {
    const { status, text } = await ask('/embed?consultation=inconnue');
    assert.equal(status, 200);
    assert.match(text, /introuvable/);
    assert.match(text, /consultation=&quot;plan-velo&quot;/);
  });

  it('keep a wrong value in its field with why, and out of the snippet', async () => {
    const { text } = await ask('/embed?primary=red%3B%7D');
    assert.match(text, /value="red;}"/);
    assert.match(text, /Cette couleur n’est pas valide/);
    assert.doesNotMatch(text, /--cq-primary: red/);
  });

  it('let no HTML and no CSS in by the parameters of a preview or a frame', async () => {
    const evil = encodeURIComponent('red;}</style><script>alert(1)</script><style>*{');
    const names = [
      'primary',
      'font',
      'radius',
      'scheme',
      'host',
      'lang',
      'page',
      'section',
      'subject',
      'way',
    ];
    const asked = names.map((name) => `${name}=${evil}`).join('&');
    for (const activity of ['sondage', 'idees', 'discussion', evil])
      for (const path of [
        `/embed/preview?consultation=plan-velo&activity=${activity}&${asked}`,
        `/frame/plan-velo/${activity}?${asked}`,
        `/embed?consultation=plan-velo&activity=${activity}&${asked}`,
        `/embed/preview?consultation=${evil}`,
      ]) {
        const { text, policy } = await ask(path);
        assert.ok(!/alert\(1\)<\/script>|red;}</.test(text), path);
        // The builder keeps what was written in its field.
        if (!path.startsWith('/embed?')) assert.ok(!text.includes('*{'), path);
        assert.doesNotMatch(policy, /alert|red/, path);
      }
  });

  it('allow, by their policy, the style sheet that they carry and no other', async () => {
    for (const path of [
      '/embed/preview?consultation=plan-velo&primary=%23123456',
      '/frame/plan-velo/sondage',
    ]) {
      const { text, policy } = await ask(path);
      const [, css] = /<style>([\s\S]*?)<\/style>/.exec(text)!;
      const hash = createHash('sha256').update(css!).digest('base64');
      assert.match(policy, new RegExp(`style-src 'sha256-${hash.replaceAll('+', '\\+')}';`));
    }
  });

  it('follow the device’s darkness where a widget is alone on its page, and a frame’s snippet in a frame', async () => {
    const scheme = async (dest: string, query = '') => {
      const { text } = await ask(`/frame/plan-velo/sondage${query}`, { 'sec-fetch-dest': dest });
      return /color-scheme:([a-z ]*);/.exec(text)![1];
    };
    assert.equal(await scheme('document'), 'light dark');
    assert.equal(await scheme('iframe'), 'light');
    assert.equal(await scheme('iframe', '?scheme=light+dark'), 'light dark');
    assert.equal(await scheme('document', '?scheme=dark'), 'dark');
  });

  it('let in the pictures of what they show, and no others', async () => {
    const origins = 'https://images.exemple.test https://tuiles.exemple.test';
    for (const [path, sources] of [
      ['/c/plan-velo', `'self' data: ${origins}`],
      ['/en/c/plan-velo/mine', `'self' data: ${origins}`],
      ['/c/plan-velo/images', `'self' data: ${origins}`],
      ['/frame/plan-velo/images', origins],
      ['/embed/preview?consultation=plan-velo&activity=images', origins],
      ['/c/plan-velo/sondage', "'self' data:"],
      ['/', "'self' data:"],
    ])
      assert.ok((await ask(path!)).policy.includes(`img-src ${sources};`), path);
    assert.doesNotMatch((await ask('/frame/plan-velo/sondage')).policy, /img-src/);
  });

  it('can be framed by the registered sites and the platform, and the preview by the platform alone', async () => {
    const frame = await ask('/frame/plan-velo/sondage');
    assert.match(frame.policy, /frame-ancestors 'self' https:\/\/ministere\.exemple\.test;/);
    const preview = await ask('/embed/preview?consultation=plan-velo');
    assert.match(preview.policy, /frame-ancestors 'self';/);
    assert.match((await ask('/embed')).policy, /frame-ancestors 'none';/);
  });

  it('answer 404 for a frame of what there is not, in words that a developer can read in it', async () => {
    for (const path of [
      '/frame/inconnue/sondage',
      '/frame/plan-velo/inconnue',
      '/embed/preview?consultation=x',
    ]) {
      const { status, text } = await ask(path);
      assert.equal(status, 404, path);
      assert.match(text, /Cette activité est introuvable/, path);
    }
    assert.match((await ask('/frame/plan-velo/x?lang=en')).text, /lang="en"[\s\S]*There is no such activity/);
  });

  it('say that a consultation has no English where the widget is to speak it', async () => {
    assert.doesNotMatch((await ask('/embed?lang=en')).text, /pas offerte en anglais/);
    const french = await workplace.file('velo.json', {
      ...definitionFor('velo-francais'),
      languages: ['fr'],
    });
    await workplace.cq(['apply', french]);
    assert.match((await ask('/embed?consultation=velo-francais&lang=en')).text, /pas offerte en anglais/);
  });

  it('show the policy of versions in both languages', async () => {
    assert.match((await ask('/embed/versions')).text, /<h2>Les états d’une version<\/h2>/);
    assert.match((await ask('/en/embed/versions')).text, /<h2>The statuses of a version<\/h2>/);
  });

  it('warn of a release that was withdrawn where there is no other', async () => {
    await workplace.cq(['release', 'withdraw', '1.0.0', '--reason', 'Un défaut grave']);
    assert.match((await ask('/embed')).text, /1\.0\.0 a été retirée.*Un défaut grave/);
  });

  it('are written as French is: no-break spaces before high punctuation and inside guillemets', async () => {
    for (const path of ['/embed', '/embed?way=frame', '/embed/versions']) {
      const { text } = await ask(path);
      const prose = text.replace(/<(pre|code|style)\b[\s\S]*?<\/\1>/g, '').replace(/<[^>]+>/g, '\n');
      assert.doesNotMatch(prose, /\S [:;!?](\s|$)|« | »|\w'\w/, path);
    }
  });
});
