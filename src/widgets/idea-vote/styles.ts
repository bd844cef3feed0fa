import { css } from 'lit';

export const styles = css`
  .idea > * + * {
    margin-block-start: 8px;
  }
  .cards > * + * {
    margin-block-start: 16px;
  }
  .votes {
    gap: 8px;
  }
  .count {
    font-variant-numeric: tabular-nums;
  }
  .sections {
    max-inline-size: 32em;
  }
`;
