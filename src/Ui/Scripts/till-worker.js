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
    event.respondWith(openPage(event));
  } else if (request.method === 'GET' && pathname.startsWith('/assets/')) {
    event.respondWith(openAsset(event));
  }
});

async function openPage(event) {
  const { request } = event;
  let page;
  try {
    page = await fetch(request);
  } catch (error) {
    const kept = await caches.match(FIRST_PAGE);
    if (kept) {
      return kept;
    }

    throw error;
  }

  const { pathname, search } = new URL(request.url);
  if (request.method === 'GET' && pathname === FIRST_PAGE && search === '' && page.ok && !page.redirected) {
    keep(event, FIRST_PAGE, page);
  }

  return page;
}

async function openAsset(event) {
  const kept = await caches.match(event.request);
  if (kept) {
    return kept;
  }

  const asset = await fetch(event.request);
  // After an upgrade an old address gives the new file, and is not to be kept.
  if (asset.ok && asset.headers.get('cache-control')?.includes('immutable')) {
    keep(event, event.request, asset);
  }

  return asset;
}

// Beside the answer: where there is no room to keep it, it is given all the same.
function keep(event, address, answer) {
  const copy = answer.clone();
  event.waitUntil(caches.open(PLACE).then(place => place.put(address, copy)).catch(() => {}));
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
