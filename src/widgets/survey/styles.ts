import { css } from 'lit';

export const styles = css`
  form > * + *,
  .questions > * + * {
    margin-block-start: 24px;
  }
  /* A legend floats out of its fieldset: what follows keeps its distance by itself. */
  .fields {
    padding-block-start: 8px;
  }
  progress {
    display: block;
    inline-size: 100%;
    block-size: 8px;
    margin-block: 8px;
    accent-color: var(--_primary);
  }
  .answers {
    border-block-start: 1px solid var(--_line);
  }
  .answers > div {
    display: grid;
    grid-template-columns: 1fr 1fr auto;
    gap: 4px 16px;
    padding-block: 12px;
    border-block-end: 1px solid var(--_line);
  }
  .answers ul {
    list-style: none;
    padding: 0;
  }
  @container cq-widget (inline-size < 480px) {
    .answers > div {
      grid-template-columns: 1fr;
    }
  }
`;
