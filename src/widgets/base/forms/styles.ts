import { css } from 'lit';

/** What the controls of `forms.ts` look like, beside the base. */
export const formStyles = css`
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
