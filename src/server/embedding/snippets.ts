import type { ActivityKind } from '../../contract/consultation.js';
import type { Language } from '../../contract/text.js';
import { viewPath } from '../../domain/paths.js';
import { pictureOrigins } from '../../domain/picture-origins.js';
import { type Choice, lookQuery } from './choice.js';
import { lookCss } from './look.js';

/** A release of the widgets that stands at an address of its own, for good. */
export interface Release {
  /** `1.4.0` */
  version: string;
  /** Each file's, as the attribute has it: `{ "core.js": "sha384-…" }`. */
  integrity: Record<string, string>;
  /** What each file needs beside the core: `{ "survey": ["forms"] }`. */
  needs: Record<string, readonly string[]>;
  /** Why it should no longer be used, where there is no other. */
  withdrawn?: string | undefined;
}

/** Where the snippet is for. */
export interface Place {
  /** The platform's origin. */
  platform: string;
  release: Release;
}

/** What a page needs to show one widget. Each part stands where its name says. */
export interface Snippet {
  /** In `<head>`; nothing for a frame. */
  head: string;
  /** In `<head>` of a page that holds the widget, if one likes: what the loader would ask for a round trip later. */
  faster?: string;
  /** Where the widget is to be. */
  body: string;
  /** In the site's own style sheet: the widget's place while it loads, and its look. */
  css: string;
  /** What the site's Content-Security-Policy must allow, a directive a line. */
  policy: string[];
  /** For a frame, in a script of the site's own: gives the frame its content's height. */
  script?: string;
}

/** The place that keeps the page still while the widget loads: in em of the page's text, on a page 1,280 px wide. */
export const HEIGHTS: Record<ActivityKind, string> = {
  survey: '42em',
  comments: '36em',
  ideas: '36em',
  feedback: '15em',
};

/** A frame that nothing resizes: its content scrolls inside. In CSS pixels. */
const FRAME_HEIGHTS: Record<ActivityKind, number> = { survey: 700, comments: 700, ideas: 700, feedback: 260 };

/** `allow-popups…`: a link of the widget opens a tab, and the page in it is nobody's prisoner. */
const SANDBOX = [
  'allow-scripts',
  'allow-same-origin',
  'allow-forms',
  'allow-popups',
  'allow-popups-to-escape-sandbox',
].join(' ');

const PARTICIPATE: Record<Language, Record<ActivityKind, string>> = {
  fr: {
    survey: 'Répondre au sondage, sur la plateforme de consultation',
    comments: 'Lire et commenter, sur la plateforme de consultation',
    ideas: 'Voter sur les idées, sur la plateforme de consultation',
    feedback: 'Donner votre avis, sur la plateforme de consultation',
  },
  en: {
    survey: 'Answer the survey, on the consultation platform',
    comments: 'Read and comment, on the consultation platform',
    ideas: 'Vote on ideas, on the consultation platform',
    feedback: 'Give your opinion, on the consultation platform',
  },
};

/** Text or an attribute's value, as HTML has it. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** The page on the platform where everybody can take part in the same activity, script or not. */
export function participationPage(choice: Choice, platform: string): string {
  const { consultation, activity, lang, attributes } = choice;
  const page = attributes['about'] ? `?page=${encodeURIComponent(attributes['about'])}` : '';
  return `${platform}${lang === 'en' ? '/en' : ''}/c/${consultation.slug}/${activity.id}${page}`;
}

/** The words that lead there. */
export function participationWords({ activity, lang }: Choice): string {
  return PARTICIPATE[lang][activity.kind];
}

/** The script that the page includes, with its integrity where it never changes. */
export function loaderOf({ way }: Pick<Choice, 'way'>, { platform, release }: Place) {
  const { version } = release;
  const integrity = release.integrity['loader.js'];
  if (way === 'moving') return { src: `${platform}/embed/${version.split('.')[0]}.js`, integrity: undefined };
  return { src: `${platform}/embed/${version}/loader.js`, integrity };
}

/** Announces what this widget runs and shows first, each file with its integrity: it is there as soon as the loader is. */
function announcements({ consultation, activity, element, attributes, lang }: Choice, place: Place): string {
  const { version, integrity, needs } = place.release;
  const own = element.slice('cq-'.length);
  const files = ['core', ...(needs[own] ?? []), own, ...(lang === 'en' ? ['en'] : [])];
  const modules = files.map((name) => {
    const href = `${place.platform}/embed/${version}/${name}.js`;
    return `<link rel="modulepreload" crossorigin integrity="${integrity[`${name}.js`]}" href="${href}">`;
  });
  // Each reader begins elsewhere in the ring of ideas: their first view is not known here.
  if (activity.kind === 'ideas') return modules.join('\n');
  const view = viewPath(consultation.slug, activity.kind, { activity: activity.id, ...attributes });
  const address = escaped(`${place.platform}/${view}`);
  return [`<link rel="preload" as="fetch" crossorigin href="${address}">`, ...modules].join('\n');
}

