// Signed notes (C2SP signed-note) and their Ed25519 signatures, by WebCrypto alone.
// Each fault is thrown by the name under which a page has its sentence.
const utf8 = new TextEncoder();

export class Fault extends Error {}

export function ask(holds, fault) {
  if (!holds) {
    throw new Fault(fault);
  }
}

export function bytesOf(base64, fault) {
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
export const hash = async (...parts) => new Uint8Array(await crypto.subtle.digest('SHA-256', joined(...parts)));
export const same = (one, other) => one.length === other.length && one.every((byte, place) => byte === other[place]);

// The signed text with its last line feed, and the lines of signatures after the empty line.
export function readNote(note) {
  const end = note.lastIndexOf('\n\n');
  ask(end > 0 && note.endsWith('\n'), 'form');
  return {
    text: note.slice(0, end + 1),
    signatures: note.slice(end + 2, -1).split('\n').map(line => line.match(/^— (\S+) (\S+)$/)).filter(Boolean).map(([, name, base64]) => ({ name, base64 })),
  };
}

// Keys as golang.org/x/mod/sumdb/note writes them, a line each: name+id+base64(1 ‖ public key).
export async function readKeys(text) {
  return Promise.all(text.split('\n').map(line => line.trim()).filter(Boolean).map(async line => {
    const match = line.match(/^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/);
    ask(match, 'key');
    const [, name, id, base64] = match;
    const key = bytesOf(base64, 'key');
    const idBytes = (await hash(utf8.encode(name + '\n'), key)).slice(0, 4);
    ask(key.length === 33 && key[0] === 1 && [...idBytes].map(byte => byte.toString(16).padStart(2, '0')).join('') === id, 'key');
    return { name, id: idBytes, key: key.slice(1) };
  }));
}

export async function checkSignature({ text, signatures }, known) {
  const signature = signatures.filter(({ name }) => name === known.name).map(({ base64 }) => bytesOf(base64, 'form')).find(bytes => same(bytes.slice(0, 4), known.id));
  ask(signature, 'signature');
  let key;
  try {
    key = await crypto.subtle.importKey('raw', known.key, 'Ed25519', false, ['verify']);
  } catch (error) {
    throw new Fault(error.name === 'NotSupportedError' ? 'browser' : 'key');
  }

  ask(await crypto.subtle.verify('Ed25519', key, signature.slice(4), utf8.encode(text)), 'signature');
}
