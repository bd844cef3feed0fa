import type { Device, HostPage, Markup, Parts } from '../pages.js';
import { SHEETS } from './sheets.js';

/** A page whose style sheets would reach into the widget if they could, and the page that it must look like there. */
export interface StyledPage extends HostPage {
  /** What the plain page has too, since it is meant to come through: a colour scheme, a zoom, the device. */
  like?: { css?: string; zoom?: number; device?: Device };
}

const link = (address: string) => `<link rel="stylesheet" href="${address}">`;

/** A page with a real sheet, and the markup that the sheet is made for. */
function sheeted(
  name: string,
  addresses: readonly string[],
  body: (widget: string) => string,
  rest: Partial<Markup> & Pick<StyledPage, 'like' | 'says'> = {},
): StyledPage {
  const { like, says, head = '', ...attributes } = rest;
  return {
    name: `style sheet of ${name}`,
    expects: 'writes',
    ...(like && { like }),
    ...(says && { says }),
    markup: ({ snippet, widget }: Parts) => ({
      head: addresses.map(link).join('') + head + snippet,
      body: body(widget),
      ...attributes,
    }),
  };
}

/** A page with rules of its own. */
function ruled(
  name: string,
  css: string,
  {
    body = (widget: string) => widget,
    ...rest
  }: Partial<StyledPage> & { body?: (widget: string) => string } = {},
): StyledPage {
  return {
    name,
    expects: 'writes',
    markup: ({ snippet, widget }: Parts) => ({ head: `<style>${css}</style>${snippet}`, body: body(widget) }),
    ...rest,
  };
}

const SHEETED: StyledPage[] = [
  sheeted(
    'France’s design system (DSFR 1)',
    [SHEETS.dsfr],
    (
      widget,
    ) => `<header role="banner" class="fr-header"><div class="fr-header__body"><div class="fr-container">
        <p class="fr-header__service-title">Ministère</p></div></div></header>
      <main class="fr-container fr-my-6w"><h1 class="fr-h1">Consultation</h1>
        <p class="fr-text--lead">Donnez votre avis.</p>
        <div class="fr-grid-row fr-grid-row--gutters"><div class="fr-col-12 fr-col-md-8">${widget}</div></div></main>`,
    { root: 'data-fr-scheme="light"' },
  ),
  sheeted(
    'the United States (USWDS 3)',
    [SHEETS.uswds],
    (
      widget,
    ) => `<header class="usa-header usa-header--basic"><div class="usa-nav-container"><div class="usa-navbar">
        <div class="usa-logo">Ministère</div></div></div></header>
      <main class="usa-section"><div class="grid-container"><div class="grid-row grid-gap">
        <div class="tablet:grid-col-8 usa-prose"><h1>Consultation</h1><p class="usa-intro">Donnez votre avis.</p>
        <form class="usa-form usa-form--large">${widget}</form></div></div></div></main>`,
  ),
  sheeted(
    'the United Kingdom (govuk-frontend 6)',
    [SHEETS.govuk],
    (widget) => `<div class="govuk-width-container"><main class="govuk-main-wrapper" id="main-content">
      <h1 class="govuk-heading-l">Consultation</h1><p class="govuk-body">Donnez votre avis.</p>
      <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds govuk-body">${widget}</div></div></main></div>`,
    {
      says: [/downloadable font/],
      root: 'class="govuk-template govuk-template--rebranded"',
      on: 'class="govuk-template__body"',
    },
  ),
  // Neither WET-BOEW nor GCWeb is on npm: the closest there is the Government of Canada's newer design system.
  sheeted(
    'Canada (GC Design System shortcuts 1, in place of WET-BOEW)',
    [SHEETS.canada],
    (widget) => `<header class="bg-primary text-light p-300"><p class="font-h4">Ministère</p></header>
      <main class="container-xl mx-auto px-300"><h1 class="font-h1">Consultation</h1>
      <p class="font-text">Donnez votre avis.</p><section class="d-grid gap-300">${widget}</section></main>`,
  ),
  sheeted(
    'Bootstrap 3 with its theme',
    [SHEETS.bootstrap3, SHEETS.bootstrap3Theme],
    (
      widget,
    ) => `<nav class="navbar navbar-default"><div class="container"><a class="navbar-brand" href="#">Ministère</a></div></nav>
      <main class="container"><div class="page-header"><h1>Consultation</h1></div><p class="lead">Donnez votre avis.</p>
      <div class="row"><div class="col-sm-8 text-center"><div class="well form-horizontal">${widget}</div></div></div></main>`,
  ),
  sheeted(
    'Bootstrap 5, light',
    [SHEETS.bootstrap5],
    (
      widget,
    ) => `<nav class="navbar bg-body-tertiary"><div class="container"><span class="navbar-brand">Ministère</span></div></nav>
      <main class="container py-4"><h1 class="display-5">Consultation</h1><p class="lead">Donnez votre avis.</p>
      <div class="row g-3"><div class="col-md-8"><div class="card text-center"><div class="card-body">${widget}</div></div></div></div></main>`,
    { root: 'data-bs-theme="light"' },
  ),
  sheeted(
    'Bootstrap 5, dark',
    [SHEETS.bootstrap5],
    (widget) => `<main class="container py-4"><h1 class="display-5">Consultation</h1>
      <div class="hstack gap-3"><div class="w-100 lh-1 text-uppercase fst-italic">${widget}</div></div></main>`,
    { root: 'data-bs-theme="dark"', like: { css: ':root { color-scheme: dark }' } },
  ),
  sheeted(
    'Tailwind 4 (preflight)',
    [SHEETS.preflight],
    (widget) =>
      `<main style="max-width: 65ch; margin: 2rem auto"><h1>Consultation</h1><p>Donnez votre avis.</p>${widget}</main>`,
  ),
  sheeted(
    'WordPress (Twenty Twenty-One)',
    [SHEETS.wordpress],
    (
      widget,
    ) => `<div id="page" class="site"><header id="masthead" class="site-header"><p class="site-title">Ministère</p></header>
      <div id="content" class="site-content"><main id="main" class="site-main"><article class="page type-page entry">
      <header class="entry-header alignwide"><h1 class="entry-title">Consultation</h1></header>
      <div class="entry-content"><p>Donnez votre avis.</p>${widget}<p>Merci.</p></div></article></main></div></div>`,
    { on: 'class="page wp-embed-responsive is-light-theme no-js singular"' },
  ),
];

