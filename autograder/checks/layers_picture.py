"""The layers of a Keras model as a picture."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from autograder.checks.failure import clean
from autograder.checks.layers import (
    LayerRow,
    built_model,
    counted,
    is_input,
    model_subject,
    row_of,
)
from autograder.checks.wording import guarded

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# One row is one unit high; the box leaves room for the arrow to the next one.
_WIDTH, _HEIGHT, _GAP = 10.0, 1.0, 0.38
_NAME_AT, _SHAPE_AT, _PARAMETERS_AT = 0.3, 6.9, 9.7
_LONGEST = 46  # characters of a type and a name that fit beside the shape
_INK, _QUIET = "#222222", "#666666"

# From Okabe and Ito's palette, which colour-blind readers can tell apart, in light tints.
_COLOURS = {
    "Conv": "#bfe0f5",
    "Dense": "#fbdcb0",
    "Pool": "#bfe8dc",
    "Normalization": "#f0d3e3",
    "Input": "#ffffff",
}
_OTHER = "#ececec"


def draw_layers(model: Any) -> Figure:
    """Draw the layers of a model, from the input at the top to the output at the bottom.

    Each box holds a layer's type and name, its output shape without the batch, and its number
    of parameters; arrows show what goes where. A cell of a notebook shows the picture if the
    call is its last line.

    Args:
        model: a Keras model, or a `Call` that returned one.

    Returns:
        A figure of matplotlib, which `figure.savefig("model.png")` saves.

    Raises:
        NotAttempted: the model is `...`.
        CheckFailure: it is no Keras model, or its shapes are not known yet.
    """
    from matplotlib import pyplot as plt

    built = built_model(model_subject(model))
    rows, arrows = _rows(built), _arrows(built)
    places = {row.name: place for place, row in enumerate(rows)}
    arrows = [(places[start], places[end]) for start, end in arrows if {start, end} <= {*places}]
    longest = max([end - start for start, end in arrows], default=1)
    margin = 0.4 if longest == 1 else 0.9 + 0.15 * longest

    height = len(rows) + 1.6
    figure, axes = plt.subplots(figsize=(0.7 * (_WIDTH + margin), 0.62 * height))
    # Left open, pyplot would show the figure a second time at the end of the cell.
    plt.close(figure)
    axes.set(xlim=(-0.2, _WIDTH + margin), ylim=(height - 0.9, -0.7))
    axes.axis("off")
    _write_heading(axes)
    for place, row in enumerate(rows):
        _draw_box(axes, place, row)
    for start, end in arrows:
        _draw_arrow(axes, start, end)
    axes.text(
        _PARAMETERS_AT,
        len(rows) + 0.25,
        f"in all: {counted(int(built.count_params()))}",
        ha="right",
        va="center",
        color=_INK,
        weight="bold",
    )
    figure.tight_layout(pad=0.3)
    return figure


def _rows(model: Any) -> list[LayerRow]:
    """A row for each layer, for the inputs, and for operations between layers."""
    operations = getattr(model, "operations", model.layers)
    rows = [_row(operation) for operation in operations]
    if not any(is_input(operation) for operation in operations):
        shape = guarded(lambda: tuple(model.input_shape[1:]), None)
        rows.insert(0, LayerRow("", "Input", shape, 0, ""))
    return rows


def _row(operation: Any) -> LayerRow:
    row = row_of(operation)
    return replace(row, type="Input") if is_input(operation) else row


def _arrows(model: Any) -> list[tuple[str, str]]:
    """Which row's output goes into which row, by their names.

    A model class of one's own does not say it, and gets no arrows.
    """
    import keras

    if isinstance(model, keras.Sequential):
        return list(itertools.pairwise(row.name for row in _rows(model)))
    layers = guarded(lambda: model.get_config()["layers"], [])
    arrows = [
        (start, str(layer["name"]))
        for layer in layers
        for start in _sources(layer.get("inbound_nodes"))
    ]
    return list(dict.fromkeys(arrows))


def _sources(config: Any) -> list[str]:
    """The names of the layers whose outputs are the tensors in a piece of configuration."""
    if isinstance(config, list | tuple):
        return [name for item in config for name in _sources(item)]
    if not isinstance(config, dict):
        return []
    if config.get("class_name") == "__keras_tensor__":
        return [str(config["config"]["keras_history"][0])]
    return [name for item in config.values() for name in _sources(item)]


def _write_heading(axes: Axes) -> None:
    style = {"va": "center", "color": _QUIET, "size": "small"}
    axes.text(_NAME_AT, -0.4, "layer", **style)
    axes.text(_SHAPE_AT, -0.4, "output shape", ha="center", **style)
    axes.text(_PARAMETERS_AT, -0.4, "parameters", ha="right", **style)


def _draw_box(axes: Axes, place: int, row: LayerRow) -> None:
    from matplotlib.patches import FancyBboxPatch

    colour = next((tint for word, tint in _COLOURS.items() if word in row.type), _OTHER)
    axes.add_patch(
        FancyBboxPatch(
            (0, place),
            _WIDTH,
            _HEIGHT - _GAP,
            boxstyle="round,pad=0,rounding_size=0.12",
            facecolor=colour,
            edgecolor=_QUIET,
            linewidth=0.8,
        )
    )
    middle = place + (_HEIGHT - _GAP) / 2
    # A layer's name is the student's: its dollar signs are no formulas.
    style = {"va": "center", "color": _INK, "parse_math": False}
    shows_activation = row.activation and row.activation != row.type.lower()
    title = f"{row.type}, {row.activation}" if shows_activation else row.type
    label = axes.text(_NAME_AT, middle, title, weight="bold", **style)
    name = clean(row.name, max(5, _LONGEST - len(title)))
    style |= {"color": _QUIET, "size": "small", "va": "bottom"}
    axes.annotate(f"  {name}", (1, 0), xycoords=label, **style)
    style |= {"color": _INK, "size": "medium", "va": "center"}
    axes.text(_SHAPE_AT, middle, row.shape_text, ha="center", **style)
    if row.type != "Input":
        axes.text(_PARAMETERS_AT, middle, f"{row.parameters:,}", ha="right", **style)


def _draw_arrow(axes: Axes, start: int, end: int) -> None:
    """From box to box; past other boxes in an arc on the right."""
    below = _HEIGHT - _GAP
    arrow = {"arrowstyle": "-|>", "color": _QUIET, "linewidth": 1.0, "shrinkA": 0, "shrinkB": 0}
    if end == start + 1:
        axes.annotate("", (_WIDTH / 2, end), (_WIDTH / 2, start + below), arrowprops=arrow)
        return
    points = (_WIDTH, end + below * 0.35), (_WIDTH, start + below * 0.65)
    bend = min(0.35, 0.9 / (end - start) + 0.1)
    axes.annotate("", *points, arrowprops={**arrow, "connectionstyle": f"arc3,rad={-bend}"})
