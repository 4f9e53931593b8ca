import { css } from 'lit';

/** Dark whatever the theme, as the camera: the picture is what one looks at. */
export const editorStyles = css`
  dialog {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto;
    inline-size: 100%;
    block-size: 100dvb;
    max-inline-size: none;
    max-block-size: none;
    margin: 0;
    padding: env(safe-area-inset-top) 0 env(safe-area-inset-bottom);
    border: 0;
    background: #0b0f0e;
    color: #f2f6f4;
  }

  dialog:not([open]) {
    display: none;
  }

  header {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    gap: 8px;
    padding: 8px 12px;
  }

  header h2 {
    text-align: center;
    font-size: 16px;
  }

  .button,
  .round,
  .tool,
  .chip {
    border: 1px solid rgb(255 255 255 / 32%);
    background: rgb(255 255 255 / 9%);
    color: #f2f6f4;
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }

  header .round {
    display: grid;
    place-items: center;
    inline-size: 48px;
    block-size: 48px;
    border: 0;
    border-radius: 50%;
  }

  .button.primary {
    border-color: #f2f6f4;
    background: #f2f6f4;
    color: #0b0f0e;
  }

  .stage {
    display: grid;
    place-items: center;
    min-block-size: 0;
    padding: 4px 12px;
    container-type: size;
  }

  .picture {
    position: relative;
    aspect-ratio: var(--ratio, 1.333);
    inline-size: min(100cqi, 100cqb * var(--ratio, 1.333));
    touch-action: none;
    cursor: crosshair;
  }

  .picture canvas,
  .picture svg {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }

  .picture svg {
    overflow: visible;
    pointer-events: none;
  }

  .mark.chosen .line {
    stroke: #8cf0b0;
  }

  .black {
    fill: #000;
    stroke: #ffd23f;
    stroke-width: 2px;
    stroke-dasharray: 8 6;
    vector-effect: non-scaling-stroke;
  }

  .panel {
    display: grid;
    gap: 12px;
    inline-size: 100%;
    max-inline-size: 640px;
    margin-inline: auto;
    padding: 12px 12px 16px;
  }

  .tools {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(4.6em, auto));
    gap: 6px;
  }

  .tool {
    display: grid;
    justify-items: center;
    gap: 2px;
    min-block-size: 56px;
    padding: 6px 4px;
    border-radius: 12px;
    font-size: 14px;
    line-height: 1.2;
  }

  .tool svg {
    inline-size: 24px;
    block-size: 24px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .tool .full {
    fill: currentcolor;
  }

  :is(.tool, .chip)[aria-pressed='true'] {
    border-color: #8cf0b0;
    background: rgb(140 240 176 / 18%);
    color: #c9ffdd;
  }

  .list {
    display: flex;
    gap: 8px;
    overflow-x: auto;
    padding: 4px;
    margin: -4px;
  }

  .chip {
    display: inline-flex;
    flex: none;
    align-items: center;
    gap: 6px;
    min-block-size: 44px;
    padding: 0 14px;
    border-radius: 22px;
    font-size: 14px;
    white-space: nowrap;
  }

  .chip.add {
    border-style: dashed;
  }

  .chip[disabled] {
    opacity: 0.5;
    cursor: not-allowed;
  }

  .controls {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    direction: ltr;
  }

  .controls .round {
    display: grid;
    place-items: center;
    flex: 1 0 38px;
    max-inline-size: 64px;
    inline-size: auto;
    block-size: 44px;
    border-radius: 12px;
  }

  .turn-right {
    transform: scaleX(-1);
  }

  .turn-up {
    transform: rotate(90deg);
  }

  .turn-down {
    transform: rotate(-90deg);
  }

  .hint {
    font-size: 14px;
    color: #c3cfca;
  }

  .note {
    display: grid;
    gap: 4px;
    font-size: 14px;
  }

  .note .input {
    border-color: #84938c;
    background: #161c1a;
    color: #f2f6f4;
  }

  .cannot {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 12px;
    padding: 24px;
    text-align: center;
  }

  :is(button, input, [tabindex]):focus-visible {
    outline: 3px solid #8cf0b0;
    outline-offset: 2px;
  }

  @media (orientation: landscape) and (max-height: 620px) {
    dialog {
      grid-template-columns: minmax(0, 1fr) 320px;
      grid-template-rows: auto minmax(0, 1fr);
    }

    header {
      grid-column: 1 / -1;
    }

    .panel {
      align-content: start;
      overflow-y: auto;
    }
  }
`;
