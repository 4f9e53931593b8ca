import type { Draft, Fault, Order, Plan, Report } from './documents.js';
export type * from './documents.js';

/** A document as text, as bytes or as an object. */
export type Document<T = object> = string | Uint8Array | T;

export interface CoreOptions {
  /** The folder with the modules; beside the package's own file by default. */
  baseUrl?: string | URL;
}

export interface Core {
  load(
    pack: Document,
    calendar: Document,
    proof?: Document,
  ): Promise<{ pack?: any; proof?: any; fault?: Fault }>;
  plan(order: Document<Order>, draft: Document<Draft>, now: string): Promise<{ plan?: Plan; fault?: Fault }>;
  /** `bytes` are what is sent: the request as it was sealed. */
  seal(
    order: Document<Order>,
    draft: Document<Draft>,
    now: string,
  ): Promise<{ request?: any; bytes?: Uint8Array; fault?: Fault }>;
  close(): Promise<void>;
}

export interface Desk extends Core {
  verify(order: Document<Order>, request: Document): Promise<{ verification?: any; fault?: Fault }>;
  explain(
    order: Document<Order>,
    draft: Document<Draft>,
    now: string,
  ): Promise<{ plan?: Plan; trace?: any[]; fault?: Fault }>;
  withdraw(
    order: Document<Order>,
    statement: Document,
    now: string,
  ): Promise<{ withdrawal?: any; request?: any; acknowledgement?: any; fault?: Fault }>;
  compare(
    today: { pack: Document; calendar: Document },
    order: Document<Order>,
    draft: Document<Draft>,
    now: string,
  ): Promise<{ comparison?: any; fault?: Fault }>;
}

export interface Media {
  inspect(
    bytes: Uint8Array,
    name: string,
    type: string,
    options?: { signal?: AbortSignal; onProgress?: (thousandths: number) => void },
  ): Promise<{ report?: Report; fault?: Fault }>;
  /**
   * What to do now to get a better picture, from one frame of a camera's preview: a VideoFrame, which stays yours to close,
   * ImageData, or one byte of luma a pixel.
   */
  adviseFrame(
    frame: VideoFrame | { data: Uint8Array | Uint8ClampedArray; width: number; height: number },
  ): Promise<{ advice?: string; sharpness?: number; fault?: Fault }>;
  close(): Promise<void>;
}

export declare function openCore(options?: CoreOptions): Promise<Core>;
export declare function openDesk(options?: CoreOptions): Promise<Desk>;
export declare function openMedia(options?: CoreOptions): Promise<Media>;
