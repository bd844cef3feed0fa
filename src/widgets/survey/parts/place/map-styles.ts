import { css } from 'lit';

/** The place's fields, and its map: tiles below, a cross-hair above, the chosen place as a ring. */
export const mapStyles = css`
  .map > * + * {
    margin-block-start: 16px;
  }
  .map .view {
    position: relative;
    block-size: 320px;
    overflow: hidden;
    border: 1px solid var(--_border);
    background: var(--_pale);
    cursor: crosshair;
    direction: ltr;
    touch-action: pan-x pan-y;
    user-select: none;
  }
  .map .view::before,
  .map .view::after {
    content: '';
    position: absolute;
    z-index: 1;
    inset: calc(50% - 1px) calc(50% - 16px);
    background: #000;
    box-shadow: 0 0 0 2px #fff;
    forced-color-adjust: none;
    pointer-events: none;
  }
  .map .view::after {
    inset: calc(50% - 16px) calc(50% - 1px);
    box-shadow:
      0 0 0 2px #fff,
      0 0 #000;
    clip-path: inset(-2px -2px);
  }
  .map .tiles > * {
    position: absolute;
    inset: 0 auto auto 0;
    pointer-events: none;
  }
  .map img {
    inline-size: 256px;
    block-size: 256px;
    max-inline-size: none;
  }
  .map .ring {
    z-index: 1;
    inline-size: 24px;
    block-size: 24px;
    margin: -12px;
    border: 4px solid #000;
    border-radius: 50%;
    box-shadow:
      0 0 0 2px #fff,
      inset 0 0 0 2px #fff;
    forced-color-adjust: none;
  }
  .map .row {
    gap: 8px 4px;
  }
  .map .compact {
    min-inline-size: 44px;
    flex: none;
  }
`;
