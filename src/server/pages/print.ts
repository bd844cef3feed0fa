import { html } from 'hono/html';
import type { ActivityOf, ConsultationDefinition } from '../../contract/consultation.js';
import type { Next, Option, Question } from '../../contract/survey.js';
import type { Language, LocalizedText } from '../../contract/text.js';
import '../../domain/all-kinds.js';
import { allPairs, askedPairs } from '../../domain/kinds/pairwise.js';
import { piped } from '../../domain/piping.js';
import { type Asked, isAsked } from '../../domain/survey.js';
import { printed, prose } from '../forms/survey-texts.js';
import { SURVEY_WORDS } from '../forms/survey-words.js';
import { dateAndTime, number, textOf, wordsOf } from '../forms/words.js';
import { type Content, page, printAddress, text } from './platform.js';
import { PRINT_CSS } from './print-style.js';
import { conditionWords, Numbered, PRINT_WORDS } from './print-words.js';

type Survey = ActivityOf<'survey'>;

/** The whole questionnaire for those who are not online: every question, with conditions in words and room to answer. */
export function printPage(consultation: ConsultationDefinition, survey: Survey, language: Language): Content {
  return new Sheet(consultation, survey, language).page();
}

/** How many members of a group have room on the sheet. */
const MEMBERS = 3;

const CIRCLE = html`<span class="mark" aria-hidden="true">○</span>`;
const SQUARE = html`<span class="mark" aria-hidden="true">□</span>`;
const BOX = html`<span class="box" aria-hidden="true"></span>`;
const LINE = html`<span class="line" aria-hidden="true"></span>`;
const lines = (count: number) =>
  html`<div class="lines" aria-hidden="true">${Array.from({ length: count }, () => LINE)}</div>`;
const boxes = (count: number) => Array.from({ length: count }, () => BOX);

class Sheet {
  private readonly words: (typeof PRINT_WORDS)[Language];
  private readonly numbered: Numbered;

  constructor(
    private readonly consultation: ConsultationDefinition,
    private readonly survey: Survey,
    private readonly language: Language,
  ) {
    this.words = PRINT_WORDS[language];
    this.numbered = new Numbered(survey);
  }

  page(): Content {
    const { words, language, survey } = this;
    const { slug, contact, purpose } = this.consultation;
    const closes = dateAndTime(survey.closesAt ?? this.consultation.closesAt, language);
    const other = language === 'fr' ? 'en' : 'fr';
    return page(
      {
        title: textOf(survey.title, language),
        heading: words.title(textOf(survey.title, language)),
        language,
        other: printAddress(slug, survey.id, other),
        style: PRINT_CSS + this.margins(),
      },
      html`<p class="screen">
          ${words.lead} <a href="${language === 'en' ? '/en' : ''}/c/${slug}/${survey.id}">${words.back}</a>
        </p>
        <p>${this.text(this.consultation.title)}</p>
        ${survey.description ? this.plain(survey.description) : ''} ${this.plain(purpose)}
        <section class="how">
          <h2>${words.how}</h2>
          <p>${words.fill} ${words.once}</p>
          <p>${contact.address ? words.until(closes) : words.scanned(closes)}</p>
          <address>
            <strong>${this.text(contact.name)}</strong>
            ${contact.address ? html`<span class="letters">${this.text(contact.address)}</span>` : ''}
            <span>${contact.email}${contact.telephone ? html` · ${contact.telephone}` : ''}</span>
          </address>
        </section>
        ${this.privacy()} ${survey.pages.map((one, index) => this.part(one, index))}
        <p class="end">${survey.thanks ? this.text(survey.thanks) : words.end}</p>
        <p class="office">${words.office} ${boxes(6)}</p>`,
    );
  }

  /** What stands below each page: leaves come apart. */
  private margins(): string {
    const { words, survey, language } = this;
    const title = cssString(textOf(survey.title, language));
    const [before = '', between = '', after = ''] = words.pages('\n', '\n').split('\n');
    const count = `${cssString(before)} counter(page) ${cssString(between)} counter(pages) ${cssString(after)}`;
    return `@page { @bottom-left { content: ${title}; ${MARGIN} } @bottom-right { content: ${count}; ${MARGIN} } }`;
  }