/** The element itself, with what stands in its place until it is there. */
export function elementOf(choice: Choice, platform: string): string {
  const { consultation, activity, element, attributes, lang, pageLang } = choice;
  const all = { consultation: consultation.slug, activity: activity.id, ...attributes };
  const written = Object.entries(all).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  const widget = [
    `<${element}${written.join('')}>`,
    `  <a href="${escaped(participationPage(choice, platform))}">${escaped(participationWords(choice))}</a>`,
    `</${element}>`,
  ];
  return lang === pageLang
    ? widget.join('\n')
    : [`<div lang="${lang}">`, ...widget.map((line) => `  ${line}`), '</div>'].join('\n');
}

/** The address of the widget's own page, for a frame. */
export function frameAddress(choice: Choice, platform: string): string {
  const { consultation, activity, lang } = choice;
  const query = lookQuery(choice);
  if (lang !== 'fr') query.set('lang', lang);
  const asked = query.size > 0 ? `?${query.toString()}` : '';
  return `${platform}/frame/${consultation.slug}/${activity.id}${asked}`;
}

function frameOf(choice: Choice, platform: string): string {
  const { activity, lang } = choice;
  const title = (lang === 'en' ? activity.title.en : undefined) ?? activity.title.fr;
  // The referrer's origin, whatever the page's own policy: the frame tells its height to that one alone.
  return `<iframe
  src="${escaped(frameAddress(choice, platform))}"
  title="${escaped(title)}"
  width="100%"
  height="${FRAME_HEIGHTS[activity.kind]}"
  loading="lazy"
  referrerpolicy="origin"
  sandbox="${SANDBOX}"
></iframe>`;
}

/** Ten lines for the site's own script: each frame of the platform gets the height of what is in it. */
export function heightScript(platform: string): string {
  return `addEventListener('message', ({ origin, source, data }) => {
  if (origin !== '${platform}' || data?.type !== 'cq-height') return;
  for (const frame of document.querySelectorAll('iframe')) {
    if (frame.contentWindow === source) frame.height = Math.ceil(data.height);
  }
});`;
}

/** What a site's Content-Security-Policy must allow for the widget to work, a directive a line. */
export function policyFor(
  { way, activity }: Pick<Choice, 'way' | 'activity'>,
  { platform, release }: Place,
): string[] {
  if (way === 'frame') return [`frame-src ${platform}/frame/`];
  const pictures = pictureOrigins(activity);
  const folder = way === 'pinned' ? `/embed/${release.version}/` : '/embed/';
  return [
    `script-src ${platform}${folder}`,
    `connect-src ${platform}/v1/`,
    ...(pictures.length > 0 ? [`img-src ${pictures.join(' ')}`] : []),
    "require-trusted-types-for 'script'",
    "trusted-types lit-html cq-loader 'allow-duplicates'",
  ];
}

function cssOf({ element, activity, look, scheme }: Choice): string {
  const declarations = [
    'display: block;',
    `min-block-size: ${HEIGHTS[activity.kind]};`,
    ...lookCss(look, scheme),
  ];
  return [`${element} {`, ...declarations.map((line) => `  ${line}`), '}'].join('\n');
}

/** What to paste for a choice. Made of checked values alone, and escaped all the same. */
export function snippetFor(choice: Choice, place: Place): Snippet {
  const { platform } = place;
  const policy = policyFor(choice, place);
  if (choice.way === 'frame')
    return { head: '', body: frameOf(choice, platform), css: '', policy, script: heightScript(platform) };
  const { src, integrity } = loaderOf(choice, place);
  const sealed = integrity === undefined ? '' : ` integrity="${integrity}"`;
  return {
    head: [
      `<link rel="preconnect" href="${platform}" crossorigin>`,
      // Small, and all else waits for it: first, also before what is announced beside it.
      `<script async fetchpriority="high" crossorigin="anonymous"${sealed} src="${src}"></script>`,
    ].join('\n'),
    ...(choice.way === 'pinned' && { faster: announcements(choice, place) }),
    body: elementOf(choice, platform),
    css: cssOf(choice),
    policy,
  };
}
