import { css } from 'lit';

/** What only those see who look around, open answers or came for one comment. */
export const toolStyles = css`
  .alone {
    padding-inline-start: 12px;
    border-inline-start: 4px solid var(--_primary);
  }
  .replies {
    padding-inline-start: 16px;
    border-inline-start: 2px solid var(--_line);
  }
  .more {
    min-block-size: 44px;
  }
  .comment > :is(.more, .replies) {
    margin-block-start: 8px;
  }
  .tools .input {
    min-block-size: 44px;
    margin-block-start: 4px;
  }
  .search {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 8px;
    align-items: end;
  }
  .search label {
    grid-column: 1 / -1;
  }
  .search .button {
    min-block-size: 44px;
  }
  .narrowed {
    min-block-size: 104px;
  }
  @container cq-widget (inline-size < 600px) {
    .narrowed {
      min-block-size: 176px;
    }
    /* There is room for one: what the public body says comes first. */
    .news .button:not(:last-child) {
      display: none;
    }
  }
  .compose {
    padding-block: 8px 16px;
  }
  .compose .choices {
    display: flex;
    flex-wrap: wrap;
    column-gap: 24px;
  }
  mark {
    padding-inline: 1px;
    background: var(--_warning-pale);
    color: inherit;
    font-weight: 600;
    text-decoration: underline;
  }
  /* The lists beside each other, and the search below; then all in a row: the longest of their words is never cut. */
  @container cq-widget (inline-size >= 600px) {
    .replies {
      margin-inline-start: 16px;
    }
    .tools {
      grid-template-columns: 1fr 1fr;
    }
    .search {
      grid-column: 1 / -1;
    }
  }
  @container cq-widget (inline-size >= 860px) {
    .tools {
      grid-template-columns: max-content max-content minmax(0, 1fr);
    }
    .search {
      grid-column: auto;
    }
  }
  @media (forced-colors: active) {
    mark {
      background: Mark;
      color: MarkText;
    }
  }
`;
