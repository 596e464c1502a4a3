"""The worked example in PyTorch on the CPU: trains for each line that comes in, and answers with the milliseconds of a step."""

import json
import sys
import time

import numpy
import torch

digits = sys.argv[1]
images, labels = [], []
for digit in range(10):
    with open(f"{digits}/{digit}.json") as file:
        values = numpy.array(json.load(file)["data"], dtype=numpy.float32).reshape(-1, 784)
    images.append(numpy.round(values * 255) / 255)
    labels.append(numpy.full(len(values), digit))
inputs = torch.tensor(numpy.concatenate(images)).float()
classes = torch.tensor(numpy.concatenate(labels))
mask = (classes % 2).float()
model = torch.nn.Sequential(torch.nn.Linear(784, 64), torch.nn.ReLU(), torch.nn.Linear(64, 10))
optimizer = torch.optim.Adam(model.parameters(), eps=1e-7)
batch = 128


def epoch() -> float:
    start = time.perf_counter()
    order = torch.randperm(len(classes))
    steps = len(classes) // batch
    total = torch.zeros(())
    for step in range(steps):
        rows = order[step * batch : (step + 1) * batch]
        loss = torch.nn.functional.cross_entropy(model(inputs[rows]), classes[rows], reduction="none")
        loss = (loss * mask[rows]).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.detach()
    total.item()
    return (time.perf_counter() - start) / steps * 1000


epoch()
epoch()
name = f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads"
print(json.dumps({"adapter": name}), flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    steps = [epoch()]
    while time.perf_counter() - start < 0.5:
        steps.append(epoch())
    print(json.dumps({"milliseconds": float(numpy.median(steps))}), flush=True)
