import type { Order, Quote, Verdict } from './documents.js';
export type * from './documents.js';

/** The merchant's keys: given, only packs that one of them signed are used. */
export interface Trust {
  schema: string;
  merchant: string;
  keys: {
    id: string;
    algorithm: 'ed25519';
    public: string;
    not_before: string;
    not_after: string;
    revoked?: boolean;
  }[];
}

export interface StepDetail {
  step: string;
  screen: string;
  title: string;
  errors: number;
}

export interface DecisionDetail {
  order: string;
  items: { line: string; quantity: number; verdict?: Verdict }[];
  resolution?: string;
  quote?: Quote;
}

export interface PortalEvents {
  /** A screen is shown, or shows what lacks (`errors`). */
  'returns-step': CustomEvent<StepDetail>;
  /** The customer is about to send the request; cancelled, nothing is sent before `submit()`. */
  'returns-decision': CustomEvent<DecisionDetail>;
  /** The intake has the request. */
  'returns-submitted': CustomEvent<{ ticket: string; order: string }>;
  /** The customer wants back to the shop. */
  'returns-leave': CustomEvent<Record<string, never>>;
  /** Something the page's owner should know; with `code` `csp`, `line` is what the Content-Security-Policy lacks. */
  'portal-error': CustomEvent<{ code: string; message: string; line?: string }>;
}

/** What the element and the frame have in common. */
interface Portal extends HTMLElement {
  order: Order | undefined;
  addEventListener<K extends keyof PortalEvents>(
    type: K,
    listener: (this: this, event: PortalEvents[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

export interface Contact {
  name?: string;
  phone?: string;
  email?: string;
}

export interface ReturnsPortalElement extends Portal {
  token: string | undefined;
  trust: Trust | undefined;
  clock: (() => number) | undefined;
  /** Of whoever has signed in to the shop: it is not asked for again. */
  contact: Contact | undefined;
  /** `complaint`, `withdrawal`; empty: a return. */
  mode: string;
  /** Id of the pack for a mode without an order. */
  policy: string;
  apiBase: string;
  wasmBase: string;
  locale: string;
  accent: string;
  history: string;
  /** Sends the request whose `returns-decision` was cancelled. */
  submit(): Promise<void>;
}
export declare const ReturnsPortalElement: { new (): ReturnsPortalElement; prototype: ReturnsPortalElement };

export declare const LOCALES: readonly ['zh-CN', 'en', 'de', 'ar'];

declare global {
  interface HTMLElementTagNameMap {
    'returns-portal': ReturnsPortalElement;
  }
}