  private privacy(): Content {
    const { privacy, under14 } = this.consultation;
    const words = wordsOf(this.language);
    const terms: [string, Content | string][] = [
      [words.collector, this.text(privacy.collector)],
      [words.purposes, this.text(privacy.purposes)],
      [words.retention, this.text(privacy.retention)],
      [words.rights, this.text(privacy.rights)],
      [
        words.officer,
        html`${this.text(privacy.officer.name)}, <span class="whole">${privacy.officer.email}</span>`,
      ],
    ];
    return html`<section class="how">
      <h2>${words.privacy}</h2>
      <dl>
        ${terms.map(
          ([term, said]) =>
            html`<dt>${term}</dt>
              <dd>${said}</dd>`,
        )}
      </dl>
      ${under14 ? '' : html`<p>${words.over14}</p>`}
    </section>`;
  }

  private part(one: Survey['pages'][number], index: number): Content {
    const { words } = this;
    return html`<section class="part">
      <h2>${words.part(index + 1)} – ${this.text(one.title)}</h2>
      ${one.description ? this.prose(one.description) : ''}
      ${one.showIf ? this.rule(words.fillIf(this.condition(one.showIf))) : ''}
      ${one.questions.map((question) => this.question(question))}
      ${(one.next ?? []).map((next) => this.way(next))}
    </section>`;
  }

  private way(next: Next): Content {
    const { words } = this;
    const place = 'page' in next ? this.partAt(next.page) : this.endAt(next.end);
    const said = next.if ? words.goIf(this.condition(next.if), place) : words.go(place);
    return html`<p class="rule way">${said}</p>`;
  }

  private partAt(id: string): string {
    const index = this.survey.pages.findIndex((page) => page.id === id);
    const first = this.survey.pages[index]?.questions.find(isAsked);
    return this.words.toPart(index + 1, first && this.numbered.numberOf(first.id));
  }

  private endAt(id: string): string {
    const ending = this.survey.endings?.find((one) => one.id === id);
    // The sentence has its own end.
    const title = ending && textOf(ending.title, this.language).replace(/[\s.!…]+$/u, '');
    return title ? this.words.toEnd(title) : this.words.toLast;
  }

  private question(question: Question): Content {
    const { words } = this;
    if (question.type === 'information')
      return html`<div class="question">
        ${question.title ? html`<h3>${this.text(question.title)}</h3>` : ''}
        ${question.showIf ? this.rule(this.sentence(this.condition(question.showIf))) : ''}
        ${this.prose(question.text)}
      </div>`;
    if (!isAsked(question)) return html``;
    const when = [question.showIf, question.enableIf].filter((one) => one !== undefined);
    return html`<div class="question ${question.type === 'group' ? 'long' : ''}">
      <h3>
        <span class="number">${this.numbered.numberOf(question.id)}.</span> ${this.text(question.label)}
        ${question.required ? html`<span class="quiet">${words.required}</span>` : ''}
      </h3>
      ${when.length > 0 ? this.rule(words.answerIf(this.condition({ all: when }))) : ''}
      ${question.requiredIf ? this.rule(words.requiredIf(this.condition(question.requiredIf))) : ''}
      ${this.hint(question)}
      ${question.purpose ? html`<p class="quiet">${this.text(question.purpose)}</p>` : ''}
      ${this.room(question)}
    </div>`;
  }

  /** A hint that says what the sheet says anyway is said once. */
  private hint({ hint, ...question }: Asked): Content | string {
    const { words, language } = this;
    const { min, max } = question as { min?: number; max?: number };
    const said: string[] = [words.one, words.several(min, max), words.several(undefined, undefined)];
    return hint && !said.includes(textOf(hint, language))
      ? html`<p class="quiet">${this.text(hint)}</p>`
      : '';
  }

  private sentence(condition: string): string {
    const said = `${this.language === 'fr' ? 'Si' : 'If'} ${condition}${this.language === 'fr' ? '\u00a0' : ''}:`;
    return said;
  }

