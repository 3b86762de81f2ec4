// Verifies a receipt of points (C2SP tlog-proof) in the reader's browser, by WebCrypto alone. Nothing is sent.
// Each fault is thrown by the name under which the page has its sentence.
const utf8 = new TextEncoder();

class Fault extends Error {}

function ask(holds, fault) {
  if (!holds) {
    throw new Fault(fault);
  }
}

function bytesOf(base64, fault) {
  let text;
  try {
    text = atob(base64);
  } catch {
    throw new Fault(fault);
  }

  ask(btoa(text) === base64, fault);
  return Uint8Array.from(text, letter => letter.charCodeAt(0));
}

const joined = (...parts) => new Uint8Array(parts.flatMap(part => [...part]));
const hash = async (...parts) => new Uint8Array(await crypto.subtle.digest('SHA-256', joined(...parts)));
const same = (one, other) => one.length === other.length && one.every((byte, place) => byte === other[place]);

// The parts of a receipt: header, extra, index, proof, an empty line, and the signed checkpoint.
function readReceipt(text) {
  const end = text.indexOf('\n\n');
  ask(end > 0, 'form');
  const [header, extra, index, ...proof] = text.slice(0, end).split('\n');
  ask(header === 'c2sp.org/tlog-proof@v1' && extra?.startsWith('extra ') && /^index (0|[1-9]\d{0,18})$/.test(index ?? ''), 'form');
  const note = text.slice(end + 2);
  const signatures = note.lastIndexOf('\n\n');
  ask(signatures > 0 && note.endsWith('\n'), 'form');
  const signed = note.slice(0, signatures + 1);
  const [origin, size, root] = signed.split('\n');
  ask(origin && /^[1-9]\d{0,18}$/.test(size ?? ''), 'form');
  return {
    extra: bytesOf(extra.slice(6), 'form'),
    index: BigInt(index.slice(6)),
    proof: proof.map(line => bytesOf(line, 'form')),
    signed,
    origin,
    size: BigInt(size),
    root: bytesOf(root, 'form'),
    signatures: note.slice(signatures + 2, -1).split('\n').map(line => line.match(/^— (\S+) (\S+)$/)).filter(Boolean),
  };
}

// Keys as golang.org/x/mod/sumdb/note writes them: name+id+base64(1 ‖ public key).
async function findKey(keys, origin) {
  for (const line of keys.split('\n').map(key => key.trim()).filter(Boolean)) {
    const match = line.match(/^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/);
    ask(match, 'key');
    const [, name, id, base64] = match;
    const key = bytesOf(base64, 'key');
    const idBytes = (await hash(utf8.encode(name + '\n'), key)).slice(0, 4);
    ask(key.length === 33 && key[0] === 1 && [...idBytes].map(byte => byte.toString(16).padStart(2, '0')).join('') === id, 'key');
    if (name === origin) {
      return { id: idBytes, key: key.slice(1) };
    }
  }

  throw new Fault('log');
}

async function checkSignature(receipt, keys) {
  const known = await findKey(keys, receipt.origin);
  const signature = receipt.signatures.filter(match => match[1] === receipt.origin).map(match => bytesOf(match[2], 'form')).find(bytes => same(bytes.slice(0, 4), known.id));
  ask(signature, 'signature');
  let key;
  try {
    key = await crypto.subtle.importKey('raw', known.key, 'Ed25519', false, ['verify']);
  } catch (error) {
    throw new Fault(error.name === 'NotSupportedError' ? 'browser' : 'key');
  }

  ask(await crypto.subtle.verify('Ed25519', key, signature.slice(4), utf8.encode(receipt.signed)), 'signature');
}

// RFC 9162, section 2.1.3.2. The leaf's data are SHA-256 of what the receipt carries.
async function checkTree({ extra, index, size, proof, root }) {
  ask(index < size, 'tree');
  let [place, last] = [index, size - 1n];
  let computed = await hash([0], await hash(extra));
  for (const part of proof) {
    ask(last > 0n, 'tree');
    if (place % 2n === 1n || place === last) {
      computed = await hash([1], part, computed);
      while (place % 2n === 0n && place > 0n) {
        [place, last] = [place >> 1n, last >> 1n];
      }
    } else {
      computed = await hash([1], computed, part);
    }

    [place, last] = [place >> 1n, last >> 1n];
  }

  ask(last === 0n && same(computed, root), 'tree');
}

async function verify(text, keys) {
  ask(globalThis.crypto?.subtle, 'browser');
  const receipt = readReceipt(text.replaceAll('\r\n', '\n').trimEnd() + '\n');
  await checkSignature(receipt, keys);
  await checkTree(receipt);
  const statement = new TextDecoder().decode(receipt.extra.slice(16));
  ask(statement.startsWith('regulars-ledger-v1\n'), 'form');
  return statement;
}

const form = document.querySelector('[data-verify]');
const answer = document.querySelector('[data-verify-answer]');

function show(fault, statement) {
  const verdict = answer.querySelector('[data-verdict]');
  verdict.textContent = form.dataset[fault ?? 'good'];
  verdict.className = `message tone-${fault ? 'alarm' : 'good'}`;
  answer.querySelector('[data-statement]').hidden = !!fault;
  answer.querySelector('pre').textContent = statement ?? '';
  answer.hidden = false;
}

async function run() {
  try {
    show(null, await verify(form.elements.receipt.value, form.elements.keys.value));
  } catch (error) {
    show(error instanceof Fault ? error.message : 'form');
  }
}

form.addEventListener('submit', event => {
  event.preventDefault();
  run();
});

form.elements.file.addEventListener('change', async event => {
  form.elements.receipt.value = await event.target.files[0]?.text() ?? '';
  await run();
});
