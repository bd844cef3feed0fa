import { css } from 'lit';

/** What the controls of `forms.ts` look like, beside the base. */
export const formStyles = css`
  fieldset {
    min-inline-size: 0;
    border: 0;
  }
  /* Inside its fieldset, where the border is, rather than on it. */
  legend {
    display: block;
    padding: 0;
    font-weight: 600;
    float: inline-start;
    inline-size: 100%;
  }
  legend + * {
    clear: both;
  }
  .hint,
  .error-message,
  .counter {
    display: block;
    margin-block-start: 4px;
    font-weight: 400;
  }
  .hint,
  .counter {
    color: var(--_muted);
    font-size: 14px;
    line-height: 20px;
  }
  .error-message {
    color: var(--_error);
    font-weight: 600;
  }
  textarea.input {
    min-block-size: 8em;
    resize: vertical;
  }
  .input.short {
    max-inline-size: 12em;
  }
  .input[aria-invalid='true'] {
    border: 2px solid var(--_error);
  }
  .field-error {
    padding-inline-start: 16px;
    border-inline-start: 4px solid var(--_error);
  }
  .choice {
    display: flex;
    gap: 12px;
    min-block-size: 44px;
    padding-block: 10px;
    font-weight: 400;
    cursor: pointer;
  }
  .choice input {
    flex: none;
    inline-size: 24px;
    block-size: 24px;
    accent-color: var(--_primary);
  }
  .other {
    margin-inline-start: 36px;
  }
  @container cq-widget (inline-size >= 480px) {
    .scale {
      display: flex;
      align-items: end;
      gap: 4px;
    }
    .scale .choice {
      flex-direction: column-reverse;
      align-items: center;
      gap: 4px;
      min-inline-size: 44px;
    }
    .scale .end {
      padding: 12px 8px;
    }
  }
  .summary {
    padding: 16px;
    border: 2px solid var(--_error);
  }
`;
