// The till's offline allowances: kept in this browser, taken from while there is no connection, and settled when it is back.
// What may be taken is read from what the program signed, and the signature is verified here where the browser can. The program
// judges every part again by its key; what is counted here only keeps the cashier from promising too much.
import { Fault, ask, checkSignature, readKeys, readNote } from './signed-note.js';

const PLACE = 'regulars-till';
const MOST_ITEMS = 100;
const MOST_TOLD = 20;
const PAUSE_MS = 15_000;

const section = document.querySelector('[data-offline]');
const words = section.dataset;
const why = JSON.parse(words.why);
const reason = problem => why[problem?.code] ?? why.other;
const say = (text, ...values) => text.replace(/\{(\d)\}/g, (_, place) => values[place]);
const locale = document.documentElement.dataset.locale;
const number = value => new Intl.NumberFormat(locale, { maximumFractionDigits: 4 }).format(value);
const moment = time => new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short' }).format(new Date(time));
// Sums of points have few decimals: a long tail comes from binary fractions alone.
const exact = value => Number(value.toFixed(4));

let isReached = navigator.onLine;
let isSending = false;
// Opened without a connection the page is a copy that was kept, with the token of an earlier visit.
let isKeptCopy = !navigator.onLine;

function read() {
  try {
    return { kept: [], queue: [], told: [], asked: {}, ...JSON.parse(localStorage.getItem(PLACE)) };
  } catch {
    return { kept: [], queue: [], told: [], asked: {} };
  }
}

// Read afresh each time: another window of the same till may have changed it.
function change(work) {
  const state = read();
  const result = work(state);
  state.told = state.told.slice(-MOST_TOLD);
  const isNeeded = allowance => isForged(allowance) || state.queue.some(part => part.id === allowance.id) || (left(allowance) > 0 && !isEnded(allowance));
  state.kept = state.kept.filter(isNeeded);
  localStorage.setItem(PLACE, JSON.stringify(state));
  show();
  return result;
}

// What signed texts allow, by the text; null: it is not what was signed.
const terms = new Map();

async function readTerms(text) {
  try {
    const note = readNote(text);
    const [form, , , , points, , ends] = note.text.split('\n');
    ask(form === 'regulars-allowance-v1', 'form');
    if (globalThis.crypto?.subtle) {
      const known = (await readKeys(words.keys)).find(key => note.signatures.some(({ name }) => name === key.name));
      ask(known, 'log');
      await checkSignature(note, known).catch(error => ask(error.message === 'browser', error.message));
    }

    return { points: Number(points.slice('points '.length)), endsAt: ends.slice('ends '.length) };
  } catch (error) {
    if (error instanceof Fault) {
      return null;
    }

    throw error;
  }
}

async function verifyKept() {
  for (const { text } of read().kept) {
    if (!terms.has(text)) {
      terms.set(text, await readTerms(text));
    }
  }
}

const isForged = ({ text }) => terms.get(text) === null;
const left = ({ text, taken }) => exact((terms.get(text)?.points ?? 0) - taken);
const isEnded = ({ text }) => !(Date.parse(terms.get(text)?.endsAt) > Date.now());

// Also where the page is not served by https, in which randomUUID is missing.
function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

function tell(text, tone) {
  const message = section.querySelector('[data-message]');
  message.textContent = text;
  message.className = `message tone-${tone}`;
  message.hidden = false;
  section.hidden = false;
}

// What else the page shows of the member's points is worked out again.
const refresh = () => document.getElementById('amount')?.dispatchEvent(new Event('input', { bubbles: true }));

// Null: nobody was reached. What is not JSON comes from the page for signing in.
async function post(path, body, key) {
  const token = document.querySelector('meta[name="form-token"]');
  const headers = { 'Content-Type': 'application/json', [token.dataset.header]: token.content };
  if (key) {
    headers['Idempotency-Key'] = key;
  }

  try {
    const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body), redirect: 'manual' });
    isReached = true;
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { isDone: response.ok && isJson, isAsked: !isJson, status: response.status, body: isJson ? await response.json() : null };
  } catch {
    isReached = false;
    show();
    return null;
  }
}

