/* The service worker: keeps the files of one build, so that the editor opens without a network after the first visit. A
   newer build takes over when no page of the older one is open any more; so no page ever meets files of two builds.
   The build fills in FILES and VERSION. */
const NAME = `chainrule ${VERSION}`;

self.addEventListener('install', (event) => {
  // Past the browser's own cache: it may hold a page that names files of an older build.
  const fresh = FILES.map((file) => new Request(file, { cache: 'reload' }));
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(fresh)));
});

self.addEventListener('activate', (event) => {
  const old = (names) => names.filter((name) => name.startsWith('chainrule ') && name !== NAME);
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== location.origin) return;
  event.respondWith(request.mode === 'navigate' ? page(request) : file(request));
});

/** The newest page that can be had. */
async function page(request) {
  try {
    return await fetch(request);
  } catch {
    // No network, or nobody serves it any more.
    return (await caches.match(request, { ignoreSearch: true })) ?? Response.error();
  }
}

/** Names of files hold a hash of what is in them, so one that is kept is the right one. */
async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}
