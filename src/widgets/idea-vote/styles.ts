import { css } from 'lit';

export const styles = css`
  .idea > * + * {
    margin-block-start: 8px;
  }
  .cards > * + * {
    margin-block-start: 16px;
  }
  .idea > .votes {
    gap: 8px;
    margin-block-start: 16px;
  }
  .count {
    font-variant-numeric: tabular-nums;
  }
  .sections {
    max-inline-size: 32em;
  }
`;
