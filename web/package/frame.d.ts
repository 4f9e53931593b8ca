import type { Order, ReturnsPortalElement } from './index.js';

export interface ReturnsPortalFrame
  extends Pick<ReturnsPortalElement, 'addEventListener' | 'order' | 'token' | 'submit'>,
    Omit<HTMLElement, 'addEventListener'> {
  order: Order | undefined;
}
export declare const ReturnsPortalFrame: { new (): ReturnsPortalFrame; prototype: ReturnsPortalFrame };
