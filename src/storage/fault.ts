/* What is wrong with the browser's storage. */

/** Why nothing is being saved: the disk is full, storage is not allowed here, a newer Chainrule has taken it over, it does not answer, or it
    broke. */
export type Fault = 'full' | 'blocked' | 'newer' | 'silent' | 'broken';

/** Browsers call a full disk by three names. */
export function faultOf(error: unknown, otherwise: Fault): Fault {
  if (!(error instanceof DOMException)) return otherwise;
  const full = ['QuotaExceededError', 'NS_ERROR_DOM_QUOTA_REACHED'].includes(error.name) || error.code === 22;
  if (full) return 'full';
  return error.name === 'VersionError' ? 'newer' : error.name === 'SecurityError' ? 'blocked' : otherwise;
}
