import { css } from 'lit';

/** The receipt, on the screen and on paper: a page, or the 80 mm roll of a till. */
export const receipt = css`
  .ticket {
    display: grid;
    gap: 12px;
    justify-items: center;
    padding: 28px 16px;
    border-radius: 16px;
    background: var(--accent-soft);
    text-align: center;
  }

  .ticket .row .button {
    flex: auto;
    padding-inline: 14px;
  }

  .ticket .code {
    font-size: clamp(18px, 6cqi, 28px);
    font-weight: 650;
    letter-spacing: 0.02em;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
    direction: ltr;
    user-select: all;
  }

  .way-back {
    display: flex;
    flex-wrap: wrap;
    gap: 16px;
    align-items: center;
  }

  /* Beside the code while there is room for words. */
  .way-back > :last-child {
    flex: 1 1 10em;
    min-inline-size: 0;
  }

  .way-back h2 {
    margin: 0;
  }

  .qr {
    inline-size: 132px;
    block-size: 132px;
    border-radius: 8px;
  }

  .only-print {
    display: none;
  }

  @media print {
    :host {
      --ink: #000;
      --soft: #000;
      --line: #999;
      --line-strong: #000;
      --surface: #fff;
      --raised: #fff;
      --sunken: #fff;
      --accent: #000;
      --accent-soft: #fff;
      background: #fff;
      color: #000;
      color-scheme: light;
      font-size: 11pt;
    }

    .frame {
      max-inline-size: none;
      padding: 0;
    }

    .only-print {
      display: block;
      overflow-wrap: anywhere;
    }

    .card,
    .steps,
    .ticket {
      border: 1px solid #999;
      border-radius: 0;
      background: none;
      box-shadow: none;
      break-inside: avoid;
    }

    .ticket .pic {
      display: none;
    }

    h1 {
      outline: none !important;
    }

    /* What has been done is told from what will be by its dot, which is a background. */
    .timeline {
      print-color-adjust: exact;
    }

    .small,
    .timeline .when {
      font-size: inherit;
    }

    .steps.calm li::before {
      inline-size: 1.2em;
      block-size: auto;
      place-items: start;
      background: none;
      font-size: inherit;
    }
  }

  @media print and (max-width: 100mm) {
    :host {
      font-size: 9pt;
    }

    .stack.wide {
      gap: 8px;
    }

    .card,
    .steps,
    .ticket {
      padding: 6px 0;
      border-width: 1px 0 0;
    }

    .ticket .code {
      font-size: 15pt;
    }

    .way-back {
      justify-content: center;
      text-align: center;
    }

    .way-back > :last-child {
      flex-basis: 100%;
    }

    .qr {
      inline-size: 40mm;
      block-size: 40mm;
    }
  }
`;
