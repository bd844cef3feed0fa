import type { ActivityDefinition } from '../../contract/consultation.js';
import type { ReleaseNotice } from '../../contract/releases.js';
import { viewPath } from '../../domain/paths.js';
import { pictureOrigins } from '../../domain/picture-origins.js';
import { kindOf } from '../embedding/choice.js';
import { type Asked, type PlatformFacts, viewKey } from './observation.js';

const IN_ENGLISH = { headers: { 'accept-language': 'en' } };

/** Asks the platform, beside the page, how its releases stand, who may write, and what elements are told. */
export async function askPlatform(
  platform: string,
  elements: readonly Asked[],
): Promise<PlatformFacts | undefined> {
  const ask = async <Body>(path: string): Promise<Body | undefined> => {
    const answer = await fetch(new URL(path, platform));
    return answer.ok ? ((await answer.json()) as Body) : undefined;
  };
  try {
    const facts: PlatformFacts = {
      versions: (await ask<PlatformFacts['versions']>('/embed/versions.json')) ?? [],
      origins: {},
      views: {},
    };
    for (const element of elements) {
      const { name, consultation: slug, activity } = element;
      if (!/^[a-z0-9-]+$/.test(slug)) continue;
      if (!(slug in facts.origins)) {
        const known = await ask<{ consultation: { body: { origins: string[] } } }>(
          `/v1/consultations/${slug}`,
        );
        facts.origins[slug] = known && [...known.consultation.body.origins, new URL(platform).origin];
      }
      const kind = kindOf(name);
      if (!kind || !facts.origins[slug] || viewKey(element) in facts.views) continue;
      const view = await fetch(new URL(viewPath(slug, kind, { activity }), platform), IN_ENGLISH);
      const known = view.status !== 404;
      const said = (await view.json().catch(() => ({}))) as {
        release?: ReleaseNotice;
        detail?: string;
        activity?: ActivityDefinition;
      };
      // Any other refusal, of too many questions for one, says nothing of the activity.
      facts.views[viewKey(element)] = {
        known,
        why: said.detail,
        off: said.release?.off ?? {},
        pictures: said.activity ? pictureOrigins(said.activity) : [],
      };
    }
    return facts;
  } catch {
    return undefined;
  }
}
