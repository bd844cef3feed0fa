import { css } from 'lit';

export const styles = css`
  .comment {
    padding-block: 16px;
    border-block-start: 1px solid var(--_line);
  }
  .comment > * + * {
    margin-block-start: 8px;
  }
  .comment :is(h4, h5, h6) {
    font-size: 16px;
    line-height: 24px;
  }
  .comment header {
    gap: 4px 12px;
  }
  .alignment {
    padding-inline: 8px;
    border: 1px solid var(--_border);
    font-size: 14px;
  }
  .replies {
    padding-inline-start: 16px;
    border-inline-start: 2px solid var(--_line);
  }
  .compose {
    padding-block: 8px 16px;
  }
  .count {
    font-variant-numeric: tabular-nums;
  }
  .head {
    align-items: end;
    justify-content: space-between;
  }
  .compose .choices {
    display: flex;
    flex-wrap: wrap;
    column-gap: 24px;
  }
  @container cq-widget (inline-size >= 600px) {
    .replies {
      margin-inline-start: 16px;
    }
  }
`;
