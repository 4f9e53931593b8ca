// The documents of docs/documents.md, as the shell reads them. Members the shell does not use are left out.

export type Verdict = 'eligible' | 'needs_review' | 'ineligible';
export type LocalText = Record<string, string>;
export type Params = Record<string, string | number | string[]>;

export interface Margin {
  n: number;
  unit: string;
}

export interface OrderLine {
  id: string;
  sku?: string;
  title: LocalText;
  picture?: string;
  category: string;
  quantity: number;
  unit_price: number;
  gift?: { of?: string; value: number };
  exchanges?: { id: string; title: LocalText; picture?: string; unit_price: number; tax?: number }[];
}

export interface Order {
  schema: string;
  id: string;
  merchant: string;
  seller?: string;
  market?: string;
  currency: string;
  policy: { id: string; version: number };
  placed_at?: string;
  promised_by?: string;
  delivery?: { state: string; signed_at?: string };
  lines: OrderLine[];
}

export interface DraftItem {
  line: string;
  quantity: number;
  reason?: string;
  answers?: Record<string, string>;
}

export interface Problem {
  code: string;
  verdict?: string;
  params?: Params;
}

export interface Report {
  schema?: string;
  type?: string;
  kind: string;
  size?: number;
  width?: number;
  height?: number;
  duration_ms?: number;
  pages?: number;
  metadata?: string[];
  problems?: Problem[];
  pixels?: Record<string, number | string>;
}

export interface Evidence {
  slot: string;
  line?: string;
  name: string;
  sha256: string;
  report: Report;
  codes?: string[];
  marks?: Mark[];
}

export interface CodeFinding {
  code: string;
  bearing: 'match' | 'note' | 'differs';
  params?: Params;
}

/** One code of a picture, from the media module (core/wire/codes.h). */
export interface FileCode {
  kind: 'goods' | 'gs1' | 'link' | 'trace' | 'other';
  text?: string;
  gtin?: string;
  batch?: string;
  expires_on?: string;
  made_on?: string;
  serial?: string;
  trace?: string;
  sscc?: string;
  gln?: string;
  line?: string;
  findings: CodeFinding[];
  offers_batch: boolean;
}

/** Where to look, in thousandths of the upright picture's sides. */
export interface Mark {
  kind: 'box' | 'ring' | 'arrow';
  x: number;
  y: number;
  w: number;
  h: number;
  note?: string;
}

export interface Draft {
  /** A leaf of the pack's complaints; a return has none. */
  complaint?: string;
  schema: 'returns.draft/1';
  order: string;
  channel?: string;
  items?: DraftItem[];
  description?: string;
  resolution?: string;
  evidence?: Evidence[];
  contact?: Record<string, string>;
  consents?: string[];
}

export interface FieldOption {
  value: string;
  label: string;
  help?: string;
  group?: string;
  group_label?: string;
  icon?: string;
  picture?: string;
  difference?: number;
}

export interface Field {
  path: string;
  kind:
    | 'lines'
    | 'reason'
    | 'choice'
    | 'text'
    | 'line_text'
    | 'files'
    | 'resolution'
    | 'consent'
    | 'exchange';
  label: string;
  help?: string;
  required?: boolean;
  value?: any;
  error?: { code: string; params?: Params };
  options?: FieldOption[];
  suggest?: string;
  max_length?: number;
  format?: string;
  autocomplete?: string;
  option?: string;
  params?: Params;
}

export interface Step {
  id: string;
  label: string;
  item?: number;
  done: boolean;
  fields: Field[];
}

export interface PlanLine {
  line: string;
  quantity: number;
  returnable: number;
  held?: { quantity: number; state: string; ticket: string }[];
  outlook: Verdict;
  until?: string;
  margin?: Margin;
  note?: string;
}

export interface Finding {
  code: string;
  verdict: Verdict;
  rule?: string;
  source?: string;
  params?: Params;
  margin?: Margin;
}

export interface PlanItem {
  item: number;
  line: string;
  quantity: number;
  verdict?: Verdict;
  ground?: string;
  fault?: string;
  window?: {
    state: string;
    until?: string;
    n?: number;
    unit?: string;
    margin?: Margin;
    rule?: string;
    source?: string;
  };
  findings?: Finding[];
  disposition?: string;
}

export interface QuoteLine {
  code: string;
  amount: number;
  line?: string;
  quantity?: number;
  discount?: string;
  fee?: string;
  exchange?: string;
  rule?: string;
  source?: string;
  kind?: string;
}

export interface Quote {
  resolution: string;
  currency: string;
  refund: number;
  lines: QuoteLine[];
  freight?: { leg: string; payer: string; estimate?: number }[];
  tenders?: { id: string; kind: string; amount: number; units?: number }[];
  returned_coupons?: string[];
  tax_included?: number;
  due?: number;
  credit?: number;
  coupon?: number;
  time?: { n: number; unit: string; from: string };
}

