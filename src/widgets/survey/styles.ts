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
`;
