import type { BrowserName } from '../browsers.js';
import type { Stage } from '../harness.js';
import type { HostPage } from '../pages.js';
import type { WidgetName } from '../paths.js';
import { Person } from '../person.js';
import type { Consultation } from '../platform.js';
import { until, type Visit, visit, type VisitOptions } from '../visit.js';

/** A page of a check's own, with one widget on it, and somebody there. */
export interface Host {
  person: Person;
  visit: Visit;
  consultation: Consultation;
}

export interface HostOptions extends Pick<HostPage, 'markup' | 'headers'>, Pick<VisitOptions, 'before'> {
  widget: WidgetName;
  /** After the page's address. */
  fragment?: string;
}

/** Opens a page of a check's own, and fails for what the matrix fails for. */
export async function onPage<Found>(
  stage: Stage,
  browser: BrowserName,
  { widget, markup, headers, before, fragment = '' }: HostOptions,
  look: (host: Host) => Promise<Found>,
): Promise<Found> {
  const page: HostPage = {
    name: 'own',
    expects: 'writes',
    ...(markup && { markup }),
    ...(headers && { headers }),
  };
  stage.serve(page);
  const consultation = await stage.platform.consultation();
  const visiting = await visit(
    stage.browsers[browser]!,
    stage.address(page, widget, consultation) + fragment,
    { origins: stage.origins, ...(before && { before }) },
  );
  try {
    const found = await look({
      person: await Person.meet(visiting.page, widget),
      visit: visiting,
      consultation,
    });
    if (visiting.faults.length > 0) throw new Error(visiting.faults.join('\n'));
    return found;
  } finally {
    await visiting.close();
  }
}

/** Waits until the widget shows its first view. */
export function ready({ frame, element }: Person): Promise<boolean> {
  return until(`first view of <${element}>`, () =>
    frame.evaluate(
      (name) => Boolean(document.querySelector(name)?.shadowRoot?.querySelector('section')),
      element,
    ),
  );
}

/** Waits until what taking part needs is there too: nothing more comes by itself. */
export async function complete(person: Person): Promise<void> {
  await ready(person);
  await until('rest of the widget', () =>
    person.frame.evaluate(() =>
      performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/participation.js')),
    ),
  );
  await person.frame.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  );
}

/** Waits until the widget tells of what others have just given, where it tells of it at all. */
export async function seesAnother(person: Person): Promise<void> {
  if (person.element === 'cq-comment-thread') await person.sees(/^Afficher 1 nouveau commentaire$/, 'button');
  if (person.element === 'cq-idea-vote') await person.sees(/^De nouvelles idées/, 'button');
}
