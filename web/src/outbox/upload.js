import { ApiError, retryAfterSeconds } from '../net/api-error.js';

/** A failed load is a failed connection: it is asked for again with the next attempt. */
async function loadTus() {
  try {
    return await import('tus-js-client');
  } catch (cause) {
    throw new ApiError(0, { cause });
  }
}

/** Fetches what uploading needs while there is a connection, so that losing it later costs only the upload. */
export function warmUp() {
  loadTus().catch(() => {});
}

/**
 * Sends one file by tus 1.0. The upload's address is handed out as soon as it is known, so that a broken upload goes on
 * where it stopped, also after a reload.
 *
 * @param {object} job
 * @param {string} job.endpoint
 * @param {string} job.token
 * @param {Blob} job.blob
 * @param {import('../storage/database.js').ManifestEntry} job.file
 * @param {(sent: number) => void} job.onProgress bytes of this file that the server has
 * @param {(url: string) => void} job.onAddress
 * @param {AbortSignal} job.signal
 * @returns {Promise<void>}
 */
export async function uploadFile({ endpoint, token, blob, file, onProgress, onAddress, signal }) {
  const { Upload } = await loadTus();
  if (signal.aborted) throw new DOMException('stopped', 'AbortError');
  await new Promise((resolve, reject) => {
    const upload = new Upload(/** @type {any} */ (blob), {
      endpoint,
      uploadUrl: file.uploadUrl ?? null,
      headers: { Authorization: `Bearer ${token}` },
      metadata: { filename: file.name, filetype: file.type, sha256: file.sha256 },
      // Waiting and asking again is the sender's: it must survive a reload, and it knows about the other files.
      retryDelays: null,
      storeFingerprintForResuming: false,
      onUploadUrlAvailable: () => upload.url && onAddress(upload.url),
      onProgress: (sent) => onProgress(sent),
      onSuccess: () => resolve(undefined),
      onError: (cause) => reject(errorOf(cause)),
    });
    signal.addEventListener(
      'abort',
      () => {
        void upload.abort(false);
        reject(new DOMException('stopped', 'AbortError'));
      },
      { once: true },
    );
    upload.start();
  });
}

/** @param {any} cause a tus DetailedError, or an error of reading the file */
function errorOf(cause) {
  const response = cause?.originalResponse;
  if (!response) return new ApiError(0, { cause });
  let body;
  try {
    body = JSON.parse(response.getBody());
  } catch {
    body = undefined;
  }
  return new ApiError(response.getStatus(), {
    code: body?.error?.code,
    at: body?.error?.at,
    params: body?.error?.params,
    retryAfter: retryAfterSeconds(response.getHeader('Retry-After') ?? null, Date.now()),
    cause,
  });
}
