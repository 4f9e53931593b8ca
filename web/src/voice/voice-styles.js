import { css } from 'lit';

export const voiceStyles = css`
  .voice {
    display: grid;
    gap: 12px;
    justify-items: start;
  }

  .voice.card {
    padding: 16px;
  }

  .voice .row {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .voice .guess {
    color: var(--soft);
    font-style: italic;
  }

  .voice .listening {
    display: flex;
    align-items: center;
    gap: 8px;
    font-weight: 600;
  }

  .voice .listening .icon {
    color: var(--accent);
  }
`;
