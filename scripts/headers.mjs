/* The security headers of the built site, said once: the local server sends them, and the build puts the policy into
   index.html as well, for static hosts that cannot send headers. */

const directives = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "style-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types nn-worker',
];

/** The policy for `<meta http-equiv>`: browsers ignore `frame-ancestors` there and warn about it. */
export const metaPolicy = directives.join('; ');

/** What makes a page cross-origin isolated, which SharedArrayBuffer and WebAssembly threads need. */
export const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

// Only names that Chromium knows (it warns about others); the clipboard stays, for copying a link or a table.
const refusedFeatures = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'encrypted-media',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
];

/** Every header that goes with every answer, refusals included. */
export const siteHeaders = {
  'Content-Security-Policy': `${metaPolicy}; frame-ancestors 'none'`,
  ...isolationHeaders,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': refusedFeatures.map((name) => `${name}=()`).join(', '),
};

/** Of embed.html, the one page that a course may frame, whatever its own address and isolation. */
export const embedHeaders = {
  ...siteHeaders,
  'Content-Security-Policy': `${metaPolicy}; frame-ancestors *`,
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/** The same as the file that Netlify and Cloudflare Pages read; other hosts have settings for it. */
export function headersFile() {
  const lines = (headers) => Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`);
  // A later rule adds to an earlier one, so what differs is taken off first.
  const differing = Object.keys(embedHeaders).filter((name) => embedHeaders[name] !== siteHeaders[name]);
  const off = differing.map((name) => `  ! ${name}`);
  const differences = lines(Object.fromEntries(differing.map((name) => [name, embedHeaders[name]])));
  return [
    ...['/*', ...lines(siteHeaders)],
    ...['/embed', ...off, ...differences],
    ...['/embed.html', ...off, ...differences, ''],
  ].join('\n');
}
