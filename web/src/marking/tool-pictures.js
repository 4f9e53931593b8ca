import { svg } from 'lit';

/** The tools, drawn on the icons' grid with their stroke. */
export const TOOL_PICTURES = {
  ring: svg`<ellipse cx="12" cy="12" rx="8.5" ry="7"></ellipse>`,
  box: svg`<rect x="4" y="5.5" width="16" height="13" rx="1"></rect>`,
  arrow: svg`<path d="M5 19L18 6M10 6h8v8"></path>`,
  hide: svg`<path d="M4 5.5h16M4 18.5h9"></path><rect class="full" x="4" y="9.5" width="16" height="5"></rect>`,
};
