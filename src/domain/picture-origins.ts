import type { ActivityDefinition } from '../contract/consultation.js';
import { questionsIn } from './kinds.js';

/** From where an activity shows pictures: those to choose from, and the tiles of its maps. Each origin once. */
export function pictureOrigins(activity: ActivityDefinition): string[] {
  if (activity.kind !== 'survey') return [];
  const addresses = questionsIn(activity).flatMap((question) => {
    if (question.type === 'image-choice') return question.options.map(({ image }) => image.src);
    return question.type === 'place' && question.map ? [question.map.tiles] : [];
  });
  return [...new Set(addresses.map((address) => new URL(address).origin))];
}
