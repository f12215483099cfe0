# What a person types. Everything runs in .venv, which is made when it is first needed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
MNIST := $(realpath $(wildcard ../shared/data/mnist.npz))

.PHONY: help demo test quick effects backends bench scale training release coverage lint format \
  requirements clean

help:
	@echo "make demo          grade a sample class of eight students"
	@echo "make test          run all tests"
	@echo "make quick         run the tests that start no kernel"
	@echo "make effects       train over many seeds, and print how safe the gates are"
	@echo "make backends      grade every reference and mistake with Keras on JAX and PyTorch, too"
	@echo "make bench         grade the same classes with stock nbgrader, and compare: half an hour"
	@echo "make scale         grade a thousand submissions here and on a Dask cluster: 20 minutes"
	@echo "make training      how long training takes to 98% and 99%, against other recipes: ten minutes"
	@echo "make release       make the student versions in assignments/"
	@echo "make coverage      write docs/coverage.md and docs/errata.md"
	@echo "make lint          check the style of code and notebooks"
	@echo "make format        put the style of the code right"
	@echo "make requirements  refresh the pinned versions in requirements.txt"
	@echo "make clean         remove .venv and what the demo has left"

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "Expected Python 3.11 to 3.13, received $$($(PYTHON) -V); run: make PYTHON=python3.12"; exit 1; }
	@echo "Setting up $(VENV): a few minutes, and about 1.5 GB on the disk, once."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $(READY)

# The demo's submissions are our own: they run wherever it may be.
BEST_TIER = $(BIN)/python -c 'from autograder.sandbox.tiers import best_tier; print(best_tier().name)'

demo: $(READY)
	@$(BIN)/python demo/sample_class.py demo/course
	@$(BIN)/autograder release --course demo/course
	@$(BIN)/autograder grade --course demo/course --sandbox $$($(BEST_TIER)) $(notdir $(wildcard solutions/*))
	@$(BIN)/autograder feedback --course demo/course $(notdir $(wildcard solutions/*))

test: $(READY) lint
	@AUTOGRADER_MNIST=$${AUTOGRADER_MNIST-$(MNIST)} $(BIN)/python -m pytest -n auto --durations=15

quick: $(READY)
	@$(BIN)/python -m pytest -n auto -m "not slow"

effects: $(READY)
	@AUTOGRADER_MNIST=$${AUTOGRADER_MNIST-$(MNIST)} $(BIN)/python -m pytest tests/effects -s

# JAX and PyTorch live in an environment of their own: TensorFlow imports JAX where it finds it, and
# gets slower. On Linux PyPI has PyTorch with 3 GB of CUDA; its smaller build for the CPU will do as
# well: make backends TORCH="torch --index-url …", as PyTorch's own page of downloads has it.
TORCH ?= torch
OTHER := build/backends/bin

build/backends/jax: requirements.txt pyproject.toml
	@$(PYTHON) -m venv build/backends
	@$(OTHER)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@$(OTHER)/python -m pip install --quiet --disable-pip-version-check --editable ".[backends]"
	@touch $@

build/backends/torch: build/backends/jax
	@$(OTHER)/python -m pip install --quiet --disable-pip-version-check $(TORCH)
	@touch $@

ON = AUTOGRADER_MNIST=$${AUTOGRADER_MNIST-$(MNIST)} KERAS_BACKEND=$(1) \
  $(OTHER)/python -m pytest -n auto tests/integration/test_assignments.py
COMPUTED = tests/integration/test_kernels.py::test_a_zygote_that_has_computed_is_not_used

backends: build/backends/jax build/backends/torch
	@$(call ON,jax)
	@$(call ON,torch) $(COMPUTED) -m "not training"

bench: $(READY)
	@$(BIN)/python benchmarks/grading.py

scale: $(READY)
	@$(BIN)/python benchmarks/scale.py

training: $(READY)
	@AUTOGRADER_MNIST=$${AUTOGRADER_MNIST-$(MNIST)} $(BIN)/python benchmarks/training.py --write

release: $(READY)
	@$(BIN)/autograder release

coverage: $(READY)
	@$(BIN)/autograder audit coverage
	@$(BIN)/autograder audit errata

lint: $(READY)
	@$(BIN)/ruff check --quiet && $(BIN)/ruff format --check --quiet || \
	  { echo "Style: run 'make format', then look at what is left with 'make lint'."; exit 1; }

format: $(READY)
	@$(BIN)/ruff format && $(BIN)/ruff check --fix

PIN := build/pin/bin/uv pip compile --quiet --universal --python-version 3.11 --upgrade \
  --no-annotate --no-header --extra dev pyproject.toml
KEEP_HEADER = sed -i -e '/^\#/!d'

requirements:
	@$(PYTHON) -m venv build/pin && build/pin/bin/pip install --quiet uv
	@$(KEEP_HEADER) requirements.txt && $(PIN) >> requirements.txt
	@echo "tensorflow-cpu; sys_platform == 'never'" > build/no-cpu.txt
	@$(KEEP_HEADER) requirements-gpu.txt && $(PIN) --extra gpu --override build/no-cpu.txt | \
	  sed -e "/; sys_platform == 'never'$$/d" -e "s/ or sys_platform == 'never'//" >> requirements-gpu.txt

clean:
	@rm -rf $(VENV) build demo/course .pytest_cache .ruff_cache
