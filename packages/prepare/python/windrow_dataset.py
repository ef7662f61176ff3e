"""Windows over token shards for PyTorch: one file, to be copied into your project.

    dataset = WindrowDataset("shards", max_length=1024)
    loader = torch.utils.data.DataLoader(dataset, batch_size=8, shuffle=True, num_workers=4)
    for inputs, targets in loader:  # int64, [8, 1024] each; the targets are the inputs shifted by one
        ...

`folder` is what `windrow prepare` or TokenShardWriter has written (with a validation set: its folder
train or validation): a manifest.json and shards in one of the formats bin, llm.c, megatron, npy. The
shards are mapped, not read: memory does not grow with them, and workers of a DataLoader, forked or
spawned, share their pages. Needs numpy; without torch the windows are numpy arrays.

Not checked here: the bytes against their sha256 (`windrow verify OUT` does that). Licence: MIT.
"""

import json
import os

import numpy as np

try:
    import torch
    from torch.utils.data import Dataset
except ImportError:
    torch, Dataset = None, object

# Little-endian on every machine.
DTYPES = {"uint16": "<u2", "uint32": "<u4", "int32": "<i4", "int64": "<i8"}


class WindrowDataset(Dataset):
    """Pairs (inputs, targets) of `max_length` ids each; window i begins at token i * stride.

    folder: of a manifest.json
    max_length: tokens in the input of a window, at least 1
    stride: tokens from one window to the next, at least 1; default max_length, so that none overlap
    documents: "concatenate": windows go on from one document, and one shard, to the next (what nanoGPT
        and llm.c do); "separate": they start again with each document and none crosses to the next, and
        what a document has left over, or a document not longer than max_length, is left out

    A run of n tokens has ceil((n - max_length) / stride) windows. "separate" takes 16 bytes of memory
    for each document that has a window.
    """

    def __init__(self, folder, max_length, stride=None, documents="concatenate"):
        stride = max_length if stride is None else stride
        for name, value in (("max_length", max_length), ("stride", stride)):
            if not isinstance(value, (int, np.integer)) or isinstance(value, bool) or value < 1:
                raise ValueError(f"{name} is {value!r}; expected an integer of at least 1")
        if documents not in ("concatenate", "separate"):
            raise ValueError(f'documents is {documents!r}; expected "concatenate" or "separate"')
        self.folder = os.path.abspath(folder)
        self.max_length, self.stride, self.documents = int(max_length), int(stride), documents
        self.manifest = _read_manifest(self.folder)
        self.vocab_size = self.manifest["vocabSize"]
        self._dtype = np.dtype(DTYPES[self.manifest["dtype"]])
        self._shards = self.manifest["shards"]
        for shard in self._shards:
            _check_size(os.path.join(self.folder, shard["file"]), shard["bytes"])
        # Shard s has the tokens from _borders[s] up to _borders[s + 1].
        self._borders = np.cumsum([0] + [shard["tokens"] for shard in self._shards], dtype=np.int64)
        self.tokens = int(self._borders[-1])
        self._maps, self._process = {}, None
        # Window _firsts[r] is the first one of run r, which begins at token _starts[r].
        if documents == "concatenate":
            starts, lengths = np.zeros(1, np.int64), np.full(1, self.tokens, np.int64)
        else:
            ends = self._document_ends()
            starts = np.concatenate([np.zeros(1, np.int64), ends])[:-1]
            lengths = ends - starts
        windows = np.maximum(0, -((self.max_length - lengths) // self.stride))
        has_window = windows > 0
        self._starts, windows = starts[has_window], windows[has_window]
        self._firsts = np.cumsum(windows) - windows
        self._length = int(windows.sum())

    def __len__(self):
        return self._length

    def __getitem__(self, index):
        position = int(index) + (self._length if index < 0 else 0)
        if not 0 <= position < self._length:
            raise IndexError(f"there is no window {index}; there are {self._length}")
        run = int(np.searchsorted(self._firsts, position, side="right")) - 1
        start = int(self._starts[run]) + (position - int(self._firsts[run])) * self.stride
        ids = self.read(start, self.max_length + 1)
        if torch is not None:
            ids = torch.from_numpy(ids)
        return ids[:-1], ids[1:]

    def read(self, start, count):
        """`count` ids from token `start` on, across shards, as a new int64 array."""
        if not 0 <= start <= start + count <= self.tokens:
            raise IndexError(f"tokens {start} to {start + count} are out of range; there are {self.tokens}")
        ids, at = np.empty(count, np.int64), 0
        shard = int(np.searchsorted(self._borders, start, side="right")) - 1
        while at < count:
            begin = start + at - int(self._borders[shard])
            piece = self._map(shard)[begin : begin + count - at] if self._shards[shard]["tokens"] else ()
            ids[at : at + len(piece)] = piece
            at, shard = at + len(piece), shard + 1
        return ids

    def _map(self, index):
        # Each process opens the shards itself, when it first needs them.
        if self._process != os.getpid():
            self._maps, self._process = {}, os.getpid()
        if index not in self._maps:
            shard = self._shards[index]
            # In every format the ids are the end of the file: what is before them is the header.
            header = shard["bytes"] - shard["tokens"] * self._dtype.itemsize
            path = os.path.join(self.folder, shard["file"])
            self._maps[index] = np.memmap(path, self._dtype, "r", header, (shard["tokens"],))
        return self._maps[index]

    def __getstate__(self):
        return {**self.__dict__, "_maps": {}, "_process": None}

    def _document_ends(self):
        """Where each document ends, in tokens of the set."""
        ends = [np.zeros(0, np.int64)]
        for shard, border in zip(self._shards, self._borders):
            if "documents" in shard:
                path = os.path.join(self.folder, shard["documents"]["file"])
                _check_size(path, shard["documents"]["bytes"])
                read = _megatron_ends if self.manifest["format"] == "megatron" else _plain_ends
                ends.append(read(path) + border)
        ends = np.concatenate(ends)
        if (len(ends) == 0 and self.tokens > 0) or (len(ends) > 0 and ends[-1] != self.tokens):
            raise ValueError(f'{self.folder}: tokens outside of documents; use documents="concatenate"')
        return ends


def _plain_ends(path):
    return np.fromfile(path, "<u8").astype(np.int64)


def _megatron_ends(path):
    # 18 bytes; sequences S and borders D; S lengths (int32), S offsets (int64), D borders (int64).
    with open(path, "rb") as file:
        data = file.read()
    sequences, borders = (int(number) for number in np.frombuffer(data, "<u8", 2, 18))
    lengths = np.frombuffer(data, "<i4", sequences, 34)
    documents = np.frombuffer(data, "<i8", borders, 34 + 12 * sequences)
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)])[documents[1:]]


def _read_manifest(folder):
    path = os.path.join(folder, "manifest.json")
    with open(path, encoding="utf-8") as file:
        manifest = json.load(file)
    if manifest.get("kind") != "windrow-token-shards" or manifest.get("version") != 1:
        raise ValueError(f"{path} is not a manifest of token shards, version 1")
    return manifest


def _check_size(path, expected):
    size = os.path.getsize(path)
    if size != expected:
        raise ValueError(f"{path} has {size} bytes, but the manifest says {expected}: it was cut or replaced")
