import { css } from 'lit';

/** Dark whatever the theme: the picture is what one looks at. */
export const cameraStyles = css`
  dialog {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto auto;
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
    grid-template-columns: 48px minmax(0, 1fr) 48px;
    align-items: center;
    gap: 8px;
    padding: 8px 12px;
  }

  header h2 {
    text-align: center;
    overflow-wrap: anywhere;
  }

  .glass {
    display: grid;
    place-items: center;
    inline-size: 48px;
    block-size: 48px;
    border: 0;
    border-radius: 50%;
    background: rgb(255 255 255 / 14%);
    color: inherit;
    cursor: pointer;
  }

  .glass[aria-pressed='true'] {
    background: #ffe08a;
    color: #1c1600;
  }

  .stage {
    position: relative;
    display: grid;
    place-items: center;
    overflow: hidden;
    background: #000;
  }

  video {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }

  .aim {
    position: relative;
    inline-size: min(78%, 560px);
    aspect-ratio: 4 / 3;
    max-block-size: 80%;
    --edge: 3px solid rgb(255 255 255 / 92%);
    background:
      linear-gradient(currentcolor 0 0) 0 0 / 36px 3px,
      linear-gradient(currentcolor 0 0) 0 0 / 3px 36px,
      linear-gradient(currentcolor 0 0) 100% 0 / 36px 3px,
      linear-gradient(currentcolor 0 0) 100% 0 / 3px 36px,
      linear-gradient(currentcolor 0 0) 0 100% / 36px 3px,
      linear-gradient(currentcolor 0 0) 0 100% / 3px 36px,
      linear-gradient(currentcolor 0 0) 100% 100% / 36px 3px,
      linear-gradient(currentcolor 0 0) 100% 100% / 3px 36px;
    background-repeat: no-repeat;
    filter: drop-shadow(0 0 2px rgb(0 0 0 / 70%));
  }

  .aim.good {
    color: #8cf0b0;
  }

  .advice {
    position: absolute;
    inset-block-start: 12px;
    display: flex;
    align-items: center;
    gap: 8px;
    max-inline-size: calc(100% - 32px);
    padding: 8px 16px;
    border-radius: 20px;
    background: rgb(0 0 0 / 76%);
    font-weight: 600;
    text-align: center;
  }

  .example {
    position: absolute;
    inset-block-end: 12px;
    inset-inline-end: 12px;
    padding: 3px;
    border-radius: 12px;
    background: #fff;
  }

  .example .pic {
    inline-size: 76px;
    display: grid;
  }

  .taken {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 68px;
    padding: 6px 16px;
  }

  .taken ul {
    display: flex;
    gap: 8px;
  }

  .taken li {
    position: relative;
  }

  .taken p {
    font-size: 14px;
    color: #c3cfca;
  }

  .thumb {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: 56px;
    block-size: 56px;
    overflow: hidden;
    border-radius: 8px;
    background: #222a27;
  }

  .thumb canvas {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }

  .mark {
    position: absolute;
    inset-block-start: -4px;
    inset-inline-end: -4px;
    display: grid;
    place-items: center;
    inline-size: 22px;
    block-size: 22px;
    border-radius: 50%;
    background: #8cf0b0;
    color: #06210f;
  }

  .mark .icon {
    inline-size: 14px;
    block-size: 14px;
    stroke-width: 3;
  }

  .bad .mark {
    background: #ffb4aa;
    color: #3b0906;
  }

  footer {
    display: grid;
    gap: 12px;
    padding: 8px 16px 20px;
  }

  footer .row {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr);
    align-items: center;
    gap: 16px;
  }

  footer .button {
    min-block-size: 56px;
  }

  footer .file-button .button {
    flex-direction: column;
    gap: 2px;
    font-size: 14px;
    line-height: 1.2;
  }

  .taken,
  footer {
    inline-size: 100%;
    max-inline-size: 560px;
    margin-inline: auto;
  }

  .shutter {
    inline-size: 72px;
    block-size: 72px;
    border: 4px solid #0b0f0e;
    border-radius: 50%;
    background: #fff;
    box-shadow: 0 0 0 4px #fff;
    cursor: pointer;
  }

  .shutter:active {
    background: #cfd8d4;
  }

  .shutter[disabled] {
    background: #5f6966;
    box-shadow: 0 0 0 4px #5f6966;
    cursor: not-allowed;
  }

  .button {
    border-color: rgb(255 255 255 / 34%);
    background: rgb(255 255 255 / 10%);
    color: #f2f6f4;
    inline-size: 100%;
    padding-inline: 10px;
  }

  .button.primary {
    border-color: #f2f6f4;
    background: #f2f6f4;
    color: #0b0f0e;
  }

  .file-button {
    position: relative;
    display: block;
  }

  .file-button input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
    font-size: 0;
  }

  .file-button .button {
    pointer-events: none;
  }

  .file-button input:focus-visible + .button,
  :is(button, input, .shutter):focus-visible {
    outline: 3px solid #8cf0b0;
    outline-offset: 3px;
  }

  .zoom,
  .auto {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 44px;
    font-size: 14px;
  }

  .zoom input {
    flex: 1;
  }

  .auto input {
    flex: none;
    inline-size: 22px;
    block-size: 22px;
    margin: 0;
  }

  .without {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 12px;
    padding: 24px;
    text-align: center;
  }

  .without .icon {
    inline-size: 40px;
    block-size: 40px;
  }

  .without .button .icon {
    inline-size: 24px;
    block-size: 24px;
  }

  .without p {
    max-inline-size: 44ch;
    font-weight: 600;
  }

  .without p.dim {
    font-weight: 400;
    color: #c3cfca;
  }

  .without .ways {
    display: grid;
    gap: 10px;
    inline-size: min(320px, 100%);
    margin-block-start: 8px;
  }

  @media (orientation: landscape) and (max-height: 520px) {
    dialog {
      grid-template-columns: minmax(0, 1fr) 264px;
      grid-template-rows: auto minmax(0, 1fr) auto;
    }

    header {
      grid-template-columns: 48px minmax(0, 1fr) auto;
    }

    header h2 {
      text-align: start;
    }

    .stage,
    .without {
      grid-row: 1 / -1;
      grid-column: 1;
    }

    header,
    .taken,
    footer {
      grid-column: 2;
    }

    footer .row {
      grid-template-columns: minmax(0, 1fr);
      justify-items: center;
    }

    /* The shutter beside the file, so that nothing is below the edge of a phone that lies on its side. */
    footer .row:has(.file-button) {
      grid-template-columns: minmax(0, 1fr) auto;
    }

    footer .row:has(.file-button) > :last-child {
      grid-column: 1 / -1;
    }
  }

  @media (forced-colors: active) {
    .shutter {
      border-color: ButtonText;
      forced-color-adjust: none;
    }
  }
`;
