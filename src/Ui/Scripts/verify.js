// Verifies a receipt of points (C2SP tlog-proof) in the reader's browser. Nothing is sent.
import { Fault, ask, bytesOf, checkSignature, hash, readKeys, readNote, same } from './signed-note.js';

// The parts of a receipt: header, extra, index, proof, an empty line, and the signed checkpoint.
function readReceipt(text) {
  const end = text.indexOf('\n\n');
  ask(end > 0, 'form');
  const [header, extra, index, ...proof] = text.slice(0, end).split('\n');
  ask(header === 'c2sp.org/tlog-proof@v1' && extra?.startsWith('extra ') && /^index (0|[1-9]\d{0,18})$/.test(index ?? ''), 'form');
  const note = readNote(text.slice(end + 2));
  const [origin, size, root] = note.text.split('\n');
  ask(origin && /^[1-9]\d{0,18}$/.test(size ?? ''), 'form');
  return {
    extra: bytesOf(extra.slice(6), 'form'),
    index: BigInt(index.slice(6)),
    proof: proof.map(line => bytesOf(line, 'form')),
    note,
    origin,
    size: BigInt(size),
    root: bytesOf(root, 'form'),
  };
}

async function checkOrigin({ note, origin }, keys) {
  const known = (await readKeys(keys)).find(({ name }) => name === origin);
  ask(known, 'log');
  await checkSignature(note, known);
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
  await checkOrigin(receipt, keys);
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
