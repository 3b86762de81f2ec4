// The independent reader of a log in a folder: it trusts nothing of ours but the files, and golang.org/x/mod/sumdb for notes and trees.
//
//	main FOLDER
//	main URL FOLDER
//
// FOLDER holds key, key.private, checkpoint, checkpoint.log (the same without witnesses), checkpoint.older, consistency (a hash in
// base64 on each line), receipt, receipt.leaf, tile/…, and the keys of witnesses as witness0, witness1 and so on; the program says
// "verified …" and ends with 0, or says what differs and where and ends with 1.
//
// With a URL, key, checkpoint and tiles are those that a server serves there; FOLDER holds receipt and receipt.leaf.
//
// The tiles of level 0 are hashed here: tlog.TileHashReader before x/mod 0.40 leaves some tiles unverified.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const width = 256

// stored holds the hashes of all subtrees, as tlog numbers them.
type stored []tlog.Hash

func (s stored) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(s)) {
			return nil, fmt.Errorf("hash %d is beyond the tree", index)
		}
		hashes[i] = s[index]
	}
	return hashes, nil
}

func main() {
	if len(os.Args) == 3 {
		served(os.Args[1], os.Args[2])
		return
	}
	if len(os.Args) != 2 {
		fail("usage: main FOLDER, or main URL FOLDER")
	}
	folder := os.Args[1]
	verifier, err := note.NewVerifier(strings.TrimSpace(string(read(folder, "key"))))
	must("key", err)
	verifiers := []note.Verifier{verifier}
	for _, name := range witnessFiles(folder) {
		verifiers = append(verifiers, witnessOf(name, strings.TrimSpace(string(read(folder, name)))))
	}
	known := note.VerifierList(verifiers...)

	newer := checkpoint("checkpoint", read(folder, "checkpoint"), known)
	signAlike(folder, note.VerifierList(verifier))
	hashes := rebuild(folder, newer)
	inclusion(folder, hashes, known)
	consistency(folder, hashes, newer, known)
	fmt.Printf("verified %d leaves, %d witnesses\n", newer.N, len(verifiers)-1)
}

// served verifies what a server serves, and a receipt of it.
func served(url, folder string) {
	verifier, err := note.NewVerifier(strings.TrimSpace(string(read(url, "key"))))
	must("key", err)
	known := note.VerifierList(verifier)
	tree := checkpoint("checkpoint", read(url, "checkpoint"), known)
	hashes := rebuild(url, tree)
	inclusion(folder, hashes, known)
	fmt.Printf("verified %d leaves served\n", tree.N)
}

// witness verifies cosignature/v1 (C2SP tlog-cosignature), which sumdb/note does not know.
type witness struct {
	name string
	id   uint32
	key  ed25519.PublicKey
}

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.id }
func (w witness) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(signature), text)
	return ed25519.Verify(w.key, []byte(message), signature[8:])
}