export interface Resolution {
  code: string;
  available: boolean;
  quote?: Quote;
  limit?: PlanItem['window'];
}

export interface SlotFile {
  evidence: number;
  accepted: boolean;
  problems?: Problem[];
}

export interface Slot {
  slot: string;
  line?: string;
  label: string;
  help?: string;
  example?: string;
  kinds: string[];
  min: number;
  max: number;
  sensitive?: boolean;
  retention_days?: number;
  have: number;
  lacks: number;
  max_bytes?: number;
  max_seconds?: number;
  files?: SlotFile[];
}

export interface Deadline {
  stage: string;
  who: string;
  n: number;
  unit: string;
  from: string;
  due?: string;
  estimated?: boolean;
  rule?: string;
  source?: string;
}

export interface Missing {
  step: string;
  item?: number;
  path: string;
  code: string;
  params?: Params;
}

export interface Source {
  law: LocalText;
  article?: string;
  in_force?: string;
  url?: string;
  confidence?: string;
}

export interface Coded {
  code: string;
  verdict?: string;
  params?: Params;
}

/** What another answer will hold from then on, if nothing is sent. */
export interface Change {
  at: string;
  item?: number;
  verdict?: string;
  resolution?: string;
  code: string;
  refund?: number;
}

export interface Advice extends Coded {
  change?: { path: string; value: unknown };
  exact?: boolean;
}

export interface Help {
  kind: string;
  value: string;
  hours?: string;
}

export interface Plan {
  schema: string;
  order?: string;
  now: string;
  currency: string;
  lines: PlanLine[];
  steps: Step[];
  verdict?: Verdict;
  items: PlanItem[];
  lane?: string;
  grade?: string;
  resolutions: Resolution[];
  slots: Slot[];
  deadlines: Deadline[];
  next: Coded[];
  notices: Coded[];
  claims?: { code: string; item: number; amount: number; rule: string; source: string }[];
  outside?: { code: string; url?: string; rule: string; source: string }[];
  changes: Change[];
  advice: Advice[];
  missing: Missing[];
  allowed_actions: string[];
  help: Help[];
  labels?: Record<string, { text: LocalText; source: string }>;
  withdrawal?: { open: string; confirm: string };
  sources: Record<string, Source>;
}

export interface Fault {
  code: string;
  document?: string;
  at?: string;
  params?: Params;
}

export interface Receipt {
  schema: string;
  ticket: string;
  idempotency_key: string;
  received_at: string;
  digest: string;
  verification?: { same: boolean };
  decision?: { verdict?: Verdict; lane?: string; grade?: string; items?: PlanItem[] };
  deadlines?: Deadline[];
  quote?: Quote;
}

export interface CoreClient {
  load(pack: Uint8Array, calendar: Uint8Array, proof?: Uint8Array): Promise<{ pack?: any; fault?: Fault }>;
  plan(order: Order, draft: Draft, now: string): Promise<{ plan?: Plan; fault?: Fault }>;
  seal(
    order: Order,
    draft: Draft,
    now: string,
  ): Promise<{ request?: any; bytes?: Uint8Array; fault?: Fault }>;
  close(): void;
}

/** What a scrub did; `bytes` beside it are the file afterwards, when it is another. */
export interface Scrub {
  outcome: 'clean' | 'scrubbed' | 'not_supported' | 'broken';
  removed: string[];
  problems: Problem[];
}

/** When a picture says it was taken, by the camera's own clock and in its own zone. */
export interface Taken {
  at?: string;
  before_delivery?: boolean;
}

export type CameraFrame =
  | VideoFrame
  | { data: Uint8Array | Uint8ClampedArray; width: number; height: number };

export interface MediaClient {
  inspect(
    bytes: Uint8Array,
    name: string,
    type: string,
    options?: { signal?: AbortSignal; onProgress?: (thousandths: number) => void },
  ): Promise<{ report?: Report; fault?: Fault }>;
  scrub(bytes: Uint8Array): Promise<{ scrub: Scrub; bytes?: Uint8Array }>;
  taken(bytes: Uint8Array, order: object): Promise<{ taken?: Taken; fault?: Fault }>;
  inspectFile(file: Blob, name: string): Promise<{ report?: Report; fault?: Fault }>;
  scrubFile(file: Blob): Promise<{ scrub?: Scrub; blob?: Blob; fault?: Fault }>;
  digestFile(file: Blob): Promise<{ sha256?: string; fault?: Fault }>;
  call(door: string, documents: Uint8Array[]): Promise<Uint8Array>;
  base: URL;
  adviseFrame?(frame: CameraFrame): Promise<{ advice?: string; sharpness?: number; fault?: Fault }>;
  close?(): void;
}
