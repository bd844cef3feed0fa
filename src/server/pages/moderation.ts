import { html } from 'hono/html';
import type { ActivityDefinition, ConsultationDefinition } from '../../contract/consultation.js';
import type { PolicyReason } from '../../contract/moderation-policy.js';
import type { ModerationLog } from '../../contract/moderation.js';
import type { Language } from '../../contract/text.js';
import { policyOf } from '../../domain/threads.js';
import { dayWords, number } from '../forms/words.js';
import { MODERATION_WORDS } from './moderation-words.js';
import { addressOf, type Content, moderationAddress, page, text } from './platform.js';

const CSS = `
.scroll { overflow-x: auto; margin-block: 16px } .scroll table { border-collapse: collapse }
.scroll caption { text-align: start; font-weight: 600; padding-block: 8px }
.scroll th, .scroll td { padding: 8px 12px; text-align: start; vertical-align: top; border: 1px solid var(--line) }
.scroll td.count { text-align: end; font-variant-numeric: tabular-nums } code { overflow-wrap: anywhere; font-size: 14px }
pre { padding: 16px; white-space: pre-wrap; background: var(--pale); border: 1px solid var(--line) }
dt { font-weight: 600 } dd { margin: 0 0 8px }
@media (max-width: 479px) { .scroll { font-size: 14px } .scroll th, .scroll td { padding: 6px } .scroll tbody th { font-weight: 400; hyphens: auto } }
`;

/** How many days' heads the page shows; the interface for programs has more. */
const HEADS = 14;

type Log = Omit<ModerationLog, 'records' | 'next'>;

/** What moderators did in a consultation, for everybody: how many, why, how fast, and how anybody can check it. */
export function moderationPage(definition: ConsultationDefinition, log: Log, language: Language): Content {
  const words = MODERATION_WORDS[language];
  const { slug, title } = definition;
  const other = language === 'fr' ? 'en' : 'fr';
  return page(
    { title: words.title, language, other: moderationAddress(slug, other), style: CSS },
    html`<p><a href="${addressOf(slug, language)}">${text(title, language)}</a></p>
      <p class="lead">${words.lead}</p>
      ${table(
        words.comments,
        [words.state, words.number],
        [
          ...(['received', 'published', 'pending', 'hidden'] as const).map((state) => [
            words[state],
            number(log[state], language),
          ]),
          [words.withdrawn, number(log.received - log.published - log.pending - log.hidden, language)],
        ],
      )}
      <h2>${words.decisions}</h2>
      ${
        log.decisions.length === 0
          ? html`<p>${words.none}</p>`
          : table(
              words.decisionsCaption,
              [words.decision, words.reason, words.number],
              log.decisions.map(({ action, reason, count }) => [
                words.actions[action] ?? action,
                reason === null ? '–' : reasonIn(definition, reason, language),
                number(count, language),
              ]),
            )
      }
      <h2>${words.speed}</h2>
      <p>
        ${
          log.waited
            ? words.waited(duration(log.waited.median, language), duration(log.waited.ninth, language))
            : words.nothingWaited
        }
      </p>
      <h2>${words.appeals}</h2>
      <p>
        ${words.appealed(
          number(log.appeals.made, language),
          number(log.appeals.overturned, language),
          number(log.appeals.open, language),
        )}
      </p>
      ${policies(definition, language)}
      <h2>${words.verify}</h2>
      <p>${words.verifyLead}</p>
      <p>
        <a href="/v1/consultations/${slug}/moderation/log" hreflang="en">${words.records}</a>
      </p>
      <pre><code>cq verify moderation ${slug} --head ${log.heads[0]?.hash ?? '…'}</code></pre>
      ${
        log.heads.length === 0
          ? ''
          : table(
              words.heads,
              [words.day, words.record, words.hash],
              log.heads
                .slice(0, HEADS)
                .map(({ day, seq, hash }) => [
                  dayWords(day, language),
                  String(seq),
                  html`<code>${hash}</code>`,
                ]),
              1,
            )
      }`,
  );
}

/** A table that scrolls in a frame of its own where it is wider than a phone; its column `at` holds numbers. */
function table(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly (Content | string)[])[],
  at = head.length - 1,
): Content {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${head.map((one) => html`<th scope="col">${one}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([first, ...cells]) =>
            html`<tr>
              <th scope="row">${first}</th>
              ${cells.map((cell, index) =>
                index + 1 === at ? html`<td class="count">${cell}</td>` : html`<td>${cell}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** The reasons for which a comment may be hidden, thread by thread where they are not the same. */
function policies({ activities }: ConsultationDefinition, language: Language): Content {
  const words = MODERATION_WORDS[language];
  const threads = activities.filter(isThread);
  const same = new Set(threads.map((thread) => JSON.stringify(policyOf(thread)))).size < 2;
  const list = (reasons: readonly PolicyReason[]) =>
    html`<dl>
      ${reasons.map(
        ({ label, description }) =>
          html`<dt>${text(label, language)}</dt>
            ${description ? html`<dd>${text(description, language)}</dd>` : ''}`,
      )}
    </dl>`;
  if (threads.length === 0) return html``;
  return html`<h2>${words.policy}</h2>
    ${
      same
        ? list(policyOf(threads[0]!))
        : threads.map(
            (thread) =>
              html`<h3>${text(thread.title, language)}</h3>
                ${list(policyOf(thread))}`,
          )
    }`;
}

function isThread(
  activity: ActivityDefinition,
): activity is Extract<ActivityDefinition, { kind: 'comments' }> {
  return activity.kind === 'comments';
}

/** A reason as the policy words it; its id where no policy has it any more. */
function reasonIn({ activities }: ConsultationDefinition, id: string, language: Language): Content | string {
  const reason = activities
    .filter(isThread)
    .flatMap(policyOf)
    .find((one) => one.id === id);
  return reason ? text(reason.label, language) : id;
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** A time in the largest unit that it holds two of, in words: `3 heures`. */
function duration(seconds: number, language: Language): string {
  const [unit, length] = UNITS.find(([, each]) => seconds >= 2 * each) ?? UNITS[2];
  const format = { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(`${language}-CA`, format).format(Math.max(1, Math.round(seconds / length)));
}
