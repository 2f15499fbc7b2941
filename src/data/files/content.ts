/* The name of a file by what is in it, whatever it is called and wherever it lies. */

const PIECE = 2 ** 20;

/** SHA-256 of the SHA-256 of each MiB, in hexadecimal: so that a file of any size is read piece by piece. */
export async function contentId(file: Blob): Promise<string> {
  const sums: Uint8Array[] = [];
  for (let at = 0; at < file.size; at += PIECE)
    sums.push(await sumOf(new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer())));
  const all = new Uint8Array(32 * sums.length);
  for (const [place, sum] of sums.entries()) all.set(sum, 32 * place);
  return Array.from(await sumOf(all), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function sumOf(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}
