import type { Observation, PlatformFacts, SeenElement } from './observation.js';

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
  return [
    ...elementsFound(seen),
    ...loaders(seen, platform),
    ...seen.violations.map(({ directive, blocked }) =>
      trouble('policy', `The page’s policy stops ${blocked || 'something'}: ${directive} does not allow it.`),
    ),
    ...seen.failures.map(({ url, reason }) => trouble('request-failed', `${url}: ${reason}`)),
    ...(platform || seen.loaders.length === 0
      ? []
      : [trouble('no-platform', 'The platform does not answer beside the page.')]),
    ...seen.elements.flatMap((element) => ofElement(element, seen, platform)),
    ...seen.console.map((line) => fine('told', line)),
  ];
}

function elementsFound({ elements }: Observation): Finding[] {
  if (elements.length > 0) return [];
  return [trouble('no-element', 'The page holds no <cq-…> element: an editor may have taken it out.')];
}

function loaders({ loaders }: Observation, platform: PlatformFacts | undefined): Finding[] {
  const [loader, ...others] = loaders;
  if (!loader) return [trouble('no-loader', 'The page does not include /embed/1.js, nor a pinned loader.')];
  const found: Finding[] = [];
  if (others.length > 0)
    found.push(trouble('included-twice', `The page includes the widgets ${loaders.length} times.`));
  const pinned = /\/embed\/(\d+\.\d+\.\d+)\/loader\.js/.exec(loader.src)?.[1];
  if (pinned && !loader.integrity)
    found.push(trouble('no-integrity', `The pinned loader ${pinned} carries no integrity attribute.`));
  if (loader.integrity && !loader.crossorigin)
    found.push(trouble('no-crossorigin', 'A script with integrity needs the crossorigin attribute.'));
  const version = pinned ?? loader.version;
  if (!version) return [...found, trouble('loader-did-not-run', `${loader.src} did not run.`)];
  const known = platform?.versions.find((one) => one.version === version);
  if (known?.status === 'withdrawn')
    found.push(trouble('withdrawn', `Version ${version} was withdrawn: ${known.reason ?? ''}`));
  else if (known?.status === 'superseded')
    found.push(trouble('superseded', `Version ${version} is no longer the current one.`));
  else found.push(fine('version', `Version ${version}${known ? ', the current one' : ''}.`));
  return found;
}

function ofElement(
  element: SeenElement,
  { origin }: Observation,
  platform: PlatformFacts | undefined,
): Finding[] {
  const name = `<${element.name} consultation="${element.consultation}"${element.activity && ` activity="${element.activity}"`}>`;
  if (!element.consultation) return [trouble('no-consultation', `${name} has no consultation attribute.`)];
  const origins = platform?.origins[element.consultation];
  if (platform && !origins)
    return [trouble('unknown-consultation', `${name}: the platform has no such consultation.`)];
  if (!element.upgraded) return [trouble('not-upgraded', `${name} shows only the page’s own content.`)];
  if (element.parts.includes('error')) return [trouble('error', `${name} says: ${element.says}`)];
  if (element.parts.includes('stale')) return [trouble('stale', `${name} shows an old copy.`)];
  if (origins && !origins.includes(origin))
    return [
      trouble(
        'origin-not-registered',
        `${name}: ${origin} is not registered, so nobody can write from here: cq body add … --origin ${origin}`,
      ),
    ];
  if (element.parts.includes('not-allowed'))
    return [trouble('not-allowed', `${name} takes nothing from this page: it is not secure, or sandboxed.`)];
  return [fine('works', `${name} works${element.parts.includes('phase') ? ', and is not open now' : ''}.`)];
}
