// Who may know whom inside core, lowest first. A concept is a folder or a file name up to its first underscore
// (the whole name where that is listed); it may include itself and whatever stands before it.
// A new concept goes where its needs end: as low as it can.
export const CONCEPTS = [
  // rank 0: words, numbers, days; nothing of returns
  ...['sorted', 'params', 'result', 'text', 'money', 'currency', 'calendar', 'id', 'digest', 'file_kind'],
  // rank 1: the documents in memory
  ...['report', 'media', 'pixels', 'codes', 'policy', 'order', 'draft'],
  // rank 2: decisions
  ...[
    'item_facts',
    'eligibility',
    'ledger',
    'quote',
    'evidence',
    'routing',
    'seal',
    'verify',
    'prove',
    'batch',
  ],
  // rank 3: all together, and in and out as JSON
  ...['plan', 'wire'],
];

/** @param {string} path below core/ @returns {string | undefined} */
export function conceptOf(path) {
  const [first] = path.split('/');
  const name = first.replace(/\.(h|cpp)$/, '');
  if (CONCEPTS.includes(name)) return name;
  const head = name.split('_')[0];
  return CONCEPTS.includes(head) ? head : undefined;
}

// Headers of the standard library that core may use. What is not here is left out for a reason: clocks, files,
// threads, locales, printing, exceptions, floating point, and unordered containers and <random>, whose order and
// numbers differ between standard libraries, and with them the bytes of an answer.
export const CORE_HEADERS = new Set(
  (
    'algorithm array bit charconv compare concepts cstddef cstdint cstring functional initializer_list iterator ' +
    'limits map memory numeric optional set span string string_view tuple type_traits utility variant vector'
  ).split(' '),
);