async function keep(form) {
  const { offlineKeep: customer, unit, unitName, scale, most } = form.dataset;
  const typed = form.elements.points.value.trim();
  const points = typed === '' ? null : numberOf(typed, Number(scale), Number(most));
  const fault = form.querySelector('.field-error');
  const isWrong = typed !== '' && points === null;
  fault.textContent = isWrong ? say(words.wrong, number(Number(most))) : '';
  form.elements.points.setAttribute('aria-invalid', isWrong);
  if (isWrong) {
    form.elements.points.focus();
    return;
  }

  const hours = Number(form.elements.hours.value);
  const wish = [customer, unit, points ?? 'all', hours].join(' ');
  // The key stands until there is an answer: points are not reserved twice where the first answer was lost.
  const key = change(state => state.asked[wish] ??= newKey());
  const button = form.querySelector('button');
  button.disabled = true;
  const answer = await post(`/till/${customer}/allowances`, { unit, points, hours }, key);
  button.disabled = false;
  if (!answer || answer.isAsked || answer.status === 503) {
    tell(answer?.isAsked ? words.signIn : words.failed, 'alarm');
    return;
  }

  const given = answer.body;
  if (answer.isDone) {
    terms.set(given.text, await readTerms(given.text));
  }

  change(state => {
    delete state.asked[wish];
    if (answer.isDone && !state.kept.some(allowance => allowance.id === given.id)) {
      state.kept.push({ id: given.id, name: given.name ?? words.nameless, unit: unitName, scale: Number(scale), taken: 0, text: given.text });
    }
  });
  if (answer.isDone) {
    refresh();
    tell(say(words.keptNow, number(given.points), given.name ?? words.nameless), 'good');
  } else {
    tell(given.code === 'points.not_enough' ? (points === null ? words.nothing : words.fewer) : reason(given), 'alarm');
  }
}

// The number that was typed; null: none, or more than there is.
function numberOf(text, scale, most) {
  const value = Number(text.replace(/\s/g, '').replace(',', '.'));
  const fits = Number.isFinite(value) && Number(value.toFixed(scale)) === value;
  return text.trim() !== '' && fits && value > 0 && value <= most ? value : null;
}

function take(form) {
  const input = form.elements.points;
  const fault = form.querySelector('.field-error');
  const wrong = change(state => {
    const allowance = state.kept.find(one => one.id === form.dataset.id);
    const points = allowance && !isEnded(allowance) ? numberOf(input.value, allowance.scale, left(allowance)) : null;
    if (points === null) {
      return allowance && !isEnded(allowance) ? say(words.wrong, number(left(allowance))) : words.ended;
    }

    allowance.taken = exact(allowance.taken + points);
    const { id, name, unit, text } = allowance;
    state.queue.push({ key: newKey(), id, name, unit, text, points, takenAt: new Date().toISOString() });
    return null;
  });
  // Where the row was written anew, the fault is told in the new one.
  const shown = section.querySelector(`form[data-id="${form.dataset.id}"]`);
  if (wrong && shown) {
    shown.querySelector('.field-error').textContent = wrong;
    shown.elements.points.value = input.value;
    shown.elements.points.setAttribute('aria-invalid', 'true');
    shown.elements.points.focus();
  } else if (wrong) {
    fault.textContent = wrong;
    tell(wrong, 'alarm');
  } else {
    section.querySelector('[data-message]').hidden = true;
    (shown?.elements.points ?? section.querySelector('h2')).focus();
  }
}

async function giveBack(button) {
  button.disabled = true;
  const answer = await post(`/till/allowances/${button.dataset.id}/end`, {});
  button.disabled = false;
  if (!answer?.isDone && answer?.body?.code !== 'allowance.unknown') {
    tell(answer?.isAsked ? words.signIn : answer?.body && answer.status !== 503 ? reason(answer.body) : words.failed, 'alarm');
    return;
  }

  change(state => {
    state.kept = state.kept.filter(allowance => allowance.id !== button.dataset.id);
  });
  refresh();
  tell(say(words.givenBack, number(answer.body.givenBack ?? 0)), 'good');
  section.querySelector('h2').focus();
}

async function send() {
  const parts = read().queue.slice(0, MOST_ITEMS);
  if (isSending || parts.length === 0 || !navigator.onLine) {
    return;
  }

  isSending = true;
  const items = parts.map(part => ({ allowance: part.text, key: part.key, points: part.points, takenAt: part.takenAt }));
  const answer = await post('/till/allowances/settlements', { items });
  isSending = false;
  if (answer?.isDone) {
    const settled = answer.body.items.filter(item => item.status !== 'waits');
    change(state => {
      for (const item of settled) {
        const part = state.queue.find(one => one.key === item.key);
        state.queue = state.queue.filter(one => one !== part);
        if (part) {
          const { name, unit, points } = part;
          state.told.push({ name, unit, points, status: item.status, code: item.problem?.code, usable: item.usable });
        }
      }
    });
    if (settled.length > 0) {
      await send();
    }
  } else if (answer) {
    tell(answer.isAsked ? words.signIn : answer.body && answer.status !== 503 ? reason(answer.body) : words.failed, 'alarm');
  }
}

