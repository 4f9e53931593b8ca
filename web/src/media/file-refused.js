/** A file that is not taken, and what to say of it. */
export class FileRefused extends Error {
  /** @param {string} code a key under `problem.` @param {Record<string, any>} params */
  constructor(code, params) {
    super(code);
    this.name = 'FileRefused';
    this.code = code;
    this.params = params;
  }
}
