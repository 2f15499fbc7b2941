/* The types of headers.mjs, which is plain JavaScript because it also runs before anything is installed. */

export const metaPolicy: string;
export const isolationHeaders: Record<string, string>;
export const siteHeaders: Record<string, string>;
export const embedHeaders: Record<string, string>;
export function headersFile(): string;