func witnessOf(file, text string) witness {
	parts := strings.SplitN(text, "+", 3)
	if len(parts) != 3 {
		fail("%s: not a key", file)
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	must(file, err)
	if len(key) != 1+ed25519.PublicKeySize || key[0] != 4 {
		fail("%s: not the key of a witness", file)
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	id := binary.BigEndian.Uint32(sum[:])
	if fmt.Sprintf("%08x", id) != parts[1] {
		fail("%s: the id is not %08x", file, id)
	}
	return witness{parts[0], id, key[1:]}
}

func witnessFiles(folder string) []string {
	files, err := filepath.Glob(filepath.Join(folder, "witness*"))
	must("witnesses", err)
	for i := range files {
		files[i] = filepath.Base(files[i])
	}
	return files
}

// signAlike reads the private key and expects the same note of it, byte by byte.
func signAlike(folder string, known note.Verifiers) {
	signer, err := note.NewSigner(strings.TrimSpace(string(read(folder, "key.private"))))
	must("key.private", err)
	text := read(folder, "checkpoint.log")
	opened, err := note.Open(text, known)
	must("checkpoint.log", err)
	own, err := note.Sign(&note.Note{Text: opened.Text}, signer)
	must("checkpoint.log", err)
	if !bytes.Equal(own, text) {
		fail("checkpoint.log: note.Sign writes another note")
	}
}

// checkpoint opens a note and reads its tree.
func checkpoint(name string, text []byte, known note.Verifiers) tlog.Tree {
	opened, err := note.Open(text, known)
	must(name, err)
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 {
		fail("%s: not a checkpoint", name)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(name, err)
	root, err := tlog.ParseHash(lines[2])
	must(name, err)
	for _, signature := range opened.Sigs[1:] {
		if !strings.HasPrefix(signature.Name, "witness") {
			fail("%s: signed by %s", name, signature.Name)
		}
	}
	if lines[0] != opened.Sigs[0].Name {
		fail("%s: the origin %s is signed by %s", name, lines[0], opened.Sigs[0].Name)
	}
	return tlog.Tree{N: size, Hash: root}
}

// rebuild hashes every entry, compares it with its tile, and compares every tile with those below it and the root with the checkpoint.
func rebuild(folder string, tree tlog.Tree) stored {
	var hashes stored
	for first := int64(0); first < tree.N; first += width {
		count := tree.N - first
		if count > width {
			count = width
		}
		tile := tileOf(folder, 0, first/width, count)
		bundle := read(folder, path("entries", first/width, count))
		for i := int64(0); i < count; i++ {
			if len(bundle) < 2 || len(bundle)-2 < int(binary.BigEndian.Uint16(bundle)) {
				fail("leaf %d: its entry is missing", first+i)
			}
			length := int(binary.BigEndian.Uint16(bundle))
			data := bundle[2 : 2+length]
			bundle = bundle[2+length:]
			leaf := tlog.RecordHash(data)
			if !bytes.Equal(leaf[:], tile[i*tlog.HashSize:(i+1)*tlog.HashSize]) {
				fail("leaf %d: its entry does not hash to what tile/0 holds", first+i)
			}
			more, err := tlog.StoredHashes(first+i, data, hashes)
			must("tree", err)
			hashes = append(hashes, more...)
		}
		if len(bundle) != 0 {
			fail("entries %d: %d bytes too many", first/width, len(bundle))
		}
	}

	for level := 1; tree.N>>(8*uint(level)) > 0; level++ {
		all := tree.N >> (8 * uint(level))
		for first := int64(0); first < all; first += width {
			count := all - first
			if count > width {
				count = width
			}
			tile := tileOf(folder, level, first/width, count)
			for i := int64(0); i < count; i++ {
				computed := hashes[tlog.StoredHashIndex(8*level, first+i)]
				if !bytes.Equal(computed[:], tile[i*tlog.HashSize:(i+1)*tlog.HashSize]) {
					fail("%s: hash %d is not that of the tile below", path(strconv.Itoa(level), first/width, count), i)
				}
			}
		}
	}

	root, err := tlog.TreeHash(tree.N, hashes)
	must("root", err)
	if root != tree.Hash {
		fail("root: the leaves have %s, the checkpoint says %s", root, tree.Hash)
	}
	return hashes
}

// inclusion verifies the receipt (C2SP tlog-proof) and compares its proof with tlog's own.
func inclusion(folder string, hashes stored, known note.Verifiers) {
	text := read(folder, "receipt")
	head, rest, found := strings.Cut(string(text), "\n\n")
	lines := strings.Split(head, "\n")
	if !found || lines[0] != "c2sp.org/tlog-proof@v1" {
		fail("receipt: not a tlog-proof")
	}
	lines = lines[1:]
	if strings.HasPrefix(lines[0], "extra ") {
		lines = lines[1:]
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[0], "index "), 10, 64)
	must("receipt", err)
	tree := checkpoint("receipt", []byte(rest), known)
	proof := tlog.RecordProof(parse("receipt", lines[1:]))
	must("receipt", tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(read(folder, "receipt.leaf"))))
	own, err := tlog.ProveRecord(tree.N, index, hashes)
	must("receipt", err)
	same("receipt", proof, own)
}

// consistency verifies that the newer checkpoint continues the older one, and compares the proof with tlog's own.
func consistency(folder string, hashes stored, newer tlog.Tree, known note.Verifiers) {
	older := checkpoint("checkpoint.older", read(folder, "checkpoint.older"), known)
	proof := tlog.TreeProof(parse("consistency", strings.Fields(string(read(folder, "consistency")))))
	must("consistency", tlog.CheckTree(proof, newer.N, newer.Hash, older.N, older.Hash))
	own, err := tlog.ProveTree(newer.N, older.N, hashes)
	must("consistency", err)
	same("consistency", proof, own)
}

func parse(name string, lines []string) []tlog.Hash {
	var hashes []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		must(name, err)
		hashes = append(hashes, hash)
	}
	return hashes
}

func same(name string, proof, own []tlog.Hash) {
	if len(proof) != len(own) {
		fail("%s: the proof has %d hashes, tlog's has %d", name, len(proof), len(own))
	}
	for i := range own {
		if proof[i] != own[i] {
			fail("%s: hash %d of the proof is not that of tlog", name, i)
		}
	}
}

func tileOf(folder string, level int, index, count int64) []byte {
	name := path(strconv.Itoa(level), index, count)
	tile := read(folder, name)
	if int64(len(tile)) != count*tlog.HashSize {
		fail("%s: %d bytes", name, len(tile))
	}
	return tile
}

// path is that of tlog itself, which numbers entries as level -1 and names them data.
func path(level string, index, count int64) string {
	tile := tlog.Tile{H: 8, L: -1, N: index, W: int(count)}
	return strings.Replace(tile.Path(), "tile/8/data/", "tile/"+level+"/", 1)
}

func read(folder, name string) []byte {
	if strings.HasPrefix(folder, "http://") {
		answer, err := http.Get(folder + "/" + name)
		must(name, err)
		defer answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			fail("%s: missing", name)
		}
		data, err := io.ReadAll(answer.Body)
		must(name, err)
		return data
	}
	data, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		fail("%s: missing", name)
	}
	return data
}

func must(name string, err error) {
	if err != nil {
		fail("%s: %v", name, err)
	}
}

func fail(format string, args ...interface{}) {
	fmt.Printf(format+"\n", args...)
	os.Exit(1)
}
