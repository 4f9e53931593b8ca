import { PATHS } from './paths.js';

/** Icons of reasons, wanted with the first question: they are added to the others when this module is there. */
Object.assign(PATHS, {
  quality: 'M12 3.5l7 2.5v5.5c0 4.3-2.8 7.4-7 9-4.2-1.6-7-4.7-7-9V6l7-2.5zM12 8.5v4M12 15.2v.3',
  spoiled:
    'M12 3.5c3 3.7 5.5 7 5.5 10.3a5.5 5.5 0 01-11 0C6.5 10.5 9 7.2 12 3.5zM9.8 13.5l1 1m-1 0l1-1M13.3 13.5l1 1m-1 0l1-1',
  expired:
    'M6.5 5.5h11A1.5 1.5 0 0119 7v11a1.5 1.5 0 01-1.5 1.5h-11A1.5 1.5 0 015 18V7a1.5 1.5 0 011.5-1.5zM5 9.5h14M9 3.5v4M15 3.5v4M10 12.5l4 4M14 12.5l-4 4',
  damaged: 'M12 3.5l7.5 4v9l-7.5 4-7.5-4v-9l7.5-4zM9 6l2 3-2.5 2.5L11 15l-1.5 3',
  leaking:
    'M9 3.5h4v3l2 2.5v3M9 3.5v3L7 9v9.5A1.5 1.5 0 008.5 20H12M9 6.5h4M17 14.5c1.3 1.6 2 2.7 2 3.7a2 2 0 01-4 0c0-1 .7-2.1 2-3.7z',
  wrong: 'M4.5 8l6-3.2L16.5 8v6.5l-6 3.2-6-3.2V8zM4.5 8l6 3.3 6-3.3M10.5 11.3v6.4M17 16l4 4M21 16l-4 4',
  missing: 'M12 3.5l7.5 4v9l-7.5 4-7.5-4v-9l7.5-4zM10 9.7a2 2 0 113.2 1.6c-.8.6-1.2.9-1.2 1.8M12 15.8v.2',
  description:
    'M7 3.5h10A1.5 1.5 0 0118.5 5v14a1.5 1.5 0 01-1.5 1.5H7A1.5 1.5 0 015.5 19V5A1.5 1.5 0 017 3.5zM9 8h6M9 11.5h3M10 15l4 3M14 15l-4 3',
  lost: 'M3 6.5h11v9.5H3zM14 10h3.7l3.3 3.3V16h-7M7 18.5a1.8 1.8 0 100-3.6 1.8 1.8 0 000 3.6zM17 18.5a1.8 1.8 0 100-3.6 1.8 1.8 0 000 3.6zM7 9.5l3.5 3.5M10.5 9.5L7 13',
  allergy: 'M12 12a4 4 0 100-8 4 4 0 000 8zM4.5 20.5c.6-3.7 3.6-6 7.5-6s6.9 2.3 7.5 6M18.5 5v3.5M18.5 11v.2',
  recall: 'M4 10v4l3 .5L9 19h2l-1-4.3L18 17V7L7 9.5 4 10zM18 10a2.5 2.5 0 010 4',
  temperature: 'M10 4.5a2 2 0 014 0v8.3a4 4 0 11-4 0V4.5zM12 9v6M12 18a1.3 1.3 0 100-2.6 1.3 1.3 0 000 2.6z',
  counterfeit: 'M12 3.5l7 2.5v5.5c0 4.3-2.8 7.4-7 9-4.2-1.6-7-4.7-7-9V6l7-2.5zM9.5 9.5l5 5M14.5 9.5l-5 5',
  seal: 'M12 15.5a6 6 0 100-12 6 6 0 000 12zM9 14.5L7.5 21 12 18.5l4.5 2.5-1.5-6.5',
  pill: 'M5.6 12.5l6.9-6.9a4.2 4.2 0 016 6l-7 6.9a4.2 4.2 0 01-5.9-6zM9 9l6 6',
  mind: 'M12 20s-7.5-4.6-7.5-10A4.2 4.2 0 0112 7.5a4.2 4.2 0 017.5 2.5c0 5.4-7.5 10-7.5 10z',
  'seal-open': 'M12 15.5a6 6 0 100-12 6 6 0 000 12zM9 14.5L7.5 21 12 18.5l4.5 2.5-1.5-6.5M9.5 12l5-5',
  'batch-differs':
    'M5.5 4.5h13A1.5 1.5 0 0120 6v12a1.5 1.5 0 01-1.5 1.5h-13A1.5 1.5 0 014 18V6a1.5 1.5 0 011.5-1.5zM8 9h8M8 15h8M13.5 6.5l-3 11',
  address: 'M12 21s-6.5-5.6-6.5-11a6.5 6.5 0 0113 0c0 5.4-6.5 11-6.5 11zM12 7.3v3.4M12 13.2v.2',
  'not-needed': 'M12 21a9 9 0 100-18 9 9 0 000 18zM8.5 12h7',
  mistake: 'M12 21a9 9 0 100-18 9 9 0 000 18zM9 9l6 6M15 9l-6 6',
  cheaper:
    'M12.5 4H19a1 1 0 011 1v6.5L12 19.5a1.5 1.5 0 01-2.1 0L4.5 14.1a1.5 1.5 0 010-2.1L12.5 4zM16 8.5v-.1M9 12.5l3 3',
  ingredient: 'M9.5 3.5h5M10.5 3.5v5.5L6 17a2.4 2.4 0 002 3.5h8a2.4 2.4 0 002-3.5l-4.5-8V3.5M8.3 14h7.4',
});

/** Other names for the same drawing. @type {Record<string, string>} */
const ALIASES = {
  'cold-chain': 'temperature',
  'wrong-item': 'wrong',
  'not-as-described': 'description',
  'not-arrived': 'missing',
  'wrong-address': 'address',
  'adverse-reaction': 'adverse',
  delivery: 'truck',
  safety: 'adverse',
  changed: 'repeat',
};

for (const [alias, name] of Object.entries(ALIASES)) PATHS[alias] = PATHS[name];
