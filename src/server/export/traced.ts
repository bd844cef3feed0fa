import type { GivenResponse, Survey } from '../../backend/transfer/responses.js';
import '../../domain/all-kinds.js';
import { quebecDay } from '../../domain/quebec-day.js';
import { type Retraced, retracing } from '../../domain/retraced.js';

/** A response with its way through the survey; undefined where that cannot be told any more. */
export interface TracedResponse extends GivenResponse {
  way: Retraced | undefined;
}

/** Finds the way of each response again, by the version of the survey that its author saw. */
export function tracing({ versions }: Survey): (response: GivenResponse) => TracedResponse {
  const ways = new Map(versions.map(({ version, definition }) => [version, retracing(definition)]));
  return (response) => {
    const { answers, paper, begun, quotas, acceptedAt } = response;
    const way = ways.get(response.version)?.({
      answers,
      // Paper was checked by the day on which it came, or was keyed in; no place in a quota is counted for it.
      begun: () => (paper ? (paper.received ?? quebecDay(new Date(acceptedAt))) : (begun ?? undefined)),
      quotas: paper ? undefined : quotas,
    });
    return { ...response, way };
  };
}

/** No ending, whose names hold no such sign, is called like these. */
export const USUAL_END = 'usual_end';
export const UNKNOWN_END = 'unknown_end';

/** By which end a response ended: the usual one, one before the last page by its name, or a full quota as `quota:name`. */
export function endOf({ way }: TracedResponse): string {
  if (!way) return UNKNOWN_END;
  return way.quota === undefined ? (way.ending ?? USUAL_END) : quotaEnd(way.quota);
}

/** The end of those who met a full quota. */
export const quotaEnd = (quota: string) => `quota:${quota}`;
