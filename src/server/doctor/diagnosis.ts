import { ELEMENTS } from '../../domain/elements.js';
import { kindOf } from '../embedding/choice.js';
import {
  type Observation,
  type PlatformFacts,
  type SeenDocument,
  type SeenElement,
  viewKey,
  type Violation,
  type SeenLoader,
} from './observation.js';

/** One thing that the doctor tells: `code` is stable, for programs. */
export interface Finding {
  code: string;
  /** Whether somebody must do something. */
  trouble: boolean;
  words: string;
}

const trouble = (code: string, words: string): Finding => ({ code, trouble: true, words });
const fine = (code: string, words: string): Finding => ({ code, trouble: false, words });

/** What an observation means, from the most general cause to each element. */
export function diagnose(seen: Observation, platform: PlatformFacts | undefined): Finding[] {
  if (seen.status === undefined) return [trouble('no-page', 'The page does not answer.')];
  if (seen.status >= 400) return [trouble('no-page', `The page answers ${seen.status}.`)];
  const refused = seen.failures.filter(isRefusedFrame);
  const framed = seen.documents.some(({ frames }) => frames.length > 0);
  const { documents } = seen;
  return [
    ...refused.map(({ url }) =>
      trouble(
        'frame-refused',
        `${url} may not stand in this page: its site is to be registered: cq body add … --origin ${seen.documents[0]?.origin}`,
      ),
    ),
    ...(refused.length > 0 || framed || documents.some(({ elements }) => elements.length > 0)
      ? []
      : [trouble('no-element', 'The page holds no <cq-…> element: an editor may have taken it out.')]),
    ...seen.unclosed.map((name) =>
      trouble(
        'not-closed',
        `<${name}> is not closed, and takes what follows into itself: write <${name} …></${name}>, since no browser heeds />.`,
      ),
    ),
    ...documents.flatMap((document) => loaders(document, platform, refused.length > 0)),
    ...documents.flatMap((document) =>
      document.violations.map((one) => ofViolation(one, document, platform)),
    ),
    ...seen.altered.map((url) =>
      trouble('integrity', `${url} is not the file that its integrity names: copy the snippet again.`),
    ),
    ...seen.failures
      .filter((one) => !isRefusedFrame(one))
      .map(({ url, reason }) => trouble('request-failed', `${url}: ${reason}`)),
    ...(platform || documents.every((one) => one.loaders.length === 0)
      ? []
      : [trouble('no-platform', 'The platform does not answer beside the page.')]),
    ...documents.flatMap((document) =>
      document.elements.flatMap((element) => ofElement(element, document, platform)),
    ),
    ...seen.console.map((line) =>
      /loads the widgets twice/.test(line) ? trouble('included-twice', line) : fine('told', line),
    ),
  ];
}

/** The platform's own page, whose `frame-ancestors` does not name the site around it. */
function isRefusedFrame({ url, reason }: Observation['failures'][number]): boolean {
  return /^\/frame\//.test(new URL(url).pathname) && /BLOCKED_BY_RESPONSE/.test(reason);
}

function loaders(
  { loaders, violations, elements, frames }: SeenDocument,
  platform: PlatformFacts | undefined,
  refused: boolean,
): Finding[] {
  // Of two, the one whose file came first has run, wherever it stands.
  const loader = loaders.find(({ version }) => version) ?? loaders[0];
  if (!loader) {
    // A page whose own bundle has the elements needs none; a frame's document stands for itself.
    if (elements.some(({ upgraded }) => upgraded)) return [];
    // One that frames the platform's own needs neither a loader nor an element of its own.
    if (elements.length === 0 && (refused || frames.length > 0)) return [];
    return [trouble('no-loader', 'The page does not include /embed/1.js, nor a pinned loader.')];
  }
  const found = loaders.flatMap(unsealed);
  if (loaders.length > 1)
    found.push(trouble('included-twice', `The page includes the widgets ${loaders.length} times.`));
  if (!loader.version) {
    const stopped = violations.some(({ blocked }) => blocked === loader.src);
    found.push(
      trouble('loader-did-not-run', `${loader.src} did not run${stopped ? ': the policy stops it' : ''}.`),
    );
  }
  const version = pinnedIn(loader) ?? loader.version;
  if (!version) return found;
  const known = platform?.versions.find((one) => one.version === version);
  if (known?.status === 'withdrawn')
    found.push(trouble('withdrawn', `Version ${version} was withdrawn: ${known.reason ?? ''}`));
  else if (known?.status === 'superseded')
    found.push(trouble('superseded', `Version ${version} is no longer the current one.`));
  else if (platform && !known)
    found.push(trouble('unknown-version', `The platform has no version ${version}.`));
  else found.push(fine('version', `Version ${version}${known ? ', the current one' : ''}.`));
  return found;
}

/** The release that a loader's address names: `1.4.0`. */
function pinnedIn({ src }: SeenLoader): string | undefined {
  return /\/embed\/(\d+\.\d+\.\d+)\/loader\.js/.exec(src)?.[1];
}

/** What keeps a loader from being verified. */
function unsealed(loader: SeenLoader): Finding[] {
  const version = pinnedIn(loader);
  return [
    ...(version && !loader.integrity
      ? [trouble('no-integrity', `The pinned loader ${version} carries no integrity attribute.`)]
      : []),
    ...(loader.integrity && !loader.crossorigin
      ? [trouble('no-crossorigin', 'A script with integrity needs the crossorigin attribute.')]
      : []),
  ];
}

