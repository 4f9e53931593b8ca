import { css } from 'lit';

/** What the film camera has beside the photo camera. */
export const filmStyles = css`
  .told {
    display: grid;
    gap: 8px;
    inline-size: 100%;
    max-inline-size: 560px;
    min-block-size: 56px;
    margin-inline: auto;
    padding: 8px 16px;
    align-content: center;
  }

  .told p {
    display: flex;
    justify-content: space-between;
    gap: 12px;
  }

  .told .dim {
    color: #c3cfca;
  }

  .clock {
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }

  progress {
    appearance: none;
    inline-size: 100%;
    block-size: 6px;
    overflow: hidden;
    border: 0;
    border-radius: 3px;
    background: #3a4441;
  }

  progress::-webkit-progress-bar {
    background: #3a4441;
  }

  progress::-webkit-progress-value {
    background: #ff8f85;
  }

  progress::-moz-progress-bar {
    background: #ff8f85;
  }

  .shutter.film {
    display: grid;
    place-items: center;
    background: #0b0f0e;
  }

  .shutter.film::before {
    content: '';
    inline-size: 50px;
    block-size: 50px;
    border-radius: 50%;
    background: #ff6a5e;
  }

  .shutter.film.running::before {
    inline-size: 30px;
    block-size: 30px;
    border-radius: 6px;
  }

  .shutter.film[disabled] {
    background: #0b0f0e;
  }

  .shutter.film[disabled]::before {
    background: #5f6966;
  }

  .sound {
    display: grid;
    gap: 2px;
  }

  .sound p {
    font-size: 14px;
    color: #c3cfca;
  }

  .row.two {
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }

  .stage.voice {
    background: none;
    align-content: center;
    padding: 80px 16px 16px;
  }

  .stage .large {
    inline-size: 96px;
    block-size: 96px;
    padding: 22px;
    border-radius: 50%;
    background: #222a27;
  }

  .stage .large.on {
    background: #ff8f85;
    color: #2b0704;
  }

  audio {
    inline-size: min(100%, 480px);
  }

  .stills {
    position: absolute;
    inset: 0;
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 4px;
    place-content: center;
    padding: 12px;
    list-style: none;
  }

  .stills canvas {
    inline-size: 100%;
    block-size: auto;
  }

  @media (orientation: landscape) and (max-height: 520px) {
    .told {
      grid-column: 2;
      align-content: end;
    }
  }

  @media (forced-colors: active) {
    .shutter.film::before {
      background: ButtonText;
      forced-color-adjust: none;
    }
  }
`;