/**
 * Everything that is inherited, and that somebody has set on `body` or `*` somewhere. Not `text-decoration`, which is no
 * inheritance: whoever strikes out the element strikes out what it holds.
 */
const INHERITED = `
  color: #e7e7e7; font: italic 700 31px/1 cursive; letter-spacing: .3em; word-spacing: 1em; text-transform: uppercase;
  text-align: justify; text-align-last: right; text-indent: 4em; text-shadow: 2px 2px red; white-space: nowrap;
  word-break: break-all; overflow-wrap: normal; hyphens: auto; line-break: anywhere; font-variant: small-caps;
  font-stretch: 50%; font-feature-settings: 'zero'; font-size-adjust: .8; font-kerning: none; tab-size: 40; quotes: none;
  list-style: square inside; cursor: wait; pointer-events: none; user-select: none; caret-color: red; accent-color: lime;
  border-collapse: collapse; border-spacing: 9px; caption-side: bottom; empty-cells: hide; text-emphasis: dot red;
  text-underline-offset: 9px; text-wrap: pretty; writing-mode: horizontal-tb; text-orientation: upright; stroke: red;
  fill: red; paint-order: stroke; -webkit-text-fill-color: red; -webkit-text-stroke: 1px blue; image-rendering: pixelated;
  orphans: 9; widows: 9; line-height-step: 40px; hanging-punctuation: first;`;

const MADE_UP: StyledPage[] = [
  ruled(
    'root of 62.5 % with boxes and margins reset',
    `
    :root { font-size: 62.5%; box-sizing: border-box }
    *, ::before, ::after { box-sizing: inherit; margin: 0; padding: 0; border: 0; outline: 0; vertical-align: baseline;
      background: transparent }
    body { font-size: 1.6rem }`,
  ),
  ruled('everything unset', 'body * { all: unset }'),
  ruled('everything reverted to the browser’s own, by !important', 'body * { all: initial !important }'),
  ruled(
    'fonts and margins forced by !important',
    `
    * { font: inherit !important; margin: 0 !important; padding: 0 !important; line-height: 1 !important; color: inherit !important;
      background: none !important; border-radius: 0 !important; box-shadow: none !important; float: none !important;
      min-width: 0 !important; max-width: 100% !important }`,
  ),
  ruled('everything that is inherited, set', `body, body * { ${INHERITED} }`),
  ruled(
    'elements inline and boxes clipped',
    `
    cq-survey, cq-comment-thread, cq-idea-vote, cq-feedback-prompt { display: inline; contain: none; container: none }
    * { box-sizing: content-box }`,
  ),
  ruled(
    'element in a column of flexible boxes',
    'main { display: flex; gap: 16px; align-items: flex-start } nav { flex: 0 0 200px }',
    {
      body: (widget) => `<main><nav>Menu</nav>${widget}</main>`,
    },
  ),
  ruled('element that floats, beside text', 'body > :not(h1, p) { float: right } body { max-width: 900px }', {
    body: (widget) => `${widget}<p>Texte du ministère.</p>`,
  }),
  ruled('page in quirks mode', 'table { width: 100% } font { color: red }', {
    markup: ({ snippet, widget }) => ({
      head: snippet,
      body: `<table width="100%" cellpadding="9"><tr><td align="center" valign="middle"><font size="1" color="red" face="cursive">${widget}</font></td></tr></table>`,
      quirks: true,
    }),
  }),
  ruled('page zoomed by its sheet', 'body { zoom: 1.5 }', { like: { css: 'body { zoom: 1.5 }', zoom: 1.5 } }),
  ruled(
    'page from right to left',
    'body { direction: rtl; text-align: right; unicode-bidi: bidi-override }',
    {
      markup: ({ snippet, widget }) => ({
        head: `<style>body { direction: rtl; text-align: right; unicode-bidi: bidi-override }</style>${snippet}`,
        body: widget,
        root: 'dir="rtl"',
      }),
    },
  ),
  ruled('page that is dark', ':root { color-scheme: dark; background: #000; color: #fff }', {
    like: { css: ':root { color-scheme: dark }' },
  }),
  ruled('dark device, page that follows it', ':root { color-scheme: light dark }', {
    like: { css: ':root { color-scheme: light dark }', device: { 'prefers-color-scheme': 'dark' } },
    device: { 'prefers-color-scheme': 'dark' },
  }),
  ruled('dark device, page that is light only', '', { device: { 'prefers-color-scheme': 'dark' } }),
  ruled('forced colours', 'body { background: #fff; color: #000 } * { forced-color-adjust: none }', {
    device: { 'forced-colors': 'active' },
    like: { device: { 'forced-colors': 'active' } },
  }),
  ruled('column of 280 px', 'main { width: 280px; overflow: hidden }', {
    body: (widget) => `<main>${widget}</main>`,
  }),
];

/** Pages of the matrix whose sheets are the matter. */
export const STYLED_PAGES: readonly StyledPage[] = [...SHEETED, ...MADE_UP];
