import { css } from 'lit';

export const styles = css`
  .comment {
    padding-block: 16px;
    border-block-start: 1px solid var(--_line);
  }
  :is(.comment, .official) > * + *,
  .stack > :is(.told, .list) {
    margin-block-start: 8px;
  }
  .comment :is(h4, h5, h6) {
    font-size: 16px;
    line-height: 24px;
  }
  .comment header {
    gap: 4px 12px;
  }
  .date {
    padding-block: 12px;
    margin-block: -12px;
    color: var(--_muted);
  }
  .alignment,
  .badge {
    padding-inline: 8px;
    border: 1px solid var(--_border);
    font-size: 14px;
  }
  .badge {
    background: var(--_primary);
    color: var(--_on-primary);
    font-weight: 600;
  }
  /* As much room for what others add as it takes: nothing moves when it comes. */
  .count {
    display: inline-block;
    min-inline-size: 3ch;
    text-align: start;
    font-variant-numeric: tabular-nums;
  }
  .replies-count {
    display: inline-flex;
    align-items: center;
    min-inline-size: 96px;
    min-block-size: 44px;
  }
  .told {
    min-block-size: 44px;
  }
  .tools {
    display: grid;
    gap: 12px 16px;
    align-items: end;
    min-block-size: 240px;
  }
  @container cq-widget (inline-size < 480px) {
    .told {
      min-block-size: 60px;
    }
    /* Both votes on one line of a phone. */
    .actions {
      gap: 8px;
    }
    .actions .compact svg {
      display: none;
    }
  }
  @container cq-widget (inline-size >= 600px) {
    .tools {
      min-block-size: 156px;
    }
  }
  @container cq-widget (inline-size >= 860px) {
    .tools {
      min-block-size: 72px;
    }
  }
`;
