"""A command of the command line, and the group of all: what Typer's would do differently."""

from typing import Any

from typer.core import TyperCommand, TyperGroup

from detector.cli.faults import faults_told, usage_printable
from detector.cli.terminal import paragraphs


class Command(TyperCommand):
    """A command that answers its faults in one line each."""

    def __init__(self, *arguments: Any, help: str | None = None, **options: Any) -> None:
        """Take the docstring as help, its paragraphs reflowed: Typer keeps its line breaks."""
        super().__init__(*arguments, help="\n\n".join(paragraphs(help or "")), **options)

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters, `--help` included."""
        return _spared(super().get_params(ctx))

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        with faults_told():
            return super().invoke(ctx)


class Group(TyperGroup):
    """All commands; its own options are as quick as theirs."""

    def make_context(self, *arguments: Any, **options: Any) -> Any:
        """Read the group's own options."""
        with usage_printable():
            return super().make_context(*arguments, **options)

    def invoke(self, ctx: Any) -> Any:
        """Read what follows, and run the command that it names."""
        with usage_printable():
            return super().invoke(ctx)

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters, `--help` included."""
        return _spared(super().get_params(ctx))


class GroupWithDefault(Group):
    """A few commands under one name; its first is meant where none of them is named."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Name the first command, if none is named."""
        if not args or args[0] not in (*self.commands, *ctx.help_option_names):
            args = [next(iter(self.commands)), *args]
        return super().parse_args(ctx, args)


def _spared(parameters: list[Any]) -> list[Any]:
    """Take text, and what was not given, as it is; only other values are coerced.

    Typer coerces with pydantic, even text to text, and that takes as long to import as numpy.
    """
    for parameter in parameters:
        if not isinstance(parameter.process_value, _Sparing):
            parameter.process_value = _Sparing(parameter)
    return parameters


class _Sparing:
    """Stands before a parameter's own `process_value`."""

    def __init__(self, parameter: Any) -> None:
        self._parameter = parameter
        self._coerced = parameter.process_value
        self._is_text = parameter.type_descriptor.annotation in (str, list[str])

    def __call__(self, ctx: Any, value: Any) -> Any:
        parameter = self._parameter
        is_default = value is parameter.default and not parameter.required
        if not is_default and not (value and self._is_text):
            return self._coerced(ctx, value)
        return parameter.callback(ctx, parameter, value) if parameter.callback else value
