import { css } from 'lit';

/** The report: tables with bars in them, on a screen and on paper. */
export const reportStyles = css`
  .report-head,
  .report-tools {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    align-items: center;
    justify-content: space-between;
  }

  .report-tools {
    justify-content: start;
  }

  .report-head h1 {
    margin: 0;
    font-size: 24px;
  }

  .counts {
    inline-size: 100%;
    border-collapse: collapse;
  }

  .counts caption {
    padding-block-end: 10px;
    font-size: 16px;
    font-weight: 650;
    text-align: start;
  }

  .counts :is(th, td) {
    padding-block: 6px;
    padding-inline: 12px 0;
    border-block-start: 1px solid var(--line);
    font-weight: inherit;
    text-align: start;
    vertical-align: top;
  }

  .counts :is(th, td):first-child {
    inline-size: 45%;
    padding-inline-start: 0;
    overflow-wrap: anywhere;
  }

  .counts thead th {
    border: 0;
    color: var(--soft);
    font-size: 14px;
  }

  .counts .number {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }

  .counts td.number {
    white-space: nowrap;
  }

  .counts .share {
    display: inline-block;
    min-inline-size: 3.2em;
  }

  .counts .more td {
    padding-block-start: 0;
    border: 0;
  }

  .swatch {
    display: inline-block;
    inline-size: 10px;
    block-size: 10px;
    border-radius: 2px;
    background: var(--accent);
    print-color-adjust: exact;
  }

  .swatch.before {
    background: var(--line-strong);
  }

  @media (max-width: 599px) {
    .counts .share {
      display: block;
    }

    .counts td.number {
      white-space: normal;
    }

    .counts th {
      hyphens: auto;
    }
  }

  /* Where letters are large for the room there is, a row's name stands above its figures. */
  .figures {
    container-type: inline-size;
  }

  @container (max-width: 17em) {
    .figures .counts tr {
      display: grid;
      grid-template-columns: repeat(3, minmax(0, 1fr));
    }

    .figures .counts :is(th, td) {
      overflow-wrap: anywhere;
    }

    .figures .counts :is(th:first-child, .more td) {
      inline-size: auto;
      grid-column: 1 / -1;
    }

    .figures .counts .number {
      padding-inline-start: 0;
      border: 0;
      text-align: start;
    }
  }

  .counts .tickets {
    display: flex;
    flex-wrap: wrap;
    gap: 0 14px;
  }

  .pair {
    display: block;
    inline-size: 100%;
    block-size: auto;
    max-block-size: 14px;
    margin-block-start: 4px;
  }

  :host([dir='rtl']) .pair {
    transform: scaleX(-1);
  }

  .pair .now {
    fill: var(--accent);
  }

  .pair .before {
    fill: var(--line-strong);
  }

  @media print {
    :host {
      background: none;
    }

    .site,
    .report-tools {
      display: none;
    }

    .report {
      padding: 0;
    }

    .report .panel {
      border-color: var(--line-strong);
      box-shadow: none;
      break-inside: avoid;
    }

    /* Where the background is left out, these are all there is. */
    .pair {
      print-color-adjust: exact;
    }
  }
`;
