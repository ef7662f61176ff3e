"""The 52 loaders of golden/dataloader.json over another text: order, shapes and sha256 of ids, epoch by epoch."""
import torch
from torch.utils.data import DataLoader, Dataset

from common import IS_REFERENCE, encoding_of, golden, made_with, sha256_of_ids, text_of, write


class Windows(Dataset):
    """The notebook's loop; an item has its index as well, so that the order is seen."""

    def __init__(self, ids, max_length, stride):
        self.items = [
            (torch.tensor(ids[i : i + max_length]), torch.tensor(ids[i + 1 : i + max_length + 1]), at)
            for at, i in enumerate(range(0, len(ids) - max_length, stride))
        ]

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        return self.items[index]


def epoch_of(loader):
    batches = list(loader)
    order = torch.cat([order for _, _, order in batches])
    return {
        "n_batches": len(batches),
        "first_shape": list(batches[0][0].shape),
        "last_shape": list(batches[-1][0].shape),
        "order_sha256": sha256_of_ids(order.numpy()),
        "inputs_sha256": sha256_of_ids(torch.cat([inputs.flatten() for inputs, _, _ in batches]).numpy()),
        "targets_sha256": sha256_of_ids(torch.cat([targets.flatten() for _, targets, _ in batches]).numpy()),
    }


def case_of(settings, ids):
    dataset = Windows(ids, settings["max_length"], settings["stride"])
    generator = None
    if settings["rng"] == "generator":
        generator = torch.Generator()
        generator.manual_seed(settings["seed"])
    elif settings["rng"] == "manual_seed":
        torch.manual_seed(settings["seed"])
    loader = DataLoader(
        dataset,
        batch_size=settings["batch_size"],
        shuffle=settings["shuffle"],
        drop_last=settings["drop_last"],
        num_workers=settings["num_workers"],
        generator=generator,
    )
    case = {**settings, "dataset_len": len(dataset), "num_batches": len(loader)}
    epochs = settings["epochs"] if isinstance(settings["epochs"], int) else len(settings["epochs"])
    case["epochs"] = [epoch_of(loader) for _ in range(epochs)]
    if generator is not None:
        case["next_u31_generator"] = int(torch.randint(0, 2**31, (1,), generator=generator))
    return case


KEYS = ["batch_size", "max_length", "stride", "shuffle", "drop_last", "num_workers", "rng", "seed", "epochs"]
name = "the-verdict" if IS_REFERENCE else "story"
ids = encoding_of("gpt2").encode(text_of(name))
cases = [case_of({key: case[key] for key in KEYS}, ids) for case in golden("dataloader")["cases"]]
corpus = {"tokens": len(ids), "sha256_u32le": sha256_of_ids(ids)}
if not IS_REFERENCE:
    corpus["name"] = name
write({"made_with": made_with(torch=torch.__version__), "corpus": corpus, "cases": cases})