  /** The room to answer in. */
  private room(question: Asked): Content {
    const { words, language } = this;
    const quiet = (said: string) => html`<p class="quiet">${said}</p>`;
    const inNumber = (value: number | undefined) =>
      value === undefined ? undefined : number(value, language);
    switch (question.type) {
      case 'short-text':
      case 'email':
      case 'telephone':
      case 'web-address':
        return lines(1);
      case 'long-text':
        return html`${quiet(words.longest(number(question.maxLength, language)))}
        ${lines(Math.min(14, Math.max(3, Math.ceil(question.maxLength / 300))))}`;
      case 'postal-code':
        return html`<p>${boxes(3)} ${question.part === 'whole' ? boxes(3) : ''}</p>`;
      case 'number':
        return html`${quiet(words.number(inNumber(question.min), inNumber(question.max)))}
          <p>
            <span class="short line" aria-hidden="true"></span>
            ${question.unit ? this.text(question.unit) : ''}
          </p>`;
      case 'date':
        return html`<p>${boxes(4)} – ${boxes(2)} – ${boxes(2)} <span class="quiet">${words.date}</span></p>`;
      case 'time':
        return html`<p>${boxes(2)} ${words.hours} ${boxes(2)} <span class="quiet">${words.time}</span></p>`;
      case 'yes-no': {
        const { yes, no, unsure } = wordsOf(language);
        return this.choices([yes, no, ...(question.unsure ? [unsure] : [])], CIRCLE);
      }
      case 'consent':
        return html`${question.text ? this.prose(question.text) : ''} ${this.choices([words.accept], SQUARE)}`;
      case 'single-choice':
        return html`${quiet(words.one)} ${this.options(question, CIRCLE)}`;
      case 'multiple-choice':
        return html`${quiet(words.several(question.min, question.max))} ${this.options(question, SQUARE)}`;
      case 'image-choice':
        return html`${quiet(question.multiple ? words.several(question.min, question.max) : words.one)}
        ${this.options(question, question.multiple ? SQUARE : CIRCLE)}`;
      case 'scale':
        return question.labels
          ? this.choices(
              question.labels.map((label, index) => html`${question.min + index} – ${this.text(label)}`),
              CIRCLE,
            )
          : this.steps(question.min, question.max, question.minLabel, question.maxLabel);
      case 'recommendation': {
        const [least, most] = SURVEY_WORDS[language].likely;
        return this.steps(0, 10, question.minLabel ?? { fr: least }, question.maxLabel ?? { fr: most });
      }
      case 'matrix':
        return html`${quiet(question.multiple ? words.several(undefined, undefined) : words.one)}
        ${this.table(
          question.columns.map(({ label }) => this.text(label)),
          question.rows.map((row) => this.labelOf(row)),
          question.multiple ? SQUARE : CIRCLE,
        )}`;
      case 'matrix-scale':
        return html`<p class="quiet">
            ${question.min} = ${this.text(question.minLabel)}, ${question.max} =
            ${this.text(question.maxLabel)}
          </p>
          ${this.table(
            steps(question.min, question.max).map(String),
            question.rows.map((row) => this.labelOf(row)),
            CIRCLE,
          )}`;
      case 'ranking':
        return html`${quiet(words.rank(question.best ?? (question.optionsFrom ? undefined : question.options.length)))}
        ${this.options(question, boxesOf(1))}`;
      case 'points': {
        const digits = String(question.total).length;
        return html`${quiet(words.share(number(question.total, language)))}
          ${this.options(question, boxesOf(digits))}
          <p>${boxes(digits)} <strong>${words.total}</strong></p>`;
      }
      case 'pairwise':
        return html`${quiet(words.pairs)}
          <ul class="choices pairs">
            ${pairsOf(question).map(
              ({ options: [one, other] }) =>
                html`<li>
                  ${CIRCLE} ${this.text(one.label)} ${CIRCLE} ${this.text(other.label)}
                  ${question.equal ? html`${CIRCLE} ${words.equal}` : ''}
                </li>`,
            )}
          </ul>`;
      case 'texts':
        return html`<ul class="fields">
          ${question.fields.map(
            (field) =>
              html`<li>
                ${this.text(field.label)}
                ${question.required && field.required ? html`<span class="quiet">${words.required}</span>` : ''}
                ${lines(1)}
              </li>`,
          )}
        </ul>`;
      case 'file':
        return html`<p>${words.files}</p>`;
      case 'place':
        return html`${question.options ? this.options({ ...question, options: question.options }, CIRCLE) : ''}
        ${
          question.address || question.map
            ? html`<p>${words.address}</p>
                ${lines(2)}`
            : ''
        }`;
      case 'group':
        return this.group(question);
    }
  }

  private group(question: Extract<Asked, { type: 'group' }>): Content {
    const { words } = this;
    const count = Math.min(question.max, Math.max(question.min, MEMBERS));
    return html`${question.max > count ? html`<p class="quiet">${words.members(question.max)}</p>` : ''}
    ${Array.from(
      { length: count },
      (_, index) =>
        html`<section class="member">
          <h4>${this.text(question.item)} ${index + 1}</h4>
          ${question.questions.map((member) => this.member(member))}
        </section>`,
    )}`;
  }

  private member(member: Extract<Asked, { type: 'group' }>['questions'][number]): Content {
    const { words } = this;
    const when = [member.showIf, member.enableIf].filter((one) => one !== undefined);
    return html`<div class="question">
      <h5>
        <span class="number">${this.numbered.numberOf(member.id)}</span> ${this.text(member.label)}
        ${member.required ? html`<span class="quiet">${words.required}</span>` : ''}
      </h5>
      ${when.length > 0 ? this.rule(words.answerIf(this.condition({ all: when }))) : ''} ${this.hint(member)}
      ${this.room(member)}
    </div>`;
  }

