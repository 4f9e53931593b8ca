// `import 'returns-portal/react'` lets TSX know the tag (React 19 sets properties and listens to the events by name).
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { Contact, Order, PortalEvents, ReturnsPortalElement, Trust } from './index.js';

type Listeners = { [K in keyof PortalEvents as `on${K}`]?: (event: PortalEvents[K]) => void };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'returns-portal': DetailedHTMLProps<HTMLAttributes<ReturnsPortalElement>, ReturnsPortalElement> &
        Listeners & {
          order?: Order;
          token?: string;
          trust?: Trust;
          contact?: Contact;
          locale?: string;
          accent?: string;
          theme?: 'light' | 'dark' | 'contrast';
          history?: 'off';
          mode?: 'complaint' | 'withdrawal';
          policy?: string;
          'api-base'?: string;
          'wasm-base'?: string;
        };
    }
  }
}