function row(list, text, tone) {
  const item = document.createElement('li');
  item.textContent = text;
  item.className = `tone-${tone}`;
  list.append(item);
}

function showKept(state, isOffline) {
  const list = section.querySelector('[data-kept]');
  const before = document.activeElement?.closest('form')?.dataset.id;
  list.replaceChildren();
  for (const allowance of state.kept) {
    const part = section.querySelector('template').content.cloneNode(true);
    const form = part.querySelector('form');
    const mayTake = isOffline && left(allowance) > 0 && !isEnded(allowance);
    const fault = part.querySelector('.field-error');
    part.querySelector('[data-name]').textContent = allowance.name;
    const told = part.querySelector('[data-left]');
    told.textContent = isForged(allowance) ? words.forged : say(words.left, number(left(allowance)), allowance.unit, moment(terms.get(allowance.text).endsAt));
    told.classList.toggle('tone-alarm', isForged(allowance));
    form.dataset.id = allowance.id;
    fault.id = `offline-fault-${allowance.id}`;
    form.elements.points.setAttribute('aria-describedby', fault.id);
    form.hidden = !mayTake;
    const end = part.querySelector('[data-end]');
    end.dataset.id = allowance.id;
    // What was taken is settled first: ended before that, its points would be free for others.
    end.hidden = isOffline || state.queue.some(one => one.id === allowance.id);
    list.append(part);
  }

  if (before) {
    section.querySelector(`form[data-id="${before}"]`)?.elements.points.focus();
  }
}

function show() {
  const state = read();
  const isOffline = !navigator.onLine || !isReached;
  const connection = section.querySelector('[data-connection]');
  const told = isOffline ? words.offline : words.online;
  if (connection.textContent !== told) {
    connection.textContent = told;
  }

  const isEmpty = state.kept.length + state.queue.length + state.told.length === 0 && !isOffline;
  section.querySelector('[data-body]').hidden = isEmpty;
  section.hidden = isEmpty && !section.querySelector('[data-offline-keep]') && section.querySelector('[data-message]').hidden;
  showKept(state, isOffline);
  const list = section.querySelector('[data-parts]');
  list.replaceChildren();
  for (const part of state.queue) {
    row(list, say(words.waiting, number(part.points), part.unit, part.name), 'attention');
  }

  for (const part of state.told.toReversed()) {
    const about = [number(part.points), part.unit, part.name];
    if (part.status === 'taken' || part.status === 'late') {
      row(list, say(words[part.status], ...about), 'good');
    } else if (part.code === 'allowance.not_enough') {
      row(list, say(words.lost, ...about, number(part.usable ?? 0)), 'alarm');
    } else {
      row(list, say(words.refused, ...about, reason(part)), 'alarm');
    }
  }

  section.querySelector('[data-seen]').hidden = state.told.length === 0;
}

document.addEventListener('click', event => {
  const button = event.target.closest('[data-offline] button');
  if (button?.hasAttribute('data-end')) {
    giveBack(button);
  } else if (button?.hasAttribute('data-seen')) {
    change(state => {
      state.told = [];
    });
    section.querySelector('h2').focus();
  }
});

section.addEventListener('submit', event => {
  event.preventDefault();
  if (event.target.dataset.offlineKeep) {
    keep(event.target);
  } else {
    take(event.target);
  }
});

// A program that is down while the network is there is noticed by asking for it.
async function look(isFirst = false) {
  if (navigator.onLine && (read().kept.length > 0 || read().queue.length > 0)) {
    const wasReached = isReached;
    isReached = await fetch('/health/live', { cache: 'no-store' }).then(response => response.ok, () => false);
    isKeptCopy ||= isFirst && !isReached;
    if (isReached !== wasReached) {
      show();
    }
  }

  if (isReached && isKeptCopy) {
    location.reload();
    return;
  }

  if (isReached) {
    await send();
  }
}

addEventListener('online', () => {
  if (isKeptCopy) {
    look();
    return;
  }

  isReached = true;
  show();
  send();
});
addEventListener('offline', show);
addEventListener('storage', async event => {
  if (event.key === PLACE) {
    await verifyKept();
    show();
  }
});
setInterval(look, PAUSE_MS);
// Only where the page is served by https, or on the same machine.
navigator.serviceWorker?.register(words.worker, { scope: '/till' }).catch(() => {});
// What ended meanwhile goes with the first change.
verifyKept().then(() => {
  change(() => {});
  look(true);
});