  private options(
    question: { id: string; options: readonly Option[]; other?: boolean; optionsFrom?: unknown },
    mark: Content,
  ): Content {
    const from = question.optionsFrom as
      { question: string; which: keyof (typeof PRINT_WORDS)['fr']['carried'] } | undefined;
    const carried = from
      ? html`<p class="quiet">
          ${this.words.carried[from.which]}
          ${this.numbered.numberOf(from.question)}${this.language === 'fr' ? '\u00a0' : ''}:
        </p>`
      : '';
    const listed = this.numbered.listed(from?.question).map(({ id, label, hint }) => ({ id, label, hint }));
    const own = [...listed, ...question.options].map((option) => this.labelOf(option));
    const other = question.other ? html`${wordsOf(this.language).other} ${LINE}` : undefined;
    return html`${carried} ${this.choices(other ? [...own, other] : own, mark)}`;
  }

  private choices(labels: readonly (Content | string)[], mark: Content): Content {
    return html`<ul class="choices ${labels.length > 8 ? 'many' : ''}">
      ${labels.map((label) => html`<li>${mark} ${label}</li>`)}
    </ul>`;
  }

  private labelOf(option: Option & { exclusive?: boolean }): Content {
    const notes = [
      ...(option.showIf ? [this.words.optionIf(this.condition(option.showIf))] : []),
      ...(option.exclusive ? [this.words.alone] : []),
    ];
    return html`${this.text(option.label)}
    ${option.hint ? html`<span class="quiet">– ${this.text(option.hint)}</span>` : ''}
    ${notes.length > 0 ? html`<span class="quiet">(${notes.join(', ')})</span>` : ''}`;
  }

  private steps(
    min: number,
    max: number,
    least: LocalizedText | undefined,
    most: LocalizedText | undefined,
  ): Content {
    return html`<ul class="steps">
      ${least ? html`<li class="quiet">${this.text(least)}</li>` : ''}
      ${steps(min, max).map((step) => html`<li>${CIRCLE}<br />${step}</li>`)}
      ${most ? html`<li class="quiet">${this.text(most)}</li>` : ''}
    </ul>`;
  }

  private table(columns: readonly (Content | string)[], rows: readonly Content[], mark: Content): Content {
    return html`<table>
      <thead>
        <tr>
          <th scope="col"><span class="unseen">${this.words.row}</span></th>
          ${columns.map((column) => html`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              <th scope="row">${row}</th>
              ${columns.map(() => html`<td>${mark}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  private rule(said: string): Content {
    return html`<p class="rule">${said}</p>`;
  }

  private condition(condition: Parameters<typeof conditionWords>[0]): string {
    return conditionWords(condition, this.numbered, this.language);
  }

  private text(localized: LocalizedText): Content | string {
    return text(this.filled(localized), this.language);
  }

  /** A text with the place where an answer that it takes up is; a blank for what is on no sheet. */
  private filled(localized: LocalizedText): LocalizedText {
    const inWords = (language: Language) => (id: string) => {
      const number = this.numbered.numberOf(id);
      return number === undefined ? '________' : PRINT_WORDS[language].answerOf(number);
    };
    return {
      fr: piped(localized.fr, inWords('fr')),
      ...(localized.en !== undefined && { en: piped(localized.en, inWords('en')) }),
    };
  }

  /** Lines as they were written. */
  private plain(localized: LocalizedText): Content {
    return html`<div class="plain">${this.text(localized)}</div>`;
  }

  /** What the survey’s own pages show as safe Markdown. */
  private prose(localized: LocalizedText): Content {
    return prose(localized, this.language, (part) => this.filled(part), printed);
  }
}

/** Lettering of the margins, which takes nothing from the page. */
const MARGIN = 'font: 9pt sans-serif; color: #333';

/** A text in a style sheet, which ends neither there nor the element. */
const cssString = (words: string) =>
  `"${words.replace(/["\\<\p{Cc}]/gu, (sign) => `\\${sign.codePointAt(0)!.toString(16)} `)}"`;

/** The same for everybody: whoever keys them in finds them in this order. */
const pairsOf = (question: Extract<Asked, { type: 'pairwise' }>) =>
  question.pairs === undefined ? allPairs(question) : askedPairs(question, 0);

const steps = (min: number, max: number) => Array.from({ length: max - min + 1 }, (_, index) => min + index);
const boxesOf = (count: number): Content => html`<span class="boxes">${boxes(count)}</span>`;
