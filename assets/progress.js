// What moves on the pages of progress. Everything works without it.

// Live figures: pushed where the browser can listen, else looked up twice a minute by loading the page anew.
const head = document.querySelector('[data-live]');
const number = new Intl.NumberFormat(document.documentElement.lang === 'id' ? 'id-ID' : 'en-GB');
const share = new Intl.NumberFormat(document.documentElement.lang === 'id' ? 'id-ID' : 'en-GB', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

function show(figures) {
  for (const [name, value] of Object.entries(figures)) {
    const place = head.querySelector(`[data-figure="${name}"]`);
    if (!place) continue;
    const text = number.format(value);
    if (place.textContent === text) continue;
    place.textContent = text;
    place.classList.add('changed');
    setTimeout(() => place.classList.remove('changed'), 2000);
    const part = head.querySelector(`[data-share="${name}"]`);
    if (part && figures.target > 0) part.textContent = `${share.format((100 * value) / figures.target)} %`;
  }
}

const fallbackMs = 30000;
function poll() {
  fetch(location.href, { headers: { accept: 'text/html' } })
    .then((response) => (response.ok ? response.text() : null))
    .then((text) => {
      if (text === null) return;
      const fresh = new DOMParser().parseFromString(text, 'text/html').querySelector('[data-live]');
      if (fresh) head.replaceChildren(...fresh.children);
    })
    .catch(() => {});
}

if (head) {
  let timer = null;
  const fallBack = () => {
    timer ??= setInterval(poll, fallbackMs);
  };
  if (window.EventSource) {
    const source = new EventSource(head.dataset.live);
    source.addEventListener('figures', (event) => show(JSON.parse(event.data)));
    source.addEventListener('open', () => {
      clearInterval(timer);
      timer = null;
    });
    source.addEventListener('error', fallBack);
  } else {
    fallBack();
  }
}

// Choosing a figure needs no button.
for (const form of document.querySelectorAll('form[data-auto]')) {
  form.addEventListener('change', () => form.requestSubmit());
}

// The map: one stop for the tabulator key, arrows within, the name of the tile in words.
const tiles = [...document.querySelectorAll('.tiles a')];
const tip = document.querySelector('.tip');

function focusTile(tile) {
  for (const other of tiles) other.tabIndex = other === tile ? 0 : -1;
  tile.focus();
}

function nextTile(tile, key) {
  const at = tiles.indexOf(tile);
  if (key === 'ArrowRight') return tiles[at + 1];
  if (key === 'ArrowLeft') return tiles[at - 1];
  if (key === 'Home') return tiles[0];
  if (key === 'End') return tiles.at(-1);
  const { left, top } = tile.getBoundingClientRect();
  const isDown = key === 'ArrowDown';
  const rows = tiles
    .map((other) => ({ other, box: other.getBoundingClientRect() }))
    .filter(({ box }) => (isDown ? box.top > top + 2 : box.top < top - 2))
    .map(({ other, box }) => ({ other, far: Math.abs(box.top - top) * 1000 + Math.abs(box.left - left) }));
  return rows.sort((one, two) => one.far - two.far)[0]?.other;
}

if (tiles.length > 0) {
  for (const [at, tile] of tiles.entries()) {
    tile.tabIndex = at === 0 ? 0 : -1;
    const tell = () => {
      tip.textContent = tile.getAttribute('aria-label');
    };
    tile.addEventListener('focus', tell);
    tile.addEventListener('mouseenter', tell);
    tile.addEventListener('keydown', (event) => {
      if (!/^(Arrow|Home|End)/.test(event.key)) return;
      event.preventDefault();
      const next = nextTile(tile, event.key);
      if (next) focusTile(next);
    });
  }
}
