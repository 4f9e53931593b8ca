import { css } from 'lit';

/** Marks over a picture (drawing.js), where they are made and where they are looked at. */
export const drawingStyles = css`
  .mark .rim,
  .mark .line {
    fill: none;
    stroke: #0b0f0e;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .mark .line {
    stroke: #ffd23f;
  }

  .mark .dot {
    fill: #0b0f0e;
  }

  .mark .n {
    fill: #fff;
    font-weight: 700;
  }
`;
