import type { Open } from '../report.js';
import { asText, Source } from '../source.js';
import type { Reading } from './reading.js';

const LOOKS = 'how it looks is the widget’s here';
const PUBLISHED = 'results are published from the platform';
const TIMED = 'the whole survey may have a time limit, and no one question';
const FILTERED = 'what hangs on another question’s choice is written as showIf on each row or option';

/** Why a question’s field or attribute has no counterpart. */
export const REASONS: Record<string, string> = {
  maximum_chars: 'a number is bounded by its least and its most',
  preg: 'answers are not checked by patterns',
  script: 'no script of a survey runs here',
  encrypted: 'how answers are kept is the platform’s',
  public_statistics: PUBLISHED,
  statistics_showgraph: PUBLISHED,
  statistics_showmap: PUBLISHED,
  statistics_graphtype: PUBLISHED,
  em_validation_q: 'only bounds of the answer itself are kept',
  em_validation_sq: 'only bounds of the answer itself are kept',
  em_validation_q_tip: 'the widget’s own words stand there',
  em_validation_sq_tip: 'the widget’s own words stand there',
  array_filter: FILTERED,
  array_filter_exclude: FILTERED,
  exclude_all_others_auto: 'choosing all others does not choose this one',
  random_group: 'questions stay in their order',
  readonly: 'use enableIf, or words without a question',
  assessment_value: 'there are no scores with words for each',
  other_replace_text: 'the widget’s own words stand there',
  other_numbers_only: '«other, specify» takes any words',
  other_comment_mandatory: '«other, specify» asks for its words by itself',
  prefix: 'nothing stands before an answer: put it in the question',
  clear_default: 'nothing is answered in advance here',
  save_as_default: 'questions of one survey say nothing of the next',
  printable_help: 'what is shown is printed',
  page_break: LOOKS,
  question_template: LOOKS,
  ...Object.fromEntries(
    [
      'hide_tip', 'cssclass', 'text_input_width', 'text_input_columns', 'label_input_columns', 'display_columns',
      'answer_width', 'answer_width_bycolumn', 'input_size', 'input_boxes', 'display_type', 'display_rows',
      'dropdown_size', 'dropdown_prefix', 'dropdown_prepostfix', 'dropdown_separators', 'dropdown_dates',
      'dropdown_dates_minute_step', 'dropdown_dates_month_style', 'reverse', 'use_dropdown', 'repeat_headings',
      'placeholder', 'fix_height', 'fix_width', 'keep_aspect', 'crop_or_resize', 'horizontal_scroll',
      'array_filter_style', 'other_position', 'other_position_code', 'keep_codes_order', 'scale_export', 'image',
      'date_format', 'samechoiceheight', 'samelistheight', 'showpopups', 'choice_title', 'rank_title', 'show_totals',
      'show_grand_total', 'show_title', 'show_comment', 'slider_layout', 'slider_handle', 'slider_custom_handle',
      'slider_orientation', 'slider_separator', 'slider_showminmax', 'slider_reset', 'slider_rating',
    ].map((name) => [name, LOOKS]),
  ), // prettier-ignore
};

/** What attributes are when nobody has touched them, beside nothing, 0, N and «normal». */
const USUAL: Record<string, string> = {
  time_limit_action: '1',
  statistics_showgraph: '1',
  statistics_showmap: '1',
  other_position: 'default',
  fix_height: '200',
  commented_checkbox: 'allways',
  commented_checkbox_auto: '1',
  question_template: 'core',
  value_range_allows_missing: '1',
  samechoiceheight: '1',
  samelistheight: '1',
  showpopups: '1',
  show_title: '1',
  show_comment: '1',
  show_totals: 'X',
  dropdown_dates_minute_step: '1',
  slider_separator: '|',
  slider_custom_handle: 'f1ae',
  slider_default_set: '1',
  location_mapheight: '300',
  location_mapwidth: '500',
  location_mapzoom: '11',
  allowed_filetypes: 'png, gif, doc, odt, jpg, jpeg, pdf',
  max_filesize: '10240',
};

/** Where 0, N or «normal» says something all the same. */
const SPEAKING =
  /^(statistics_show|show|same|commented_checkbox_auto|max_|min_|equals_|slider_m|multiflexible_m)/;

/** A question’s attributes, read like fields; what is as usual and not asked for is only counted. */
export class Attributes extends Source {
  constructor(
    private readonly reading: Reading,
    qid: string,
    item: Open,
  ) {
    const { attributes, language } = reading.document;
    const own = [...(attributes.get(qid) ?? [])].map(
      ([name, by]) => [name, by[''] || (by[language] ?? Object.values(by)[0])] as const,
    );
    super(Object.fromEntries(own), item);
  }

  override close(): void {
    for (const name of this.names()) {
      const value = asText(this.peek(name)).trim();
      if (value === '' || this.wasRead(name) || !isUsual(name, value)) continue;
      this.take(name);
      this.reading.usual += 1;
    }
    super.close({
      ...REASONS,
      ...Object.fromEntries(
        this.names().flatMap((name) => (name.startsWith('time_limit') ? [[name, TIMED]] : [])),
      ),
    });
  }
}

function isUsual(name: string, value: string): boolean {
  if (USUAL[name] === value) return true;
  return ['0', 'N', 'normal'].includes(value) && !SPEAKING.test(name);
}
