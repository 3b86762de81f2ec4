// Keeps the till's first page in this browser, so that what was kept of points can be taken also when the page is opened
// without a connection. That page names no member; whatever else is asked for comes from the program alone.
const PLACE = 'regulars-till';
const FIRST_PAGE = '/till';

self.addEventListener('install', event => {
  event.waitUntil(keepPage().then(() => self.skipWaiting()));
});

self.addEventListener('activate', event => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener('fetch', event => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (origin !== location.origin) {
    return;
  }

  if (request.mode === 'navigate') {
    event.respondWith(openPage(request));
  } else if (request.method === 'GET' && pathname.startsWith('/assets/')) {
    event.respondWith(openAsset(request));
  }
});

async function openPage(request) {
  try {
    const page = await fetch(request);
    const { pathname, search } = new URL(request.url);
    if (request.method === 'GET' && pathname === FIRST_PAGE && search === '' && page.ok && !page.redirected) {
      await keep(FIRST_PAGE, page.clone());
    }

    return page;
  } catch (error) {
    const kept = await caches.match(FIRST_PAGE);
    if (kept) {
      return kept;
    }

    throw error;
  }
}

// An address under /assets never changes what it gives.
async function openAsset(request) {
  const kept = await caches.match(request);
  if (kept) {
    return kept;
  }

  const asset = await fetch(request);
  if (asset.ok) {
    await keep(request, asset.clone());
  }

  return asset;
}

async function keep(address, answer) {
  const place = await caches.open(PLACE);
  await place.put(address, answer);
}

// What the page needs is kept with it; what older pages needed goes.
async function keepPage() {
  const page = await fetch(FIRST_PAGE);
  if (!page.ok || page.redirected) {
    return;
  }

  const text = await page.clone().text();
  const needed = [...text.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, address]) => address);
  await caches.delete(PLACE);
  const place = await caches.open(PLACE);
  await place.addAll(needed);
  await place.put(FIRST_PAGE, page);
}
