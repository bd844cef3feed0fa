import { css } from 'lit';
import { addView } from '../../base/forms/view.js';
import { pairwise } from './shares/pairwise.js';
import { points } from './shares/points.js';

const styles = css`
  .left {
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

addView('points', { ...points, styles });
addView('pairwise', { ...pairwise, styles });
