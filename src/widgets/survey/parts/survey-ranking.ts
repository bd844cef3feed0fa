import { css } from 'lit';
import { addView } from '../../base/forms/view.js';
import { pairwise } from './ranking/pairwise.js';
import { points } from './ranking/points.js';
import { ranking } from './ranking/ranking.js';

const styles = css`
  .place {
    display: flex;
    align-items: end;
    gap: 8px;
    max-inline-size: 45em;
    margin-block-start: 8px;
  }
  .place .field {
    flex: auto;
    min-inline-size: 0;
  }
  .handle {
    display: flex;
    align-items: center;
    block-size: 56px;
    padding-inline: 10px;
    border: 1px solid var(--_line);
    color: var(--_muted);
    cursor: grab;
    touch-action: none;
    user-select: none;
  }
  .place.held {
    opacity: 0.5;
  }
  .place.over {
    outline: 3px dashed var(--_focus);
    outline-offset: 2px;
  }
  .share + .share,
  .pair + .pair {
    margin-block-start: 16px;
  }
  .left {
    margin-block-start: 16px;
    font-weight: 600;
  }
  @container cq-widget (inline-size >= 560px) {
    .pair .choices {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
      gap: 0 16px;
    }
  }
`;

addView('ranking', { ...ranking, styles });
addView('points', { ...points, styles });
addView('pairwise', { ...pairwise, styles });