/** A violation is the widgets' when it stops them or was theirs; a page's own are told, and leave it working. */
function ofViolation(
  violation: Violation,
  { loaders, frames, elements }: SeenDocument,
  platform: PlatformFacts | undefined,
): Finding {
  const { directive, blocked, asker, policy } = violation;
  // Of a frame that is stopped, some browsers name the origin alone.
  const ofFrame = directive === 'frame-src';
  const homes = (ofFrame ? frames : loaders.map(({ src }) => src)).map(originOf);
  const ours = [blocked, asker].some((url) => homes.includes(originOf(url)));
  const said = `${blocked || 'something'}: ${directive} does not allow it${policy && ` (${policy})`}`;
  const pictures = elements.flatMap((element) => platform?.views[viewKey(element)]?.pictures ?? []);
  if (/^img-src|^default-src/.test(directive) && pictures.includes(originOf(blocked)))
    return trouble(
      'policy-pictures',
      `The page’s policy stops ${said}. The survey shows it: write img-src ${originOf(blocked)}, beside your own.`,
    );
  if (!ours) return fine('policy-elsewhere', `The page’s policy stops ${said}. It is not the widgets’.`);
  return trouble(
    'policy',
    `The page’s policy stops ${said}. ${remedy(violation, homes.find((home) => home === originOf(blocked)) ?? homes[0]!)}`,
  );
}

function remedy({ directive, blocked, policy }: Violation, home: string): string {
  if (directive === 'frame-src') return `Write: frame-src ${home}/frame/, beside your own.`;
  if (/trusted-types/.test(directive))
    return "Write: trusted-types lit-html cq-loader 'allow-duplicates', beside your own.";
  if (/'nonce-/.test(policy)) return 'Give the script the nonce of the answer.';
  // Beside hashes, the platform's own address would let in whatever stands there.
  if (/^script-src/.test(directive) && /'sha(256|384|512)-/.test(policy)) {
    const [, folder, file] = /^(.*\/embed\/\d+\.\d+\.\d+\/)([^/?#]+)/.exec(blocked) ?? [];
    if (folder) return `Add the hash of ${file} that stands in ${folder}integrity.json.`;
    return 'Include a pinned loader: a file that moves with its version has no hash to add.';
  }
  return `Add ${home}.`;
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : '';
}

function ofElement(
  element: SeenElement,
  { origin, loaders }: SeenDocument,
  platform: PlatformFacts | undefined,
): Finding[] {
  const name = `<${element.name} consultation="${element.consultation}"${element.activity && ` activity="${element.activity}"`}${element.api && ` api="${element.api}"`}>`;
  if (kindOf(element.name) === undefined)
    return [
      trouble('unknown-element', `${name}: there are ${Object.values(ELEMENTS).join(', ')}, and no other.`),
    ];
  if (!element.consultation) return [trouble('no-consultation', `${name} has no consultation attribute.`)];
  const origins = platform?.origins[element.consultation];
  if (platform && !origins)
    return [trouble('unknown-consultation', `${name}: the platform has no such consultation.`)];
  const view = platform?.views[viewKey(element)];
  if (view && !view.known)
    return [
      trouble(
        'unknown-activity',
        `${name}: ${view.why ?? `the consultation has no ${element.activity ? 'such ' : ''}activity for this element.`}`,
      ),
    ];
  const version = loaders.find((one) => one.version)?.version ?? '';
  const why = view?.off[version] ?? view?.off.all;
  if (element.off && why !== undefined)
    return [trouble('switched-off', `${name} is switched off by the platform: ${why}`)];
  if (!element.upgraded) {
    const why = element.inShadow
      ? ': the loader does not look into shadow roots, so the page’s own bundle is to bring the element'
      : '';
    return [trouble('not-upgraded', `${name} shows only the page’s own content${why}.`)];
  }
  if (element.parts.includes('error')) return [trouble('error', `${name} says: ${element.says}`)];
  if (element.parts.includes('stale')) return [trouble('stale', `${name} shows an old copy.`)];
  if (origin === 'null')
    return [
      trouble(
        'opaque-origin',
        `${name} stands in a sandboxed frame, which has no origin of its own, so nobody can write from it: add allow-same-origin to its sandbox.`,
      ),
    ];
  if (origins && !origins.includes(origin))
    return [
      trouble(
        'origin-not-registered',
        `${name}: ${origin} is not registered, so nobody can write from here: cq body add … --origin ${origin}`,
      ),
    ];
  if (element.parts.includes('not-allowed'))
    return [trouble('not-allowed', `${name} takes nothing from this page: it is not secure, or sandboxed.`)];
  if (element.hidden === 'itself')
    return [
      trouble(
        'hidden',
        `${name} works, but nobody sees it: the page’s own style hides it, or leaves it no room.`,
      ),
    ];
  return [
    fine('works', `${name} works${element.parts.includes('phase') ? ', and is not open now' : ''}.`),
    ...(element.hidden === 'around'
      ? [fine('closed', `${name} is not seen until what stands around it is opened.`)]
      : []),
  ];
}
