"""The agreement of coders in a terminal of 100 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode.analysis.agreement.among.results import Agreement, Disagreement, Item, Part
from qualcode.analysis.agreement.intervals import FEWEST_RESPONDENTS
from qualcode.reporting.agreement.wording import (
    columns_together,
    count_disputed,
    is_undefined,
    name_against,
    name_part,
    pair_tensions,
    say_coders,
    say_disagreement,
    say_gamma,
    say_judged,
    say_unknown,
    write_limits,
)
from qualcode.reporting.evaluation.numbers import NOTHING, show
from qualcode.reporting.labels import Labels
from qualcode.reporting.messages import Messages, load_messages
from qualcode.runs.read import Run
from qualcode.terminal import fit, fit_end, render_table, wrap

HERE = "qualcode.reporting.agreement"
WIDTH = 100
_MOST = 8  # disputed codes that are named
_LONGEST = 30  # of a name in a table
_LONGEST_ID = 26  # of a code, beside more columns
_LONGEST_CODER = 8


def render_text(run: Run, agreement: Agreement, language: str = "en") -> str:
    """Return what `qualcode agree` prints."""
    messages = load_messages(language, HERE)
    labels = Labels(run.codebook, messages, ("type",))
    blocks = [
        "\n".join(wrap(line, WIDTH) for line in _say_what(agreement, messages)),
        _render_codes(agreement, messages),
        _render_tensions(agreement, labels),
        _render_together(agreement, labels),
        _render_machine(agreement, labels),
        _say_disputed(agreement, labels),
        "\n".join(wrap(line, WIDTH) for line in _explain(agreement, messages)),
    ]
    if agreement.choices.code:
        blocks += (_quote(one, labels) for one in agreement.disagreements)
    return "\n\n".join(filter(None, blocks))


def _say_what(agreement: Agreement, messages: Messages) -> Iterator[str]:
    yield from say_coders(agreement, messages)
    yield say_judged(agreement, messages)
    if agreement.choices.blind is not None:
        yield messages.text("counted.blind" if agreement.choices.blind else "counted.all")
    yield from say_unknown(agreement, messages)
    if agreement.choices.resamples and not agreement.everything.enough:
        yield messages.text("few", n=FEWEST_RESPONDENTS)


def _short(key: str, messages: Messages) -> str:
    short = f"short.{key}"
    return messages.text(short if short in messages.texts else f"column.{key}")


def _coder_heads(agreement: Agreement, messages: Messages) -> list[str]:
    """Name two coders; of more there is one column, from the least given to the most."""
    if len(agreement.names) == 2:
        return [fit_end(name, _LONGEST_CODER) for name in agreement.names]
    return [messages.text("column.given")]


def _coder_cells(item: Item, messages: Messages) -> list[str]:
    counts = [messages.number(count) for count in item.given.values()]
    if len(counts) == 2:
        return counts
    ends = dict.fromkeys((min(item.given.values()), max(item.given.values())))
    return ["–".join(map(messages.number, ends))]


def _render_codes(agreement: Agreement, messages: Messages) -> str:
    items = agreement.everything.of("code")
    if not items:
        return messages.text("codes.none")
    names = ("disputed", "positive", "kappa", "alpha", "limits", "ac1", "unitizing")
    head = [
        messages.text("column.code"),
        *_coder_heads(agreement, messages),
        *(_short(name, messages) for name in names),
    ]
    rows = [
        [
            fit(item.id, _LONGEST_ID),
            *_coder_cells(item, messages),
            messages.number(item.disputed),
            *(_cell(item, name, messages) for name in names[1:]),
        ]
        for item in items
    ]
    text = render_table(head, rows)
    if agreement.not_given:
        text += f"\n{messages.count('n.not_given', len(agreement.not_given))}"
    return text


def _cell(item: Item, name: str, messages: Messages) -> str:
    if name == "limits":
        return write_limits(item.values["alpha"], messages) or NOTHING
    undefined = is_undefined(item, name)
    return show(
        item.values[name],
        messages,
        messages.text("no_variation.short") if undefined else NOTHING,
    ).text


def _render_tensions(agreement: Agreement, labels: Labels) -> str:
    messages = labels.messages
    told = pair_tensions(agreement.everything)
    if not told:
        return ""
    names = ("disputed", "positive", "kappa", "alpha", "ac1")
    head = [
        messages.text("column.tension"),
        *_coder_heads(agreement, messages),
        *(_short(name, messages) for name in (*names, "relation_units", "relation_alpha")),
    ]
    rows = [
        [
            fit(item.id, _LONGEST_ID),
            *_coder_cells(item, messages),
            messages.number(item.disputed),
            *(_cell(item, name, messages) for name in names[1:]),
            messages.number(relation.units) if relation else NOTHING,
            _cell(relation, "alpha", messages) if relation else NOTHING,
        ]
        for item, relation in told
    ]
    return render_table(head, rows)


def _render_together(agreement: Agreement, labels: Labels) -> str:
    messages = labels.messages
    figures = columns_together(agreement)
    names = [_short(name, messages) for name in figures]
    counts = [_short(name, messages) for name in ("units", "respondents")]
    head = [messages.text("column.part"), *counts, *names]
    rows = [_together_cells(part, figures, labels) for part in agreement.parts]
    text = render_table(head, rows)
    if agreement.pairs:
        pairs = [
            [
                fit(" + ".join(pair.names), _LONGEST),
                messages.number(pair.units),
                *(show(pair.together[name], messages).text for name in figures),
            ]
            for pair in agreement.pairs
        ]
        text += f"\n\n{render_table([messages.text('column.pair'), counts[0], *names], pairs)}"
    return text


def _together_cells(part: Part, figures: Sequence[str], labels: Labels) -> list[str]:
    messages = labels.messages
    return [
        fit(name_part(part, labels), _LONGEST),
        messages.number(part.units),
        messages.number(part.respondents),
        *(show(part.together[name], messages).text for name in figures),
    ]


def _render_machine(agreement: Agreement, labels: Labels) -> str:
    if not agreement.machine:
        return ""
    messages = labels.messages
    names = ("precision", "recall", "f1")
    counts = ("first", "second", "both")
    head = [
        messages.text("column.against"),
        "",
        *(_short(name, messages) for name in (*counts, *names)),
        messages.text("column.limits"),
    ]
    rows = [
        [
            fit(name_against(one, messages), 36),
            fit(name_part(one, labels), _LONGEST_ID),
            *(messages.number(getattr(one.total, name)) for name in counts),
            *(show(one.total.micro[name], messages).text for name in names),
            write_limits(one.total.micro["f1"], messages) or NOTHING,
        ]
        for one in agreement.machine
    ]
    text = render_table(head, rows, 2)
    if agreement.weighted:
        text += f"\n{wrap(messages.text('machine.weighted'), WIDTH, others='')}"
    return text


def _say_disputed(agreement: Agreement, labels: Labels) -> str:
    counts = list(count_disputed(agreement).items())
    if not counts:
        return ""
    messages = labels.messages
    most = ", ".join(f"{id} {messages.number(count)}" for (_, id), count in counts[:_MOST])
    lines = [wrap(f"{messages.text('disputed.most')} {most}", WIDTH)]
    if agreement.choices.blind is not None:
        names = ",".join(agreement.names)
        lines.append(messages.text("disputed.settle", names=names))
    return "\n".join(lines)


def _explain(agreement: Agreement, messages: Messages) -> Iterator[str]:
    yield messages.text("explain.columns")
    if agreement.choices.resamples:
        yield messages.text("explain.alpha", resamples=agreement.choices.resamples)
    yield messages.text("explain.unitizing")
    if said := say_gamma(agreement, messages, "explain.gamma"):
        yield said


def _quote(one: Disagreement, labels: Labels) -> str:
    where = f"{one.unit.transcript}:s{one.unit.segment}"
    quote = wrap(one.unit.text, WIDTH, "  ", "  ")
    return f"{one.id}, {where}, {say_disagreement(one, labels)}\n{quote}"
